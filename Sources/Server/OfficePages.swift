import Casework
import Pages

/// The page from which the office's other pages are reached.
extension Office {
    static let officeRoutes: [Route] = Route.page("/office", .seeAccessTable) { visit in .page(OfficePage(frame: visit.frame())) }
}
