import Directives
import Foundation

/// A run or an import under way. Without the script the page loads itself again every two seconds; with it only the
/// part marked `data-poll` is replaced.
package struct JobPage: Screen {
    package var frame: Frame
    package var id: String
    /// "Run of January 2018"
    package var title: String
    package var area: Area
    package var started: Date
    package var stages: [Stage]
    /// The share done of the whole, 0 to 1; nil while it cannot be told.
    package var share: Double?
    /// What is going on now: "Reading complaints.csv.gz: 120,000 rows".
    package var words: String
    package var state: State

    package enum Area: Sendable { case runs, imports }

    package struct Stage: Sendable {
        package enum State: String, Sendable { case done, under, waiting }
        package var title: String
        package var state: State
        package var seconds: Double?
        package init(title: String, state: State, seconds: Double? = nil) {
            self.title = title
            self.state = state
            self.seconds = seconds
        }
    }

    package enum State: Sendable {
        case running
        /// Done; here is the result.
        case finished(Link, words: String)
        case failed(reason: String)
    }

    package init(
        frame: Frame, id: String, title: String, area: Area, started: Date, stages: [Stage], share: Double?, words: String, state: State
    ) {
        self.frame = frame
        self.id = id
        self.title = title
        self.area = area
        self.started = started
        self.stages = stages
        self.share = share
        self.words = words
        self.state = state
    }

    package var body: Node {
        Layout(title, frame, section: area == .runs ? .runs : .imports, head: refresh) {
            h1 { title }
            progressPart
        }.body
    }

    private var isRunning: Bool { if case .running = state { true } else { false } }

    private var refresh: Node {
        guard isRunning else { return .nothing }
        return noscript { meta(.httpEquiv("refresh"), .content("2")) }
    }

    private var progressPart: Node {
        var attributes: [Attribute] = [.id("job"), .class("job")]
        switch state {
        case .running: attributes.append(.poll(Paths.job(id)))
        case .finished(let link, _): attributes.append(.next(link))
        case .failed: break
        }
        return .element(Element("div", attributes, [outcome, bar, stageList]))
    }

    private var outcome: Node {
        switch state {
        case .running:
            p(.class("lede"), .role("status")) { words }
        case .finished(let link, let words):
            .group([
                p(.class("lede"), .role("status")) { words },
                p { a(.class("button"), .href(link)) { "Show the result" } },
            ])
        case .failed(let reason):
            div(.class("errors"), .role("alert")) {
                h2 { "It stopped" }
                p { reason }
                p {
                    area == .runs
                        ? "Nothing of it was kept; the records are as they were before."
                        : "Files that were read to their end are kept; of the others nothing is."
                }
            }
        }
    }

    private var bar: Node {
        guard isRunning else { return .nothing }
        return div(.class("progress")) {
            label(.for("progress")) { share.map { "\(Figures.percent($0)) done" } ?? "Working" }
            if let share {
                progress(.id("progress"), .max("100"), .value(Coordinate.text(share * 100))) { Figures.percent(share) }
            } else {
                progress(.id("progress")) { "working" }
            }
            p(.class("small")) {
                "Started \(frame.wording.ago(started)). You can leave this page; the work goes on."
            }
        }
    }

    private var stageList: Node {
        ol(.class("stages")) {
            for stage in stages {
                li(.class(stage.state.rawValue)) {
                    span { stage.title }
                    span(.class("small")) {
                        switch stage.state {
                        case .done: stage.seconds.map { "done in \(Figures.duration($0))" } ?? "done"
                        case .under: "under way"
                        case .waiting: "waiting"
                        }
                    }
                }
            }
        }
    }
}
