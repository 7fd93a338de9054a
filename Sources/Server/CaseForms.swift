import Casework
import Directives
import Foundation
import Pages

/// Forms drawn from the prompts of a program's table, and what was typed into them.
extension Form {
    /// What was typed into the fields of the prompts. A moment comes as a date and a time, or whole, as
    /// `2026-11-21T14:20`.
    func entered(_ prompts: [Prompt]) -> Entered {
        var answers: [String: [String]] = [:]
        for prompt in prompts {
            let given = if case .moment = prompt.kind { moment(prompt.key).map { [$0] } ?? [] } else { all(prompt.key) }
            if !given.isEmpty { answers[prompt.key] = given }
        }
        return Entered(answers)
    }

    private func moment(_ key: String) -> String? {
        if let whole = self[key] { return whole }
        let (day, time) = (self[StepField.dayName(key)] ?? "", self[StepField.timeName(key)] ?? "")
        if day.isEmpty, time.isEmpty { return nil }
        // Half a moment is none, and is said so; "9:05" is as good as "09:05".
        return time.isEmpty ? day : "\(day)T\(time.wholeMatch(of: /\d:\d\d/) == nil ? String(time.prefix(5)) : "0" + time)"
    }

    /// As typed, so that a form that comes back has everything in it.
    func typed(_ prompt: Prompt) -> [String] {
        guard case .moment = prompt.kind else { return all(prompt.key) }
        if let whole = self[prompt.key] { return CaseForm.parts(ofMoment: whole) }
        return [self[StepField.dayName(prompt.key)] ?? "", self[StepField.timeName(prompt.key)] ?? ""]
    }

    /// Every answer under a name, with the ends of lines as they are everywhere else and without what cannot be seen.
    private func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map { Form.plain($0.value) }.filter { !$0.isEmpty }
    }

    static func plain(_ text: String) -> String { printable(text.replacingOccurrences(of: "\r\n", with: "\n")) }
}

enum CaseForm {
    /// The fields of a step's form.
    ///
    /// - Parameters:
    ///   - typed: What was sent, where the form comes back.
    ///   - filled: What the record already says.
    static func fields<Program: Workflow>(
        _ row: WorkflowRow<Program>, _ file: CaseFile<Program>, _ world: Program.World, typed: Form?, filled: Entered, readers: Readers, today: Day
    ) -> [StepField] {
        let given = typed?.entered(row.asks) ?? filled
        return row.asks.filter { $0.isAsked(given) }.map { prompt in
            StepField(
                prompt: prompt, choices: Engine.offered(prompt, file, world),
                answers: typed.map { $0.typed(prompt) } ?? fresh(prompt, filled, today), readers: readers.sentence(of: prompt.layer))
        }
    }

    /// What took place is most often of today; the time is the person's to say.
    private static func fresh(_ prompt: Prompt, _ filled: Entered, _ today: Day) -> [String]? {
        if case .moment = prompt.kind {
            if let known = filled[prompt.key] { return parts(ofMoment: known) }
            return prompt.key == Engine.happenedKey ? [today.iso, ""] : nil
        }
        let known = filled.all(prompt.key)
        return known.isEmpty ? nil : known
    }

    static func parts(ofMoment text: String) -> [String] {
        text.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "T" || $0 == " " }).map(String.init)
    }

    /// An answer in words: choices by their titles, accounts by their names, dates as they are read.
    static func words(_ answer: String, to prompt: Prompt, choices: [Prompt.Choice], titles: (String) -> String?, _ wording: Wording) -> String {
        switch prompt.kind {
        case .confirmation: CaseEntry.Answer.confirmed
        case .line, .text, .lines: answer
        case .day: Day(iso: answer)?.short ?? answer
        case .moment: Entered.moment(answer, wording.calendar).map(wording.moment) ?? answer
        case .one, .many, .oneOf, .manyOf: choices.first { $0.value == answer }?.title ?? titles(answer) ?? answer
        }
    }
}
