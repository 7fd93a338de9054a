import ArgumentParser
import Foundation
import Records
import Vault

/// `mainstay init`
struct Initialize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a data directory with a department's file to fill in.")

    @Argument(help: "The directory to make.") var directory: String = "mainstay-data"
    @Option(name: .long, help: "The department's file, if it is written already; otherwise an example is put there.")
    var department: String?
    @OptionGroup var key: KeyOption

    func run() async throws {
        var text = Initialize.example
        if let department {
            guard let own = try? String(contentsOfFile: department, encoding: .utf8) else {
                throw CommandProblem("The file \(department) cannot be read. Check its name and permissions, and that it is UTF-8.")
            }
            text = own
        }
        let given = try key.given()
        try Installation.make(directory, department: text, given)
        _ = try await Installation.open(directory, given)
        say(
            """
            \(directory) is ready. Next:
              1. \(Initialize.advice(given.source(beside: URL(fileURLWithPath: directory, isDirectory: true)), directory))
              2. Look through \(directory)/department.yaml: name, ranks, holidays, districts.
              3. Put the records into \(directory)/inbox and run `mainstay import DIR --data \(directory)`.
              4. Add the first administrator: `mainstay account add NAME --title "…" --role administrator --data \(directory)`.
              5. `mainstay serve --data \(directory)`.
            """)
    }

    private static func advice(_ source: KeySource, _ directory: String) -> String {
        guard case .file(let path) = source else { return "The department key comes from \(source.place): see that it can be had again." }
        return
            "Copy \(path) to a safe away from this machine: without it nothing sealed is ever read again. Then move it out of \(directory), and name it with --key-file or MAINSTAY_KEY_FILE (docs/operate.md)."
    }

    /// What a department starts from. The rank ladder and the districts are examples.
    static let example = """
        # The department: what differs from one to the next. Mainstay refuses a key it does not know.
        name: Example Police Department
        # An IANA time zone.
        zone: America/Chicago

        holidays:
          # The years for which the list is complete; asking about another year is an error, never a guess.
          from: 2010
          through: 2035
          # The eleven federal holidays as observed; `own` adds the department's.
          federal: true
          # own:
          #   - { date: 2026-11-27, name: Day after Thanksgiving }

        # Who counts as serving: `appointment` (appointed and not separated) or `payrollYear` (a rank held is on record
        # for the year before).
        roster: appointment

        # The rank ladder. 1 is the lowest; titles on one level are equals.
        ranks:
          - { key: police_officer, title: Police officer, level: 1, sworn: true, supervises: false }
          - { key: detective, title: Detective, level: 1, sworn: true, supervises: false }
          - { key: sergeant, title: Sergeant, level: 2, sworn: true, supervises: true }
          - { key: lieutenant, title: Lieutenant, level: 3, sworn: true, supervises: true }
          - { key: captain, title: Captain, level: 4, sworn: true, supervises: true }
          - { key: commander, title: Commander, level: 5, sworn: true, supervises: true }

        officerSupport:
          # Where the program is on, since when, and the announcement that says so (D20-04 II).
          districts:
            - { unit: "5", from: 2018-01-01, announced: "D20-04 II.B" }
          # Who is raised: at least `multiple` times the force-wide base rate in one outcome, at most `share` of the members.
          raise: { multiple: 3, share: 0.02 }
          # Whether the server starts the month by itself on the first working day.
          scheduled: true

        security:
          # Whether everybody who signs in must have a second factor (an authenticator app): `required` or `offered`.
          secondFactor: required

        """
}
