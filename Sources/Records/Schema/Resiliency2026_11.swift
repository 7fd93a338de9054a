import Casework
import Directives
import GRDB
import Resiliency

/// The Resiliency Support System's records: a row for each incident, plan, duty of a third incident and referral, with the
/// events of each sealed under the employee's key of this program, and what outlives them: counts that name nobody.
enum Resiliency2026_11 {
    static func apply(in db: Database) throws {
        for table in [IncidentTable.name, ResiliencyPlanTable.name, ThirdIncidentTable.name, ReferralTable.name] { try db.execute(sql: record(table)) }
        for sql in [IncidentEventTable.sql, ResiliencyPlanEventTable.sql, ThirdIncidentEventTable.sql, ReferralEventTable.sql] { try db.execute(sql: sql) }
        try db.execute(sql: lists)
        for resource in Resource.seeds {
            try db.execute(
                sql: "INSERT INTO resiliencyResource(key, title, source, vetted, outside, cites, active) VALUES (?, ?, ?, ?, ?, ?, 1)",
                arguments: [resource.key, resource.title, resource.source, resource.isVetted, resource.isOutside, resource.cites.rawValue])
        }
    }

    private static func record(_ table: String) -> String {
        """
        CREATE TABLE \(table) (
            id INTEGER PRIMARY KEY,
            key INTEGER NOT NULL,
            -- Made by chance: a number in a row would tell how many there are.
            reference TEXT NOT NULL UNIQUE,
            member INTEGER NOT NULL,
            firstUnit TEXT NOT NULL,
            unit TEXT NOT NULL,
            openedAt REAL NOT NULL,
            state TEXT NOT NULL,
            marks INTEGER NOT NULL,
            closedAt REAL,
            -- Of an incident: the day it took place, and whether it counts toward three within 12 months.
            occurredOn INTEGER,
            counts INTEGER NOT NULL DEFAULT 0,
            -- Of a plan: the day it was last initiated, reviewed or extended.
            answeredOn INTEGER
        ) STRICT;
        CREATE INDEX \(table)Member ON \(table)(member);
        CREATE INDEX \(table)Unit ON \(table)(unit, closedAt);
        """
    }

    private static let lists = """
        -- What happened, counted when it happened, without a name: destroyed records still count (SRV-017:IV.J.2).
        CREATE TABLE resiliencyTally (
            year INTEGER NOT NULL,
            measure TEXT NOT NULL,
            key TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (year, measure, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE resiliencyTallyCorrection (
            id INTEGER PRIMARY KEY,
            year INTEGER NOT NULL,
            measure TEXT NOT NULL,
            key TEXT NOT NULL,
            difference INTEGER NOT NULL,
            reason TEXT NOT NULL,
            at REAL NOT NULL,
            account TEXT NOT NULL
        ) STRICT;
        -- The yearly evaluation; once filed it never changes.
        CREATE TABLE resiliencyEvaluation (
            year INTEGER PRIMARY KEY,
            state TEXT NOT NULL,
            sections TEXT NOT NULL,
            figures TEXT,
            filedAt REAL,
            filedBy TEXT
        ) STRICT;
        CREATE TRIGGER resiliencyEvaluationStays BEFORE UPDATE ON resiliencyEvaluation WHEN OLD.state = 'filed'
            BEGIN SELECT RAISE(ABORT, 'a filed evaluation is never changed'); END;
        CREATE TRIGGER resiliencyEvaluationIsKept BEFORE DELETE ON resiliencyEvaluation WHEN OLD.state = 'filed'
            BEGIN SELECT RAISE(ABORT, 'a filed evaluation is never deleted'); END;
        -- Criteria that the section added to the directive's open list (SRV-017:IV.A#3), and the resources of plans.
        CREATE TABLE resiliencyCriterion (
            key TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            active INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE resiliencyResource (
            key TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            source TEXT NOT NULL,
            vetted INTEGER NOT NULL,
            outside INTEGER NOT NULL,
            cites TEXT NOT NULL,
            active INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
