import Directives

/// A provision's number, linked to its words on the help page.
struct CitationLink: Component {
    enum Setting { case sentence, margin }
    var citation: Citation
    var setting: Setting

    init(_ citation: Citation, in setting: Setting = .margin) {
        self.citation = citation
        self.setting = setting
    }

    var body: Node {
        a(.class(setting == .margin ? "cite" : "cite in-sentence"), .href(Paths.provision(citation))) { citation.words }
    }
}

extension Citation {
    /// `D20-04 V.A.2`, as a person writes it; a note of a paragraph is named so.
    package var words: String {
        var words = ""
        var rest = rawValue[...]
        while let first = rest.first {
            if rest.hasPrefix(".NOTE") {
                words += " note"
                rest = rest.dropFirst(5)
                continue
            }
            if rest.hasPrefix(".EXAMPLE") {
                words += " example"
                rest = rest.dropFirst(8)
                continue
            }
            switch first {
            case ":": words += " "
            case "#": words += ", part "
            default: words.append(first)
            }
            rest = rest.dropFirst()
        }
        return words
    }
}

/// Why the reader may see a page, and that their looking is recorded.
package struct Grounds: Component {
    package var sentence: String
    package var cites: Citation

    package init(sentence: String, cites: Citation) {
        self.sentence = sentence
        self.cites = cites
    }

    package var body: Node {
        p(.class("grounds")) {
            "You can see this because: \(sentence) "
            CitationLink(cites, in: .sentence)
            " That you opened it is recorded."
        }
    }
}
