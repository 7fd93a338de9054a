/// What lists look at to find out which Work Items somebody may see, without opening the rows with their sealed text.
enum Sight2026_11 {
    static let indexes = "CREATE INDEX workItemSight ON workItem(unit, marks, member, reference)"
}
