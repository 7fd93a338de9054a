import Casework
import Directives
import Foundation
import Pages

/// Help: the provisions behind the pages, in our words.
extension Office {
    static let helpRoutes: [Route] = Route.page("/help", .seeOwnWork) { visit in
        let groups = try ProgramKey.allCases.filter { $0 != .office }.map { program in
            let provisions = try Provision.all(program: program.rawValue)
            let directive = provisions.first.map { String($0.id.rawValue.prefix { $0 != ":" }) } ?? ""
            return HelpPage.Group(
                title: "\(directive) \(program.title)", provisions: provisions.map { (cites: $0.id, paraphrase: $0.paraphrase) })
        }
        return .page(HelpPage(frame: visit.frame(), directives: groups))
    }
}
