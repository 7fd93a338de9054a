import Casework
import Foundation
import HTTPTypes
import Pages
import Records

/// A page that was printed is a line of the trail. The browser only tells its address; what stands there, and whether
/// the reader may see it, is decided here.
extension Office {
    static let printRoutes: [Route] = Route.change(Paths.Template.prints, .seeOwnWork) { visit in
        guard let path = visit.form["path"], let (route, parameters) = route(at: path) else { throw Problem.notFound }
        // Nobody is told that somebody took the list of supports along (`D20-04:III.B`).
        guard route.act != .seeSupports else { return .nothing }
        try await visit.office.records.notePrint(of: try printed(route, parameters), route.act, for: visit.asking)
        return .nothing
    }

    private static func printed(_ route: Route, _ parameters: [String: String]) throws -> PrintedPage {
        if let reference = parameters["reference"], route.path.hasPrefix(Paths.Template.workItem) || route.path.hasPrefix(Paths.Template.ownItems) { return .workItem(reference) }
        if let text = parameters["member"] {
            guard let member = Int64(text) else { throw Problem.notFound }
            return .jacket(MemberID(rawValue: member))
        }
        // Which one of several things such a page is about stands in the line of its reading, just before.
        return .page(String(route.path.dropFirst()))
    }

    /// The page at an address, with the parts that vary; the one with the fewest of them where several fit.
    static func route(at path: String) -> (route: Route, parameters: [String: String])? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let fitting = routes.filter { $0.method == .get && !$0.path.hasPrefix("/api/") }.compactMap { route in match(route, parts).map { (route: route, parameters: $0) } }
        return fitting.min { $0.parameters.count < $1.parameters.count }
    }

    private static func match(_ route: Route, _ parts: [Substring]) -> [String: String]? {
        let template = route.path.split(separator: "/", omittingEmptySubsequences: false)
        guard template.count == parts.count else { return nil }
        var parameters: [String: String] = [:]
        for (expected, part) in zip(template, parts) {
            if expected.hasPrefix("{"), !part.isEmpty {
                parameters[String(expected.dropFirst().dropLast())] = part.removingPercentEncoding ?? String(part)
            } else if expected != part {
                return nil
            }
        }
        return parameters
    }
}
