import Casework
import Directives

/// The questions of a Work Item's forms. Each names the layer in which its answer is kept, so who reads it is decided here
/// and not on a page.
enum Ask {
    // MARK: Officer Support Unit

    static let finding = Prompt("finding", "What the review found", .text, in: .reviewNotes, cites: "D20-04:V.A.1")
    static let earlier = Prompt("earlier", "The member’s item before this one", .line, in: .reviewNotes, cites: "D20-04:V.A.3#2")
    static let closingReason = Prompt("reason", "Why it repeats the one before", .text, in: .reviewNotes, cites: "D20-04:V.A.3#2")
    static let representative = Prompt(
        "representative", "Area representative", .oneOf("representatives"),
        hint: "Whoever holds the role for the member’s area is proposed.", cites: "D20-04:V.A.4")

    // MARK: Area representative

    static let representativesFinding = Prompt(
        "finding", "What your review found", .text, in: .indicators, cites: "D20-04:V.B")
    static let overseer = Prompt("overseer", "Overseer", .oneOf("overseers"), cites: "D20-04:V.B.2")
    static let newOverseer = Prompt("overseer", "Overseer in the new unit", .oneOf("overseersOfNewUnit"), cites: "D20-04:VI.D.3.c")
    static let newRepresentative = Prompt(
        "representative", "Area representative of the new unit", .oneOf("representativesOfNewUnit"), required: false,
        hint: "Only where the new unit lies in another area.", cites: "D20-04:VI.D.3.c")
    static let newUnit = Prompt("unit", "New unit", .oneOf("newUnit"), cites: "D20-04:VI.D.3.c")
    static let direction = Prompt(
        "direction", "The commander’s direction", .line, in: .indicators, required: false,
        hint: "Needed where a captain takes part: who directed it, and when.", cites: "D20-04:VI.C.2")
    static let guidanceKind = Prompt(
        "kind", "About", .one([
            .init("application", "Using the application"), .init("conversation", "How to hold the conversation"),
            .init("interventions", "Supports that may help"), .init("other", "Something else"),
        ]), in: .indicators, cites: "D20-04:V.B.1")
    static let guidance = Prompt(
        "guidance", "Guidance", .text, in: .indicators, hint: "The overseer and the assigned supervisor are told of it.", cites: "D20-04:V.B.1")
    static let proposed = Prompt("proposed", "Supports to consider", .manyOf("supports"), in: .indicators, required: false, cites: "D20-04:V.B.1#2")
    static let needsMet = Prompt("needs-met", "The plan meets the member’s needs thoroughly", .confirmation, in: .plan, cites: "D20-04:V.B.3")
    static let basis = Prompt(
        "basis", "How it was verified", .line, in: .plan, hint: "Without any content of a counselling or a treatment.", cites: "D20-04:V.B.5")
    static let closingWords = Prompt("words", "Closing note", .text, in: .plan, required: false, cites: "D20-04:V.B.6")

    // MARK: Overseer

