import Casework
import Directives

/// The review of a member who is newly assigned or detailed to a command (`D20-04:VI.D.3`): within fourteen days the commander
/// looks at the history, assesses what is open and settles whether it is to be reassigned. Mainstay raises it by itself from
/// the personnel register; the first day in the command counts, whenever it was entered (ambiguity 2.23).
package enum PostingReviewLife: Workflow {
    package typealias State = PostingReviewState
    package typealias Step = PostingReviewStep
    package typealias World = PostingReviewWorld

    package static let kind = CaseKind.postingReview
    package static let title = "The review of a member who is new to the command"
    package static let initial = PostingReviewState.begun
    package static let ends: Set<PostingReviewState> = [.done, .lapsed]

    /// The source of choices that lists open items of other units.
    package static let elsewhere = "elsewhere"
    /// How many days back a first day in a command is looked for: the register comes once a month
    /// (`D20-04:IV.C.NOTE#2`), and a late entry shows an overdue duty honestly (ambiguity 2.23).
    package static let lookBack = 62

    private static let commanders: [Telling.Whom] = [.role(.unitCommander), .role(.commandingOfficer)]

    package static let rows: [WorkflowRow<PostingReviewLife>] = [
        .init(
            .raise, from: [.begun], to: .open, by: .followPostings, asks: [PostingReviewAsk.arrival, PostingReviewAsk.kind],
            tells: commanders.map { Telling($0, "is open: a member is new to the command") }, cites: "D20-04:VI.D.3",
            "Mainstay raises it for every assignment and detail to a unit where the program is on, and for the return from a detail."),
        .init(
            .viewHistory, from: [.open], by: .reviewPosting, asks: [PostingReviewAsk.seen], cites: "D20-04:VI.D.3.a",
            "The history stands on the page of the review: when items were raised, where they stand, their risk categories."),
        .init(
            .assess, from: [.open], by: .reviewPosting, asks: [PostingReviewAsk.standing, PostingReviewAsk.assessment],
            when: [PostingReviewGuard.historySeen, PostingReviewGuard.assessmentFits], cites: "D20-04:VI.D.3.b",
            "Where nothing is active or pending, that is said and is enough."),
        .init(
            .settleReassignment, from: [.open], to: .done, by: .reviewPosting,
            asks: [PostingReviewAsk.need, PostingReviewAsk.items, PostingReviewAsk.words],
            when: [PostingReviewGuard.historySeen, PostingReviewGuard.assessed, PostingReviewGuard.reassignmentFits], cites: "D20-04:VI.D.3.c",
            also: ["D20-04:VI.D.3"],
            "The area representative of each item chosen is told, and moves it to the new unit; its clocks run on. With this the review is done."),
        .init(
            .lapse, from: [.open], to: .lapsed, by: .followPostings, tells: commanders.map { Telling($0, "lapsed: the member went on") },
            cites: "D20-04:VI.D.3", "Mainstay ends it when the member leaves the command again."),
    ]

    package static let deadlines: [Deadline<PostingReviewLife>] = [
        Deadline(
            ClockRule(
                key: "postingReview", title: "Review the member who is new to the command", holder: "District or unit commander", limit: .days(14),
                cites: "D20-04:VI.D.3"),
            starts: [.opening], stops: [.settleReassignment], holders: commanders, needs: [.viewHistory, .assess])
    ]

    package static func choices(_ source: String, _ file: CaseFile<PostingReviewLife>, _ world: PostingReviewWorld) -> [Prompt.Choice] {
        guard source == elsewhere else { return [] }
        return world.items.filter { $0.unit != file.unit }.map { item in
            Prompt.Choice(item.reference, "Work Item \(item.reference)", note: "\(item.state.title); it belongs to \(item.unitTitle).")
        }
    }

    /// One after the other, as the directive lists them.
    package static func leadsOn(_ step: PostingReviewStep, _ file: CaseFile<PostingReviewLife>) -> Bool {
        switch step {
        case .viewHistory: !file.has(.viewHistory)
        case .assess: file.has(.viewHistory) && !file.has(.assess)
        case .settleReassignment: file.has(.assess)
        case .raise, .lapse: false
        }
    }
}
