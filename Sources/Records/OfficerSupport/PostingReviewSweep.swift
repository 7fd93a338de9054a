import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

extension Records {
    /// Follows the personnel register: a review for each member who came to a unit where the program is on, once for each
    /// arrival, and an end to those whose member went on (`D20-04:VI.D.3`, ambiguity 2.23). Run every day and after each
    /// import; a second time it changes nothing.
    ///
    /// - Parameter since: The first day whose arrivals count: what was before Mainstay began is not raised.
    /// - Returns: How many reviews it touched.
    @discardableResult
    package func followPostings(since: Day, _ rules: DepartmentRules, for asking: Asking) async throws -> Int {
        guard Access.decide(.followPostings, by: asking.actor, on: asking.day).ground != nil else { throw NotThere() }
        return try await write { [keys] db in
            let sweep = PostingSweep(following: Following(rules: rules, asking: asking, keys: keys), db: db)
            let lapsed = try sweep.lapse()
            return try lapsed + sweep.raise(since: since)
        }
    }
}

private struct PostingSweep {
    let following: Following
    let db: Database

    private var today: Day { following.asking.day }

    /// Ends the reviews of members who work elsewhere today, or nowhere.
    func lapse() throws -> Int {
        var count = 0
        for found in try Row.fetchAll(db, sql: "SELECT reference, unit, member FROM postingReview WHERE closedAt IS NULL ORDER BY id") {
            let (reference, unit, member): (String, String, MemberID) = (found[0], found[1], MemberID(rawValue: found[2]))
            let present = try serves(member) ? Stay.present(stays(of: member), on: today)?.unit : nil
            guard present != unit, let row = try PostingReviewLife.find(reference, in: db) else { continue }
            try CaseLog.play(.lapse, on: row, of: PostingReviewLife.self, following, in: db)
            count += 1
        }
        return count
    }

    func raise(since: Day) throws -> Int {
        let first = max(since, today.adding(days: -PostingReviewLife.lookBack))
        // Whoever began or ended an assignment or a detail in this time; the end of one can bring somebody back.
        let members = try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT member FROM posting
                WHERE knownOn <= ?2 AND (happenedOn BETWEEN ?1 AND ?2 OR outcomeKnownOn BETWEEN ?1 - 1 AND ?2 - 1) ORDER BY member
                """, arguments: [first.rawValue, today.rawValue])
        var count = 0
        for member in members.map(MemberID.init(rawValue:)) {
            guard let arrival = Arrival(try stays(of: member), on: today), arrival.day >= first, try serves(member),
                try UnitPeople(day: today, rules: following.rules, besides: member, in: db).isOn(arrival.unit)
            else { continue }
            let beginning = following.rules.calendar.instant(arrival.day, hour: 0)
            guard try !isRaised(arrival.unit, member, beginning) else { continue }
            let row = try PostingReviewLife.make(about: member, unit: arrival.unit, at: beginning, following.keys, in: db)
            try CaseLog.play(
                .raise, Entered(["arrival": [arrival.day.iso], "kind": [arrival.kind.rawValue]]), on: row, of: PostingReviewLife.self, following, in: db)
            count += 1
        }
        return count
    }

    /// Once for each arrival; while one is open in the unit a corrected date raises no second.
    private func isRaised(_ unit: String, _ member: MemberID, _ beginning: Date) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) > 0 FROM postingReview WHERE member = ? AND unit = ? AND (closedAt IS NULL OR openedAt = ?)"),
            arguments: [member.rawValue, unit, beginning.timeIntervalSince1970]) ?? false
    }

    private func serves(_ member: MemberID) throws -> Bool {
        guard let known = try MemberReading.member(member, asOf: today, in: db) else { return false }
        return known.separated.map { $0 > today } ?? true
    }

    /// The member's assignments and details as they are known today.
    private func stays(of member: MemberID) throws -> [Stay] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT k.unit, k.kind, k.happenedOn, k.outcomeKnownOn FROM posting k
                    WHERE k.member = ?1 AND k.knownOn <= ?2 AND k.happenedOn <= ?2 AND k.unit IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM posting later WHERE later.sourceKey = k.sourceKey AND later.version > k.version AND later.knownOn <= ?2)
                    """), arguments: [member.rawValue, today.rawValue])
        return rows.map { row in
            Stay(
                unit: row[0], isDetail: (row[1] as String?) == "detail", first: Day(rawValue: row[2]), last: (row[3] as Int32?).map(Day.init(rawValue:)))
        }
    }
}
