import Casework
import Directives
import Foundation
import Testing

@Suite("The department's own settings")
struct DepartmentTests {
    private static let yaml = """
        name: Sample
        zone: America/Chicago
        holidays:
          from: 2017
          through: 2018
          federal: true
          own:
            - { date: 2018-03-05, name: Founders' Day }
        ranks:
          - { key: officer, title: Police Officer, level: 1, sworn: true, supervises: false }
        roster: appointment
        officerSupport:
          districts:
            - { unit: "5", from: 2017-06-01, announced: Department notice 12 }
          raise: { multiple: 4, share: 0.02 }
          scheduled: true
        """

    @Test("The calendar has the federal holidays and the department's own, for the years listed")
    func calendar() throws {
        let department = try StrictYAML.decode(Department.self, from: Self.yaml, file: "department.yaml")
        let calendar = try department.calendar()
        #expect(calendar.holidays[try #require(Day(2018, 3, 5))] == "Founders' Day")
        #expect(calendar.holidays[try #require(Day(2018, 7, 4))] == "Independence Day")
        #expect(calendar.years == 2017...2018)
    }

    @Test("SRV-017:IV.F The interval of monitoring is the department's own, where it sets one")
    func monitoring() throws {
        let silent = try StrictYAML.decode(Department.self, from: Self.yaml, file: "department.yaml")
        #expect(try silent.calendar().intervals.isEmpty)
        let set = try StrictYAML.decode(Department.self, from: Self.yaml + "\nresiliency:\n  monitoringDays: 14\n", file: "department.yaml")
        #expect(try set.calendar().intervals == ["monitoring": 14])
        let rule = ClockRule(key: "monitoring", title: "Write an entry", holder: "Supervisor", limit: .interval(30), cites: "SRV-017:IV.F")
        let day = try #require(Day(2018, 1, 2))
        let start = try silent.calendar().instant(day, hour: 9)
        for (department, days) in [(silent, 30), (set, 14)] {
            let calendar = try department.calendar()
            #expect(try rule.due(from: start, calendar) == calendar.end(of: day.adding(days: days)))
            #expect(rule.inForce(calendar).limit == .days(days))
        }
    }

    @Test("D20-04:II.A: the program is on in a listed district from its date, and nowhere else")
    func districts() throws {
        let settings = try StrictYAML.decode(Department.self, from: Self.yaml, file: "department.yaml").officerSupport
        #expect(!settings.isOn("5", try #require(Day(2017, 5, 31))))
        #expect(settings.isOn("5", try #require(Day(2017, 6, 1))))
        #expect(!settings.isOn("6", try #require(Day(2018, 6, 1))))
    }

    @Test("D20-04:II.B: the program stays on in a district for good, also when others follow; the demonstration has the 005th")
    func goesOn() throws {
        let more = Self.yaml.replacing("announced: Department notice 12 }", with: "announced: Department notice 12 }\n    - { unit: \"4\", from: 2018-03-01, announced: Department notice 30 }")
        let settings = try StrictYAML.decode(Department.self, from: more, file: "department.yaml").officerSupport
        let firstDays = ["5": try #require(Day(2017, 6, 1)), "4": try #require(Day(2018, 3, 1))]
        for (unit, first) in firstDays {
            #expect(!settings.isOn(unit, first.adding(days: -1)))
            for years in [0, 1, 30] { #expect(settings.isOn(unit, first.adding(years: years)), "\(unit) after \(years) years") }
        }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = try String(contentsOf: root.appendingPathComponent("Demo/chicago/department.yaml"), encoding: .utf8)
        let demonstration = try StrictYAML.decode(Department.self, from: file, file: "department.yaml").officerSupport
        let first = try #require(Day(2018, 1, 1))
        #expect(demonstration.isOn("5", first))
    }

    @Test("A misspelt key is an error that names it, not a silent default")
    func misspelt() {
        let text = Self.yaml.replacing("announced:", with: "anounced:") + "\n"
        #expect { try StrictYAML.decode(Department.self, from: text, file: "department.yaml") } throws: { error in
            "\(error)".contains("announced")
        }
        #expect(throws: StrictYAML.Problem.unknownKey(file: "department.yaml", key: "motto")) {
            try StrictYAML.decode(Department.self, from: Self.yaml + "\nmotto: none", file: "department.yaml")
        }
    }
}
