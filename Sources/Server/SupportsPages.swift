import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Pages
import Records

/// The supports document as everybody reads it (`D20-04:III.A.5.NOTE`, `D20-04:IV.A.2#2`). None of these addresses leaves a
/// trace of its reader (`D20-04:III.B`).
extension Office {
    static let supportsRoutes: [Route] =
        Route.both("/officer-support/supports", .seeSupports, { try await $0.office.records.supportsShelf(for: $0.asking) }) { visit, shelf in
            .page(
                SupportsPage(
                    frame: visit.frame(), title: visit.office.department.supportsTitle, edition: shelf.current, editions: shelf.editions,
                    update: shelf.update))
        }
        + Route.both(Paths.Template.supportsEdition, .seeSupports, { try await $0.office.supportsEdition($0) }) { visit, edition in
            let shelf = try await visit.office.records.supportsShelf(for: visit.asking)
            var frame = visit.frame()
            if visit.query["done"] == "published", visit.may(.publishSupports) {
                frame.banner = Frame.Banner("Edition \(edition.number) is published. Every member reads it from now on; plans made before keep the edition they used.")
            }
            return .page(
                SupportsPage(frame: frame, title: visit.office.department.supportsTitle, edition: edition, editions: shelf.editions, update: shelf.update))
        }

    private func supportsEdition(_ visit: Visit) async throws -> SupportsEdition {
        guard let number = visit.parameters["edition"].flatMap(Int.init), let edition = try await records.supportsEdition(number, for: visit.asking)
        else { throw Problem.notFound }
        return edition
    }
}
