import Casework
import Directives
import Foundation
import Pages
import Testing

@Suite("Pages of one's own account")
struct OwnAccountTests {
    @Test("The code for the camera is a square with its three finders, and drawn with its empty border, dark modules and no others")
    func code() throws {
        let code = QRCode("otpauth://totp/Mainstay:a?secret=GEZDGNBVGY3TQOJQ", title: "The secret")
        let size = code.modules.count
        #expect(size >= 21 && (size - 17) % 4 == 0 && code.modules.allSatisfy { $0.count == size })
        let finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"].map { $0.map { $0 == "1" } }
        for (row, column) in [(0, 0), (0, size - 7), (size - 7, 0)] {
            #expect((0..<7).map { Array(code.modules[row + $0][column..<column + 7]) } == finder)
        }
        let tree = Tree(code.body)
        let drawing = try #require(tree.all("svg").first)
        #expect(drawing["viewBox"] == "0 0 \(size + 8) \(size + 8)" && drawing.inside.all("title").first?.text == "The secret")
        // Each run of the path, back as modules.
        var drawn = Array(repeating: Array(repeating: false, count: size), count: size)
        let path = try #require(tree.all("path").first?["d"])
        for run in path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            let (x, y, width) = (try #require(Int(run.1)) - 4, try #require(Int(run.2)) - 4, try #require(Int(run.3)))
            #expect(run.3 == run.4)
            for column in x..<x + width { drawn[y][column] = true }
        }
        #expect(drawn == code.modules)
    }

    @Test("A locked page carries every field with its marks and line breaks, and shows no passphrase")
    func locked() throws {
        let screens = try Samples().ownAccount()
        let page = try #require(screens.first { $0.0 == "locked" }?.1)
        let fields = Tree(page.body).all("input")
        #expect(fields.first { $0["name"] == "kept.in-person-note" }?["value"] == "Two lines,\nthe second with <marks> & \"more\".")
        #expect(fields.filter { $0["type"] == "password" }.allSatisfy { $0["value"] == nil })
        let kept = try #require(screens.first { $0.0 == "kept-form" }?.1)
        #expect(Tree(kept.body).all("dt").map(\.text) == ["Validity", "In person note"])
    }

    @Test("A page says in its body after how long it is locked, and only where somebody is signed in")
    func lock() throws {
        let samples = try Samples()
        var frame = samples.frame()
        frame.lock = Frame.Lock(seconds: 1_800, secondFactor: true)
        let body = try #require(Tree(HelpPage(frame: frame, directives: []).body).all("body").first)
        #expect(body["data-lock"] == "1800" && body["data-second-factor"] == "")
        #expect(Tree(SignInPage(frame: samples.stranger).body).all("body").first?["data-lock"] == nil)
    }
}