    static let haveReviewed = Prompt("reviewed", "I have reviewed the Work Item", .confirmation, cites: "D20-04:VI.A.1")
    static let supervisor = Prompt(
        "supervisor", "Supervisor", .oneOf("supervisors"), hint: "The immediate supervisor is proposed.", cites: "D20-04:VI.A.1")
    static let otherReason = Prompt(
        "reason", "Why not the immediate supervisor", .one([
            .init("unavailable", "The immediate supervisor is not available"), .init("absent", "The immediate supervisor is absent"),
            .init("uncomfortable", "The member would rather speak with somebody else"),
            .init("directed", "The commander directed the captain to act"), .init("rank", "The immediate supervisor does not outrank the member"),
            .init("moved", "The item moved with the member"),
        ]), in: .indicators, required: false, hint: "Only where somebody else is chosen.", cites: "D20-04:VI.A.1")
    static let ground = Prompt(
        "reason", "Ground", .one([
            .init("uncomfortable", "The member would rather speak with somebody else", note: "No reason is asked."),
            .init("unavailable", "The supervisor is not available"), .init("absent", "The supervisor is absent"),
            .init("directed", "The commander directed the captain to act"), .init("rank", "The supervisor no longer outranks the member"),
            .init("moved", "The item moved with the member"),
        ]), in: .indicators, cites: "D20-04:VI.A.2.a")
    static let told = Prompt(Engine.happenedKey, "When the member was told", .moment, cites: "D20-04:VI.A.2")
    static let inPerson = Prompt("in-person", "The member was told face to face", .confirmation, cites: "D20-04:VI.A.2")
    static let place = Prompt(
        "place", "Where", .one([
            .init("office", "In a private office"), .init("station", "Elsewhere in the station"), .init("outside", "Outside the station"),
        ]), in: .indicators, cites: "D20-04:VI.A.2")
    static let delayed = Prompt(
        "delayed", "What cannot be done in time", .many([
            .init("assignment", "Assigning the supervisor"), .init("notice", "Telling the member"), .init("response", "The supervisor’s response"),
            .init("conversation", "The conversation"),
        ]), in: .indicators, cites: "D20-04:VI.A.2.b")
    static let delay = Prompt(
        "delay", "Reason", .one([
            .init("furlough", "Furlough"), .init("detail", "Detail"), .init("medical", "Medical leave"), .init("injury", "Injured on duty"),
            .init("military", "Military leave"), .init("other", "Another reason"),
        ]), in: .indicators, cites: "D20-04:VI.A.2.b.EXAMPLE")
    static let delayWords = Prompt("words", "In words", .line, in: .indicators, required: false, cites: "D20-04:VI.A.2.b")
    static let delayFrom = Prompt("from", "Since", .day, in: .indicators, cites: "D20-04:VI.A.2.b")
    static let delayReturn = Prompt("return", "Expected return", .day, in: .indicators, required: false, cites: "D20-04:VI.A.2.b#2")
    static let returnUnknown = Prompt(
        "return-unknown", "The return is not known", .confirmation, in: .indicators, required: false, cites: "D20-04:VI.A.2.b#2")
    static let answered = Prompt("answered", "Every question of the plan is answered thoroughly", .confirmation, in: .plan, cites: "D20-04:VI.A.4")
    static let appropriate = Prompt("appropriate", "The recommended supports are appropriate", .confirmation, in: .plan, cites: "D20-04:VI.A.4#2")
    static let corrections = Prompt(
        "corrections", "Corrections, one a line", .lines, in: .plan, hint: "Each is ticked off by the supervisor before the plan comes back.",
        cites: "D20-04:VI.A.5")
    static let material = Prompt(
        "material", "They change what is recommended: the member is to be met again", .confirmation, in: .plan, required: false,
        cites: "D20-04:VI.B.6.NOTE")

    // MARK: Assigned supervisor

