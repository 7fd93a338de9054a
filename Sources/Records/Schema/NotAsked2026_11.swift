/// A thing to do that a role is asked for is not asked of whoever would be refused.
enum NotAsked2026_11 {
    static let tables = """
        -- The accounts that hold the role and are not asked, each between line ends; empty where everybody is.
        ALTER TABLE caseTask ADD COLUMN notBy TEXT NOT NULL DEFAULT '';
        """
}
