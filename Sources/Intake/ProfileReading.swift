import Directives
import Foundation
import Jacket
import Yams

/// A profile that cannot be used, with the place in the file.
package struct ProfileProblem: Error, Equatable, CustomStringConvertible {
    package var file: String
    package var line: Int?
    package var reason: String
    package var description: String {
        "The import profile \(file)\(line.map { ", line \($0)" } ?? ""): \(reason)"
    }
}

extension ImportProfile {
    package init(contentsOf url: URL) throws(ProfileProblem) {
        let file = url.lastPathComponent
        guard let bytes = try? Foundation.Data(contentsOf: url) else {
            throw ProfileProblem(file: file, line: nil, reason: "cannot be read. Check its name and permissions.")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ProfileProblem(file: file, line: nil, reason: "is not UTF-8.")
        }
        try self.init(yaml: text, file: file)
    }

    package init(yaml: String, file: String) throws(ProfileProblem) {
        let root: Yams.Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw ProfileProblem(file: file, line: nil, reason: "is not valid YAML: \(error)")
        }
        guard let root else { throw ProfileProblem(file: file, line: nil, reason: "is empty.") }
        var top = try ProfileMapping(root, file: file, of: "the profile")
        let name = try top.text("name")
        let dataDay = try top.optionalText("dataDay").map { text throws(ProfileProblem) in try top.day(text, key: "dataDay") }
        let share = try top.optionalShare("rejectShare") ?? ImportProfile.usualRejectShare
        let sources = try top.list("sources").map { node throws(ProfileProblem) in try Source(node, file: file) }
        let skipped = try top.optionalList("skip").map { node throws(ProfileProblem) in
            var entry = try ProfileMapping(node, file: file, of: "skip")
            let skipped = Skipped(file: try entry.text("file"), reason: try entry.text("reason"))
            try entry.finish()
            return skipped
        }
        try top.finish()
        guard !sources.isEmpty else { throw top.problem("\"sources\" names no file.") }
        var seen: Set<String> = []
        for name in sources.map(\.file) + skipped.map(\.file) where !seen.insert(name).inserted {
            throw top.problem("the file \"\(name)\" is named twice.")
        }
        self.init(name: name, dataDay: dataDay, rejectShare: share, sources: sources, skipped: skipped)
    }
}

extension ImportProfile.Source {
    fileprivate init(_ node: Yams.Node, file: String) throws(ProfileProblem) {
        var map = try ProfileMapping(node, file: file, of: "a source")
        self.init(
            file: try map.text("file"), rejectShare: try map.optionalShare("rejectShare"),
            records: try map.list("records").map { node throws(ProfileProblem) in try ImportProfile.Record(node, file: file) },
            ignored: try map.optionalTexts("ignore"))
        try map.finish()
        guard !records.isEmpty else { throw map.problem("\"records\" of \(self.file) is empty.") }
        if self.file.contains("/") || self.file.hasSuffix(".csv") || self.file.hasSuffix(".gz") {
            throw map.problem("\"file\" is the name without folder, .csv and .csv.gz.")
        }
    }
}

extension ImportProfile.Record {
    fileprivate init(_ node: Yams.Node, file: String) throws(ProfileProblem) {
        var map = try ProfileMapping(node, file: file, of: "a record")
        let word = try map.text("kind")
        guard let kind = RecordKind.named(word) else {
            throw map.problem("there is no kind of record \"\(word)\". Known: \(RecordKind.all.map(\.key).joined(separator: ", ")).")
        }
        self.init(kind: kind, key: ImportProfile.Key(columns: try map.texts("key")))
        member = try map.optionalText("member")
        filters = try map.optionalMapping("when").map { pair throws(ProfileProblem) in try ImportProfile.Filter(pair.key, pair.node, file: file) }
        if let dates = try map.optionalNode("dates") {
            var dates = try ProfileMapping(dates, file: file, of: "dates of \(word)")
            happened = try dates.optionalNode("happened").map { node throws(ProfileProblem) in try ImportProfile.DateSource(node, file: file) }
            known = try dates.optionalNode("known").map { node throws(ProfileProblem) in try ImportProfile.DateSource(node, file: file) }
            outcomeKnown = try dates.optionalNode("outcomeKnown").map { node throws(ProfileProblem) in
                try ImportProfile.DateSource(node, file: file)
            }
            try dates.finish()
        }
        for (name, node) in try map.optionalMapping("fields") {
            guard let field = kind.field(name) else {
                throw map.problem("\(word) has no field \"\(name)\". Known: \(kind.fields.map(\.name).joined(separator: ", ")).", at: node)
            }
            fields[name] = try ImportProfile.FieldSource(node, of: field, file: file)
        }
        repeats = try map.optionalFlag("repeats")
        inventNames = try map.optionalFlag("inventNames")
        try map.finish()
        try check(map)
    }

