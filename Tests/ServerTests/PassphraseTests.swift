import Foundation
import Testing

@testable import Server

@Suite("Passphrases")
struct PassphraseTests {
    private func problem(_ text: String) -> PassphraseProblem? {
        Passphrase.problem(text, names: ["w.hawthorn", "Wren Hawthorn", "Chicago Police Department"])
    }

    @Test("Fifteen characters are enough and fourteen are not; 256 are taken and 257 are not, whatever they are made of")
    func length() {
        #expect(problem("plum vest olive") == nil)
        #expect(problem("plum vest oliv") == .tooShort)
        #expect(problem("žluťoučký kůň ó") == nil)
        let words = (0..<60).map { "\($0)x\($0 * 7)" }.joined(separator: " ")
        #expect(problem(String(words.prefix(256))) == nil)
        #expect(problem(String(words.prefix(257))) == .tooLong)
        // One character that is written out as eighteen.
        #expect(problem(String(repeating: "ﷺ", count: 15)) == .tooLong)
    }

    @Test("A passphrase of 100 KB is refused before it is worked on")
    func huge() {
        #expect(problem(String(repeating: "plum vest olive ", count: 6_400)) == .tooLong)
    }

    @Test("The list has thousands of entries and is read")
    func list() {
        #expect(CommonPassphrases.all.count > 5_000)
        #expect(CommonPassphrases.all.filter { $0.count >= Passphrase.shortest }.count > 4_000)
    }

    @Test("What everybody chooses is refused, also with capitals, spaces, or figures in the place of letters", arguments: [
        "correct horse battery staple", "Correct Horse Battery Staple!", "correcthorsebatterystaple", "c0rrect h0rse b4ttery st4ple",
        "May the force be with you", "to be or not to be", "passwordpassword", "P@ssw0rdP@ssw0rd", "this is my password", "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv", "abcdefghijklmnopqrstuvwxyz", "you have the right to remain silent", "Chicago Police Department 2024",
    ])
    func common(text: String) { #expect(problem(text) != nil) }

    @Test("The same again and again is refused", arguments: [
        "aaaaaaaaaaaaaaa", "abababababababab", "plum vest plum vest", "plumvestplumvestplum", "               ", "one one one one one",
        "..............................",
    ])
    func repeats(text: String) { #expect(problem(text) == .repeats || problem(text) == .guessable) }

    @Test("Names, common words, years and rows of keys merely padded are refused", arguments: [
        "w.hawthorn w.hawthorn!", "Wren Hawthorn 1975", "wrenhawthorn2024!", "hawthornhawthorn1", "password!!!!!!!!!", "Welcome 2024 2025",
        "dragonmonkey1234", "summer2023winter", "asdfgh1234567890", "Chicago2024Police", "********password",
    ])
    func padded(text: String) { #expect([.guessable, .common, .repeats].contains(problem(text))) }

    @Test("Words that belong together for nobody are taken, a common one among them too", arguments: [
        "plum vest olive", "my dragon bites leeks", "seven wet otters knit", "Tuba/Cellar 9 quince", "четыре мокрых выдры", "tëll nöbödy früg",
    ])
    func good(text: String) { #expect(problem(text) == nil) }

    @Test("A composed and a decomposed accent are the same passphrase")
    func composed() throws {
        let salt = Data(repeating: 7, count: 16)
        #expect(try Passphrase.hash("caf\u{E9} au lait, ici", salt: salt) == Passphrase.hash("cafe\u{301} au lait, ici", salt: salt))
        #expect(try Passphrase.hash("caf\u{E9} au lait, ici", salt: salt) != Passphrase.hash("cafe au lait, ici", salt: salt))
    }

    @Test("No sentence of a refusal repeats what was typed")
    func silent() {
        for problem in [PassphraseProblem.tooShort, .tooLong, .common, .repeats, .guessable, .sameAsBefore] {
            #expect(problem.description.hasSuffix(".") && !problem.description.contains("hawthorn"))
        }
    }

    @Test("A browser and a system are told in two words, and oddities do no harm", arguments: [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.5.0", "curl"), ("<script>alert(1)</script>", "Another program"), ("", "A program that does not name itself"),
    ])
    func devices(agent: String, name: String) { #expect(Device.name(of: agent) == name) }
}
