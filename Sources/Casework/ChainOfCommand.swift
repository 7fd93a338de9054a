import Directives

/// The personnel facts a chain of command is worked out from, as they stood on one day.
package struct Personnel: Sendable {
    package var ranks: [String: Rank]
    package var units: [String: Unit]
    /// The rank each member held on the day.
    package var rankOf: [MemberID: String]
    /// The unit each member worked in on the day; a detail goes before an assignment, the later start before the earlier.
    package var unitOf: [MemberID: String]
    /// The supervisor the source names for the day.
    package var namedSupervisor: [MemberID: MemberID]

    package init(
        ranks: [String: Rank], units: [String: Unit], rankOf: [MemberID: String], unitOf: [MemberID: String],
        namedSupervisor: [MemberID: MemberID]
    ) {
        self.ranks = ranks
        self.units = units
        self.rankOf = rankOf
        self.unitOf = unitOf
        self.namedSupervisor = namedSupervisor
    }

    package func level(of member: MemberID) -> Int? { rankOf[member].flatMap { ranks[$0] }?.level }

    /// The posting that says where a member works on a day, of all that cover it.
    package static func place(_ postings: some Sequence<Posting>, on day: Day) -> Posting? {
        postings.filter { $0.covers(day) }.max { left, right in
            if left.kind != right.kind { return right.kind == .detail }
            return (left.start, left.unit) < (right.start, right.unit)
        }
    }
}

/// One step of a chain of command: who, and on what ground.
package struct CommandStep: Hashable, Sendable {
    package enum Ground: Hashable, Sendable {
        /// The source names this person as the supervisor.
        case named
        /// The highest rank in the unit, which therefore commands it.
        case commands(unit: String)
    }
    package var member: MemberID
    package var ground: Ground
}

extension Personnel {
    /// The chain of command above a member on the day, nearest first: the named supervisors upwards, then whoever
    /// holds the highest rank in the member's unit and in each unit above it. A step must outrank the one below, so a
    /// vacant post passes to the next higher (ambiguity 7.9). Nobody is in their own chain.
    package func chainOfCommand(of member: MemberID) -> [CommandStep] {
        var steps: [CommandStep] = []
        var seen: Set<MemberID> = [member]
        var highest = level(of: member) ?? 0
        var last = member

        while let supervisor = namedSupervisor[last], seen.insert(supervisor).inserted {
            steps.append(CommandStep(member: supervisor, ground: .named))
            highest = max(highest, level(of: supervisor) ?? 0)
            last = supervisor
        }

        var unitKey = unitOf[last] ?? unitOf[member]
        var seenUnits: Set<String> = []
        while let key = unitKey, seenUnits.insert(key).inserted {
            if let commander = commander(of: key), !seen.contains(commander), let level = level(of: commander), level > highest {
                steps.append(CommandStep(member: commander, ground: .commands(unit: key)))
                seen.insert(commander)
                highest = level
            }
            unitKey = units[key]?.parent
        }
        return steps
    }

    /// The member of highest rank in the unit itself. Where two share the rank there is no telling who commands, and
    /// the answer is nobody.
    package func commander(of unit: String) -> MemberID? {
        var best: (member: MemberID, level: Int)?
        var tied = false
        for (member, key) in unitOf where key == unit {
            guard let level = level(of: member), rankOf[member].flatMap({ ranks[$0] })?.supervises == true else { continue }
            if let current = best {
                if level > current.level {
                    best = (member, level)
                    tied = false
                } else if level == current.level {
                    tied = true
                }
            } else {
                best = (member, level)
            }
        }
        return tied ? nil : best?.member
    }
}
