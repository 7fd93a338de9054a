import Casework
import Directives

/// What the guards of a plan look at beside its log.
package struct PlanWorld: Sendable {
    /// The employee's activated incidents, by reference.
    package var cases: [Prompt.Choice] = []
    /// Whether the employee holds a sworn rank today (`SRV-017:IV.D.3`).
    package var isSworn = true
    package var isEmployed = true
    /// The vetted resources of the catalogue, and the titles of all.
    package var resources: [Prompt.Choice] = []
    package var resourceTitles: [String: String] = [:]
    package var supervisors: [NamedPerson] = []
    package var section: [NamedPerson] = []
    package var commanders: [NamedPerson] = []
    /// Whether another plan of the employee is open.
    package var hasOpenPlan = false
    /// Whether three incidents within 12 months wait for this plan's review (`SRV-017:III.C.5`, ambiguity 3.1).
    package var thirdIsOpen = false

    package init() {}
}
