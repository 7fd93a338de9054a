/// One support that a member can turn to: an entry of the supports document (`D20-04:IV.A.2`).
///
/// Its key is made once, when the Officer Support Unit adds it, and is never used for another: an Action Plan refers to
/// it, and finds it again in every later edition.
package struct Support: Hashable, Sendable, Codable {
    package var key: String
    package var title: String
    package var kind: Kind
    package var description: String
    /// How it is reached: a telephone number, hours, a room.
    package var contact: String
    /// Who may use it.
    package var eligibility: String
    package var isConfidential: Bool
    /// What that means here, in a sentence: who learns of it and who does not.
    package var confidentiality: String

    package init(
        key: String = "", title: String, kind: Kind, description: String, contact: String, eligibility: String, isConfidential: Bool,
        confidentiality: String
    ) {
        self.key = key
        self.title = title
        self.kind = kind
        self.description = description
        self.contact = contact
        self.eligibility = eligibility
        self.isConfidential = isConfidential
        self.confidentiality = confidentiality
    }

    /// What kind of help it is. The list is closed and in the order of the document.
    package enum Kind: String, CaseIterable, Sendable, Codable {
        case counselling, peerSupport, chaplaincy, medical, family, financial, legal, training, mentoring, community, other

        package var title: String {
            switch self {
            case .counselling: "Counselling and employee assistance"
            case .peerSupport: "Peer support"
            case .chaplaincy: "Chaplains"
            case .medical: "Medical care and wellness"
            case .family: "Family"
            case .financial: "Money"
            case .legal: "Legal help and unions"
            case .training: "Training"
            case .mentoring: "Mentoring"
            case .community: "Community"
            case .other: "Other supports"
            }
        }
    }
}

extension Support {
    /// The most characters of each of its texts.
    package static let longest = (title: 120, description: 1_500, contact: 300, eligibility: 300, confidentiality: 400)

    /// What is missing or too long, by the name of the field.
    package var problems: [SupportsProblem.Field] {
        var problems: [SupportsProblem.Field] = []
        func check(_ name: String, _ text: String, _ most: Int, _ missing: String) {
            if let problem = SupportsProblem.Field(name, text, atMost: most, missing: missing) { problems.append(problem) }
        }
        check("title", title, Support.longest.title, "Give the support its name.")
        check("description", description, Support.longest.description, "Say what it is and what it helps with.")
        check("contact", contact, Support.longest.contact, "Say how it is reached: a telephone number, hours, a room.")
        check("eligibility", eligibility, Support.longest.eligibility, "Say who may use it.")
        check(
            "confidentiality", confidentiality, Support.longest.confidentiality,
            "Say in a sentence who learns that a member uses it, and who does not.")
        return problems
    }

    /// The key of a new support: its title in small letters, and a number where that is taken.
    static func key(for title: String, besides taken: Set<String>) -> String {
        let words = title.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        var base = ""
        for word in words where base.count + word.count < 40 { base += (base.isEmpty ? "" : "-") + word }
        if base.isEmpty { base = "support" }
        var key = base
        var number = 2
        // The address of the form for a new one.
        while taken.contains(key) || key == "new" {
            key = "\(base)-\(number)"
            number += 1
        }
        return key
    }
}
