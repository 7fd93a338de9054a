import GRDB

/// The clocks of records as rows, and what is said of them by itself.
enum Deadlines2026_11 {
    static func apply(in db: Database) throws { try db.execute(sql: tables) }

    private static let tables = """
        -- Every clock of every record, running and stopped, for lists and figures; worked out anew at each step. What tells
        -- apart two clocks of one deadline stays in the log: it can be what a plan recommends.
        CREATE TABLE caseClock (
            kind TEXT NOT NULL,
            record INTEGER NOT NULL,
            subject INTEGER NOT NULL,
            unit TEXT NOT NULL,
            rule TEXT NOT NULL,
            turn INTEGER NOT NULL,
            start REAL NOT NULL,
            due REAL NOT NULL,
            stopped REAL,
            explained INTEGER NOT NULL,
            PRIMARY KEY (kind, record, rule, turn, start)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX caseClockUnit ON caseClock(unit, rule, due);

        -- What is to be said of a clock or of a delay, when, and when it was said: once each, whatever happens in between.
        CREATE TABLE caseWarning (
            kind TEXT NOT NULL,
            record INTEGER NOT NULL,
            reference TEXT NOT NULL,
            rule TEXT NOT NULL,
            turn INTEGER NOT NULL,
            start REAL NOT NULL,
            what TEXT NOT NULL,
            at REAL NOT NULL,
            due REAL NOT NULL,
            said REAL,
            PRIMARY KEY (kind, record, rule, turn, start, what)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX caseWarningNext ON caseWarning(at) WHERE said IS NULL;

        -- The clock that a step without a figure of its own leads up to, and when that clock began.
        ALTER TABLE caseTask ADD COLUMN toward TEXT;
        ALTER TABLE caseTask ADD COLUMN began REAL;
        """
}
