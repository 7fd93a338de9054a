import Testing

/// The JSON interface of a demonstration, tried by schemathesis against the OpenAPI document that it serves; see
/// `interface.py`.
@Suite("The JSON interface keeps to its description", .serialized, Served(unlimited: true))
struct InterfaceTests {
    @Test("What the document allows is answered as it says, what it forbids is refused, and nothing makes the server fail", arguments: [
        ("osu-analyst", 40), ("auditor", 20), ("sergeant-005", 10),
    ])
    func described(account: String, seconds: Int) async throws {
        let demonstration = try #require(ServedDemonstration.current)
        let wrong = try await demonstration.tryInterface(as: account, seconds: seconds)
        #expect(wrong == nil)
    }
}
