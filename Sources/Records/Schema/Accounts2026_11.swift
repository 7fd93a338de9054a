/// People who sign in: second factors, recovery codes, sessions that can be told apart.
enum Accounts2026_11 {
    static let tables = """
        -- `mustChange`: somebody else chose the passphrase, so its owner chooses another before anything opens.
        ALTER TABLE account ADD COLUMN mustChange INTEGER NOT NULL DEFAULT 0;
        -- The secret of the second factor, sealed; null for an account without one.
        ALTER TABLE account ADD COLUMN secondFactor BLOB;
        -- The last step of thirty seconds whose code was taken: it and those before it count no more.
        ALTER TABLE account ADD COLUMN secondFactorStep INTEGER;

        -- Keyed hashes of the codes that take the place of a lost device; one is deleted when it is used.
        CREATE TABLE recoveryCode (
            account INTEGER NOT NULL REFERENCES account(id),
            hash BLOB NOT NULL,
            PRIMARY KEY (account, hash)
        ) STRICT, WITHOUT ROWID;

        -- Everybody signs in once more: sessions of before tell neither device nor address.
        DROP TABLE session;
        CREATE TABLE session (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            token BLOB NOT NULL UNIQUE,
            account INTEGER NOT NULL REFERENCES account(id),
            csrf TEXT NOT NULL,
            createdAt REAL NOT NULL,
            seenAt REAL NOT NULL,
            device TEXT NOT NULL,
            address TEXT NOT NULL,
            -- The sealed secret of a second factor that is being set up in this session.
            pendingFactor BLOB
        ) STRICT;
        CREATE INDEX sessionAccount ON session(account);
        """
}
