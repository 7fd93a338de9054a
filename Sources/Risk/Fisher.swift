import Foundation

/// Fisher's exact test of a two-by-two table.
enum Fisher {
    /// The two-sided chance, under equal rates, of a table at least as unlikely as this one: `a` of `n` in one group and
    /// `b` of `m` in the other.
    static func twoSided(a: Int, of n: Int, b: Int, of m: Int) -> Double {
        let chosen = a + b
        guard n > 0, m > 0, chosen > 0, chosen < n + m else { return 1 }
        let lowest = max(0, chosen - m)
        let highest = min(n, chosen)
        let whole = logChoose(n + m, chosen)
        func logChance(_ x: Int) -> Double { logChoose(n, x) + logChoose(m, chosen - x) - whole }
        // A hair of tolerance, so that tables of equal chance are counted on both sides.
        let limit = logChance(a) + 1e-7
        var sum = 0.0
        for x in lowest...highest {
            let chance = logChance(x)
            if chance <= limit { sum += exp(chance) }
        }
        return min(1, sum)
    }

    private static func logChoose(_ n: Int, _ k: Int) -> Double {
        lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
    }
}
