/// The end of a reference: a number in a row would tell how many there are.
enum ReferenceByChance {
    private static let signs = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// Six signs without those that are taken for each other when they are read aloud.
    static func next() -> String { String((0..<6).map { _ in signs[Int.random(in: 0..<signs.count)] }) }
}
