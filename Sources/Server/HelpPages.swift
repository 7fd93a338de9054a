import Casework
import Directives
import Foundation
import Pages

/// Help: the provisions behind the pages, in our words.
extension Office {
    static let helpRoutes: [Route] = Route.page("/help", .seeOwnWork) { visit in
        let provisions = try Provision.all(program: "support").map { (cites: $0.id, paraphrase: $0.paraphrase) }
        return .page(
            HelpPage(
                frame: visit.frame(),
                directives: [HelpPage.Group(title: "D20-04 Officer Support System", provisions: provisions)]))
    }
}
