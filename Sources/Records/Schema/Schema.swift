import GRDB

/// The history of the database's shape, oldest first.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("2026-11 first tables") { db in
            try db.execute(sql: Tables2026_11.work)
            try db.execute(sql: Tables2026_11.kinds)
        }
        return migrator
    }
}
