/// One program, several lives: posts and things to do are told apart by the kind of record, not by the program alone.
enum Lives2026_11 {
    static let tables = """
        CREATE TABLE casePostOfKind (
            kind TEXT NOT NULL,
            record INTEGER NOT NULL,
            post TEXT NOT NULL,
            account TEXT NOT NULL,
            PRIMARY KEY (kind, record, post)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO casePostOfKind(kind, record, post, account) SELECT 'workItem', record, post, account FROM casePost;
        DROP TABLE casePost;
        ALTER TABLE casePostOfKind RENAME TO casePost;
        CREATE INDEX casePostAccount ON casePost(account, post, kind, record);

        ALTER TABLE caseTask ADD COLUMN kind TEXT NOT NULL DEFAULT 'workItem';
        DROP INDEX caseTaskRecord;
        CREATE INDEX caseTaskRecord ON caseTask(kind, record);
        """
}
