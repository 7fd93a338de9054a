import Casework
import Directives
import Foundation
import HTTPTypes
import Records
import Testing

@testable import Server

/// The written table of every address: the act it asks for, and what it is about. A route without a line fails the
/// tests, and so does a line without a route.
enum RouteTable {
    /// What an address is about, so that the outcome can be foretold.
    enum About: Sendable, Equatable {
        /// The whole department, or the asker: `Access` decides without a record.
        case nothing
        /// A list: whoever holds the right over anything gets in.
        case list
        case workItem
        /// A step on the item: the door opens to whoever sees its state, the step itself to whoever may take it.
        case step
        case jacket
        /// Nothing stands at the address the test asks for, so nobody finds it.
        case absent
        /// As `nothing`, but a form sent by somebody with the right does its work at once, so the walk leaves it out.
        case nothingAndAtOnce
        /// As `nothing`; a form is taken without a page in answer, and leaves no more than a line of the trail.
        case noted
    }

    struct Line: Sendable {
        var act: Act
        var about: About
        /// What the form names, where an empty one is about nothing and so finds nothing.
        var form: [String: String]
        init(_ act: Act, _ about: About = .nothing, form: [String: String] = [:]) {
            self.act = act
            self.about = about
            self.form = form
        }
    }

    static let lines: [String: Line] = [
        "GET /work": Line(.seeOwnWork), "GET /openapi.json": Line(.seeOwnWork),
        "GET /officer-support/work-items": Line(.seeQueue, .list), "GET /officer-support/command": Line(.seeCommand, .list),
        "GET /officer-support/work-items/{reference}": Line(.seeStatus, .workItem),
        "GET /officer-support/work-items/{reference}/life": Line(.seeStatus, .workItem),
        "GET /officer-support/own/{reference}/life": Line(.seeOwnItem, .workItem),
        "GET /officer-support/work-items/{reference}/steps/{step}": Line(.seeStatus, .step),
        "POST /officer-support/work-items/{reference}/steps/{step}": Line(.seeStatus, .step),
        "GET /officer-support/work-items/{reference}/figures": Line(.seeWorkItem, .workItem),
        "GET /officer-support/work-items/{reference}/guide-sheet": Line(.answerItem, .workItem),
        "GET /officer-support/own": Line(.seeOwnItem, .absent), "GET /officer-support/own/{reference}": Line(.seeOwnItem, .workItem),
        "GET /officer-support/own/{reference}/steps/{step}": Line(.answerOwnItem, .workItem),
        "POST /officer-support/own/{reference}/steps/{step}": Line(.answerOwnItem, .workItem),
        "GET /officer-support/posting-reviews/{reference}": Line(.seePostingReview, .absent),
        "GET /officer-support/posting-reviews/{reference}/life": Line(.seePostingReview, .absent),
        "GET /officer-support/posting-reviews/{reference}/history": Line(.seeArrivalHistory, .absent),
        "GET /officer-support/posting-reviews/{reference}/steps/{step}": Line(.seePostingReview, .absent),
        "POST /officer-support/posting-reviews/{reference}/steps/{step}": Line(.seePostingReview, .absent),
        "GET /resiliency/evaluations": Line(.seeFiledEvaluation), "GET /resiliency/evaluations/{year}": Line(.seeFiledEvaluation),
        "GET /resiliency/evaluations/{year}.csv": Line(.seeFiledEvaluation), "GET /resiliency/evaluations/{year}.xlsx": Line(.seeFiledEvaluation),
        "POST /resiliency/evaluations/{year}": Line(.writeEvaluation), "POST /resiliency/evaluations/{year}/corrections": Line(.writeEvaluation),
        "GET /resiliency/lists": Line(.changeResiliencyLists), "POST /resiliency/lists/criteria": Line(.changeResiliencyLists),
        "POST /resiliency/lists/criteria/{criterion}": Line(.changeResiliencyLists), "POST /resiliency/lists/resources": Line(.changeResiliencyLists),
        "POST /resiliency/lists/resources/{resource}": Line(.changeResiliencyLists),
        "GET /members/{member}/jacket": Line(.seeJacket, .jacket),
        "GET /resiliency": Line(.seeResiliency), "GET /resiliency/register": Line(.seeResiliencyRegister), "GET /resiliency/own": Line(.seeOwnCase, .absent),
        "GET /resiliency/incidents/new": Line(.documentIncident, .list), "POST /resiliency/incidents/new": Line(.documentIncident, .absent),
        "GET /resiliency/incidents/{reference}": Line(.seeResiliencyCase, .absent),
        "GET /resiliency/incidents/{reference}/life": Line(.seeResiliencyCase, .absent), "GET /resiliency/plans/{reference}/life": Line(.seeRSSPlan, .absent),
        "GET /resiliency/mandatory-plans/{reference}/life": Line(.seeThirdIncident, .absent),
        "GET /resiliency/referrals/{reference}/life": Line(.seeReferral, .absent),
        "GET /resiliency/incidents/{reference}/steps/{step}": Line(.seeResiliencyCase, .absent),
        "POST /resiliency/incidents/{reference}/steps/{step}": Line(.seeResiliencyCase, .absent),
        "GET /resiliency/plans/new": Line(.initiatePlan, .list), "POST /resiliency/plans/new": Line(.initiatePlan, .absent),
        "GET /resiliency/plans/{reference}": Line(.seeRSSPlan, .absent), "GET /resiliency/plans/{reference}/steps/{step}": Line(.seeRSSPlan, .absent),
        "POST /resiliency/plans/{reference}/steps/{step}": Line(.seeRSSPlan, .absent),
        "GET /resiliency/mandatory-plans/{reference}": Line(.seeThirdIncident, .absent),
        "GET /resiliency/mandatory-plans/{reference}/steps/{step}": Line(.seeThirdIncident, .absent),
        "POST /resiliency/mandatory-plans/{reference}/steps/{step}": Line(.seeThirdIncident, .absent),
        "GET /resiliency/referrals/new": Line(.referToSection, .list), "POST /resiliency/referrals/new": Line(.referToSection, .absent),
        "GET /resiliency/referrals/received": Line(.referToSection, .list),
        "GET /resiliency/referrals/{reference}": Line(.seeReferral, .absent), "GET /resiliency/referrals/{reference}/steps/{step}": Line(.seeReferral, .absent),
        "POST /resiliency/referrals/{reference}/steps/{step}": Line(.seeReferral, .absent),
        "GET /officer-support/supports": Line(.seeSupports), "GET /officer-support/supports/editions/{edition}": Line(.seeSupports),
        "GET /officer-support/supports/draft": Line(.draftSupports), "GET /officer-support/supports/draft/supports/new": Line(.draftSupports),
        "POST /officer-support/supports/draft/supports": Line(.draftSupports),
        "GET /officer-support/supports/draft/supports/{support}": Line(.draftSupports),
        "POST /officer-support/supports/draft/supports/{support}": Line(.draftSupports),
        "POST /officer-support/supports/draft/supports/{support}/removal": Line(.draftSupports, .nothingAndAtOnce),
        "POST /officer-support/supports/draft/supports/{support}/recommendations": Line(.draftSupports),
        "POST /officer-support/supports/draft/supports/{support}/recommendations/end": Line(.draftSupports),
        "GET /officer-support/supports/draft/self-assessment": Line(.draftSupports),
        "POST /officer-support/supports/draft/self-assessment": Line(.draftSupports),
        "GET /officer-support/supports/draft/publication": Line(.publishSupports),
        "POST /officer-support/supports/draft/publication": Line(.publishSupports),
        "POST /officer-support/supports/reviews": Line(.publishSupports, .nothingAndAtOnce),
        "GET /runs": Line(.seeRuns), "GET /runs/new": Line(.startRun), "POST /runs": Line(.startRun), "GET /runs/{run}": Line(.seeRuns),
        "GET /runs/elsewhere": Line(.seeRuns), "GET /runs/elsewhere/new": Line(.startRun), "POST /runs/elsewhere": Line(.startRun),
        "GET /runs/{run}/scores.csv": Line(.seeScores),
        "GET /imports": Line(.seeImports), "GET /imports/new": Line(.startImport), "POST /imports": Line(.startImport),
        "GET /imports/{import}": Line(.seeImports), "GET /imports/{import}/quarantine": Line(.seeQuarantine),
        "GET /jobs/{job}": Line(.seeImports, .absent),
        "GET /demo/clock": Line(.setDemonstrationClock), "POST /demo/clock": Line(.setDemonstrationClock),
        "GET /help": Line(.seeOwnWork), "GET /office": Line(.seeAccessTable), "GET /access": Line(.seeAccessTable),
        "GET /accounts": Line(.seeAccounts), "GET /accounts/new": Line(.changeAccounts), "POST /accounts": Line(.changeAccounts),
        "GET /accounts/{account}": Line(.seeAccounts), "POST /accounts/{account}/disabling": Line(.changeAccounts, .nothingAndAtOnce),
        "POST /accounts/{account}/enabling": Line(.changeAccounts), "POST /accounts/{account}/member": Line(.changeAccounts, .nothingAndAtOnce),
        "POST /accounts/{account}/reset": Line(.changeAccounts, .nothingAndAtOnce),
        "GET /account": Line(.seeOwnAccount), "GET /account/session": Line(.seeOwnAccount),
        "POST /account/ended-sessions": Line(.changeOwnAccount), "GET /account/passphrase": Line(.changeOwnAccount),
        "POST /account/passphrase": Line(.changeOwnAccount), "GET /account/second-factor": Line(.changeOwnAccount),
        "POST /account/second-factor": Line(.changeOwnAccount, .nothingAndAtOnce), "POST /account/second-factor/confirmation": Line(.changeOwnAccount),
        "POST /account/email": Line(.changeOwnAccount), "POST /account/calendar": Line(.changeOwnAccount),
        "GET /notices": Line(.seeOwnNotices), "POST /notices/read": Line(.markOwnNotices), "GET /notices/stream": Line(.seeOwnNotices),
        "GET /deliveries": Line(.seeDeliveries),
        "GET /grants": Line(.seeGrants), "GET /grants/new": Line(.changeGrants), "POST /grants": Line(.changeGrants),
        "GET /grants/{grant}": Line(.changeGrants), "POST /grants/{grant}/end": Line(.changeGrants),
        "GET /designations": Line(.designate, .list), "POST /designations": Line(.designate, .list),
        "GET /designations/{designation}": Line(.designate, .absent), "POST /designations/{designation}/end": Line(.designate, .absent),
        "GET /retention": Line(.seeRetention), "GET /retention/schedules/new": Line(.setRetention),
        "POST /retention/schedules": Line(.setRetention, form: ["kind": "workItems"]),
        "GET /retention/authorities/new": Line(.setRetention),
        "POST /retention/authorities": Line(.setRetention, form: ["kind": "workItems"]),
        "POST /retention/authorities/{authority}/end": Line(.setRetention, .absent),
        "POST /retention/rules": Line(.setRetention, .nothingAndAtOnce),
        "GET /destruction": Line(.seeDestruction), "POST /destruction/proposals": Line(.proposeDestruction, .nothingAndAtOnce),
        "GET /destruction/{batch}": Line(.seeDestruction, .absent), "GET /destruction/{batch}/papers": Line(.confirmDestruction, .absent),
        "GET /destruction/{batch}/certificate.txt": Line(.seeDestruction, .absent),
        "POST /destruction/{batch}/confirmation": Line(.confirmDestruction, .absent),
        "POST /destruction/{batch}/second": Line(.secondDestruction, .absent),
        "POST /destruction/{batch}/return": Line(.secondDestruction, .absent),
        "GET /holds": Line(.seeHolds), "GET /holds/new": Line(.placeHold), "POST /holds": Line(.placeHold),
        "GET /holds/{hold}": Line(.seeHolds, .absent), "POST /holds/{hold}/lifting": Line(.liftHold, .absent),
        "GET /holds/{hold}/files/{file}": Line(.seeHolds, .absent),
        "GET /trail": Line(.seeTrail), "GET /trail.csv": Line(.seeTrail), "GET /trail/{line}": Line(.seeTrail),
        "GET /trail/heads": Line(.signTrailHead), "POST /trail/heads": Line(.signTrailHead),
        "GET /trail/heads/{head}": Line(.signTrailHead, .absent),
        "GET /officer-support/work-items/{reference}/access": Line(.seeAccessHistory, .workItem),
        "GET /members/{member}/access": Line(.seeAccessHistory, .jacket),
        "POST /prints": Line(.seeOwnWork, .noted, form: ["path": "/help"]),
        "GET /officer-support/work-items/{reference}/notes": Line(.seeReviewNotes, .workItem),
        "POST /officer-support/work-items/{reference}/notes": Line(.writeReviewNote, .workItem),
        "POST /officer-support/work-items/{reference}/papers": Line(.writeReviewNote, .workItem),
        "GET /officer-support/work-items/{reference}/papers/{paper}": Line(.seeReviewNotes, .absent),
        "GET /officer-support/work-items/{reference}/closing": Line(.closeDuplicative, .workItem),
        "POST /officer-support/work-items/{reference}/closing": Line(.closeDuplicative, .workItem),
    ]

