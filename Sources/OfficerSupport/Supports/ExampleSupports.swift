import Directives

/// An invented list for demonstrations and tests. The offices do not exist; the telephone numbers are of the range that is
/// kept for fiction (555-0100 to 555-0199), and each contact says so.
package enum ExampleSupports {
    package static let changes = "The first edition kept in Mainstay. All offices and numbers are invented for the demonstration."

    package static let supports: [Support] = counselling + besideUs + bodyAndHome + moneyAndLaw + workAndBeyond

    package static func recommendations(on day: Day) -> [Recommendation] {
        marks.map { Recommendation(support: $0.support, stressor: $0.stressor, basis: $0.basis, on: day) }
    }

    private static let counselling: [Support] = [
        Support(
            key: "counselling-service", title: "Counselling for members and their families", kind: .counselling,
            description: "Talks with a licensed counsellor about anything that weighs on you: work, home, sleep, drink, grief. Six meetings to begin with, more where they help. You need no reason and no referral.",
            contact: "555-0110 (invented), day and night; Alder House, second floor", eligibility: "Every member and everyone in the member’s household",
            isConfidential: true, confidentiality: "The department learns neither that you came nor what you said."),
        Support(
            key: "trauma-appointment", title: "Appointment after a critical incident", kind: .counselling,
            description: "A meeting with a counsellor who works with nothing but trauma, within two days of a shooting, a death or anything else that stays with you. Also weeks or years later.",
            contact: "555-0111 (invented), day and night", eligibility: "Every sworn member",
            isConfidential: true, confidentiality: "Only that you attended is told, and only where the department ordered the appointment."),
        Support(
            key: "alcohol-and-substances", title: "Help with alcohol and other substances", kind: .counselling,
            description: "An honest talk about drinking, pills or anything else, and a way out that fits your shifts: a group of officers in recovery, an outpatient program, or a place to stay.",
            contact: "555-0112 (invented), day and night; Thursday group at 19:00", eligibility: "Every member, on duty or on leave",
            isConfidential: true, confidentiality: "Coming by yourself stays between you and the counsellor."),
    ]

    private static let besideUs: [Support] = [
        Support(
            key: "peer-support-line", title: "Peer support line", kind: .peerSupport,
            description: "Officers of all ranks who are trained to listen and have been there themselves. A call, a coffee, or somebody who comes to the hospital with you.",
            contact: "555-0120 (invented), day and night", eligibility: "Every member",
            isConfidential: true, confidentiality: "What you say stays with the peer, unless a life is in danger."),
        Support(
            key: "new-parents-circle", title: "Circle of new parents on shifts", kind: .peerSupport,
            description: "Parents of small children who work nights meet over breakfast and trade what helps: sleep, day care, coming home late.",
            contact: "555-0121 (invented); first Saturday of the month, 08:30", eligibility: "Members with children under five, partners welcome",
            isConfidential: false, confidentiality: "It is an open group; what is told there is asked to stay there."),
        Support(
            key: "chaplains", title: "Chaplains", kind: .chaplaincy,
            description: "A chaplain of your faith or of none, for a talk, a loss in the family, a wedding or a funeral. They also ride along when asked.",
            contact: "555-0130 (invented), day and night", eligibility: "Every member and family",
            isConfidential: true, confidentiality: "Chaplains keep what they hear to themselves."),
    ]

    private static let bodyAndHome: [Support] = [
        Support(
            key: "sleep-clinic", title: "Sleep clinic for shift workers", kind: .medical,
            description: "Two visits and a small recorder for at home; then a plan for nights, swing shifts and days off.",
            contact: "555-0140 (invented), weekdays 08:00 to 16:00", eligibility: "Every member, paid by the health plan",
            isConfidential: true, confidentiality: "It is medical care: nothing reaches the department without your signature."),
        Support(
            key: "injury-and-pain", title: "Back to strength after an injury", kind: .medical,
            description: "Physiotherapy, pain without pills, and exercises for the vest, the car and the belt.",
            contact: "555-0141 (invented); Heron Hall gymnasium", eligibility: "Members with an injury, on or off duty",
            isConfidential: true, confidentiality: "It is medical care: nothing reaches the department without your signature."),
        Support(
            key: "fitness-hour", title: "Fitness hour on duty", kind: .medical,
            description: "Three hours a week in the gymnasium of your district with a trainer who knows what the work does to a body.",
            contact: "Through your watch’s desk, or 555-0142 (invented)", eligibility: "Every sworn member, as staffing allows",
            isConfidential: false, confidentiality: "Your supervisor plans the hours, and so knows of them."),
        Support(
            key: "couples-and-family", title: "Talks for couples and families", kind: .family,
            description: "Counsellors who know what shifts, overtime and fear do to a home. Alone, together, or with the children.",
            contact: "555-0150 (invented), evenings and weekends too", eligibility: "Members, partners, children",
            isConfidential: true, confidentiality: "The department learns neither that you came nor what you said."),
        Support(
            key: "care-for-relatives", title: "Care for children and relatives", kind: .family,
            description: "Somebody who finds day care at odd hours, a nurse for a parent, or a school that takes a child in the middle of the year.",
            contact: "555-0151 (invented), weekdays 09:00 to 17:00", eligibility: "Every member",
            isConfidential: true, confidentiality: "Only the adviser knows of it."),
    ]

    private static let moneyAndLaw: [Support] = [
        Support(
            key: "money-advice", title: "Advice on money and debt", kind: .financial,
            description: "A plan for debts, a divorce, a mortgage or the deferred compensation, made with an adviser who sells nothing.",
            contact: "555-0160 (invented); Tuesday and Thursday afternoons", eligibility: "Every member",
            isConfidential: true, confidentiality: "Neither the department nor the credit union is told."),
        Support(
            key: "hardship-fund", title: "Hardship fund", kind: .financial,
            description: "Help at once after a fire, a death, or weeks without pay: up to 2,000 dollars without interest.",
            contact: "555-0161 (invented)", eligibility: "Members with at least one year of service",
            isConfidential: false, confidentiality: "Three trustees, themselves members, read the request and nobody else does."),
        Support(
            key: "union-counsel", title: "Union representative and counsel", kind: .legal,
            description: "What happens in a complaint or a lawsuit, what your rights are, and somebody beside you in the room.",
            contact: "555-0170 (invented), day and night", eligibility: "Members of the bargaining units",
            isConfidential: true, confidentiality: "What you tell counsel is privileged."),
    ]

    private static let workAndBeyond: [Support] = [
        Support(
            key: "de-escalation-refresher", title: "Refresher in tactics and de-escalation", kind: .training,
            description: "Two days of scenarios in small groups. It is practice and not a test: nothing is graded and nothing is kept but that you came.",
            contact: "Academy desk, 555-0180 (invented)", eligibility: "Every sworn member, by choice or in an Action Plan",
            isConfidential: false, confidentiality: "Attendance stands in your training record, as for any course."),
        Support(
            key: "mentor", title: "A mentor from another unit", kind: .mentoring,
            description: "An experienced officer outside your chain of command, once a month for half a year: after a transfer, a promotion, or a year that went badly.",
            contact: "555-0185 (invented), or a word with any mentor", eligibility: "Every member",
            isConfidential: true, confidentiality: "Mentors write nothing down and report to nobody."),
        Support(
            key: "river-walkers", title: "River walkers", kind: .community,
            description: "Members, retired members and neighbours walk along the river on Sunday mornings. Dogs are welcome; shop talk is not.",
            contact: "555-0190 (invented); Sundays 09:00, Plover Bridge", eligibility: "Everybody",
            isConfidential: false, confidentiality: "It is a walk in the open; no list is kept."),
    ]

    private static let marks: [(support: String, stressor: Stressor, basis: String)] = [
        ("trauma-appointment", .criticalIncident, "Good practice: early talks with a trauma counsellor, repeated after some weeks."),
        ("peer-support-line", .criticalIncident, "Named most often by members in the autumn’s feedback."),
        ("sleep-clinic", .sleep, "Feedback of the last four quarters: three in four slept better."),
        ("alcohol-and-substances", .substance, "Good practice: help that is reached without a referral."),
        ("couples-and-family", .relationship, "Feedback: partners asked for evening hours, and they are offered now."),
        ("money-advice", .money, "Good practice: an adviser who sells nothing."),
        ("union-counsel", .complaint, "Feedback: knowing the steps took away most of the worry."),
        ("mentor", .newAssignment, "Feedback of sergeants in their first year."),
    ]
}
