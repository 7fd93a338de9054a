import GRDB

/// A designation stands on one holding of the principal's, and keeps what the directive asks of the designee.
enum Designations2026_11 {
    static func apply(in db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE holding ADD COLUMN principalHolding INTEGER REFERENCES holding(id);
                ALTER TABLE holding ADD COLUMN condition TEXT;
                CREATE INDEX holdingPrincipal ON holding(principalHolding);
                CREATE INDEX holdingRole ON holding(role, account);
                """)
    }
}
