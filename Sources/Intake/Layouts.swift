import Jacket

/// The default layout: a file for each kind of record, with our headers. A department without a profile fills these in.
package enum Layouts {
    /// The columns that together tell a record from all others of its kind, where the file has no column `key`.
    static func identity(of kind: RecordKind) -> [String] {
        switch kind {
        case .member, .demographics: ["member"]
        case .unit: ["unit", "from"]
        case .rankHeld: ["member", "from"]
        case .posting: ["member", "unit", "start"]
        case .supervision: ["member", "supervisor", "start"]
        case .useOfForce, .vehiclePursuit, .collision: ["member", "report"]
        case .arrest: ["member", "record_number"]
        case .custodyInjury, .conductInjury: ["member", "log_number", "date"]
        case .complaint, .complaintWitness, .civilClaim, .criminalProceeding, .protectiveOrder: ["member", "log_number"]
        case .allegation: ["member", "log_number", "number"]
        case .credibilityFinding, .untruthfulnessFinding, .prosecutionDeclined: ["member", "log_number", "known"]
        case .discipline: ["member", "date", "penalty", "log_number"]
        case .correctiveAction: ["member", "date", "system", "action"]
        case .cameraViolation: ["member", "source", "reference", "camera"]
        case .award: ["member", "date", "award"]
        case .sickLeave: ["member", "start"]
        case .missedCourt: ["member", "source", "reference", "court_date"]
        case .training: ["member", "date", "course"]
        default: ["key"]
        }
    }

    /// Kinds of which a member may have two alike on one day.
    static func repeats(_ kind: RecordKind) -> Bool { [.award, .correctiveAction].contains(kind) }

    package static let profile = ImportProfile(
        name: "Default layout", dataDay: nil, rejectShare: ImportProfile.usualRejectShare, sources: RecordKind.all.map(source),
        skipped: [])

    private static func source(_ kind: RecordKind) -> ImportProfile.Source {
        let required = Set(columns(of: kind).filter(\.required).map(\.header))
        let identity = identity(of: kind)
        var record = ImportProfile.Record(
            kind: kind,
            key: ImportProfile.Key(
                columns: identity, preferred: kind == .member ? nil : "key", optional: Set(identity).subtracting(required)))
        record.member = kind.about == .member && kind != .member ? "member" : nil
        record.happened = date(kind.happened)
        record.known = kind.known.map(date)
        record.outcomeKnown = kind.outcomeKnown.map(date)
        for field in kind.fields {
            record.fields[field.name] = ImportProfile.FieldSource(from: .column(field.header), optional: !field.required)
        }
        record.repeats = repeats(kind)
        return ImportProfile.Source(file: kind.file, rejectShare: nil, records: [record])
    }

    private static func date(_ meaning: RecordKind.DateMeaning) -> ImportProfile.DateSource {
        ImportProfile.DateSource(from: .column(meaning.header), optional: !meaning.required)
    }

    package struct Column: Sendable, Hashable {
        package var header: String
        package var required: Bool
        package var holds: String
        package var meaning: String
    }

    /// The columns of a kind's file, in the order in which we write them.
    package static func columns(of kind: RecordKind) -> [Column] {
        var result: [Column] = []
        if kind == .member {
            result.append(Column(header: "member", required: true, holds: "text", meaning: "The number the department's own systems use."))
        } else {
            result.append(
                Column(
                    header: "key", required: false, holds: "text",
                    meaning: "The source's own number of the record. Without it, \(words(identity(of: kind))) records apart."))
            if kind.about == .member {
                result.append(Column(header: "member", required: true, holds: "text", meaning: "The member's number."))
            }
        }
        result.append(column(kind.happened, "The day it happened, began or applies from."))
        if let known = kind.known {
            result.append(column(known, "The day the department knew of it" + (known.required ? "." : "; without it, the day it happened.")))
        }
        if let outcome = kind.outcomeKnown {
            result.append(column(outcome, "The day it ended, or its outcome became known; empty while open."))
        }
        for field in kind.fields {
            let note = field.part == .outcome ? " Belongs to the outcome." : ""
            result.append(Column(header: field.header, required: field.required, holds: holds(field), meaning: field.meaning + note))
        }
        return result
    }

    private static func column(_ date: RecordKind.DateMeaning, _ meaning: String) -> Column {
        Column(header: date.header, required: date.required, holds: "date", meaning: meaning)
    }

    private static func words(_ headers: [String]) -> String {
        let marked = headers.map { "`\($0)`" }
        guard let last = marked.last, marked.count > 1 else { return marked.joined() + " tells" }
        return marked.dropLast().joined(separator: ", ") + " and " + last + " together tell"
    }

    private static func holds(_ field: Field) -> String {
        switch field.type {
        case .day: "date"
        case .integer(let range): "whole number, \(range.lowerBound) to \(range.upperBound)"
        case .decimal: "number"
        case .flag: "1 or 0"
        case .code(let codes): codes.map { "`\($0.key)`" }.joined(separator: ", ")
        case .text: "text"
        case .member: "text"
        }
    }
}
