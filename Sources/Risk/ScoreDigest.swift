import Casework
import Crypto
import Foundation

/// SHA-256 over member ids and the exact bits of their probabilities: equal digests mean equal scores, bit for bit.
enum ScoreDigest {
    static func of(_ scores: [MemberScore]) -> String {
        var hash = SHA256()
        for score in scores {
            add(UInt64(bitPattern: score.member.rawValue), to: &hash)
            for probability in score.probabilities { add(probability.bitPattern, to: &hash) }
            add(score.any.bitPattern, to: &hash)
        }
        return hash.finalize().map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    private static func add(_ value: UInt64, to hash: inout SHA256) {
        withUnsafeBytes(of: value.littleEndian) { hash.update(bufferPointer: $0) }
    }
}
