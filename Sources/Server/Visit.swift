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
    var actor: Actor
    /// Why the route's act was granted; shown and logged.
    var ground: Ground
    var csrf: String
    var path: String
    var parameters: [String: String]
    var query: Form
    var form: Form
    /// The instant of the whole request.
    var now: Date
    /// How many Work Items wait for the reader, where they may know.
    var waiting: Int?

    /// A decision about a record of one member. Refused reads as absent.
    func allow(_ act: Act, about member: MemberID) throws -> Ground {
        guard let ground = Access.decide(act, .about(member), by: actor).ground else { throw Problem.notFound }
        return ground
    }

    /// Writes down that the record is read, before it is shown.
    func log(_ act: Act, _ subject: String, _ ground: Ground) async throws {
        try await office.records.log(
            Reading(at: now, account: actor.account, act: act, subject: subject, ground: ground.cites.rawValue))
    }

    /// The frame of a page for this reader.
    func frame() -> Frame {
        let permitted = Set(Act.allCases.filter { Access.decide($0, by: actor).ground != nil })
        return Frame(
            department: office.department.name,
            reader: Frame.Reader(name: actor.name, role: actor.roleTitle), permitted: permitted, csrf: csrf, now: now,
            calendar: office.calendar, demonstration: office.demonstration != nil, waiting: waiting)
    }
}

extension Actor {
    /// "OSU analyst", or several roles joined.
    var roleTitle: String {
        let own = Role.allCases.filter { roles.contains($0) }.map(\.title)
        return own.isEmpty ? "No role" : own.joined(separator: ", ")
    }
}

/// What a handler gives back.
enum Answer: Sendable {
    /// A whole page.
    case page(HTTPResponse.Status, [UInt8])
    /// A value as JSON.
    case json([UInt8])
    case csv(name: String, [UInt8])
    /// After a change: look there.
    case seeOther(Link)

    static func page(_ screen: some Screen) -> Answer { .page(.ok, screen.html) }
}

/// What can go wrong with a request; each has one page and one JSON form.
enum Problem: Error, Equatable {
    /// Absent and forbidden are one answer (ambiguity 7.4).
    case notFound
    /// JSON asked for without a session.
    case notSignedIn
    case badRequest(String)
    /// The form did not come from a page of this session.
    case foreignForm
    case tooManyAttempts
    case conflict(String)
}
