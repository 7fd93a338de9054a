import Casework
import Directives
import Foundation
import HTTPTypes
import Hummingbird
import Pages
import Records

/// One request, with who makes it and what they were granted. A handler gets a `Visit` only after `Access` has said
/// yes to the route's act.
struct Visit: Sendable {
    var office: Office
    var session: Session
    var actor: Actor
    var day: Day
    /// The network address of the browser, or of the proxy before it.
    var from: String
    var csrf: String
    var path: String
    var parameters: [String: String]
    var query: Form
    var form: Form
    /// The object that came with a change in JSON.
    var sent: [String: SentJSON] = [:]
    /// The instant of the whole request.
    var now: Date
    /// How many Work Items wait for the reader, where they may know.
    var waiting: Int?

    /// Who asks, and when: what every reading and every act of `Records` decides by.
    var asking: Asking { Asking(actor: actor, now: now, day: day, from: from, zone: office.calendar.zone) }

    /// Whether the reader may do this where no single record is meant: what a page offers.
    func may(_ act: Act) -> Bool { office.department.runs(Access.program(of: act)) && Access.decide(act, by: actor, on: day).ground != nil }

    /// The frame of a page for this reader.
    func frame() -> Frame {
        let reader = office.caches.offers(actor, day) {
            Caches.Offers(
                role: actor.roleTitle(on: day), permitted: Set(Act.allCases.filter(may)), asks: Set(Act.allCases.filter { Access.ask($0, by: actor, on: day) != nil }))
        }
        var frame = Frame(
            department: office.department.name,
            reader: Frame.Reader(name: actor.name, role: reader.role), permitted: reader.permitted, asks: reader.asks, csrf: csrf, now: now,
            calendar: office.calendar, demonstration: office.demonstration != nil, waiting: waiting, notices: session.notices,
            lock: Frame.Lock(seconds: Int(Records.idleSeconds), secondFactor: session.account.hasSecondFactor))
        frame.programs = Set(ProgramKey.allCases.filter(office.department.runs))
        return frame
    }
}

extension Actor {
    /// "OSU analyst", or several roles joined.
    func roleTitle(on day: Day) -> String {
        let held = roles(on: day)
        let own = Role.allCases.filter { held.contains($0) }.map(\.title)
        return own.isEmpty ? "No role" : own.joined(separator: ", ")
    }
}

/// What a handler gives back.
enum Answer: Sendable {
    /// A whole page.
    case page(HTTPResponse.Status, [UInt8])
    /// A value as JSON.
    case json([UInt8])
    /// What came of a change, as JSON; where it can be seen, if it made something.
    case told(HTTPResponse.Status, [UInt8], at: Link? = nil)
    case csv(name: String, [UInt8])
    /// A plain text to be kept as a file.
    case text(name: String, [UInt8])
    /// Something to be saved, under the type that was found in it.
    case file(name: String, type: String, Data)
    /// Events as they come, until the reader goes or the stream ends.
    case events(ResponseBody)
    /// Done, with nothing to show.
    case nothing
    /// After a change: look there.
    case seeOther(Link)
    /// The same, with a new token for the session.
    case newToken(String, Link)

    static func page(_ screen: some Screen) -> Answer { .page(.ok, screen.html) }
}

/// What can go wrong with a request; each has one page and one JSON form.
enum Problem: Error, Equatable {
    /// Absent and forbidden are one answer (ambiguity 7.4).
    case notFound
    /// JSON asked for without a session.
    case notSignedIn
    case badRequest(String)
    /// JSON that is not as described, with the field that is not.
    case unreadable(String, field: String?)
    /// A body that is no JSON where JSON is asked for.
    case notJSON
    /// The form did not come from a page of this session.
    case foreignForm
    case tooManyAttempts
    case tooManyRequests(seconds: Int)
    case tooLarge
    /// Signed in, but something has to be done first.
    case refused(String)
    case uploadTooLarge(megabytes: Int)
    case conflict(String)
}
