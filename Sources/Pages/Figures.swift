import Foundation

/// Numbers as a person reads them.
package enum Figures {
    /// `12,412`
    package static func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        guard digits.utf8.count > 3 else { return number < 0 ? "-" + digits : digits }
        var result = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// `1 complaint`, `4 complaints`
    package static func plural(_ number: Int, _ one: String, _ many: String) -> String {
        "\(count(number)) \(number == 1 ? one : many)"
    }

    /// `2 things` when the plural only takes an s.
    package static func plural(_ number: Int, _ one: String) -> String { plural(number, one, one + "s") }

    /// A number with a fixed number of decimals: `0.672`. An unknown one is a dash.
    package static func decimal(_ number: Double?, _ places: Int) -> String {
        guard let number, number.isFinite else { return "–" }
        let scale = [1.0, 10, 100, 1_000, 10_000, 100_000][min(max(places, 0), 5)]
        let scaled = (number.magnitude * scale).rounded()
        let whole = Int(scaled / scale)
        let sign = number < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + count(whole) }
        let rest = String(Int(scaled) - whole * Int(scale))
        return sign + count(whole) + "." + String(repeating: "0", count: min(places, 5) - rest.utf8.count) + rest
    }

    /// A share in per cent: `1.9%`; whole from ten per cent on, unless a column wants the same number of places throughout.
    package static func percent(_ share: Double?, places: Int? = nil) -> String {
        guard let share, share.isFinite else { return "–" }
        return decimal(share * 100, places ?? (share >= 0.0995 || share == 0 ? 0 : 1)) + "%"
    }

    /// The number of people of whom to speak so that none of the shares falls below one: 100, or 1,000.
    package static func denominator(for shares: some Sequence<Double>) -> Int {
        shares.contains { $0 > 0 && $0 < 0.0095 } ? 1_000 : 100
    }

    /// A probability as a natural frequency: `8 in 100`.
    package static func frequency(_ probability: Double, of denominator: Int = 100) -> String {
        let whole = Int((probability * Double(denominator)).rounded())
        if whole == 0, probability > 0 { return "fewer than 1 in \(count(denominator))" }
        return "\(count(whole)) in \(count(denominator))"
    }

    /// The p of a test; a very small one is not written as zero.
    package static func significance(_ p: Double?) -> String {
        guard let p, p.isFinite else { return "–" }
        return p < 0.0005 ? "< 0.001" : decimal(p, 3)
    }

    /// A file's size: `8.4 MB`.
    package static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000: plural(bytes, "byte")
        case ..<1_000_000: decimal(Double(bytes) / 1_000, bytes < 10_000 ? 1 : 0) + " KB"
        default: decimal(Double(bytes) / 1_000_000, bytes < 10_000_000 ? 1 : 0) + " MB"
        }
    }

    /// How long a stage took: `0.08 s`, `12.4 s`, `3 min 20 s`.
    package static func duration(_ seconds: Double) -> String {
        if seconds < 0.995 { return decimal(seconds, 2) + " s" }
        if seconds < 59.95 { return decimal(seconds, 1) + " s" }
        let whole = Int(seconds.rounded())
        if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
    }

    /// `a`, `a and b`, `a, b and c`
    package static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension String {
    /// For a title in the middle of a sentence.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
    /// For the beginning of a cell.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
