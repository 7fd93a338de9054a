import Foundation
import GRDB

/// The names of the department's units, for pages.
package struct UnitNames: Sendable {
    var names: [String: String]
    /// Districts by number, which directives call by their ordinal.
    var districts: Set<String>

    /// "005th District" for a numbered district, the unit's own name otherwise.
    package func title(_ key: String) -> String {
        if districts.contains(key), let number = Int(key), (1...99).contains(number) {
            let ordinal = (11...13).contains(number % 100) ? "th" : ["1": "st", "2": "nd", "3": "rd"][String(number % 10)] ?? "th"
            return "\(String(repeating: "0", count: 3 - String(number).count))\(number)\(ordinal) District"
        }
        guard let name = names[key], !name.isEmpty else { return "Unit \(key)" }
        // Payroll systems shout; pages do not.
        let quiet = name == name.uppercased() ? name.capitalized : name
        return Int(key) == nil ? quiet : "\(quiet) (\(key))"
    }
}

extension Records {
    /// Whether the department has, or had, a unit of this key.
    package func hasUnit(_ key: String) async throws -> Bool {
        try await read { db in try Bool.fetchOne(db, sql: "SELECT count(*) > 0 FROM unit WHERE unit = ?", arguments: [key]) ?? false }
    }

    package func unitNames() async throws -> UnitNames {
        try await read { db in
            var result = UnitNames(names: [:], districts: [])
            let rows = try Row.fetchCursor(db, sql: "SELECT unit, name, kind FROM unit ORDER BY id")
            while let row = try rows.next() {
                let key: String = row["unit"]
                result.names[key] = row["name"]
                if (row["kind"] as String?) == "district" { result.districts.insert(key) } else { result.districts.remove(key) }
            }
            return result
        }
    }
}
