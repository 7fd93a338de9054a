import Casework
import Pages

/// The tables of who may see what, for everybody who signs in.
extension Office {
    static let accessRoutes: [Route] = Route.both("/access", .seeAccessTable, { _ in AccessTable.all }) { visit, tables in
        .page(AccessPage(frame: visit.frame(), tables: tables))
    }
}
