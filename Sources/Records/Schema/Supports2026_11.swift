import GRDB

/// The supports document in editions (`D20-04:IV.A.2`): what is published never changes, because Action Plans refer to it.
enum Supports2026_11 {
    static func apply(in db: Database) throws { try db.execute(sql: tables) }

    private static let tables = """
        CREATE TABLE supportsEdition (
            number INTEGER PRIMARY KEY CHECK (number > 0),
            publishedAt REAL NOT NULL,
            -- The department's day: quarters are counted in days.
            publishedOn INTEGER NOT NULL,
            publishedBy TEXT NOT NULL,
            publishedByName TEXT NOT NULL,
            changes TEXT NOT NULL,
            selfAssessment TEXT NOT NULL,
            -- The draft it was made of: the same form sent twice publishes once.
            draftVersion INTEGER NOT NULL UNIQUE
        ) STRICT;

        -- Written before their edition, which closes them: the check of the reference waits for the end of the transaction.
        CREATE TABLE support (
            edition INTEGER NOT NULL REFERENCES supportsEdition(number) DEFERRABLE INITIALLY DEFERRED,
            place INTEGER NOT NULL,
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            kind TEXT NOT NULL,
            description TEXT NOT NULL,
            contact TEXT NOT NULL,
            eligibility TEXT NOT NULL,
            isConfidential INTEGER NOT NULL CHECK (isConfidential IN (0, 1)),
            confidentiality TEXT NOT NULL,
            PRIMARY KEY (edition, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE supportRecommendation (
            edition INTEGER NOT NULL,
            support TEXT NOT NULL,
            stressor TEXT NOT NULL,
            basis TEXT NOT NULL,
            onDay INTEGER NOT NULL,
            PRIMARY KEY (edition, support, stressor),
            FOREIGN KEY (edition, support) REFERENCES support(edition, key)
        ) STRICT, WITHOUT ROWID;

        -- The quarter's review that changed nothing (IV.A.2.NOTE); one is enough for a quarter.
        CREATE TABLE supportsReview (
            quarter TEXT PRIMARY KEY,
            edition INTEGER NOT NULL REFERENCES supportsEdition(number),
            reviewedAt REAL NOT NULL,
            reviewedOn INTEGER NOT NULL,
            reviewedBy TEXT NOT NULL,
            reviewedByName TEXT NOT NULL,
            note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX supportsReviewEdition ON supportsReview(edition);

        -- The draft of the next edition, one row as JSON. Its version outlives the draft.
        CREATE TABLE supportsDraft (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            version INTEGER NOT NULL,
            content TEXT NOT NULL
        ) STRICT;

        CREATE TRIGGER supportsEditionKeepsWords BEFORE UPDATE ON supportsEdition
            BEGIN SELECT RAISE(ABORT, 'a published edition is never changed'); END;
        CREATE TRIGGER supportsEditionStays BEFORE DELETE ON supportsEdition
            BEGIN SELECT RAISE(ABORT, 'a published edition is never deleted'); END;
        CREATE TRIGGER supportIsComplete BEFORE INSERT ON support
            WHEN EXISTS (SELECT 1 FROM supportsEdition WHERE number = NEW.edition)
            BEGIN SELECT RAISE(ABORT, 'nothing is added to a published edition'); END;
        CREATE TRIGGER supportKeepsWords BEFORE UPDATE ON support
            BEGIN SELECT RAISE(ABORT, 'a published edition is never changed'); END;
        CREATE TRIGGER supportStays BEFORE DELETE ON support
            BEGIN SELECT RAISE(ABORT, 'a published edition is never changed'); END;
        CREATE TRIGGER supportRecommendationIsComplete BEFORE INSERT ON supportRecommendation
            WHEN EXISTS (SELECT 1 FROM supportsEdition WHERE number = NEW.edition)
            BEGIN SELECT RAISE(ABORT, 'nothing is added to a published edition'); END;
        CREATE TRIGGER supportRecommendationKeepsWords BEFORE UPDATE ON supportRecommendation
            BEGIN SELECT RAISE(ABORT, 'a published edition is never changed'); END;
        CREATE TRIGGER supportRecommendationStays BEFORE DELETE ON supportRecommendation
            BEGIN SELECT RAISE(ABORT, 'a published edition is never changed'); END;
        CREATE TRIGGER supportsReviewKeepsWords BEFORE UPDATE ON supportsReview
            BEGIN SELECT RAISE(ABORT, 'a recorded review is never changed'); END;
        CREATE TRIGGER supportsReviewStays BEFORE DELETE ON supportsReview
            BEGIN SELECT RAISE(ABORT, 'a recorded review is never deleted'); END;
        """
}
