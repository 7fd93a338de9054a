/// The browser and the system, in two words for a list of sessions: "Firefox on Windows". It tells sessions apart for
/// their owner and decides nothing.
enum Device {
    static func name(of userAgent: String?) -> String {
        guard let text = userAgent?.prefix(1_000), !text.isEmpty else { return "A program that does not name itself" }
        let browser = browsers.first { text.contains($0.mark) }?.name
        let system = systems.first { text.contains($0.mark) }?.name
        switch (browser, system) {
        case (let browser?, let system?): return "\(browser) on \(system)"
        case (let browser?, nil): return browser
        case (nil, let system?): return "A browser on \(system)"
        case (nil, nil): return "Another program"
        }
    }

    // The first mark found counts: most browsers also claim to be those below them.
    private static let browsers = [
        (mark: "Edg/", name: "Edge"), (mark: "OPR/", name: "Opera"), (mark: "SamsungBrowser/", name: "Samsung Internet"),
        (mark: "Firefox/", name: "Firefox"), (mark: "FxiOS/", name: "Firefox"), (mark: "CriOS/", name: "Chrome"),
        (mark: "HeadlessChrome/", name: "Chrome"), (mark: "Chrome/", name: "Chrome"), (mark: "Safari/", name: "Safari"),
        (mark: "curl/", name: "curl"), (mark: "Python-urllib/", name: "Python"),
    ]
    private static let systems = [
        (mark: "iPhone", name: "iPhone"), (mark: "iPad", name: "iPad"), (mark: "Android", name: "Android"), (mark: "CrOS", name: "ChromeOS"),
        (mark: "Windows", name: "Windows"), (mark: "Mac OS X", name: "macOS"), (mark: "Linux", name: "Linux"),
    ]
}
