import GRDB

/// The signed heads of the trail.
enum TrailHead2026_11 {
    static func apply(in db: Database) throws { try db.execute(sql: TrailHead.tables) }
}
