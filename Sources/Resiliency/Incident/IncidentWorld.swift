import Casework
import Directives

/// Somebody who can be named on a form, by account.
package struct NamedPerson: Hashable, Sendable {
    package var account: String
    package var name: String
    package var office: String

    package init(account: String, name: String, office: String) {
        self.account = account
        self.name = name
        self.office = office
    }

    package var choice: Prompt.Choice { Prompt.Choice(account, name, note: office) }
}

/// What the guards of an incident look at beside its log, read in the transaction in which a step is taken.
package struct IncidentWorld: Sendable {
    /// Whether the employee serves today (`SRV-017:I.A`).
    package var isEmployed = true
    /// Whether the employee outranks whoever acts.
    package var isAbove = false
    /// Those who supervise the employee's unit today, and those of the Officer Wellness Section.
    package var supervisors: [NamedPerson] = []
    package var section: [NamedPerson] = []
    /// The employee's other open incidents that tell of the same time, for a merge.
    package var others: [Prompt.Choice] = []
    /// Criteria that the section added to the list (`SRV-017:IV.A#3`), by key and title.
    package var added: [String: String] = [:]
    /// Whether a plan that rests on the incident is still open.
    package var hasOpenPlan = false
    /// The references of the employee's plans that are open or completed: an incident now is a recurrence (`SRV-017:IV.F#2`).
    package var plans: [String] = []

    package init() {}
}
