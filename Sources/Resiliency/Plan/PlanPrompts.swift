import Casework
import Directives

/// The questions of a plan's forms. The employee reads the layer of the plan; notes, approvals and the memorandum stand in
/// another.
enum PlanAsk {
    static let measuresKey = "measures"
    static let endKey = "end"

    static let activated = Prompt(
        "case", "Activated incident that it answers", .oneOf("cases"), in: .planNotes, hint: "One is enough; three are not needed.", cites: "SRV-017:IV.D.1")

    static let criteria = Prompt(
        "criteria", "Criteria the employee must meet, one a line", .lines, in: .rssPlan, required: false,
        hint: "Something that can be seen to be met or not.", cites: "SRV-017:IV.D.2")
    static let start = Prompt("start", "First day", .day, in: .rssPlan, required: false, cites: "SRV-017:IV.D.2#2")
    static let end = Prompt(endKey, "Last day", .day, in: .rssPlan, required: false, hint: "By then the criteria are to be met.", cites: "SRV-017:IV.D.2#2")
    static let measures = Prompt(
        measuresKey, "Measures", .many(Measure.allCases.map { Prompt.Choice($0.rawValue, $0.title, note: $0.cites.spoken) }), in: .rssPlan, required: false,
        cites: "SRV-017:IV.C#3")

    static func of(_ measure: Measure, _ prompt: Prompt) -> Prompt { prompt.onlyIf(measuresKey, measure.rawValue) }

    static let details: [Prompt] = [
        of(.training, Prompt("course", "Course", .line, in: .rssPlan, cites: "SRV-017:IV.C.1")),
        of(.training, Prompt("course-day", "Course to be completed by", .day, in: .rssPlan, cites: "SRV-017:IV.C.1")),
        of(.mentoring, Prompt(
            "mentoring-told", "The employee was told that the Mentoring Program is voluntary", .confirmation, in: .rssPlan,
            hint: "Declining it does not make the plan fail.", cites: "SRV-017:IV.C.2")),
        of(.referral, Prompt("resources", "Services and resources", .manyOf("resources"), in: .rssPlan, cites: "SRV-017:IV.C.3")),
        of(.accompaniedDuty, Prompt("accompanied-by", "Name of the accompanying supervisor", .line, in: .rssPlan, cites: "SRV-017:IV.D.3#2")),
        of(.other, Prompt("other-measure", "The measure in words", .text, in: .rssPlan, cites: "SRV-017:IV.C#3")),
    ]
    static let input = Prompt(
        "input", "The employee’s input", .text, in: .rssPlan, required: false, hint: "Recommended. In the employee’s words.", cites: "SRV-017:IV.C#2")
    static let noInput = Prompt(
        "no-input", "Why there is no input", .line, in: .planNotes, required: false, hint: "Only where the input is empty.", cites: "SRV-017:IV.C#2")

    static let content: [Prompt] = [criteria, start, end, measures] + details + [input, noInput]

    static let assistance = Prompt("assistance", "How the section assisted", .text, in: .planNotes, cites: "SRV-017:II.F")
    static let checked = Prompt("checked", "I have gone through the plan with the employee or offered to", .confirmation, in: .planNotes, cites: "SRV-017:IV.C#2")
    static let approvalWords = Prompt("words", "Remarks", .text, in: .planNotes, required: false, cites: "SRV-017:III.D")
    static let corrections = Prompt("words", "What has to change", .text, in: .planNotes, cites: "SRV-017:III.D")
    static let started = Prompt("started", "Day on which it was put into effect", .day, in: .rssPlan, cites: "SRV-017:III.C.4")
    static let told = Prompt("told", "The employee has the plan and knows its criteria and period", .confirmation, in: .rssPlan, cites: "SRV-017:III.C.4")
    static let noteDay = Prompt("day", "Date", .day, in: .planNotes, cites: "SRV-017:IV.F")
    static let noteWords = Prompt("words", "What you observed", .text, in: .planNotes, cites: "SRV-017:IV.F")
    static let measure = Prompt("measure", "Measure or resource", .oneOf("planned"), in: .rssPlan, cites: "SRV-017:IV.C.3")
    static let standing = Prompt(
        "standing", "How it stands", .one(MeasureStanding.allCases.map { Prompt.Choice($0.rawValue, $0.title) }), in: .rssPlan,
        hint: "Nothing of what is said or done there.", cites: "SRV-017:IV.C.3")
    static let standingDay = Prompt("day", "Date", .day, in: .rssPlan, cites: "SRV-017:IV.C.3")
    static let met = Prompt("met", "Criteria that are met", .manyOf("unmet"), in: .rssPlan, cites: "SRV-017:IV.D.2")
    static let metDay = Prompt("day", "Date", .day, in: .rssPlan, cites: "SRV-017:IV.D.2")
    static let newEnd = Prompt(endKey, "New last day", .day, in: .rssPlan, cites: "SRV-017:IV.G")
    static let nonCompliance = Prompt(
        "non-compliance", "Which recommendations of the plan were not followed", .text, in: .planNotes, cites: "SRV-017:IV.G")
    static let problem = Prompt(
        "problem", "The additional performance problem", .text, in: .planNotes, hint: "Both are needed: this, and what was not followed.", cites: "SRV-017:IV.G")
    static let reviewWords = Prompt("words", "What the review found, and what follows", .text, in: .planNotes, cites: "SRV-017:III.C.5")
    static let memorandum = Prompt(
        "memorandum", "Memorandum to the OWS Supervisor", .text, in: .rssPlan, hint: "That the employee has completed the goals. The employee sees it.",
        cites: "SRV-017:IV.E")
    static let endReason = Prompt("reason", "Reason", .text, in: .planNotes, cites: "SRV-017:IV.G#2")
    static let withCommander = Prompt("commander", "Commander or Division head who agrees", .oneOf("commanders"), in: .planNotes, cites: "SRV-017:IV.G#2")
    static let referredOutside = Prompt(
        "referred-outside", "It was referred outside the RSS", .confirmation, in: .planNotes, required: false,
        hint: "A mark only: what comes of it is not stored here.", cites: "SRV-017:IV.G#2")
    static let discardReason = Prompt("reason", "Why it is not needed", .text, in: .planNotes, cites: "SRV-017:IV.D.1")
    static let separatedDay = Prompt("day", "Last day of employment", .day, in: .planNotes, cites: "SRV-017:I.A")
    static let employeesWords = Prompt("words", "Your input", .text, in: .rssPlan, hint: "Your supervisor and the section read it.", cites: "SRV-017:IV.C#2")
    static let incident = Prompt("incident", "Incident", .line, in: .planNotes, cites: "SRV-017:IV.F#2")
    static let unit = Prompt("unit", "Unit", .line, cites: "SRV-017:III.C.1")
}
