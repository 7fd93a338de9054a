import Casework
import Directives

/// The questions of the review's forms. The answers are the commander's alone to read.
enum PostingReviewAsk {
    static let arrival = Prompt("arrival", "First day in the command", .day, in: .postingReview, cites: "D20-04:VI.D.3")
    static let kind = Prompt(
        "kind", "How the member came", .one(Arrival.Kind.allCases.map { Prompt.Choice($0.rawValue, $0.title) }), in: .postingReview, cites: "D20-04:VI.D.3")
    static let seen = Prompt(
        "seen", "I looked at the member’s Work Item history, as far as there is any", .confirmation, in: .postingReview, cites: "D20-04:VI.D.3.a")
    static let standing = Prompt(
        "standing", "Active or pending Work Items and Action Plans",
        .one([.init("none", "There are none"), .init("some", "There are, and I assessed where they stand")]), in: .postingReview, cites: "D20-04:VI.D.3.b")
    static let assessment = Prompt(
        "assessment", "Your assessment", .text, in: .postingReview, required: false, hint: "Needed where there are any.", cites: "D20-04:VI.D.3.b")
    static let need = Prompt(
        "need", "Reassignment",
        .one([.init("asked", "The area representative is asked to reassign the items chosen"), .init("none", "No reassignment is necessary")]),
        in: .postingReview, cites: "D20-04:VI.D.3.c")
    static let items = Prompt(
        "items", "Items to be reassigned", .manyOf(PostingReviewLife.elsewhere), in: .postingReview, required: false,
        hint: "Open items that still belong to another unit. The area representative of each is told.", cites: "D20-04:VI.D.3.c")
    static let words = Prompt(
        "words", "In words", .text, in: .postingReview, required: false, hint: "Needed where open items of another unit stay where they are.", cites: "D20-04:VI.D.3.c")
}

/// What must hold before a step is taken.
enum PostingReviewGuard {
    static let historySeen = Guard<PostingReviewLife>(
        "the history was looked at", cites: "D20-04:VI.D.3.a", else: "First look at the member’s Work Item history."
    ) { $0.file.has(.viewHistory) }

    static let assessed = Guard<PostingReviewLife>(
        "active and pending items were assessed", cites: "D20-04:VI.D.3.b", else: "First assess the active and pending Work Items and Action Plans."
    ) { $0.file.has(.assess) }

    static let assessmentFits = Guard<PostingReviewLife>("the assessment speaks of what is open", cites: "D20-04:VI.D.3.b") { question in
        let open = question.world.items.map(\.reference)
        switch question.entered["standing"] {
        case "none" where !open.isEmpty:
            return [Objection("There are: \(open.joined(separator: ", ")). Assess where they stand.", cites: "D20-04:VI.D.3.b", field: "standing")]
        case "some" where open.isEmpty: return [Objection("The member has none that is open.", cites: "D20-04:VI.D.3.b", field: "standing")]
        case "some" where question.entered["assessment"] == nil:
            return [Objection("“Your assessment” is not answered.", cites: "D20-04:VI.D.3.b", field: "assessment")]
        default: return []
        }
    }

    static let reassignmentFits = Guard<PostingReviewLife>("open items of another unit are reassigned, or it is said why not", cites: "D20-04:VI.D.3.c") { question in
        let elsewhere = question.world.items.contains { $0.unit != question.file.unit }
        let chosen = question.entered.all("items")
        func objection(_ sentence: String, _ field: String) -> [Objection] { [Objection(sentence, cites: "D20-04:VI.D.3.c", field: field)] }
        switch question.entered["need"] {
        case "asked" where !elsewhere: return objection("No open item of the member belongs to another unit: none is to be reassigned.", "need")
        case "asked" where chosen.isEmpty: return objection("Choose the items to be reassigned.", "items")
        case "none" where !chosen.isEmpty: return objection("Where no reassignment is necessary no item is chosen.", "items")
        case "none" where elsewhere && question.entered["words"] == nil: return objection("Say why the open items stay where they are.", "words")
        default: return []
        }
    }
}
