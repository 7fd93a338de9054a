import Casework
import Directives
import Foundation

/// The signed heads of the trail, to be handed to the union and the monitor (`D20-04:VII.D`).
package struct TrailHeadsPage: Screen {
    package var frame: Frame
    package var heads: [Head]
    /// The months that can be signed now: value and words.
    package var months: [Choice]
    /// In base64, and its fingerprint.
    package var publicKey: String
    package var fingerprint: String
    package var problem: FormProblem?

    package struct Head: Sendable {
        package var month: String
        package var name: String
        package var lines: Int64
        package var digest: String
        package var signed: Date
        package init(month: String, name: String, lines: Int64, digest: String, signed: Date) {
            self.month = month
            self.name = name
            self.lines = lines
            self.digest = digest
            self.signed = signed
        }
    }

    package init(
        frame: Frame, heads: [Head], months: [Choice], publicKey: String, fingerprint: String, problem: FormProblem? = nil
    ) {
        self.frame = frame
        self.heads = heads
        self.months = months
        self.publicKey = publicKey
        self.fingerprint = fingerprint
        self.problem = problem
    }

    package var body: Node {
        Layout(problem == nil ? "Signed heads of the trail" : "Error: Signed heads of the trail", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(Paths.trail)) { "← Trail" } }
            h1 { "Signed heads" }
            ErrorSummary(problems: problem.map { [$0] } ?? [])
            p(.class("lede")) {
                "A head says how many lines the trail had at the end of a month and the digest of the last, signed by the department. Whoever holds one can have it proved later that nothing before it was changed. It names nobody. "
                CitationLink("D20-04:VII.D", in: .sentence)
            }
            if heads.isEmpty {
                p(.class("empty")) { "No head has been signed yet. The first is signed by itself when the first month with lines is over." }
            } else {
                list
            }
            sign
            key
        }.body
    }

    private var list: Node {
        DataTable(
            caption: "Signed heads, the newest first", captionShown: false,
            columns: [Column("Month"), Column("Lines", .figures), Column("Digest of the last line"), Column("Signed"), Column("File")],
            rows: heads.map { head in
                [
                    Cell(head.name), Cell(Figures.count(Int(head.lines))), Cell(Digest(head.digest)), Cell(frame.wording.moment(head.signed)),
                    Cell(
                        a(.href(Paths.trailHead(head.month, lines: head.lines)), .download) {
                            "Download"
                            span(.class("unseen")) { " the head of \(head.name), \(head.lines) lines" }
                        }),
                ]
            }, browsable: true
        ).body
    }

    private var sign: Node {
        guard frame.permitted.contains(.signTrailHead), !months.isEmpty else { return .nothing }
        return section(.aria("labelledby", "sign")) {
            h2(.id("sign")) { "Sign a head now" }
            p { "Months that are over are signed by themselves. A head of the present month covers what has been written so far." }
            form(.post, .action(Paths.trailHeads)) {
                CSRF(frame)
                Choices(id: "month", title: "Month", choices: months)
                button(.type("submit")) { "Sign" }
            }
        }
    }

    private var key: Node {
        section(.aria("labelledby", "key")) {
            h2(.id("key")) { "The public key" }
            p { "Hand it over once, apart from the heads, so that a head can be checked without trusting the file itself. It stays the same when the department key is changed." }
            SummaryList(rows: [("Ed25519, base64", Digest(publicKey).body), ("Fingerprint", Digest(fingerprint).body)])
            p(.class("small")) { "A head is checked with `mainstay trail check-head FILE`, or with openssl as docs/trail.md says; against this trail with `mainstay trail verify --head FILE`." }
        }
    }
}
