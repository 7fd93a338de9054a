import Casework
import Foundation
import Intake
import OfficerSupport

/// What the Officer Support System keeps sealed, each table once (`docs/decisions/0009`).

enum WorkItemTable: SealedTable {
    static let name = "workItem"
    static let program = ProgramKey.support
    /// The keys of the outcomes that raised the item.
    static let categories = SealedColumn<Self, SealedList<String>>("categories")
    /// The first of the reasons, as the queue shows it.
    static let leading = SealedColumn<Self, String>("leading")
    static let snapshot = SealedColumn<Self, Snapshot>("snapshot")
    /// The same column, read without what takes most of the time and few pages show.
    static let snapshotWithoutFigures = SealedColumn<Self, Snapshot.WithoutFigures>("snapshot")
    /// Why the item was closed as duplicative (`D20-04:V.A.3#2`).
    static let closingReason = SealedColumn<Self, String>("closingReason")
}

/// A member's probabilities of one run.
enum ScoreTable: SealedTable {
    static let name = "score"
    static let program = ProgramKey.support
    static let figures = SealedColumn<Self, SealedScore>("figures")
}

/// A raised member for whom no item could be made.
enum HeldBackTable: SealedTable {
    static let name = "heldBack"
    static let program = ProgramKey.support
    static let words = SealedColumn<Self, Generation.HeldBack>("words")
}

enum WorkItemNoteTable: SealedTable {
    static let name = "workItemNote"
    static let program = ProgramKey.support
    static let text = SealedColumn<Self, String>("text")
}

enum WorkItemPaperTable: SealedTable {
    static let name = "workItemPaper"
    static let program = ProgramKey.support
    static let card = SealedColumn<Self, PaperCard>("card")
    static let content = SealedColumn<Self, Data>("content")
}

extension Snapshot: Sealable {}
extension Snapshot.WithoutFigures: Sealable {}
extension Generation.HeldBack: Sealable {}

/// The four probabilities and that of any of them, exact to the bit.
struct SealedScore: Sealable, Hashable {
    var probabilities: [Double]
    var any: Double

    init(probabilities: [Double], any: Double) {
        self.probabilities = probabilities
        self.any = any
    }

    struct WrongLength: Error {}

    func bytesToSeal() -> Data {
        var bytes = Data()
        for figure in probabilities + [any] {
            withUnsafeBytes(of: figure.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    init(unsealed bytes: Data) throws {
        guard bytes.count == 40 else { throw WrongLength() }
        let figures = (0..<5).map { index in
            Double(bitPattern: bytes.dropFirst(index * 8).prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        }
        self.init(probabilities: Array(figures[0..<4]), any: figures[4])
    }
}

/// What a paper is, without what it says.
struct PaperCard: Sealable, Codable, Hashable {
    var name: String
    var kind: PaperKind
    /// The size in bytes.
    var size: Int
}
