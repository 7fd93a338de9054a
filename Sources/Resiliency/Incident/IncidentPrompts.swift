import Casework
import Directives

/// The questions of an incident's forms. Each names the layer in which its answer is kept.
enum IncidentAsk {
    static let occurredKey = "occurred"

    static let occurred = Prompt(occurredKey, "Date of the incident", .day, in: .incident, hint: "Of a pattern: its last occurrence.", cites: "SRV-017:II.E")
    static let event = Prompt("event", "What happened", .text, in: .incident, hint: "What you know of it: where, when, who reported it. No medical detail.", cites: "SRV-017:II.E")
    static let criteria = Prompt(CriterionFacts.key, "Criteria that it meets", .manyOf("criteria"), in: .incident, hint: "At least one; several of one event are still one incident.", cites: "SRV-017:IV.A")
    static let addedStatement = Prompt(
        "added-statement", "How the department’s own criteria are met", .text, in: .incident, cites: "SRV-017:IV.A#3"
    ).onlyIf(CriterionFacts.key, "own-*")

    static let incident: [Prompt] = [occurred, criteria] + Criterion.allCases.flatMap(CriterionFacts.asks) + [addedStatement, event]

    static let discussed = Prompt("discussed", "Date of the discussion", .day, in: .incident, cites: "SRV-017:IV.A#2")
    static let discussedBy = Prompt("discussed-by", "Who held it", .oneOf("supervisors"), in: .incident, cites: "SRV-017:IV.A#2")
    static let discussion = Prompt("discussion", "What the employee said, in short", .text, in: .incident, required: false, cites: "SRV-017:IV.A#2")
    static let evaluated = Prompt("evaluated", "I have evaluated this incident carefully", .confirmation, in: .incident, cites: "SRV-017:II.G")
    static let reasoning = Prompt("reasoning", "Your reasoning", .text, in: .incident, hint: "Why support may be warranted, and what else could explain it.", cites: "SRV-017:II.G")
    static let discardReason = Prompt("reason", "Why it is not submitted", .line, in: .incident, cites: "SRV-017:II.G")
    static let determination = Prompt("reason", "Reason for the determination", .text, in: .incident, cites: "SRV-017:IV.B")

    static let purpose = Prompt(
        "purpose", "Purpose", .one([.init("guidance", "Early guidance"), .init("support", "Support"), .init("activation", "Possible activation")]),
        in: .contacts, cites: "SRV-017:III.C.2")
    static let contactedWith = Prompt("with", "Whom you spoke or wrote with", .oneOf("section"), in: .contacts, cites: "SRV-017:III.C.2")
    static let contactDay = Prompt("day", "Date", .day, in: .contacts, cites: "SRV-017:III.C.2")
    static let contactWords = Prompt("words", "What it was about", .text, in: .contacts, required: false, cites: "SRV-017:III.C.2")
    static let parties = Prompt("parties", "Between whom", .line, in: .contacts, cites: "SRV-017:III.A.3")
    static let service = Prompt("service", "Service that was discussed", .line, in: .contacts, cites: "SRV-017:III.A.3")
    static let summary = Prompt("words", "Summary", .text, in: .contacts, cites: "SRV-017:III.A.3")

    static let byEmployee = Prompt(
        "by-employee", "The employee contacted the section", .confirmation, in: .contacts, required: false, hint: "Counted as a contact, without a name.",
        cites: "SRV-017:IV.J.2#2")

    static let withSupervisor = Prompt("supervisor", "Supervisor who takes part", .oneOf("supervisors"), in: .incident, cites: "SRV-017:III.C.3")
    static let withSection = Prompt("member-of-section", "Member of the section who takes part", .oneOf("section"), in: .incident, cites: "SRV-017:III.C.3")
    static let settledDay = Prompt("day", "Date on which both settled it", .day, in: .incident, cites: "SRV-017:III.C.3")
    static let settledWords = Prompt("words", "What was settled, and why", .text, in: .incident, cites: "SRV-017:III.C.3")
    static let outcome = Prompt(
        "outcome", "What is needed", .one([.init("assistance", "Assistance without a plan"), .init("plan", "An RSS action plan")]), in: .incident, cites: "SRV-017:III.C.3")

    static let watched = Prompt("day", "Date", .day, in: .incident, cites: "SRV-017:IV.B#2")
    static let watchedWords = Prompt("words", "What you observed", .text, in: .incident, cites: "SRV-017:IV.B#2")
    static let relatedDay = Prompt("day", "Date of the occurrence", .day, in: .incident, cites: "SRV-017:IV.B#3")
    static let relatedWords = Prompt(
        "words", "What occurred, and how it may be related", .text, in: .incident,
        hint: "Where it meets the criteria itself, document it as an incident of its own as well.", cites: "SRV-017:IV.B#3")
    static let endReason = Prompt("reason", "Reason", .text, in: .incident, cites: "SRV-017:IV.B#2")
    static let closingReason = Prompt("reason", "Why the case is closed", .text, in: .incident, cites: "SRV-017:III.C.3")
    static let withdrawReason = Prompt(
        "reason", "Why it no longer counts", .one([
            .init("unfounded", "The complaint was found unfounded"), .init("exonerated", "The employee was exonerated"),
            .init("error", "It was written down in error"),
        ]), in: .incident, cites: "SRV-017:IV.A.7")
    static let withdrawWords = Prompt("words", "In words", .text, in: .incident, required: false, cites: "SRV-017:IV.A.7")
    static let other = Prompt("other", "The report that stays", .oneOf("others"), in: .incident, cites: "SRV-017:III.A.2")
    static let plan = Prompt("plan", "RSS action plan", .line, in: .incident, cites: "SRV-017:III.C.4")
    static let unit = Prompt("unit", "Unit", .line, cites: "SRV-017:III.C.1")
}
