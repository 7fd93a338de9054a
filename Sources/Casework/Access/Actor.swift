import Directives
import Foundation

/// The person acting: an account with the roles it holds, and the member behind it where there is one.
package struct Actor: Hashable, Sendable {
    package var account: String
    package var name: String
    package var holdings: [Holding]
    package var member: MemberID?

    package init(account: String, name: String, holdings: [Holding], member: MemberID?) {
        self.account = account
        self.name = name
        self.holdings = holdings
        self.member = member
    }

    /// Somebody with roles over the whole department, at any time.
    package init(account: String, name: String, roles: Set<Role>, member: MemberID?) {
        self.init(
            account: account, name: name,
            holdings: roles.sorted { $0.rawValue < $1.rawValue }.map { Holding(role: $0, scope: .department, from: Day(rawValue: -700_000)) },
            member: member)
    }

    /// The same person without the roles of programs that the department does not run.
    package func within(_ department: Department) -> Actor {
        guard department.programs != nil else { return self }
        var actor = self
        actor.holdings.removeAll { !department.runs($0.role.program) }
        return actor
    }

    /// The roles held on a day, over anything.
    package func roles(on day: Day) -> Set<Role> { Set(holdings.filter { $0.covers(day) }.map(\.role)) }
}

/// Who asks, and when. Every reading and every act of `Records` takes one and decides by it; nothing confidential can
/// be had without.
package struct Asking: Sendable {
    package var actor: Actor
    /// The instant, by the department's (or the demonstration's) clock.
    package var now: Date
    /// The day of the instant in the department's zone: grants begin and end on days.
    package var day: Day
    /// Where the request came from, for the trail: a network address, or the terminal.
    package var from: String
    /// The department's zone: periods that begin with an instant are counted in its days.
    package var zone: TimeZone

    package init(actor: Actor, now: Date, day: Day, from: String, zone: TimeZone = .gmt) {
        self.actor = actor
        self.now = now
        self.day = day
        self.from = from
        self.zone = zone
    }

    /// The department's day of an instant.
    package func day(of instant: Date) -> Day {
        let seconds = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
        return Day(rawValue: Int32((seconds / 86_400).rounded(.down)))
    }

    /// Whoever runs a command on the machine: they hold the data directory and the key file, and the trail names the
    /// system's account.
    package static func console(user: String, _ surroundings: Surroundings) -> Asking {
        Asking(
            actor: Actor(account: "console:\(user)", name: user, roles: [.console], member: nil), now: surroundings.now(),
            day: surroundings.today, from: "terminal", zone: surroundings.calendar.zone)
    }

    /// The program by itself, on its own schedule.
    package static func schedule(_ surroundings: Surroundings) -> Asking {
        var asking = Asking.console(user: "mainstay", surroundings)
        asking.actor.account = "mainstay"
        asking.from = "schedule"
        return asking
    }
}
