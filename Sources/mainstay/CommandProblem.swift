/// Why a command could not do its work although it was given correctly.
struct CommandProblem: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
