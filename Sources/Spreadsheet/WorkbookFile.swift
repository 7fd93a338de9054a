import CXlsxWriter
import Foundation

extension Workbook {
    /// The workbook as an `.xlsx` file (Office Open XML).
    ///
    /// The library writes to files alone. They stand in a folder of their own that nobody else may open, and are gone when
    /// this returns.
    package func bytes() throws -> [UInt8] {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("mainstay-\(UUID().uuidString)")
        do {
            try manager.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw WorkbookProblem.noPlace
        }
        defer { try? manager.removeItem(at: folder) }
        let file = folder.appendingPathComponent("workbook.xlsx")
        try write(to: file.path, in: folder.path)
        return [UInt8](try Data(contentsOf: file))
    }

    private func write(to path: String, in folder: String) throws {
        let book: UnsafeMutablePointer<lxw_workbook>? = folder.withCString { place in
            var options = lxw_workbook_options()
            // Read while the book is made, and copied there.
            options.tmpdir = UnsafeMutablePointer(mutating: place)
            return workbook_new_opt(path, &options)
        }
        guard let book else { throw WorkbookProblem.noPlace }
        do {
            let formats = Formats(book)
            for sheet in sheets { try add(sheet, to: book, formats) }
            try describe(book)
        } catch {
            // Closing is also what frees it.
            _ = workbook_close(book)
            throw error
        }
        try Workbook.check(workbook_close(book))
    }

    private struct Formats {
        var heading: UnsafeMutablePointer<lxw_format>?
        var head: UnsafeMutablePointer<lxw_format>?
        var words: UnsafeMutablePointer<lxw_format>?
        var number: UnsafeMutablePointer<lxw_format>?

        init(_ book: UnsafeMutablePointer<lxw_workbook>) {
            heading = workbook_add_format(book)
            format_set_bold(heading)
            format_set_font_size(heading, 14)
            head = workbook_add_format(book)
            format_set_bold(head)
            format_set_text_wrap(head)
            format_set_bottom(head, UInt8(LXW_BORDER_THIN.rawValue))
            words = workbook_add_format(book)
            format_set_text_wrap(words)
            format_set_align(words, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            number = workbook_add_format(book)
            format_set_align(number, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        }
    }

    private func add(_ sheet: Sheet, to book: UnsafeMutablePointer<lxw_workbook>, _ formats: Formats) throws {
        guard let page = workbook_add_worksheet(book, sheet.name) else { throw WorkbookProblem.library("“\(sheet.name)” is no name for a sheet.") }
        for (number, column) in sheet.columns.enumerated() {
            try Workbook.check(worksheet_set_column(page, UInt16(number), UInt16(number), Double(column.width), nil))
        }
        var row: UInt32 = 0
        for (number, line) in sheet.lines.enumerated() {
            try Workbook.check(worksheet_write_string(page, row, 0, Workbook.fitting(line), number == 0 ? formats.heading : nil))
            row += 1
        }
        if !sheet.lines.isEmpty { row += 1 }
        for (number, column) in sheet.columns.enumerated() {
            try Workbook.check(worksheet_write_string(page, row, UInt16(number), Workbook.fitting(column.title), formats.head))
        }
        worksheet_repeat_rows(page, row, row)
        row += 1
        worksheet_freeze_panes(page, row, 0)
        for cells in sheet.rows {
            for (number, cell) in cells.enumerated() {
                switch cell {
                case .words(let text): try Workbook.check(worksheet_write_string(page, row, UInt16(number), Workbook.fitting(text), formats.words))
                case .number(let value): try Workbook.check(worksheet_write_number(page, row, UInt16(number), value, formats.number))
                case .empty: break
                }
            }
            row += 1
        }
        worksheet_fit_to_pages(page, 1, 0)
    }

    private func describe(_ book: UnsafeMutablePointer<lxw_workbook>) throws {
        try title.withCString { title in
            try author.withCString { author in
                var properties = lxw_doc_properties()
                // Read and copied by the call.
                properties.title = UnsafeMutablePointer(mutating: title)
                properties.author = UnsafeMutablePointer(mutating: author)
                properties.created = time_t(made.timeIntervalSince1970)
                try Workbook.check(workbook_set_properties(book, &properties))
            }
        }
    }

    /// A cell holds 32,767 characters and no more.
    private static func fitting(_ text: String) -> String { text.unicodeScalars.count < 32_767 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(32_766))) }

    private static func check(_ code: lxw_error) throws {
        guard code != LXW_NO_ERROR else { return }
        throw WorkbookProblem.library(lxw_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)")
    }
}
