import ArgumentParser
import Foundation
import Records

/// `mainstay init`
struct Initialize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a data directory with a department's file to fill in.")

    @Argument(help: "The directory to make.") var directory: String = "mainstay-data"
    @Option(name: .long, help: "The department's file, if it is written already; otherwise an example is put there.")
    var department: String?

    func run() async throws {
        var text = Initialize.example
        if let department {
            guard let own = try? String(contentsOfFile: department, encoding: .utf8) else {
                throw CommandProblem("The file \(department) cannot be read. Check its name and permissions, and that it is UTF-8.")
            }
            text = own
        }
        try Installation.make(directory, department: text)
        _ = try Records(path: URL(fileURLWithPath: directory).appendingPathComponent("mainstay.sqlite").path)
        say(
            """
            \(directory) is ready. Next:
              1. Look through \(directory)/department.yaml: name, ranks, holidays, districts.
              2. Put the records into \(directory)/inbox and run `mainstay import DIR --data \(directory)`.
              3. Add an account: `mainstay account add NAME --title "…" --role osuAnalyst --data \(directory)`.
              4. `mainstay serve --data \(directory)`.
            """)
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

        """
}
