import Directives
import Pages
import Testing

@Suite("Markup")
struct MarkupTests {
    private func element(_ name: StaticString, _ attributes: [Attribute], _ children: [Node], _ form: Element.Form = .container) -> Node {
        .element(Element(name, attributes, children, form))
    }

    @Test("What is text stays text, whatever it holds")
    func escapesText() {
        #expect(Node.text("<script>alert('x')</script> & \"so on\"").string == "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;so on&quot;")
        #expect(Node.text("Łucja – żółw 🐢").string == "Łucja – żółw 🐢")
        #expect(Node.text("").string == "")
    }

    @Test("A value cannot leave its attribute")
    func escapesAttributes() {
        #expect(element("p", [.id("a\" onclick=\"b")], []).string == "<p id=\"a&quot; onclick=&quot;b\"></p>")
    }

    @Test("Elements end as HTML and SVG want it")
    func closesElements() {
        #expect(element("p", [.class("x")], [.text("a"), element("br", [], [], .void), .text("b")]).string == "<p class=\"x\">a<br>b</p>")
        #expect(element("rect", [.x(1)], [], .selfClosed).string == "<rect x=\"1\"/>")
        #expect(element("rect", [], [element("title", [], [.text("t")])], .selfClosed).string == "<rect><title>t</title></rect>")
        #expect(element("input", [.required, .aria("invalid", "true"), .data("row", "")], [], .void).string == "<input required aria-invalid=\"true\" data-row=\"\">")
    }

    @Test(
        "Lengths in drawings have at most two decimals",
        arguments: [(0.0, "0"), (12, "12"), (1.5, "1.5"), (1.05, "1.05"), (2.0 / 3, "0.67"), (-0.5, "-0.5"), (-3.25, "-3.25"), (0.001, "0"), (.nan, "0"), (.infinity, "0")])
    func coordinates(value: Double, text: String) {
        #expect(Coordinate.text(value) == text)
    }
}

@Suite("Paths")
struct PathTests {
    @Test("A reference cannot change the path or start a query")
    func encodes() {
        #expect(Paths.workItem("W-2041").target == "/officer-support/work-items/W-2041")
        #expect(Paths.workItem("../x?y=1#z").target == "/officer-support/work-items/..%2Fx%3Fy%3D1%23z")
    }

    @Test("A query leaves out what is empty, replaces the old one and escapes the rest")
    func queries() throws {
        let asOf = try #require(Day(2018, 1, 2))
        #expect(Paths.jacket(7, asOf: asOf).target == "/members/7/jacket?as-of=2018-01-02")
        #expect(Paths.jacket(7).target == "/members/7/jacket")
        #expect(Paths.jacket(7, asOf: asOf).with([("kind", "a&b"), ("page", "")]).at("records").target == "/members/7/jacket?kind=a%26b#records")
        #expect(Paths.jacket(7).at("a").at("b").target == "/members/7/jacket#b")
        #expect(Paths.signIn(returningTo: nil).target == "/sign-in")
        #expect(Paths.signIn(returningTo: "/work?x=1").target == "/sign-in?return-to=%2Fwork%3Fx%3D1")
    }

    @Test("A provision leads to its entry on the help page")
    func provisions() {
        #expect(Paths.provision("D20-04:V.A.2").target == "/help#D20-04-V-A-2")
    }
}

@Suite("Assets")
struct AssetTests {
    @Test("Every file is there, under a name that changes with its content")
    func present() throws {
        try Asset.verify()
        for asset in Asset.allCases {
            #expect(!asset.bytes.isEmpty)
            #expect(asset.fileName.wholeMatch(of: /(mainstay|lock|print|notices)-[0-9a-f]{16}\.(css|js|svg)/) != nil)
            #expect(Asset.named(asset.fileName) == asset)
            #expect(asset.link.target == "/assets/" + asset.fileName)
        }
        #expect(Asset.named("mainstay.css") == nil)
    }

    @Test("Nothing is fetched from elsewhere, and each script stays under 200 lines")
    func selfContained() {
        for asset in [Asset.stylesheet, .script, .lockScript] {
            let text = String(decoding: asset.bytes, as: UTF8.self)
            #expect(!text.contains("://"))
            #expect(!text.contains("@import"))
        }
        for asset in [Asset.script, .lockScript] {
            #expect(String(decoding: asset.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).count < 200)
        }
    }
}