    /// A route as a line names it. JSON stands under the line of its page.
    static func key(_ route: Route) -> String { "\(route.method.rawValue) \(template(route))" }
    static func template(_ route: Route) -> String { route.path.hasPrefix("/api/v1") ? String(route.path.dropFirst(7)) : route.path }
}

/// What the walk asks for and as whom.
struct Walk: Sendable {
    var station: Station
    /// A Work Item that is with the Officer Support Unit, as storage finds it.
    var reference: String
    var item: RecordFacts
    var member: MemberID
    var jacket: RecordFacts
    var grant: Int64

    init(_ station: Station) async throws {
        self.station = station
        let asking = try Station.asking()
        let row = try #require(try await station.office.records.queue(QueueQuery(), for: asking).rows.first)
        reference = row.reference
        member = row.member
        let records = station.office.records
        item = try #require(try await records.facts(ofWorkItem: row.reference))
        jacket = try #require(try await records.facts(ofJacket: row.member, on: asking.day))
        let administrator = try #require(try await records.grants(GrantQuery(), for: asking).rows.first { $0.account == "administrator" })
        grant = administrator.id
    }

    func address(_ route: Route) -> String {
        let parts = [
            "{reference}": reference, "{member}": String(member.rawValue), "{run}": "1", "{import}": "1", "{job}": "none",
            "{account}": "sergeant-005", "{grant}": String(grant), "{designation}": "999999",
            "{batch}": "999999", "{hold}": "999999", "{file}": "none", "{authority}": "999999", "{line}": "1", "{head}": "2017-01-1",
            "{year}": "2016", "{criterion}": "own-1", "{resource}": "eap", "{paper}": "999999", "{step}": "review", "{edition}": "1", "{support}": "peer-support-line",
        ]
        return parts.reduce(route.path) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
    }

