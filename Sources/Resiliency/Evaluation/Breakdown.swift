/// What a total that is shown is made of, with small parts withheld (ambiguity 3.9).
///
/// Parts below five are withheld. Since the total is shown, the withheld ones must not follow from the rest: with them go as
/// many of the next smallest as are needed, and where even that does not help, all of them.
package struct Breakdown: Hashable, Sendable, Codable {
    package static let least = 5

    /// Those that are not zero, in the order of their keys; empty where all of it is withheld.
    package var parts: [Part]
    /// Whether there are parts of which not even the names are shown.
    package var isWithheld: Bool

    package struct Part: Hashable, Sendable, Codable {
        package var key: String
        /// Nil where it is withheld.
        package var count: Int?

        package init(key: String, count: Int?) {
            self.key = key
            self.count = count
        }
    }

    package init(parts: [Part], isWithheld: Bool = false) {
        self.parts = parts
        self.isWithheld = isWithheld
    }

    package init(_ counts: [String: Int]) {
        let ascending = counts.filter { $0.value > 0 }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        let small = ascending.prefix { $0.value < Breakdown.least }.count
        guard let withheld = Breakdown.withheld(ascending.map(\.value), small: small) else {
            self.init(parts: [], isWithheld: true)
            return
        }
        let hidden = Set(ascending.prefix(withheld).map(\.key))
        self.init(parts: ascending.sorted { $0.key < $1.key }.map { Part(key: $0.key, count: hidden.contains($0.key) ? nil : $0.value) })
    }

    /// Whether a part or all of it is withheld.
    package var hides: Bool { isWithheld || parts.contains { $0.count == nil } }

    /// How many of the smallest are withheld; nil where none of the parts can be shown.
    private static func withheld(_ ascending: [Int], small: Int) -> Int? {
        guard small > 0 else { return 0 }
        return (min(2, ascending.count)...ascending.count).first { count in
            guard count >= small, count > 1 else { return false }
            let sum = ascending.prefix(count).reduce(0, +)
            // Each of them may still be one or five, and they are not all four.
            guard sum >= count + least - 1, sum != count * (least - 1) else { return false }
            // The largest of them is no larger than the smallest that is shown, which must leave room for the others.
            guard count < ascending.count else { return true }
            return sum < ascending[count] + (count - 1) * (least - 1)
        }
    }
}
