/// Items of members whom a model outside of Mainstay scored. An item comes from a run or from such an import; the column of
/// the run, which had to have a value, becomes one that may be empty, without a new table of items.
enum ScoredElsewhere2026_11 {
    static let tables = """
        -- A file of scored members that was handed in: taken whole, or refused whole. Nothing of anybody; the file itself is
        -- not kept.
        CREATE TABLE itemImport (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            asOf INTEGER NOT NULL,
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            at REAL NOT NULL,
            account TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('finished', 'refused')),
            rowsRead INTEGER NOT NULL,
            members INTEGER NOT NULL,
            items INTEGER NOT NULL,
            elsewhere INTEGER NOT NULL,
            withoutUnit INTEGER NOT NULL,
            problems INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX itemImportOnce ON itemImport(source, asOf, sha256) WHERE state = 'finished';

        ALTER TABLE workItem ADD COLUMN ofRun INTEGER REFERENCES run(id);
        UPDATE workItem SET ofRun = run;
        DROP INDEX workItemRun;
        ALTER TABLE workItem DROP COLUMN run;
        ALTER TABLE workItem RENAME COLUMN ofRun TO run;
        CREATE INDEX workItemRun ON workItem(run);
        ALTER TABLE workItem ADD COLUMN itemImport INTEGER REFERENCES itemImport(id) CHECK ((run IS NULL) <> (itemImport IS NULL));
        CREATE INDEX workItemImport ON workItem(itemImport) WHERE itemImport IS NOT NULL;
        """
}