    /// Whether somebody gets in, by the written line and the facts of the real record.
    func opens(_ route: Route, _ line: RouteTable.Line, to actor: Actor, on day: Day) -> Bool {
        switch line.about {
        case .nothing, .nothingAndAtOnce, .noted: Access.decide(line.act, by: actor, on: day).ground != nil
        case .list: Access.ask(line.act, by: actor, on: day) != nil
        case .workItem: Access.decide(line.act, item, by: actor, on: day).ground != nil
        case .step: [line.act, .decideValidity].allSatisfy { Access.decide($0, item, by: actor, on: day).ground != nil }
        case .jacket: Access.decide(line.act, jacket, by: actor, on: day).ground != nil
        case .absent: false
        }
    }

    /// Opens every address as one person and compares what comes with the table.
    func check(_ name: String, _ actor: Actor, _ browser: Browser) async throws {
        let day = try #require(Day(2018, 1, 2))
        for route in Office.routes {
            let line = try #require(RouteTable.lines[RouteTable.key(route)], "no line for \(RouteTable.key(route))")
            #expect(line.act == route.act, "\(RouteTable.key(route)) asks for \(route.act)")
            let opens = opens(route, line, to: actor, on: day)
            let path = address(route)
            if route.method == .get {
                let page = try await browser.get(path)
                #expect(page.status == (opens ? 200 : 404), "\(name) GET \(path) gives \(page.status)")
            } else if route.takesJSON {
                // As described, but for a version that the record has not come to.
                let sent = path.contains("/steps/") ? #"{"version":999999,"once":"0123456789abcdef","answers":{}}"# : "{}"
                let page = try await browser.sendJSON(path, sent)
                #expect(opens ? [400, 409, 422].contains(page.status) : page.status == 404, "\(name) POST \(path) gives \(page.status)")
            } else if !opens {
                let page = try await browser.post(path, line.form)
                #expect(page.status == 404, "\(name) POST \(path) gives \(page.status)")
            } else if line.about == .noted {
                let page = try await browser.post(path, line.form)
                #expect(page.status == 204 && page.text.isEmpty, "\(name) POST \(path) gives \(page.status)")
            } else if line.about != .nothingAndAtOnce {
                // A form in which nothing is filled in is understood and refused in words.
                let page = try await browser.post(path, line.form)
                #expect([400, 422].contains(page.status), "\(name) POST \(path) gives \(page.status)")
            }
        }
    }
}
