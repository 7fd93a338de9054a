import Casework

extension SampleDepartment {
    /// The `department.yaml` that goes with the files: the ranks they use, the program on in four districts.
    package static let departmentFile = """
        name: Sample Police Department
        zone: America/Chicago
        holidays:
          from: 1990
          through: 2035
          federal: true
        roster: appointment
        ranks:
        \(ladder)
        officerSupport:
          districts:
            - { unit: "4", from: 2010-01-01, announced: sample }
            - { unit: "5", from: 2010-01-01, announced: sample }
            - { unit: "6", from: 2010-01-01, announced: sample }
            - { unit: "7", from: 2010-01-01, announced: sample }
          # A small department: without a wide share, two in a hundred of 300 members would be six.
          raise: { multiple: 2, share: 0.2 }
          scheduled: true
        security:
          secondFactor: offered

        """

    private static var ladder: String {
        ranks.map {
            "  - { key: \($0.key), title: \($0.title), level: \($0.level), sworn: \($0.sworn), supervises: \($0.supervises) }"
        }.joined(separator: "\n")
    }
}
