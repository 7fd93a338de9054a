import Directives

/// Why a provision has no proof. A star stands for everything that begins so; the longest that fits counts.
enum Unproved {
    static func reason(_ id: Citation) -> String? {
        if let reason = reasons[id.rawValue] { return reason }
        return reasons.filter { $0.key.hasSuffix("*") && id.rawValue.hasPrefix($0.key.dropLast()) }.max { $0.key.count < $1.key.count }?.value
    }

    static let reasons = [
        "D20-04:I.*": "It says what the directive is for; nothing can be checked.",
        "D20-04:II.NOTE": "Training is another piece of work.",
        "D20-04:III.A.1": "Commanders read the command's page by other provisions; the role of the command staff opens nothing yet, and no page asks for its regular review.",
        "D20-04:III.A.4": "What the Department tells its members, outside the program.",
        "D20-04:IV": "It says what the system is for; nothing can be checked.",
        "D20-04:IV.F*": "Training and its records are another piece of work.",
        "D20-04:IV.G*": "Training and its records are another piece of work.",
        "D20-04:V.B.1.NOTE": "An encouragement to people, outside the program.",
        "D20-04:V.C*": "Members' feedback each quarter is another piece of work; it concerns no single item.",
        "D20-04:VI.D.1.a": "A role of a person; it concerns no single item.",
        "D20-04:VII.B": "Disclosure outside the Department is another piece of work; nothing leaves it by the program.",
        "D20-04:VII.D*": "The yearly audit is another piece of work; it concerns no single item.",
        "D20-04:VII.E*": "The review of the directive itself concerns no item.",
        "D20-04:VIII*": "The committee is another piece of work; it sees no named item.",
        "SRV-017:II.A": "Which units there are is the personnel register's; Mainstay asks for no section of a certain name.",
        "SRV-017:II.D": "That whoever holds the role belongs to the section is known to the administrator who grants it; the register need not have the section.",
        "D20-04:GLOSSARY*": "A definition: its parts are proved where the chapters say them.",
    ]
}
