import Directives
import Foundation

/// An address inside Mainstay. Only this file makes one, so every link on a page is one of the routes below.
package struct Link: Hashable, Sendable {
    package let target: String

    fileprivate init(_ target: String) { self.target = target }

    /// The same page with the query replaced; empty values are left out.
    package func with(_ query: [(name: String, value: String)]) -> Link {
        let path = target.prefix { $0 != "?" && $0 != "#" }
        let pairs = query.filter { !$0.value.isEmpty }.map { "\(Link.encoded($0.name))=\(Link.encoded($0.value))" }
        return Link(pairs.isEmpty ? String(path) : path + "?" + pairs.joined(separator: "&"))
    }

    /// An address below this one.
    fileprivate func below(_ part: String) -> Link { Link(target + "/" + Link.encoded(part)) }

    /// What is told of the page as JSON, at an address below its own.
    package func asJSON(_ part: String) -> Link { Link("/api/v1" + target.prefix { $0 != "?" && $0 != "#" }).below(part) }

    /// A place on the page.
    package func at(_ id: String) -> Link { Link(target.prefix { $0 != "#" } + "#" + Link.encoded(id)) }

    fileprivate static func encoded(_ text: String) -> String {
        // Numbers, dates and references need nothing done to them.
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
                || byte == 0x5F || byte == 0x7E
        }
        if isPlain { return text }
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// RFC 3986, section 2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

/// Every address of Mainstay, once. The route templates stand beside the functions that fill them.
package enum Paths {
    package static let home = Link("/")
    package static let signIn = Link("/sign-in")
    package static let signOut = Link("/sign-out")
    package static let demoAccounts = Link("/demo")
    package static let demoClock = Link("/demo/clock")
    package static let myWork = Link("/work")
    package static let workItems = Link("/officer-support/work-items")
    /// The items of a command together.
    package static let command = Link("/officer-support/command")
    /// The supports document: the newest edition.
    package static let supports = Link("/officer-support/supports")
    package static let supportsDraft = Link("/officer-support/supports/draft")
    package static let draftSupports = Link("/officer-support/supports/draft/supports")
    package static let newSupport = Link("/officer-support/supports/draft/supports/new")
    package static let draftQuestions = Link("/officer-support/supports/draft/self-assessment")
    package static let supportsPublication = Link("/officer-support/supports/draft/publication")
    package static let supportsReviews = Link("/officer-support/supports/reviews")
    /// The Resiliency Support System: what the reader may see of it, and the section's register.
    package static let resiliency = Link("/resiliency")
    package static let resiliencyRegister = Link("/resiliency/register")
    package static let ownResiliency = Link("/resiliency/own")
    package static let newIncident = Link("/resiliency/incidents/new")
    package static let newResiliencyPlan = Link("/resiliency/plans/new")
    package static let newReferral = Link("/resiliency/referrals/new")
    package static let referralReceipt = Link("/resiliency/referrals/received")
    /// The yearly program evaluations, and the lists that the section keeps.
    package static let evaluations = Link("/resiliency/evaluations")
    package static let resiliencyLists = Link("/resiliency/lists")
    package static let ownCriteria = Link("/resiliency/lists/criteria")
    package static let outsideResources = Link("/resiliency/lists/resources")
    package static let runs = Link("/runs")
    package static let startRun = Link("/runs/new")
    /// Files of members whom a model outside of Mainstay scored.
    package static let itemImports = Link("/runs/elsewhere")
    package static let startItemImport = Link("/runs/elsewhere/new")
    package static let imports = Link("/imports")
    package static let startImport = Link("/imports/new")
    package static let help = Link("/help")
    /// One's own account: passphrase, second factor, sessions.
    package static let ownAccount = Link("/account")
    package static let ownPassphrase = Link("/account/passphrase")
    package static let ownSecondFactor = Link("/account/second-factor")
    package static let ownSecondFactorConfirmation = Link("/account/second-factor/confirmation")
    package static let ownEndedSessions = Link("/account/ended-sessions")
    package static let ownEmail = Link("/account/email")
    package static let ownCalendar = Link("/account/calendar")
    /// What was said to the reader, and the stream that tells how much of it is unread.
    package static let notices = Link("/notices")
    package static let noticesRead = Link("/notices/read")
    package static let noticeStream = Link("/notices/stream")
    /// The state of the letters.
    package static let deliveries = Link("/deliveries")
    package static func calendar(_ token: String) -> Link { Link("/calendar/" + Link.encoded(token) + ".ics") }
    package static let unlock = Link("/unlock")
    package static let office = Link("/office")
    package static let accounts = Link("/accounts")
    package static let newAccount = Link("/accounts/new")
    package static let grants = Link("/grants")
    package static let newGrant = Link("/grants/new")
    package static let designations = Link("/designations")
    package static let accessTable = Link("/access")
    package static let trail = Link("/trail")
    package static let trailFile = Link("/trail.csv")
    package static let trailHeads = Link("/trail/heads")
    package static let retention = Link("/retention")
    package static let destruction = Link("/destruction")
    package static let holds = Link("/holds")

    package static func signIn(returningTo path: String?) -> Link { signIn.with([("return-to", path ?? "")]) }
    package static func workItem(_ reference: String) -> Link { Link("/officer-support/work-items/" + Link.encoded(reference)) }
    /// The Officer Support Unit's notes on an item, and its papers.
    package static func workItemNotes(_ reference: String) -> Link { workItem(reference).below("notes") }
    package static func workItemPapers(_ reference: String) -> Link { workItem(reference).below("papers") }
    package static func workItemPaper(_ reference: String, _ number: Int) -> Link { workItemPapers(reference).below(String(number)) }
    package static func workItemClosing(_ reference: String) -> Link { workItem(reference).below("closing") }
    /// The commander's review of a member who is new to the command.
    package static func postingReview(_ reference: String) -> Link { Link("/officer-support/posting-reviews/" + Link.encoded(reference)) }
    package static func incident(_ reference: String) -> Link { Link("/resiliency/incidents/" + Link.encoded(reference)) }
    package static func resiliencyPlan(_ reference: String) -> Link { Link("/resiliency/plans/" + Link.encoded(reference)) }
    package static func mandatoryPlan(_ reference: String) -> Link { Link("/resiliency/mandatory-plans/" + Link.encoded(reference)) }
    package static func referral(_ reference: String) -> Link { Link("/resiliency/referrals/" + Link.encoded(reference)) }
    package static func evaluation(_ year: Int) -> Link { evaluations.below(String(year)) }
    package static func evaluationTable(_ year: Int) -> Link { evaluations.below("\(year).csv") }
    package static func evaluationWorkbook(_ year: Int) -> Link { evaluations.below("\(year).xlsx") }
    package static func evaluationCorrections(_ year: Int) -> Link { evaluation(year).below("corrections") }
    package static func ownCriterion(_ key: String) -> Link { ownCriteria.below(key) }
    package static func resource(_ key: String) -> Link { outsideResources.below(key) }
    /// A step on a record of the program as a form.
    package static func step(_ step: String, of record: Link) -> Link { record.below("steps").below(step) }
    /// A form that begins a record about somebody.
    package static func new(_ form: Link, about member: Int64) -> Link { form.with([("member", String(member))]) }
    package static func supportsEdition(_ number: Int) -> Link { supports.below("editions").below(String(number)) }
    package static func draftSupport(_ key: String) -> Link { draftSupports.below(key) }
    package static func draftSupportRemoval(_ key: String) -> Link { draftSupport(key).below("removal") }
    package static func draftRecommendations(_ key: String) -> Link { draftSupport(key).below("recommendations") }
    package static func draftRecommendationEnd(_ key: String) -> Link { draftSupport(key).below("recommendations").below("end") }
    /// A step on it as a form.
    package static func workItemStep(_ reference: String, _ step: String) -> Link { workItem(reference).below("steps").below(step) }
    /// The member's timeline and every figure behind it.
    package static func workItemFigures(_ reference: String) -> Link { workItem(reference).below("figures") }
    /// What the assigned supervisor takes along to the conversation.
    package static func guideSheet(_ reference: String) -> Link { workItem(reference).below("guide-sheet") }
    /// The items of which the reader was told in person.
    package static let ownItems = Link("/officer-support/own")
    package static func ownItem(_ reference: String) -> Link { ownItems.below(reference) }
    package static func ownStep(_ reference: String, _ step: String) -> Link { ownItem(reference).below("steps").below(step) }
    /// Who has opened it.
    package static func workItemAccess(_ reference: String) -> Link { workItem(reference).below("access") }
    package static func jacketAccess(_ member: Int64) -> Link { Link("/members/\(member)/access") }
    package static func trailLine(_ number: Int64) -> Link { Link("/trail/\(number)") }
    package static func trailHead(_ month: String, lines: Int64) -> Link { trailHeads.below("\(month)-\(lines)") }
    package static func run(_ id: String) -> Link { Link("/runs/" + Link.encoded(id)) }
    package static func runScores(_ id: String) -> Link { Link("/runs/" + Link.encoded(id) + "/scores.csv") }
    package static func `import`(_ id: String) -> Link { Link("/imports/" + Link.encoded(id)) }
    package static func quarantine(_ id: String) -> Link { Link("/imports/" + Link.encoded(id) + "/quarantine") }
    package static func account(_ name: String) -> Link { Link("/accounts/" + Link.encoded(name)) }
    /// A change to an account, each at its own address.
    package static func accountChange(_ name: String, _ change: AccountChange) -> Link {
        Link("/accounts/" + Link.encoded(name) + "/" + change.rawValue)
    }
    package enum AccountChange: String, CaseIterable, Sendable { case disabling, enabling, reset, member }
    package static func grant(_ id: Int64) -> Link { Link("/grants/\(id)") }
    package static func grantEnd(_ id: Int64) -> Link { Link("/grants/\(id)/end") }
    package static func designation(_ id: Int64) -> Link { Link("/designations/\(id)") }
    package static func designationEnd(_ id: Int64) -> Link { Link("/designations/\(id)/end") }
    package static func job(_ id: String) -> Link { Link("/jobs/" + Link.encoded(id)) }

    /// The forms of the retention table and where they are posted to.
    package static let schedules = Link("/retention/schedules")
    package static let authorities = Link("/retention/authorities")
    package static let destructionRules = Link("/retention/rules")
    package static func newSchedule(_ kind: String) -> Link { Link("/retention/schedules/new").with([("kind", kind)]) }
    package static func newAuthority(_ kind: String) -> Link { Link("/retention/authorities/new").with([("kind", kind)]) }
    package static func authorityEnd(_ id: Int64) -> Link { Link("/retention/authorities/\(id)/end") }
    package static let placeHold = Link("/holds/new")
    package static func hold(_ id: Int64) -> Link { Link("/holds/\(id)") }
    package static func holdLifting(_ id: Int64) -> Link { Link("/holds/\(id)/lifting") }
    /// What is held in one file, as JSON for counsel.
    package static func heldFile(_ hold: Int64, _ mark: String) -> Link { Link("/holds/\(hold)/files/" + Link.encoded(mark)) }
    package static let destructionProposals = Link("/destruction/proposals")
    package static func batch(_ id: Int64) -> Link { Link("/destruction/\(id)") }
    package static func paperList(_ id: Int64) -> Link { Link("/destruction/\(id)/papers") }
    package static func batchConfirmation(_ id: Int64) -> Link { Link("/destruction/\(id)/confirmation") }
    package static func batchSecond(_ id: Int64) -> Link { Link("/destruction/\(id)/second") }
    package static func batchReturn(_ id: Int64) -> Link { Link("/destruction/\(id)/return") }
    package static func certificateText(_ id: Int64) -> Link { Link("/destruction/\(id)/certificate.txt") }

    /// The jacket as the department knew it at the end of the day; without one, as it is known now.
    ///
    /// - Parameter item: The Work Item from which it is opened, which counts as its review (`D20-04:VI.B.1#2`).
    package static func jacket(_ member: Int64, asOf day: Day? = nil, kind: String? = nil, item: String? = nil) -> Link {
        Link("/members/\(member)/jacket").with([("as-of", day?.iso ?? ""), ("kind", kind ?? ""), ("item", item ?? "")])
    }

    /// The words of a provision on the help page.
    package static func provision(_ citation: Citation) -> Link { help.at(anchor(of: citation)) }

    /// A citation as the id of its entry on the help page.
    static func anchor(of citation: Citation) -> String {
        String(citation.rawValue.map { $0.isLetter || $0.isNumber ? $0 : "-" })
    }

    /// Where a person wanted to go before signing in, if it is a page of this server: a path that starts with one slash.
    package static func local(_ path: String) -> Link? {
        guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), path.allSatisfy({ $0.isASCII && $0 > " " }) else {
            return nil
        }
        return Link(path)
    }

    /// A place on the page itself.
    package static func here(_ id: String) -> Link { Link("#" + Link.encoded(id)) }

    /// A file of the program; its name holds a fingerprint of its content, so it may be kept for ever.
    static func asset(_ file: String) -> Link { Link("/assets/" + file) }

    /// The templates for a router, with the names of the parts that vary.
    package enum Template {
        package static let workItem = "/officer-support/work-items/{reference}"
        package static let workItemNotes = workItem + "/notes"
        package static let workItemPapers = workItem + "/papers"
        package static let workItemPaper = workItem + "/papers/{paper}"
        package static let workItemClosing = workItem + "/closing"
        package static let workItemStep = workItem + "/steps/{step}"
        package static let workItemFigures = workItem + "/figures"
        package static let guideSheet = workItem + "/guide-sheet"
        package static let ownItems = "/officer-support/own"
        package static let ownItem = "/officer-support/own/{reference}"
        package static let ownStep = ownItem + "/steps/{step}"
        package static let workItemAccess = "/officer-support/work-items/{reference}/access"
        package static let postingReview = "/officer-support/posting-reviews/{reference}"
        package static let postingReviewStep = postingReview + "/steps/{step}"
        package static let postingReviewHistory = postingReview + "/history"
        package static let incident = "/resiliency/incidents/{reference}"
        package static let incidentStep = incident + "/steps/{step}"
        package static let resiliencyPlan = "/resiliency/plans/{reference}"
        package static let resiliencyPlanStep = resiliencyPlan + "/steps/{step}"
        package static let mandatoryPlan = "/resiliency/mandatory-plans/{reference}"
        package static let mandatoryPlanStep = mandatoryPlan + "/steps/{step}"
        package static let referral = "/resiliency/referrals/{reference}"
        package static let referralStep = referral + "/steps/{step}"
        package static let evaluation = "/resiliency/evaluations/{year}"
        package static let evaluationTable = evaluation + ".csv"
        package static let evaluationWorkbook = evaluation + ".xlsx"
        package static let evaluationCorrections = evaluation + "/corrections"
        package static let ownCriterion = "/resiliency/lists/criteria/{criterion}"
        package static let resource = "/resiliency/lists/resources/{resource}"
        package static let supportsEdition = "/officer-support/supports/editions/{edition}"
        package static let draftSupport = "/officer-support/supports/draft/supports/{support}"
        package static let draftSupportRemoval = draftSupport + "/removal"
        package static let draftRecommendations = draftSupport + "/recommendations"
        package static let draftRecommendationEnd = draftSupport + "/recommendations/end"
        package static let jacket = "/members/{member}/jacket"
        package static let jacketAccess = "/members/{member}/access"
        package static let trailLine = "/trail/{line}"
        package static let trailHead = "/trail/heads/{head}"
        package static let prints = "/prints"
        package static let run = "/runs/{run}"
        package static let runScores = "/runs/{run}/scores.csv"
        package static let `import` = "/imports/{import}"
        package static let quarantine = "/imports/{import}/quarantine"
        package static let job = "/jobs/{job}"
        package static let authorityEnd = "/retention/authorities/{authority}/end"
        package static let hold = "/holds/{hold}"
        package static let holdLifting = "/holds/{hold}/lifting"
        package static let heldFile = "/holds/{hold}/files/{file}"
        package static let batch = "/destruction/{batch}"
        package static let paperList = "/destruction/{batch}/papers"
        package static let batchConfirmation = "/destruction/{batch}/confirmation"
        package static let batchSecond = "/destruction/{batch}/second"
        package static let batchReturn = "/destruction/{batch}/return"
        package static let certificateText = "/destruction/{batch}/certificate.txt"
        package static let asset = "/assets/{file}"
        package static let calendar = "/calendar/{file}"
        package static let account = "/accounts/{account}"
        package static let grant = "/grants/{grant}"
        package static let grantEnd = "/grants/{grant}/end"
        package static let designation = "/designations/{designation}"
        package static let designationEnd = "/designations/{designation}/end"
    }
}
