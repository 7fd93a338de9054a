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
            .page(try visit.office.noticesPage(visit, own))
        }
        + Route.change("/notices/read", .markOwnNotices) { try await $0.office.markNotices($0) }
        + Route.jsonChange("/notices/read", .markOwnNotices, answers: Office.Unread.self) { try await $0.office.markSentNotices($0) }
        + Route.page("/notices/stream", .seeOwnNotices) { .events($0.office.noticeStreams.body($0)) }

    private func notices(_ visit: Visit) async throws -> OwnNotices {
        try await records.ownNotices(
            limit: Office.noticesLength, offset: (try visit.pageNumber() - 1) * Office.noticesLength, for: visit.asking)
    }

    private func noticesPage(_ visit: Visit, _ own: OwnNotices) throws -> NoticesPage {
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
            }, total: own.total, page: try visit.pageNumber(), pages: max(1, (own.total + Office.noticesLength - 1) / Office.noticesLength),
            letters: letters)
    }

    private func markNotices(_ visit: Visit) async throws -> Answer {
        let (one, all) = (visit.form["notice"].flatMap { Int64($0) }, visit.form["upto"].flatMap { Int64($0) })
        guard let id = one ?? all else { throw Problem.badRequest("Choose the notices that you have read.") }
        try await records.markNotices(id, andBefore: one == nil, for: visit.asking)
        return .seeOther(Paths.notices)
    }
}

extension Office {
    /// How many notices are unread now.
    struct Unread: Codable {
        var unread: Int
    }

    /// `{"notice": 7}`: that one; `{"upto": 7}`: that one and all before it.
    private func markSentNotices(_ visit: Visit) async throws -> Answer {
        let fields = try SentFields(visit.sent, only: ["notice", "upto"])
        guard fields.has("notice") != fields.has("upto") else { throw Problem.unreadable("Send either `notice` or `upto`.", field: "notice") }
        let one = fields.has("notice")
        try await records.markNotices(Int64(try fields.count(one ? "notice" : "upto")), andBefore: !one, for: visit.asking)
        let unread = try await records.ownNotices(limit: 1, offset: 0, for: visit.asking).unread
        return .told(.ok, try Route.json(Unread(unread: unread)))
    }
}
