import Casework
import Directives
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Records

/// The private calendar: made and shut on one's own account, fetched by programs without a sign-in.
extension Office {
    static let ownCalendarRoutes: [Route] = Route.change("/account/calendar", .changeOwnAccount) { try await $0.office.changeCalendar($0) }

    /// The address comes with this answer, because it is shown once and only its hash is kept.
    private func changeCalendar(_ visit: Visit) async throws -> Answer {
        switch visit.form["step"] {
        case "make":
            let token = Random.token()
            try await records.renewCalendar(tokenHash: Random.hash(token), for: visit.asking)
            let path = Paths.calendar(token).target
            let link = department.mail?.link
            return .page(
                CalendarAddressPage(
                    frame: visit.frame(), address: link.map { LetterText.address(path, at: $0) } ?? path, isWhole: link != nil))
        case "end":
            try await records.endCalendar(for: visit.asking)
            return .seeOther(Done.calendarEnded.link)
        default: throw Problem.badRequest("Choose whether to make a calendar or to shut it.")
        }
    }

    /// Answers a program that keeps calendars. An address that opens nothing, one that was shut and one of a disabled
    /// account are answered as any address that does not exist.
    func calendarFile(_ request: Request, _ context: Context) async throws -> Response {
        let file = context.parameters.get("file") ?? ""
        guard file.hasSuffix(".ics"), file.utf8.count == 47,
            let account = try await records.accountOfCalendar(tokenHash: Random.hash(String(file.dropLast(4))), on: today)
        else { throw Problem.notFound }
        let asking = asking(of: account, from: address(of: request, context).text)
        try await records.noteCalendarFetched(for: asking)
        let feed = CalendarFeed(entries: try await calendarEntries(asking), now: now, link: department.mail?.link)
        var response = Response(
            status: .ok, headers: [.contentType: "text/calendar; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: feed.text)))
        response.headers[.contentDisposition] = "inline; filename=\"mainstay.ics\""
        return response
    }
}

extension Office {
    /// What is due for whoever asks, of every program.
    private func calendarEntries(_ asking: Asking) async throws -> [CalendarFeed.Entry] {
        try await records.due(for: asking, limit: 500).items.compactMap { item in
            item.due.map {
                CalendarFeed.Entry(
                    program: item.program.rawValue, reference: item.reference, title: item.toward == nil ? item.title : "\(item.title) (leads up to: \(item.clock?.rule.title ?? ""))",
                    cites: (item.toward == nil ? item.cites : item.clock?.rule.cites ?? item.cites).rawValue, due: $0, path: item.path)
            }
        }
    }
}
