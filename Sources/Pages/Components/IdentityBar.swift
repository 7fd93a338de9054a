/// Whom or what a page is about. It stands at the same place over every page of a case and holds the page's heading.
struct IdentityBar: Component {
    /// "Work Item W-2041"
    var kind: String
    /// One adjective, plain.
    var status: String?
    var name: String
    var facts: [String]
    var links: [(words: String, link: Link)]

    var body: Node {
        header(.class("identity")) {
            p(.class("identity-kind")) {
                kind
                if let status { span(.class("status")) { status } }
            }
            h1 {
                span(.class("unseen")) { "\(kind): " }
                name
            }
            p(.class("identity-facts")) { facts.filter { !$0.isEmpty }.joined(separator: " · ") }
            if !links.isEmpty {
                p(.class("identity-links")) { for entry in links { a(.href(entry.link)) { entry.words } } }
            }
        }
    }
}
