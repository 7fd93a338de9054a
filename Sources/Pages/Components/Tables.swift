/// A column of a table: its header, and whether it holds figures.
struct Column {
    enum Kind { case words, figures }
    var title: String
    var kind: Kind
    /// The words before a value where the table becomes labelled rows on a narrow screen.
    var short: String
    var sort: ColumnSort?

    init(_ title: String, _ kind: Kind = .words, short: String? = nil, sort: ColumnSort? = nil) {
        self.title = title
        self.kind = kind
        self.short = short ?? title
        self.sort = sort
    }
}

/// How a column's header sorts the list.
struct ColumnSort {
    enum State { case none, ascending, descending }
    var state: State
    /// The list in the order the header asks for next.
    var link: Link
}

/// One cell's content.
struct Cell {
    var content: Node
    init(_ text: String) { content = .text(text) }
    init(_ node: Node) { content = node }
    init(_ component: some Component) { content = component.body }
}

/// A table with a caption and headers of columns and rows. On a narrow screen each row becomes a list of labelled values.
struct DataTable: Component {
    var caption: String
    /// The caption is read aloud but not shown where the heading above says the same.
    var captionShown = true
    var columns: [Column]
    var rows: [[Cell]]
    /// Tight rows, for reference rather than for work.
    var dense = false
    /// Rows reached with j and k.
    var browsable = false
    /// Numbers of rows to be set off.
    var marked: Set<Int> = []

    var body: Node {
        table(.class(dense ? "data dense" : "data")) {
            Node.element(Element("caption", captionShown ? [] : [.class("unseen")], [.text(caption)]))
            thead { tr { for column in columns { head(column) } } }
            tbody { for (index, row) in rows.enumerated() { line(row, index) } }
        }
    }

    private func head(_ column: Column) -> Node {
        var attributes: [Attribute] = [.scope("col")]
        if column.kind == .figures { attributes.append(.class("figures")) }
        guard let sort = column.sort else { return .element(Element("th", attributes, [.text(column.title)])) }
        switch sort.state {
        case .none: break
        case .ascending: attributes.append(.aria("sort", "ascending"))
        case .descending: attributes.append(.aria("sort", "descending"))
        }
        let mark = sort.state == .ascending ? "\u{A0}↑" : sort.state == .descending ? "\u{A0}↓" : ""
        return .element(
            Element(
                "th", attributes,
                [
                    a(.class("sort"), .href(sort.link)) {
                        column.title
                        if !mark.isEmpty { span(.aria("hidden", "true")) { mark } }
                    }
                ]))
    }

    private func line(_ cells: [Cell], _ index: Int) -> Node {
        var attributes: [Attribute] = []
        if marked.contains(index) { attributes.append(.class("marked")) }
        if browsable { attributes.append(.data("row", "")) }
        var children: [Node] = []
        children.reserveCapacity(cells.count)
        for (column, cell) in zip(columns, cells) {
            let kind: [Attribute] = column.kind == .figures ? [.class("figures")] : []
            if children.isEmpty {
                children.append(.element(Element("th", kind + [.scope("row")], [cell.content])))
            } else {
                children.append(.element(Element("td", kind + [.data("label", column.short)], [cell.content])))
            }
        }
        return .element(Element("tr", attributes, children))
    }
}

/// A wide table that may be moved sideways, reachable by keyboard.
struct Scrolling: Component {
    var label: String
    var content: Node

    init(_ label: String, _ content: some Component) {
        self.label = label
        self.content = content.body
    }

    var body: Node {
        div(.class("scrolling"), .role("region"), .aria("label", label), .tabindex(0)) { content }
    }
}

/// Names and values, one under the other.
struct SummaryList: Component {
    var rows: [(name: String, value: Node)]
    var body: Node {
        dl(.class("summary")) {
            for row in rows {
                div {
                    dt { row.name }
                    dd { row.value }
                }
            }
        }
    }
}

/// Pages of a long list.
struct Pager: Component {
    var label: String
    var page: Int
    var pages: Int
    var total: Int
    /// The words for what is listed: "Work Items".
    var many: String
    var link: (Int) -> Link

    init(_ label: String, page: Int, pages: Int, total: Int, many: String, link: @escaping (Int) -> Link) {
        self.label = label
        self.page = page
        self.pages = pages
        self.total = total
        self.many = many
        self.link = link
    }

    var body: Node {
        guard pages > 1 else { return .nothing }
        return nav(.class("pager"), .aria("label", label)) {
            if page > 1 { a(.rel("prev"), .href(link(page - 1))) { "← Previous" } }
            span { "Page \(Figures.count(page)) of \(Figures.count(pages)), \(Figures.count(total)) \(many)" }
            if page < pages { a(.rel("next"), .href(link(page + 1))) { "Next →" } }
        }
    }
}
