import GRDB

/// The history of the database's shape, oldest first. A migration is never edited after release.
enum Schema {
    static func migrator(_ keys: KeyStore) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("2026-11 first tables") { db in
            try db.execute(sql: Tables2026_11.work)
            try db.execute(sql: Tables2026_11.kinds)
        }
        migrator.registerMigration("2026-11 need to know") { db in try NeedToKnow2026_11.apply(keys, in: db) }
        // Before whatever makes keys.
        migrator.registerMigration("2026-11 keeping") { db in try Keeping2026_11.apply(keys, in: db) }
        migrator.registerMigration("2026-11 retention") { db in try Retention2026_11.apply(in: db) }
        migrator.registerMigration("2026-11 sealed text") { db in try SealedText2026_11.apply(keys, in: db) }
        migrator.registerMigration("2026-11 accounts") { db in try db.execute(sql: Accounts2026_11.tables) }
        migrator.registerMigration("2026-11 designations") { db in try Designations2026_11.apply(in: db) }
        migrator.registerMigration("2026-11 signed heads of the trail") { db in try TrailHead2026_11.apply(in: db) }
        migrator.registerMigration("2026-11 the life of records") { db in try Cases2026_11.apply(keys, in: db) }
        migrator.registerMigration("2026-11 supports") { db in try Supports2026_11.apply(in: db) }
        migrator.registerMigration("2026-11 notices") { db in try Notices2026_11.apply(in: db) }
        migrator.registerMigration("2026-11 several lives in one program") { db in try db.execute(sql: Lives2026_11.tables) }
        migrator.registerMigration("2026-11 resiliency") { db in try Resiliency2026_11.apply(in: db) }
        migrator.registerMigration("2026-11 sight of items") { db in try db.execute(sql: Sight2026_11.indexes) }
        migrator.registerMigration("2026-11 deadlines as rows") { db in try Deadlines2026_11.apply(in: db) }
        migrator.registerMigration("2026-11 members new to a command") { db in try db.execute(sql: PostingReviews2026_11.tables) }
        migrator.registerMigration("2026-11 counts of changes") { db in try Changes2026_11.apply(in: db) }
        migrator.registerMigration("2026-11 who is not asked") { db in try db.execute(sql: NotAsked2026_11.tables) }
        migrator.registerMigration("2026-11 items scored elsewhere") { db in try db.execute(sql: ScoredElsewhere2026_11.tables) }
        migrator.registerMigration("2026-11 age of records behind items scored elsewhere") { db in try db.execute(sql: ScoredElsewhereAge2026_11.columns) }
        return migrator
    }
}
