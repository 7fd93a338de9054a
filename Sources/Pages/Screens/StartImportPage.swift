import Directives

/// Choose a folder of the inbox and import it. Fields: `folder`, `csrf`; posted to `/imports`.
package struct StartImportPage: Screen {
    package var frame: Frame
    /// Where the server looks for folders, as the administrator set it.
    package var inbox: String
    package var folders: [Folder]
    package var problems: [FormProblem]

    package struct Folder: Sendable {
        package var name: String
        package var files: Int
        package var bytes: Int
        /// The profile found in the folder; nil means the default layout.
        package var profile: String?
        package var selected: Bool
        package init(name: String, files: Int, bytes: Int, profile: String?, selected: Bool) {
            self.name = name
            self.files = files
            self.bytes = bytes
            self.profile = profile
            self.selected = selected
        }
    }

    package init(frame: Frame, inbox: String, folders: [Folder], problems: [FormProblem] = []) {
        self.frame = frame
        self.inbox = inbox
        self.folders = folders
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Import records" : "Error: Import records", frame, section: .imports, statement: false) {
            div(.class("measure")) {
                ErrorSummary(problems: problems)
                h1 { "Import records" }
                if folders.isEmpty {
                    p(.class("empty")) { "The inbox \(inbox) has no folder. Put the department’s CSV files into a folder there, then load this page again." }
                } else {
                    choice
                }
            }
        }.body
    }

    private var choice: Node {
        form(.post, .action(Paths.imports), .novalidate, .class("stack")) {
            CSRF(frame)
            Radios(
                name: "folder", question: "Which folder of the inbox?",
                rows: folders.map {
                    Radios.Row(
                        value: $0.name, title: $0.name,
                        hint:
                            "\(Figures.plural($0.files, "file")), \(Figures.size($0.bytes)); \($0.profile.map { "read by the profile \($0)" } ?? "no profile, read in the default layout")",
                        chosen: $0.selected)
                }, problem: problems.sentence(for: "folder"))
            h2 { "What will happen" }
            ol(.class("steps")) {
                li { "Each file is read as one whole: either all of it is taken in or none." }
                li { "Rows already known change nothing; changed rows become new versions, and the earlier ones stay." }
                li { "Rows that cannot be right go to the quarantine list with the reason, and the rest continues." }
                li { "A file with too many such rows is refused, and a report of the data’s quality is made." }
            }
            button(.type("submit")) { "Import the folder" }
        }
    }
}
