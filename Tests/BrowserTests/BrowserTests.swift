import Testing

/// The demonstration in headless Chromium. Each page that is opened is checked for the rules of WCAG 2.2 AA that axe knows,
/// for errors on the console, for requests to other hosts and for fitting into 320 pixels; see `walk.py`. With
/// MAINSTAY_SCREENSHOTS set to a folder the pages are kept as pictures.
@Suite("In the browser", .serialized, Served())
struct BrowserTests {
    private func expectWalk(_ part: String) async throws {
        let demonstration = try #require(ServedDemonstration.current)
        let wrong = try await demonstration.walk(part)
        #expect(wrong == nil)
    }

    @Test("The analyst walks from the accounts to the queue, a Work Item, the jacket, the run and the imports")
    func analyst() async throws { try await expectWalk("analyst") }

    @Test("The path to a Work Item and out again needs no mouse")
    func keyboard() async throws { try await expectWalk("keyboard") }

    @Test("Every page works without scripts, the what-if slider too")
    func withoutScript() async throws { try await expectWalk("without-script") }

    @Test("Pages and figures are as legible in the dark")
    func dark() async throws { try await expectWalk("dark") }

    @Test("Each role reaches its own work and no page of another's")
    func roles() async throws { try await expectWalk("roles") }

    @Test("D20-04:IV.A.2#2 The supports document, from a member's reading to the next edition")
    func supports() async throws { try await expectWalk("supports") }

    @Test("Mistakes are answered in plain words and keep what was typed")
    func mistakes() async throws { try await expectWalk("mistakes") }

    @Test("One's own account, its sessions and its second factor")
    func account() async throws { try await expectWalk("account") }

    @Test("A page left alone for half an hour is covered, and keeps what was typed")
    func lock() async throws { try await expectWalk("lock") }

    @Test("Set forward by a week, the clock shows deadlines that have passed")
    func clock() async throws { try await expectWalk("clock") }
}

/// The life of a Work Item, walked by everybody who has a part in it; each walk with a demonstration of its own.
@Suite("The life of a Work Item in the browser", .serialized)
struct LifeWalkTests {
    private func expectWalk(_ part: String) async throws {
        let demonstration = try #require(ServedDemonstration.current)
        let wrong = try await demonstration.walk(part)
        #expect(wrong == nil)
    }

    @Test("D20-04:V.A, D20-04:V.B, D20-04:VI.A, D20-04:VI.B From the analyst's review to the close, on pages alone, by everybody who has a part", Served())
    func life() async throws { try await expectWalk("life") }

    @Test(
        "D20-04:V.A.3, D20-04:VI.A.2.a, D20-04:VI.A.2.b, D20-04:VI.A.5, D20-04:VI.D.3.c A repetition, another supervisor, a furlough, a plan that comes back, a move",
        Served())
    func unhappy() async throws { try await expectWalk("unhappy") }

    @Test("D20-04:IV.B, D20-04:IV.C A file of another model, with its mistakes, put right, imported and read", Served())
    func elsewhere() async throws { try await expectWalk("elsewhere") }

    @Test(
        "SRV-017:III.A.1 to SRV-017:IV.J.1 Resiliency support, from a supervisor's worry to the completed plan, by its roles, and what nobody else finds",
        Served())
    func resiliency() async throws { try await expectWalk("resiliency") }
}
