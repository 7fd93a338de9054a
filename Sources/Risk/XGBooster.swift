import CXGBoost
import Directives
import Foundation

/// A matrix in the memory of the XGBoost library, in which zero stands for "missing".
final class XGMatrix {
    fileprivate let handle: DMatrixHandle

    init(_ values: UnsafeBufferPointer<Float>, rows: Int, columns: Int) throws(RiskError) {
        var made: DMatrixHandle?
        try XGBooster.check(XGDMatrixCreateFromMat_omp(values.baseAddress, UInt64(rows), UInt64(columns), 0, &made, 1))
        guard let made else { throw .xgboost("no matrix was made") }
        handle = made
    }

    func set(_ field: String, _ values: [Float]) throws(RiskError) {
        try XGBooster.check(XGDMatrixSetFloatInfo(handle, field, values, UInt64(values.count)))
    }

    deinit { XGDMatrixFree(handle) }
}

/// Boosted trees of the XGBoost library. The handle stays on the thread that made it: the type is not Sendable.
final class XGBooster {
    private let handle: BoosterHandle

    private init(_ handle: BoosterHandle) { self.handle = handle }

    deinit { XGBoosterFree(handle) }

    /// Trains on a labelled, weighted matrix. One thread and a fixed seed: the same input gives the same bytes.
    static func train(_ matrix: XGMatrix, _ parameters: [(String, String)], rounds: Int) throws(RiskError) -> XGBooster {
        var made: BoosterHandle?
        var list: [DMatrixHandle?] = [matrix.handle]
        try check(XGBoosterCreate(&list, 1, &made))
        guard let made else { throw .xgboost("no booster was made") }
        let booster = XGBooster(made)
        for (name, value) in parameters { try check(XGBoosterSetParam(made, name, value)) }
        for round in 0..<rounds { try check(XGBoosterUpdateOneIter(made, Int32(round), matrix.handle)) }
        return booster
    }

    static func load(_ bytes: Data) throws(RiskError) -> XGBooster {
        var made: BoosterHandle?
        try check(XGBoosterCreate(nil, 0, &made))
        guard let made else { throw .xgboost("no booster was made") }
        let booster = XGBooster(made)
        try check(bytes.withUnsafeBytes { XGBoosterLoadModelFromBuffer(made, $0.baseAddress, UInt64($0.count)) })
        try check(XGBoosterSetParam(made, "nthread", "1"))
        return booster
    }

    /// The model as UBJSON, which `load` reads.
    func bytes() throws(RiskError) -> Data {
        var length: UInt64 = 0
        var out: UnsafePointer<CChar>?
        try XGBooster.check(XGBoosterSaveModelToBuffer(handle, "{\"format\": \"ubj\"}", &length, &out))
        return out.map { Data(bytes: $0, count: Int(length)) } ?? Data()
    }

    /// The margin (log-odds) of each row.
    func margins(_ matrix: XGMatrix) throws(RiskError) -> [Float] { try predict(matrix, mask: 1) }

    /// For each row the contribution of each column (TreeSHAP) and, last, the bias; they sum to the margin.
    func contributions(_ matrix: XGMatrix) throws(RiskError) -> [Float] { try predict(matrix, mask: 4) }

    private func predict(_ matrix: XGMatrix, mask: Int32) throws(RiskError) -> [Float] {
        var length: UInt64 = 0
        var out: UnsafePointer<Float>?
        try XGBooster.check(XGBoosterPredict(handle, matrix.handle, mask, 0, 0, &length, &out))
        // The library keeps the memory until the next call.
        return Array(UnsafeBufferPointer(start: out, count: Int(length)))
    }

    fileprivate static func check(_ code: Int32) throws(RiskError) {
        guard code == 0 else { throw .xgboost(String(cString: XGBGetLastError())) }
    }
}
