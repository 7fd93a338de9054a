import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// What was said to the reader. Everyone has these pages, whatever roles they hold.
extension Office {
    private static let noticesLength = 50

    static let noticeRoutes: [Route] =
        Route.both("/notices", .seeOwnNotices, { try await $0.office.notices($0) }) { visit, own in
            .page(visit.office.noticesPage(visit, own))
        }
        + Route.change("/notices/read", .markOwnNotices) { try await $0.office.markNotices($0) }
        + Route.page("/notices/stream", .seeOwnNotices) { .events($0.office.noticeStreams.body($0)) }

    private func notices(_ visit: Visit) async throws -> OwnNotices {
        try await records.ownNotices(
            limit: Office.noticesLength, offset: (visit.noticesPage - 1) * Office.noticesLength, for: visit.asking)
    }

    private func noticesPage(_ visit: Visit, _ own: OwnNotices) -> NoticesPage {
        var frame = visit.frame()
        frame.notices = own.unread
        let letters: NoticesPage.Letters =
            if !own.mailIsSetUp { .notSetUp } else if !own.hasAddress { .noAddress } else { own.letterProblem.map { .failing($0) } ?? .sent }
        return NoticesPage(
            frame: frame,
            rows: own.notices.map { notice in
                NoticesPage.Row(
                    id: notice.id, reference: notice.reference, words: notice.words, program: notice.program.title,
                    link: Paths.local(notice.path), at: notice.at, isUnread: notice.readAt == nil)
            }, total: own.total, page: visit.noticesPage, pages: max(1, (own.total + Office.noticesLength - 1) / Office.noticesLength),
            letters: letters)
    }

    private func markNotices(_ visit: Visit) async throws -> Answer {
        let (one, all) = (visit.form["notice"].flatMap { Int64($0) }, visit.form["upto"].flatMap { Int64($0) })
        guard let id = one ?? all else { throw Problem.badRequest("Choose the notices that you have read.") }
        try await records.markNotices(id, andBefore: one == nil, for: visit.asking)
        return .seeOther(Paths.notices)
    }
}

extension Visit {
    fileprivate var noticesPage: Int { min(max(query["page"].flatMap { Int($0) } ?? 1, 1), 100_000) }
}
