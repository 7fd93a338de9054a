/// The five programs a department may run, and the office that keeps the house in order for all of them.
package enum ProgramKey: String, CaseIterable, Codable, Sendable {
    case support, resiliency, peer, deflection, liaison
    /// Accounts, keys, the trail, retention: no program's own.
    case office

    package var title: String {
        switch self {
        case .support: "Officer Support System"
        case .resiliency: "Resiliency Support System"
        case .peer: "Peer Support Program"
        case .deflection: "Deflection"
        case .liaison: "Liaison with community groups"
        case .office: "The office"
        }
    }
}
