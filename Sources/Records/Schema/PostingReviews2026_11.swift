/// The commander's reviews of members who are new to a command (`D20-04:VI.D.3`), with the events of each sealed under the
/// member's key.
enum PostingReviews2026_11 {
    static let tables = """
        CREATE TABLE postingReview (
            id INTEGER PRIMARY KEY,
            key INTEGER NOT NULL,
            -- Made by chance: a number in a row would tell how many there are.
            reference TEXT NOT NULL UNIQUE,
            member INTEGER NOT NULL,
            firstUnit TEXT NOT NULL,
            unit TEXT NOT NULL,
            -- The beginning of the day on which the member came, whenever it was entered.
            openedAt REAL NOT NULL,
            state TEXT NOT NULL,
            marks INTEGER NOT NULL,
            closedAt REAL
        ) STRICT;
        CREATE INDEX postingReviewMember ON postingReview(member);
        CREATE INDEX postingReviewUnit ON postingReview(unit, closedAt);

        """ + PostingReviewEventTable.sql
}
