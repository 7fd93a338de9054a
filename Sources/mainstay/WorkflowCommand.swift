import ArgumentParser
import Casework
import Directives
import Foundation
import OfficerSupport
import Resiliency

/// `mainstay workflow support [--svg FILE]`: a program's table, in words or as a drawing.
struct PrintWorkflow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow", abstract: "Print how a record of a program goes on, step by step, or draw it.",
        discussion: "The texts and drawings are those of docs/workflows.")
    @Argument(help: "The program: \(PrintWorkflow.documents.keys.sorted().joined(separator: ", ")).") var program: String
    @Option(name: .long, help: "The file to draw it into, as SVG.") var svg: String?

    /// The programs that play on the engine.
    static let documents: [String: WorkflowDocument] = [
        ProgramKey.support.rawValue: WorkflowDocument(WorkItemLife.self), "posting-review": WorkflowDocument(PostingReviewLife.self),
        "resiliency": WorkflowDocument(IncidentLife.self),
        "resiliency-plan": WorkflowDocument(PlanLife.self), "resiliency-three": WorkflowDocument(ThirdIncidentLife.self),
        "resiliency-referral": WorkflowDocument(ReferralLife.self),
    ]

    func run() throws {
        guard let document = Self.documents[program] else {
            throw ValidationError("There is no workflow of a program \"\(program)\"; there is: \(Self.documents.keys.sorted().joined(separator: ", ")).")
        }
        guard let svg else { return FileHandle.standardOutput.write(Data(document.text(command: "mainstay workflow \(program)").utf8)) }
        do {
            try Data(WorkflowDiagram(document).svg.utf8).write(to: URL(fileURLWithPath: svg), options: .atomic)
        } catch {
            throw CommandProblem("The file \(svg) cannot be written. Check the folder, the permissions and the free space.")
        }
        say("\(svg): \(document.title), \(document.states.count) states and \(document.lines.count) steps.")
    }
}

/// `mainstay provisions support`, `mainstay provisions resiliency`: each provision, where it is enforced, which test proves it.
struct PrintProvisions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provisions", abstract: "Print the provisions of a program's directive, where each is enforced and which test proves it.",
        discussion: "The text is docs/provisions/support.md or resiliency.md as it was when this program was built.")
    @Argument(help: "The program: support, resiliency.") var program: String

    func run() throws {
        do {
            FileHandle.standardOutput.write(Data(try Provision.coverage(program: program).utf8))
        } catch Provision.Problem.noSuchProgram {
            throw ValidationError("There is no table of provisions of a program \"\(program)\"; there are: support, resiliency.")
        } catch {
            throw CommandProblem("\(error)")
        }
    }
}
