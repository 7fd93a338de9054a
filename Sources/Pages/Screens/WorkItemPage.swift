import Casework
import Directives
import Foundation

/// A Work Item for one reader, by the layers that are theirs: what to do now, the plan, the conversation, what led to it,
/// what happened, who has it and what runs.
package struct WorkItemPage: Screen {
    package var frame: Frame
    package var identity: Identity
    package var standing: CaseStanding
    package var plan: WorkItemPlan?
    /// What was written about the conversation, newest first; nil for those whom it is not shared with.
    package var conversation: [CaseEntry]?
    package var guidance: [CaseEntry]
    package var evidence: WorkItemEvidence?
    package var grounds: Grounds
    /// The member's item before this one; nil for the first.
    package var comparison: WorkItemComparison?
    /// Whether the reader may close it as a repetition, if it is one.
    package var mayClose: Bool
    /// Notes and papers, for those who may see them.
    package var review: WorkItemReview?
    /// Set once it is closed as duplicative.
    package var closed: Closed?

    package struct Identity: Sendable {
        package var reference: String
        /// Nil for those who follow the item without knowing whose it is.
        package var memberName: String?
        package var facts: [String]
        /// Where it stands: "With the overseer".
        package var status: String
        package var links: [(words: String, link: Link)]

        package init(reference: String, memberName: String?, facts: [String], status: String, links: [(words: String, link: Link)]) {
            self.reference = reference
            self.memberName = memberName
            self.facts = facts
            self.status = status
            self.links = links
        }
    }

    /// That it was closed as duplicative; by whom and why for those who may know.
    package struct Closed: Sendable {
        package var at: Date
        package var by: String?
        package var reason: String?
        package var earlier: String?
        package init(at: Date, by: String?, reason: String?, earlier: String?) {
            self.at = at
            self.by = by
            self.reason = reason
            self.earlier = earlier
        }
    }

    package init(
        frame: Frame, identity: Identity, standing: CaseStanding, plan: WorkItemPlan? = nil, conversation: [CaseEntry]? = nil,
        guidance: [CaseEntry] = [], evidence: WorkItemEvidence? = nil, grounds: Grounds, comparison: WorkItemComparison? = nil,
        mayClose: Bool = false, review: WorkItemReview? = nil, closed: Closed? = nil
    ) {
        self.frame = frame
        self.identity = identity
        self.standing = standing
        self.plan = plan
        self.conversation = conversation
        self.guidance = guidance
        self.evidence = evidence
        self.grounds = grounds
        self.comparison = comparison
        self.mayClose = mayClose
        self.review = review
        self.closed = closed
    }

    package var body: Node {
        let title = "Work Item \(identity.reference)"
        return Layout(title, frame, section: .workItems) {
            IdentityBar(
                kind: identity.memberName == nil ? "Officer Support System" : title, status: identity.status, name: identity.memberName ?? title,
                facts: identity.facts, links: identity.links)
            div(.class("two-thirds")) {
                div(.class("wide")) {
                    now
                    plan?.body(frame.wording) ?? .nothing
                    talk
                    guided
                    notesAndPapers
                    if let evidence { evidence.opening }
                    happened
                }
                aside(.class("narrow-side"), .aria("label", "Who has it, and the clocks")) {
                    if !standing.posts.isEmpty {
                        h2 { "Who has it" }
                        PostList(posts: standing.posts)
                    }
                    h2(.id("clocks")) { "Clocks" }
                    if standing.clocks.isEmpty {
                        p(.class("small")) { "No clock runs." }
                    } else {
                        CaseClocks(clocks: standing.clocks, wording: frame.wording)
                    }
                }
            }
            grounds
        }.body
    }
}
