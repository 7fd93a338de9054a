import Foundation

/// A small generator of chance (splitmix64; Steele, Lea and Flood, 2014). The same seed gives the same department on
/// every machine and with every version of the standard library, whose own distributions may change.
struct Dice: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Chance of its own for one part of the department, so that one part may change and leave the others as they were.
    init(seed: UInt64, stream: UInt64) {
        var mixed = Dice(seed: seed ^ (stream &* 0x9e37_79b9_7f4a_7c15))
        state = mixed.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// From 0, below 1.
    mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func happens(_ probability: Double) -> Bool { share() < probability }

    /// A whole number from 0, below `limit`.
    mutating func below(_ limit: Int) -> Int { limit <= 1 ? 0 : Int(next().multipliedFullWidth(by: UInt64(limit)).high) }

    mutating func between(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    /// One of the values, each with its weight.
    mutating func pick<Value>(_ values: [(Value, Double)]) -> Value {
        var left = share() * values.reduce(0) { $0 + $1.1 }
        for (value, weight) in values.dropLast() {
            left -= weight
            if left < 0 { return value }
        }
        return values[values.count - 1].0
    }

    mutating func normal() -> Double {
        let radius = (-2 * log(1 - share())).squareRoot()
        return radius * cos(2 * Double.pi * share())
    }

    mutating func exponential(mean: Double) -> Double { -mean * log(1 - share()) }

    mutating func logNormal(median: Double, spread: Double) -> Double { median * exp(spread * normal()) }

    /// Gamma with mean 1 (Marsaglia and Tsang, 2000): the smaller the shape, the more unequal people are.
    mutating func gamma(shape: Double) -> Double {
        let lifted = shape < 1 ? shape + 1 : shape
        let d = lifted - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        var value = 0.0
        while true {
            let x = normal()
            let v = pow(1 + c * x, 3)
            if v > 0, log(1 - share()) < 0.5 * x * x + d - d * v + d * log(v) {
                value = d * v
                break
            }
        }
        if shape < 1 { value *= pow(1 - share(), 1 / shape) }
        return value / shape
    }

    /// How many of something there are when `mean` are expected (Knuth), in steps so that large means stay exact.
    mutating func count(mean: Double) -> Int {
        var left = mean
        var total = 0
        while left > 0 {
            let limit = exp(-min(left, 20))
            var product = share()
            while product > limit {
                total += 1
                product *= share()
            }
            left -= 20
        }
        return total
    }
}
