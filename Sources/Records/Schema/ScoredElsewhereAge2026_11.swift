/// How old the department's records were when a file of scored members was handed in (`D20-04:IV.C.NOTE#2`).
enum ScoredElsewhereAge2026_11 {
    static let columns = """
        -- The day through which the records were complete; not known of files of before.
        ALTER TABLE itemImport ADD COLUMN dataDay INTEGER;
        CREATE INDEX itemImportFile ON itemImport(sha256);
        """
}