    private func check(_ map: ProfileMapping) throws(ProfileProblem) {
        let word = kind.key
        if key.columns.isEmpty { throw map.problem("\"key\" of \(word) names no column.") }
        let needsMember = kind.about == .member && kind != .member
        if needsMember, member == nil { throw map.problem("\(word) needs \"member\", the column with the member's number.") }
        if !needsMember, member != nil { throw map.problem("\(word) takes no \"member\"; its key is its number.") }
        if kind == .member, repeats || key.columns.count != 1 {
            throw map.problem("the key of a member is one column, the member's number, and cannot repeat.")
        }
        if inventNames, kind != .member { throw map.problem("\"inventNames\" is for members alone.") }
        if kind.happened.required, happened == nil { throw map.problem("\(word) needs the date \"happened\" (\(kind.happened.title)).") }
        if let meaning = kind.known, meaning.required, known == nil {
            throw map.problem("\(word) needs the date \"known\" (\(meaning.title)).")
        }
        if kind.outcomeKnown == nil, outcomeKnown != nil { throw map.problem("nothing comes of a \(kind.one), so it has no date \"outcomeKnown\".") }
        for field in kind.fields where field.required && fields[field.name] == nil {
            throw map.problem("\(word) needs the field \"\(field.name)\".")
        }
    }
}

extension ImportProfile.Filter {
    fileprivate init(_ column: String, _ node: Yams.Node, file: String) throws(ProfileProblem) {
        self.column = column
        switch node {
        case .sequence: test = .oneOf(try ProfileMapping.texts(node, file: file, key: column))
        case .scalar(let scalar) where scalar.string == "notEmpty": test = .notEmpty
        case .scalar(let scalar) where scalar.string == "empty": test = .empty
        case .mapping:
            var map = try ProfileMapping(node, file: file, of: "when")
            test = .noneOf(try map.texts("not"))
            try map.finish()
        default:
            throw ProfileProblem(
                file: file, line: node.mark?.line,
                reason: "\"when: \(column)\" takes a list of codes, \"not\" with a list of codes, notEmpty or empty.")
        }
    }
}

extension ImportProfile.DateSource {
    fileprivate init(_ node: Yams.Node, file: String) throws(ProfileProblem) {
        if case .scalar(let scalar) = node {
            self.init(from: .column(scalar.string))
            return
        }
        var map = try ProfileMapping(node, file: file, of: "a date")
        if let text = try map.optionalText("constant") {
            self.init(from: .constant(try map.day(text, key: "constant")))
        } else {
            self.init(from: .column(try map.text("column")))
            if let word = try map.optionalText("as") {
                guard let form = Form(rawValue: word) else {
                    throw map.problem("\"as\" is one of \(Form.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
                self.form = form
            }
        }
        try map.finish()
    }
}

extension ImportProfile.FieldSource {
    fileprivate init(_ node: Yams.Node, of field: Field, file: String) throws(ProfileProblem) {
        if case .scalar(let scalar) = node {
            self.init(from: .column(scalar.string))
            return
        }
        var map = try ProfileMapping(node, file: file, of: "the field \(field.name)")
        if let constant = try map.optionalText("constant") {
            self.init(from: .constant(constant))
        } else {
            self.init(from: .column(try map.text("column")))
            if let codes = try map.optionalNode("codes") {
                var table: [String: String] = [:]
                for (key, value) in try ProfileMapping.pairs(codes, file: file, of: "codes of \(field.name)") {
                    guard let text = value.scalar?.string else { throw map.problem("\"codes\" maps words to words.", at: value) }
                    table[key] = text
                }
                self.codes = table
            }
            otherwise = try map.optionalText("otherwise", allowingEmpty: true)
        }
        try map.finish()
        try check(field, map)
    }

    private func check(_ field: Field, _ map: ProfileMapping) throws(ProfileProblem) {
        if otherwise != nil, codes == nil { throw map.problem("\"otherwise\" goes with \"codes\".") }
        guard case .code(let known) = field.type else { return }
        var targets = (codes.map { Array($0.values) } ?? []) + [otherwise].compactMap { $0 }
        if case .constant(let text) = from { targets.append(text) }
        for target in targets.sorted() where !target.isEmpty && !known.contains(where: { $0.key == target }) {
            throw map.problem("\"\(target)\" is not a code of \(field.name). Known: \(known.map(\.key).joined(separator: ", ")).")
        }
    }
}
