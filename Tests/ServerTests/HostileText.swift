import Foundation

/// What people with bad intentions type. Each bears the mark `zq7x`, by which it is found where it should not be.
enum HostileText {
    static let mark = "zq7x"

    static let all: [String] = {
        let typed = [
            "<zq7x>alert(1)</zq7x>", "\"onzq7x=\"alert(1)", "'onzq7x='alert(1)", "javascript:zq7x", "{{zq7x}}", "${zq7x}", "<!--zq7x", "]]>zq7x",
            "'; DROP TABLE account; -- zq7x", "zq7x' OR '1'='1", "zq7x%' UNION SELECT name FROM account --", "zq7x\\", "|zq7x|",
            "../../../../etc/passwd#zq7x", "..\\..\\zq7x", "/etc/passwd", "file:///etc/passwd", "zq7x.csv/../../zq7x", "%s%n%x zq7x", "%@%@%@ zq7x",
            "zq7x\0tail", "\0", "zq7x\r\nSet-Cookie: zq7x=1", "zq7x\nLocation: https://zq7x.example", "\u{202E}zq7x\u{202C}", "\u{2066}zq7x",
            "=HYPERLINK(\"https://zq7x.example\")", "+zq7x", "-zq7x", "@zq7x", "\tzq7x", "zq7x\u{FEFF}\u{200B}", "z\u{0301}\u{0302}\u{0303}q7x", "😀zq7x👩‍👩‍👧‍👦",
            "", " ", "0", "-1", "00", "1", "2", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e308", "1e999", "NaN",
            "inf", "0x10", "1.5", "１", "true", "null", "[]", "{}", "[1,2]",
            "0000-00-00", "9999-12-31", "10000-01-01", "1899-12-31", "1900-01-01", "2018-02-29", "2018-01-02", "2035-12-31", "2018-13", "2018-01",
            "99:99", "24:00", "08:00", "2018-01-02T08:00", "W-2018-01-001", "W-9999-99-999", "https://zq7x.example/", "//zq7x.example", "/\\zq7x",
            String(repeating: "zq7x", count: 2_500),
        ]
        return typed
    }()

    /// Not to be had by encoding a string: bytes that are no UTF-8, an escape that is none, an overlong slash.
    static let rawValues = ["%FFzq7x%FE", "%zzzq7x", "%", "%C0%AFzq7x", "%ED%A0%80zq7x", "%00zq7x", "+zq7x+", "zq7x=zq7x&zq7x"]

    /// Ways to say an address so that a careless router takes it for another one.
    static func disguises(of path: String) -> [String] {
        let parts = path.split(separator: "/").map(String.init)
        let last = parts.last ?? ""
        return [
            "/" + path, path + "/", path + "//", path + "/.", path + "/..", path + "/../" + last, "/./" + path.dropFirst(), path + "%00", path + "%2f",
            path + "%20", path + ".", path + ";x=1", path + "/%2e%2e/" + last, "/%2e%2e" + path, path.uppercased(), path.replacing("/", with: "%2f"),
            path.replacing("/", with: "\\"), path.replacing("/", with: "//"), path + "?" + String(repeating: "a&", count: 3_000), path + "#x", path + "?%",
            "http://localhost" + path, path + "\u{FF0E}", path + "/zq7x", "/api" + path, "/api/v1" + path, "/api/v2" + path,
        ]
    }

    static func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}

/// Chance that is the same every time (SplitMix64).
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