    static let assessment = Prompt(
        "assessment", "Your assessment", .text, in: .conversation, cites: "D20-04:VI.B.2")
    static let unitPerson = Prompt("person", "Whom you spoke with", .oneOf("supportUnit"), in: .indicators, cites: "D20-04:VI.B.2#2")
    static let contacted = Prompt(Engine.happenedKey, "When", .moment, cites: "D20-04:VI.B.2#2")
    static let unitAdvice = Prompt("advice", "What was advised", .text, in: .conversation, required: false, cites: "D20-04:VI.B.2#2")
    static let meeting = Prompt("meeting", "When", .moment, cites: "D20-04:VI.B.3")
    static let meetingPlace = Prompt("place", "Where", .line, in: .conversation, hint: "A private place without interruptions.", cites: "D20-04:VI.B.4.a")
    static let held = Prompt(Engine.happenedKey, "When it was held", .moment, cites: "D20-04:VI.B.3")
    static let confirmations: [Prompt] = [
        Prompt("indicators", "We spoke about the indicators behind the Work Item", .confirmation, in: .conversation, cites: "D20-04:VI.B.3.a"),
        Prompt("contributors", "We spoke about what I have seen as possible contributors", .confirmation, in: .conversation, cites: "D20-04:VI.B.3.b"),
        Prompt("list-given", "I gave the member the list of supports and we went through it", .confirmation, in: .conversation, cites: "D20-04:VI.B.3.c"),
        Prompt("edition", "Edition of the list", .oneOf("editions"), in: .conversation, cites: "D20-04:VI.B.3.c"),
        Prompt("private", "It was in a private place, without interruptions", .confirmation, in: .conversation, cites: "D20-04:VI.B.4.a"),
        Prompt("on-duty", "The member was on duty", .confirmation, in: .conversation, cites: "D20-04:VI.B.4.b"),
        Prompt("confidential", "We acknowledged that it is confidential", .confirmation, in: .conversation, cites: "D20-04:VI.B.4.c"),
        Prompt("sharing-told", "I read out with whom it is shared", .confirmation, in: .conversation, hint: WorkItemLife.sharingStatement, cites: "D20-04:VI.B.4.c#2"),
        Prompt("non-disciplinary", "I said that this is not discipline and is meant for well-being", .confirmation, in: .conversation, cites: "D20-04:VI.B.4.d"),
    ]
    static let notes = Prompt("notes", "Notes of the conversation", .text, in: .conversation, required: false, cites: "D20-04:VI.B.4")
    static let circumstance = Prompt(
        "circumstance", "Extenuating circumstance", .text, in: .conversation, required: false, hint: "Only where the limit is passed.",
        cites: "D20-04:VI.B.3#2")
    static let refused = Prompt(Engine.happenedKey, "When the member said so", .moment, cites: "D20-04:VI.B.3")
    static let plan: [Prompt] = [
        Prompt("stressors", "Possible underlying stressors", .text, in: .stressors, hint: "“None identified” is an answer.", cites: "D20-04:VI.B.5.a"),
        Prompt("supports", "Supports of the current list", .manyOf("supports"), in: .plan, required: false, cites: "D20-04:VI.B.5.b"),
        Prompt("services", "Other services, one a line", .lines, in: .plan, required: false, cites: "D20-04:VI.B.5.b"),
        Prompt("training", "Training, one a line", .lines, in: .plan, required: false, cites: "D20-04:VI.B.5.b"),
        Prompt("none", "Why nothing is recommended", .text, in: .plan, required: false, hint: "Only where all three above are empty.", cites: "D20-04:VI.B.5.b"),
        Prompt("performance", "How the plan is to help the member’s performance", .text, in: .plan, cites: "D20-04:VI.B.5.c"),
        Prompt("follow-up", "How you will follow up", .text, in: .plan, cites: "D20-04:VI.B.7"),
        Prompt("worked-out", "Day on which it was worked out with the member", .day, in: .plan, required: false, hint: "Empty only where the member did not wish to talk.", cites: "D20-04:III#2"),
    ]
    static let correctionsMade = Prompt("corrections", "Corrections made", .manyOf("corrections"), in: .plan, cites: "D20-04:VI.A.5#2")
    static let metAgain = Prompt(Engine.happenedKey, "When you met", .moment, cites: "D20-04:VI.B.6.NOTE")
    static let supports = Prompt(WorkItemLife.supportKey, "Supports", .manyOf("planned"), in: .plan, cites: "D20-04:III.A.5")
    static let supportDay = Prompt(Engine.happenedKey, "When", .moment, cites: "D20-04:III.A.5")
    static let endReason = Prompt("reason", "Reason", .line, in: .plan, cites: "D20-04:V.B.5")
    static let progress = Prompt(
        "progress", "How it is going", .text, in: .plan, cites: "D20-04:VI.B.7")
    static let wish = Prompt(Engine.happenedKey, "When the member wished for it", .moment, cites: "D20-04:VI.B.8")
    static let consulted = Prompt(Engine.happenedKey, "When you consulted the area representative", .moment, cites: "D20-04:VI.B.8")
    static let session = Prompt("session", "The session offered", .moment, in: .plan, hint: "Whether the member goes is not asked.", cites: "D20-04:VI.B.8#2")
    static let sharingReason = Prompt("reason", "Why the representative needs to know", .text, in: .conversation, cites: "D20-04:VI.B.4.c")
    static let note = Prompt("note", "Note", .text, in: .conversation, cites: "D20-04:VI.B.9")

    // MARK: Member

    static let reply = Prompt(
        "reply", "Your reply", .text, in: .conversation, hint: "It stays with the item.", cites: "D20-04:VI.B.3")
}
