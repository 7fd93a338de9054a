import Foundation
import Testing

import Spreadsheet

/// The file read from outside, by Python's own reader of archives and XML, so that the library is not its own witness.
@Suite("Workbooks")
struct WorkbookTests {
    struct Read: Decodable {
        var names: [String]
        var cells: [[String: String]]
        var formulas: Int
        var title: String
        var created: String
    }

    private static let reader = """
        import json, sys, zipfile, xml.etree.ElementTree as tree
        m = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
        book = zipfile.ZipFile(sys.argv[1])
        assert book.testzip() is None
        strings = []
        if "xl/sharedStrings.xml" in book.namelist():
            strings = ["".join(t.text or "" for t in s.iter(m + "t")) for s in tree.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [s.get("name") for s in tree.fromstring(book.read("xl/workbook.xml")).iter(m + "sheet")]
        sheets, formulas = [], 0
        for number in range(len(names)):
            sheet = tree.fromstring(book.read("xl/worksheets/sheet%d.xml" % (number + 1)))
            formulas += len(list(sheet.iter(m + "f")))
            cells = {}
            for c in sheet.iter(m + "c"):
                value = c.find(m + "v")
                if value is not None: cells[c.get("r")] = "words:" + strings[int(value.text)] if c.get("t") == "s" else "number:" + value.text
            sheets.append(cells)
        core = tree.fromstring(book.read("docProps/core.xml"))
        print(json.dumps({
            "names": names, "cells": sheets, "formulas": formulas, "title": core.find("{http://purl.org/dc/elements/1.1/}title").text,
            "created": core.find("{http://purl.org/dc/terms/}created").text}))
        """

    private func read(_ bytes: [UInt8]) throws -> Read {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("workbook-test-\(UUID().uuidString).xlsx")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.reader, file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try JSONDecoder().decode(Read.self, from: read)
    }

    private func workbook(_ sheets: [Workbook.Sheet]) -> Workbook {
        Workbook(title: "Figures <&> “2016”", author: "Department", made: Date(timeIntervalSince1970: 1_514_901_600), sheets: sheets)
    }

    @Test("Words stay words whatever they begin with, figures are figures, and the file says when it was made by the clock that was passed in")
    func cells() throws {
        let bytes = try workbook([
            Workbook.Sheet(
                name: "First", lines: ["Heading", "A line"], columns: [Workbook.Column("What", width: 20), Workbook.Column("Count", width: 8)],
                rows: [[.words("=1+1"), .number(12)], [.words("+2 <b>&é 日本"), .empty], [.words("@x"), .number(-0.5)]]),
            Workbook.Sheet(name: "Second", lines: [], columns: [], rows: []),
        ]).bytes()
        #expect(bytes.prefix(2) == [0x50, 0x4B])
        let file = try read(bytes)
        #expect(file.names == ["First", "Second"] && file.formulas == 0 && file.title == "Figures <&> “2016”" && file.created.hasPrefix("2018-01-02"))
        let first = try #require(file.cells.first)
        #expect(first["A1"] == "words:Heading" && first["A2"] == "words:A line" && first["B4"] == "words:Count")
        #expect(first["A5"] == "words:=1+1" && first["B5"] == "number:12" && first["A6"] == "words:+2 <b>&é 日本" && first["B6"] == nil)
        #expect(first["B7"] == "number:-0.5" && file.cells.last?.isEmpty == true)
    }

    @Test("What a cell cannot hold is cut, what a sheet cannot be called is refused in words, and nothing is left behind")
    func limits() throws {
        let place = FileManager.default.temporaryDirectory.path
        func left() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: place).filter { $0.hasPrefix("mainstay-") && $0.count == 45 }.sorted() }
        let before = try left()
        let long = try read(
            try workbook([Workbook.Sheet(name: "Long", lines: [], columns: [Workbook.Column("Words", width: 9)], rows: [[.words(String(repeating: "é", count: 40_000))]])]).bytes())
        #expect(long.cells.first?["A2"]?.count == 32_766 + 6)
        #expect(throws: WorkbookProblem.self) { try workbook([Workbook.Sheet(name: "A/B", lines: [], columns: [], rows: [])]).bytes() }
        #expect(try left() == before)
    }
}
