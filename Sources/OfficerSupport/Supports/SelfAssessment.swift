/// The self-assessment of the supports document (`D20-04:III.A.5.NOTE`): questions for a member to think about, alone.
///
/// It is reading only. There is no place for an answer, here or anywhere in Mainstay.
package struct SelfAssessment: Hashable, Sendable, Codable {
    package var introduction: String
    package var questions: [String]
    /// What to do with what one found.
    package var closing: String

    package init(introduction: String, questions: [String], closing: String) {
        self.introduction = introduction
        self.questions = questions
        self.closing = closing
    }

    package static let longestText = 1_000
    package static let longestQuestion = 200
    package static let mostQuestions = 30

    package var problems: [SupportsProblem.Field] {
        var problems: [SupportsProblem.Field] = []
        for (name, text) in [("introduction", introduction), ("closing", closing)] {
            if let problem = SupportsProblem.Field(name, text, atMost: SelfAssessment.longestText, missing: nil) { problems.append(problem) }
        }
        if questions.isEmpty { problems.append(SupportsProblem.Field("questions", "Write at least one question.")) }
        if questions.count > SelfAssessment.mostQuestions {
            problems.append(
                SupportsProblem.Field("questions", "\(questions.count) questions are too many; \(SelfAssessment.mostQuestions) is the most."))
        }
        if let long = questions.firstIndex(where: { $0.count > SelfAssessment.longestQuestion }) {
            problems.append(
                SupportsProblem.Field(
                    "questions",
                    "Question \(long + 1) has \(questions[long].count) characters; \(SelfAssessment.longestQuestion) is the most."))
        }
        return problems
    }

    /// What a draft begins with where no edition was published yet.
    package static let suggested = SelfAssessment(
        introduction: "Take a few quiet minutes and think of the last month. Nobody asks for your answers, and there is no place to write them down.",
        questions: [
            "Do I sleep well enough to feel rested when I go on duty?",
            "Do I look forward to anything, on duty or off?",
            "Do calls stay with me long after they are over?",
            "Do I lose my temper faster than I used to?",
            "Have I pulled back from family, friends or colleagues?",
            "Do I drink, or take something, to sleep or to get through the day?",
            "Am I in pain, or putting off a visit to the doctor?",
            "Do I worry about money more days than not?",
            "Has something changed at home that I carry to work?",
            "Do I take risks on duty that I would not have taken a year ago?",
            "Is there somebody I can speak to openly, and have I done so lately?",
            "Have I thought that others would be better off without me?",
        ],
        closing: "If some of these gave you pause, choose one support of this list and make one call. If the last one did, do not wait: call one of those that answer day and night, or the emergency number, now.")
}
