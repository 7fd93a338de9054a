import GRDB
import Vault

/// A column that holds sealed bytes: which key opens it, and where it says it stands. Every column of bytes in the
/// database is here or in `plain`; a test compares both with the tables.
struct SealedField: Sendable, Hashable {
    enum Key: Sendable, Hashable {
        /// A subject's, whose number stands in this column.
        case subject(String)
        case house(HouseKey.Purpose)
    }

    var table: String
    /// The column with the number under which the row was sealed.
    var row: String
    var column: String
    var key: Key

    init(_ table: String, _ column: String, row: String = "id", _ key: Key) {
        self.table = table
        self.column = column
        self.row = row
        self.key = key
    }

    static let all =
        [
            SealedField("sealedFile", "name", row: "key", .subject("key")),
            SealedField("retentionSchedule", "note", .house(.custody)),
            SealedField("disposalAuthority", "note", .house(.custody)),
            SealedField("hold", "content", .house(.custody)),
            SealedField("hold", "lifting", .house(.custody)),
            SealedField("account", "secondFactor", .house(.accounts)),
            SealedField("account", "email", .house(.accounts)),
            SealedField("session", "pendingFactor", .house(.accounts)),
        ]
        + of(WorkItemTable.self, "categories", "leading", "snapshot", "closingReason") + of(ScoreTable.self, "figures")
        + of(HeldBackTable.self, "words") + of(WorkItemNoteTable.self, "text") + of(WorkItemPaperTable.self, "card", "content")
        + SupportEventTable.columns.map { SealedField(SupportEventTable.name, $0, .subject("key")) }
        + PostingReviewEventTable.columns.map { SealedField(PostingReviewEventTable.name, $0, .subject("key")) }
        + IncidentEventTable.columns.map { SealedField(IncidentEventTable.name, $0, .subject("key")) }
        + ResiliencyPlanEventTable.columns.map { SealedField(ResiliencyPlanEventTable.name, $0, .subject("key")) }
        + ThirdIncidentEventTable.columns.map { SealedField(ThirdIncidentEventTable.name, $0, .subject("key")) }
        + ReferralEventTable.columns.map { SealedField(ReferralEventTable.name, $0, .subject("key")) }

    /// The columns of a table that is sealed under the keys of its rows' files.
    private static func of(_ table: any SealedTable.Type, _ columns: String...) -> [SealedField] {
        columns.map { SealedField(table.name, $0, .subject("key")) }
    }

    /// Columns of bytes that are no secret, or digests that open nothing.
    static let plain: Set<String> = [
        "account.salt", "account.hash", "session.token", "calendarFeed.token", "run.models", "trail.hash", "destructionCertificate.digest",
        // Keyed digests of codes that are long and made by chance.
        "recoveryCode.hash",
        // What proves a line, and what is handed on with a head so that others can prove it.
        "trail.code", "trailHead.digest", "trailHead.publicKey", "trailHead.signature",
        // Keyed digests, by which a form sent twice is told.
        "workItemNote.once", "workItemPaper.once", "supportEvent.once", "postingReviewEvent.once", "incidentEvent.once", "resiliencyPlanEvent.once", "thirdIncidentEvent.once", "referralEvent.once",
    ]
}
