/// What came of a file of members scored elsewhere, where some of them have no unit on record. Their numbers are told here,
/// once, and kept nowhere.
package struct ItemImportDonePage: Screen {
    package var frame: Frame
    /// "20 Work Items made, scored by Harbor Risk Model 4.2. They wait in the queue."
    package var made: String
    package var withoutUnit: [String]
    package var warnings: [String]

    package init(frame: Frame, made: String, withoutUnit: [String], warnings: [String]) {
        self.frame = frame
        self.made = made
        self.withoutUnit = withoutUnit
        self.warnings = warnings
    }

    package var body: Node {
        Layout("The file is imported", frame, section: .runs) {
            p(.class("back")) { a(.href(Paths.itemImports)) { "← Items scored elsewhere" } }
            h1 { "The file is imported" }
            div(.class("note"), .role("status")) { p { made } }
            h2 { "Members without a unit on record" }
            p { "There is no district to which an item of theirs could go, so none was made. Write the numbers down: they are not kept, and this page cannot be opened again." }
            ul { for number in withoutUnit { li { "Member \(number)" } } }
            ItemImportWarnings(warnings: warnings)
        }.body
    }
}

/// What is to be known of the records behind the items of a file.
struct ItemImportWarnings: Component {
    var warnings: [String]

    var body: Node {
        guard !warnings.isEmpty else { return .nothing }
        return div(.class("note")) {
            h2 { "To be kept in mind" }
            ul { for warning in warnings { li { warning } } }
        }
    }
}
