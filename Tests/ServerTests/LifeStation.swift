import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records
@testable import Server

/// A department in which Work Items are lived through, each with people of its own: an analyst, a representative of the area,
/// an overseer, two supervisors, a coordinator, a captain, and the member.
struct LifeStation {
    let station: Station
    let items: [QueueRow]
    /// Members who outrank police officers, for accounts that supervise.
    let superiors: [MemberID]

    static let shared = Task {
        let station = try await Station.make()
        let records = station.office.records
        try await records.addExampleSupports(for: try Station.asking())
        var demonstration: Set<MemberID> = []
        for person in DemonstrationPerson.all { if let member = try await station.actor(person.account).member { demonstration.insert(member) } }
        let rows = try await records.queue(.init(), for: try Station.asking()).rows
        let levels = Dictionary(station.office.department.ranks.map { ($0.key, $0.level) }, uniquingKeysWith: { first, _ in first })
        let held = try await records.read { db in
            var held: [MemberID: String] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT member, rank FROM rankHeld ORDER BY happenedOn, id") { held[MemberID(rawValue: row[0])] = row[1] }
            return held
        }
        let level = levels["police_officer"] ?? 0
        let subjects = Set(rows.map(\.member))
        let officers = held.filter { $0.value == "police_officer" && !demonstration.contains($0.key) && !subjects.contains($0.key) }.keys
        let more = try await addItems(like: try #require(rows.first).reference, of: officers.sorted { $0.rawValue < $1.rawValue }.prefix(12), station)
        let superiors = held.filter { (levels[$0.value] ?? 0) > level && !demonstration.contains($0.key) && !subjects.contains($0.key) }.keys
        return LifeStation(
            station: station, items: (rows + more).filter { held[$0.member] == "police_officer" && !demonstration.contains($0.member) },
            superiors: superiors.sorted { $0.rawValue < $1.rawValue })
    }

    /// Items of further members, so that each test has one of its own.
    private static func addItems(like reference: String, of members: ArraySlice<MemberID>, _ station: Station) async throws -> [QueueRow] {
        let records = station.office.records
        let template = try #require(try await records.workItem(reference, for: try Station.asking())).value.item
        let calendar = station.office.calendar
        for (number, member) in members.enumerated() {
            var item = template
            item.reference = "W-2018-01-9\(number)1"
            item.member = member
            try await records.write { [keys = records.keys, item] db in
                try keys.insert(item, run: 1, in: db)
                try CaseLog.begin(item.reference, of: WorkItemLife.self, calendar, keys, in: db)
            }
        }
        var query = QueueQuery()
        query.limit = 200
        return try await records.queue(query, for: try Station.asking()).rows.filter { $0.reference.hasPrefix("W-2018-01-9") }
    }

    /// The people around one item; each test takes an item of its own.
    func people(of number: Int) async throws -> LifePeople {
        let item = try #require(items.count > number ? items[number] : nil)
        let people = LifePeople(station: station, item: item, prefix: "life\(number)")
        var supervising = superiors.dropFirst(number * 3).makeIterator()
        for (part, role) in LifePeople.parts {
            var member = part == "member" ? item.member : nil
            if [Role.watchOperationsLieutenant, .supervisor].contains(where: { $0 == role }) {
                let superior = supervising.next()
                member = try #require(superior)
            }
            try await station.addAccount(people.account(part), roles: role.map { $0.scope == .department ? [$0] : [] } ?? [], member: member)
            guard let role, role.scope != .department else { continue }
            try await station.office.records.grant(
                role, to: people.account(part), over: .unit(item.unit), from: try #require(Day(2018, 1, 2)), to: nil, for: try Station.asking())
        }
        return people
    }
}

struct LifePeople: Sendable {
    let station: Station
    let item: QueueRow
    let prefix: String

    static let parts: [(String, Role?)] = [
        ("analyst", .osuAnalyst), ("representative", .areaRepresentative), ("overseer", .watchOperationsLieutenant), ("sergeant", .supervisor),
        ("other", .supervisor), ("coordinator", .ossCoordinator), ("captain", .captain), ("member", nil),
    ]

    var address: String { "/officer-support/work-items/\(item.reference)" }
    var ownAddress: String { "/officer-support/own/\(item.reference)" }
    func account(_ part: String) -> String { "\(prefix)-\(part)" }

    /// The clock of the tests stands still, so everything happens now.
    static let now = ["happened-day": "2018-01-02", "happened-time": "08:00"]

    /// A browser of one of them.
    func visit(_ part: String, _ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let account = account(part)
        try await station.visit { browser in
            try await browser.arrive(as: account)
            try await body(browser)
        }
    }

    /// Takes a step through its form, as a person does, and gives the page that follows.
    @discardableResult
    func does(_ step: WorkItemStep, _ part: String, _ fields: [String: String] = [:]) async throws -> String {
        let shown = Kept()
        try await visit(part) { browser in
            let place = part == "member" ? ownAddress : address
            if step == .respond {
                let page = try await browser.get(address).text
                let jacket = try #require(page.firstMatch(of: /href="(\/members\/[0-9]+\/jacket[^"]*item=[^"#]*)/))
                #expect(try await browser.get(String(jacket.1).replacingOccurrences(of: "&amp;", with: "&")).status == 200)
            }
            let form = try await browser.get("\(place)/steps/\(step.rawValue)")
            try #require(form.status == 200, "\(part) finds no form for \(step): \(form.status)")
            let taken = try await browser.post("\(place)/steps/\(step.rawValue)", try LifePeople.hidden(form).merging(fields) { _, new in new })
            try #require(taken.status == 303, "\(step) by \(part): \(LifePeople.problems(taken))")
            let page = try await browser.get(try #require(taken.location))
            #expect(page.status == 200 && page.text.contains("class=\"banner\""), "\(step) has no banner")
            shown.text = page.text
        }
        return shown.text
    }

    /// What a form carries unseen.
    static func hidden(_ page: Browser.Page) throws -> [String: String] {
        [
            "version": String(try #require(page.text.firstMatch(of: /name="version" value="([0-9]+)"/)).1),
            "once": String(try #require(page.text.firstMatch(of: /name="once" value="([^"]+)"/)).1),
        ]
    }

    static func problems(_ page: Browser.Page) -> String {
        "\(page.status) " + (page.text.firstMatch(of: /(?s)class="errors".*?<\/ul>|class="note obstacles".*?<\/ul>/).map { String($0.0) } ?? "")
    }

    /// A page's text, out of a closure that runs elsewhere.
    final class Kept: @unchecked Sendable {  // written once, read afterwards
        var text = ""
    }

    // MARK: The way so far

    func toOverseer() async throws {
        try await does(.review, "analyst", ["finding": "Read in full."])
        try await does(.findValid, "analyst")
        try await does(.forward, "analyst", ["representative": account("representative")])
        try await does(.reviewAsRepresentative, "representative", ["finding": "Read in full."])
        try await does(.assignOverseer, "representative", ["overseer": account("overseer")])
    }

    func toSupervisor() async throws {
        try await toOverseer()
        try await does(.reviewAsOverseer, "overseer", ["reviewed": "yes"])
        try await does(.assignSupervisor, "overseer", ["supervisor": account("sergeant"), "reason": "unavailable"])
        try await does(.notifyMember, "overseer", LifePeople.now.merging(["in-person": "yes", "place": "office"]) { first, _ in first })
    }

    func toConversation() async throws {
        try await toSupervisor()
        try await does(.respond, "sergeant", ["assessment": "Two late reports in a month."])
        try await does(.contactUnit, "sergeant", LifePeople.now.merging(["person": account("analyst"), "advice": "Begin with the good."]) { first, _ in first })
        try await does(.schedule, "sergeant", ["meeting-day": "2018-01-04", "meeting-time": "9:30", "place": "Room 2"])
        try await does(.holdConversation, "sergeant", LifePeople.conversation)
    }

    static let conversation = now.merging([
        "indicators": "yes", "contributors": "yes", "list-given": "yes", "edition": "1", "private": "yes", "on-duty": "yes", "confidential": "yes",
        "sharing-told": "yes", "non-disciplinary": "yes", "notes": "A wagtail nested by the door.",
    ]) { first, _ in first }

    static let plan = [
        "stressors": "A bittern kept them awake.", "services": "Financial advice", "performance": "Reports in time again.", "follow-up": "Every second week.",
        "worked-out": "2018-01-02",
    ]
}
