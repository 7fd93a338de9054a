import Foundation
import Testing

@testable import Intake

@Suite("Reading CSV")
struct CSVTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var rows: [[String]]
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "plain rows", text: "a,b\n1,2\n", rows: [["a", "b"], ["1", "2"]]),
        Case(name: "no line end at the end", text: "a,b\n1,2", rows: [["a", "b"], ["1", "2"]]),
        Case(name: "CRLF", text: "a,b\r\n1,2\r\n", rows: [["a", "b"], ["1", "2"]]),
        Case(name: "CRLF without the last LF", text: "a,b\r\n1,2\r", rows: [["a", "b"], ["1", "2"]]),
        Case(name: "byte order mark", text: "\u{FEFF}a,b\n1,2\n", rows: [["a", "b"], ["1", "2"]]),
        Case(name: "byte order mark before a quote", text: "\u{FEFF}\"a\",b\n1,2\n", rows: [["a", "b"], ["1", "2"]]),
        Case(name: "quoted comma", text: "a,b\n\"1,5\",2\n", rows: [["a", "b"], ["1,5", "2"]]),
        Case(name: "doubled quotes", text: "a\n\"say \"\"hi\"\" now\"\n", rows: [["a"], ["say \"hi\" now"]]),
        Case(name: "only quotes", text: "a\n\"\"\"\"\n", rows: [["a"], ["\""]]),
        Case(name: "empty quoted field beside another", text: "a,b\n\"\",2\n", rows: [["a", "b"], ["", "2"]]),
        Case(name: "line breaks in a field", text: "a,b\n\"one\ntwo\r\nthree\",2\n", rows: [["a", "b"], ["one\ntwo\r\nthree", "2"]]),
        Case(name: "quoted last field with CRLF", text: "a,b\r\n1,\"2\"\r\n", rows: [["a", "b"], ["1", "2"]]),
        Case(name: "empty fields", text: "a,b,c\n,,\n", rows: [["a", "b", "c"], ["", "", ""]]),
        Case(name: "empty lines between and after", text: "a,b\n\n1,2\r\n\r\n\n", rows: [["a", "b"], ["1", "2"]]),
        Case(name: "quote inside an unquoted field", text: "a\n6\" pipe\n", rows: [["a"], ["6\" pipe"]]),
        Case(name: "carriage return inside a field", text: "a,b\n1\r5,2\n", rows: [["a", "b"], ["1\r5", "2"]]),
        Case(name: "spaces around values", text: "a , b\n 1 ,2\n", rows: [["a", "b"], ["1", "2"]]),
        Case(name: "letters beyond ASCII", text: "a\nZoë Ñandú 樹\n", rows: [["a"], ["Zoë Ñandú 樹"]]),
        Case(name: "nothing", text: "", rows: []),
    ]

    @Test("a row is the same wherever the buffer ends", arguments: cases, [4, 5, 6, 7, 8, 13, 64, 262_144])
    func torture(example: Case, bufferSize: Int) throws {
        let scratch = try Scratch()
        let file = try scratch.write("t.csv", example.text)
        #expect(try scratch.rows(file, bufferSize: bufferSize) == example.rows)
    }

    @Test("a packed file reads as the plain one")
    func packed() throws {
        let scratch = try Scratch()
        let text = (0..<50_000).map { "\($0),\"line \($0)\nwith a break\"" }.joined(separator: "\n")
        let plain = try scratch.rows(scratch.write("p.csv", text))
        let packed = try scratch.rows(scratch.write("p.csv.gz", scratch.gzip(text)))
        #expect(plain.count == 50_000)
        #expect(packed == plain)
    }

    @Test("two gzip streams one after the other are one file")
    func twoStreams() throws {
        let scratch = try Scratch()
        let file = try scratch.write("p.csv.gz", scratch.gzip("a,b\n1,") + scratch.gzip("2\n3,4\n"))
        #expect(try scratch.rows(file) == [["a", "b"], ["1", "2"], ["3", "4"]])
    }

    @Test("a row knows the line it begins in, whatever breaks the rows before it hold")
    func lines() throws {
        let scratch = try Scratch()
        let reader = CSVReader(try FileBytes(scratch.write("l.csv", "a\n\"x\ny\nz\"\n\nlast\n")))
        var lines: [Int] = []
        while try reader.next() { lines.append(reader.line) }
        #expect(lines == [1, 2, 6])
    }

    @Test("text after a closing quote spoils its row alone")
    func afterQuote() throws {
        let scratch = try Scratch()
        let reader = CSVReader(try FileBytes(scratch.write("l.csv", "a,b\n\"x\"y,2\n3,4\n")))
        var malformed: [Bool] = []
        while try reader.next() { malformed.append(reader.malformed) }
        #expect(malformed == [false, true, false])
    }

    @Test("a generated table survives writing and reading", arguments: 0..<40)
    func roundTrip(seed: Int) throws {
        var generator = Seeded(UInt64(seed))
        let alphabet = Array("ab1,\"\n\r é樹")
        let width = Int.random(in: 2...6, using: &generator)
        let rows = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
            (0..<width).map { _ in
                let text = String((0..<Int.random(in: 0...9, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
                // Spaces around a value are not part of it, and neither can be tested here.
                return "x" + text + "x"
            }
        }
        let text = rows.map { $0.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n" }
            .joined()
        let scratch = try Scratch()
        #expect(try scratch.rows(scratch.write("r.csv", text), bufferSize: Int.random(in: 4...90, using: &generator)) == rows)
    }
}

/// Chance that is the same in every run (splitmix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
