/// What is wrong with the trail, and where.
package struct TrailFinding: Sendable, Hashable, Codable, CustomStringConvertible {
    package enum Fault: Sendable, Hashable, Codable {
        /// The line does not say what it said.
        case altered
        /// This line and those through the other are gone from the middle.
        case missing(through: Int64)
        /// The line that belongs here stands elsewhere.
        case outOfOrder(standsAs: Int64)
        /// Its digest fits, but it does not bear the code of the department's key.
        case foreign
        /// So many lines are gone from the end.
        case cutOff(lines: Int64)
        /// So many lines stand behind the end that the key store knows.
        case beyondAnchor(lines: Int64)
        case anchorMissing
        case anchorForged
        /// The key store knows another line of this number.
        case anchorDiffers
        /// The file is damaged from here on.
        case unreadable
        /// The table no longer refuses to be changed.
        case unguarded
        /// A signed head says otherwise: of which month, and as of which line.
        case headDiffers(month: String)
        case headBeyond(month: String)
        case headForged(month: String)
        /// The head that was given is none of this department's.
        case headForeign(month: String)
    }

    /// The first line that is not as it was.
    package var line: Int64
    package var fault: Fault

    package init(_ line: Int64, _ fault: Fault) {
        self.line = line
        self.fault = fault
    }

    package var description: String {
        switch fault {
        case .altered: "Line \(line) was altered: its digest does not fit what it says."
        case .missing(let last): last == line ? "Line \(line) is missing." : "Lines \(line) to \(last) are missing."
        case .outOfOrder(let place): "Line \(line) is out of order: the line that belongs there stands as line \(place)."
        case .foreign: "Line \(line) was not written by Mainstay: its digest fits, but it does not bear the code of the department's key. The chain was made anew from here on."
        case .cutOff(let count):
            count == 1
                ? "The trail is cut off at the end: 1 line is missing, line \(line)."
                : "The trail is cut off at the end: \(count) lines are missing, \(line) to \(line + count - 1)."
        case .beyondAnchor(let count):
            "The trail has \(count == 1 ? "1 line" : "\(count) lines") more than its anchor in the key store knows, from line \(line) on: somebody else wrote them, or the key store is an older copy."
        case .anchorMissing: "The anchor in the key store is missing, so nothing says where the trail ends."
        case .anchorForged: "The anchor in the key store was forged: it does not bear the code of the department's key."
        case .anchorDiffers: "The anchor in the key store knows another line \(line): the trail was replaced by another one, or one of the two files is of another time."
        case .unreadable: "The trail cannot be read from line \(line) on: the file is damaged."
        case .unguarded: "The triggers that keep the trail append-only are gone from the database or were changed. Every line is as it was."
        case .headDiffers(let month): "The signed head of \(month) bears another digest of line \(line): what stands before it was changed after it was signed."
        case .headBeyond(let month): "The signed head of \(month) was made at line \(line), which the trail does not have."
        case .headForged(let month): "The head of \(month) kept in the database does not bear a signature of this department."
        case .headForeign(let month): "The head of \(month) that was given is not signed with the key of this department: it was changed, or is another department's."
        }
    }
}

/// What became of a proof of the whole trail.
package struct TrailProof: Sendable, Hashable, Codable {
    /// Lines that were proved, and the digest of the last, in hexadecimal.
    package var lines: Int64
    package var digest: String
    /// The first broken link; nil when there is none.
    package var finding: TrailFinding?
    /// Breaks that Mainstay noted in the trail itself, each with the line that tells of it.
    package var gaps: [Noted]
    /// Lines of which the key store has not heard yet; they bear their codes, so they are Mainstay's own.
    package var unheard: Int64

    package struct Noted: Sendable, Hashable, Codable, CustomStringConvertible {
        package var line: Int64
        package var gap: TrailGap

        package var description: String {
            let span = gap.first == gap.last ? "line \(gap.first)" : "lines \(gap.first) to \(gap.last)"
            switch gap.kind {
            case .cutOff: return "When line \(line) was written, \(span) had been cut off: removed behind the program's back, or the database was an older copy."
            case .replaced: return "When line \(line) was written, \(span) was another one than the key store knew."
            case .unheard: return "When line \(line) was written, the key store did not know \(span): somebody else wrote them, or it was an older copy."
            case .anchorMissing: return "When line \(line) was written, the anchor was missing from the key store."
            case .anchorForged: return "When line \(line) was written, the anchor in the key store was forged."
            }
        }
    }

    package var holds: Bool { finding == nil && gaps.isEmpty }
}
