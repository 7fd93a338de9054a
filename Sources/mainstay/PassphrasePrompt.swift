import ArgumentParser
import Server

#if canImport(Glibc)
    import Glibc
#endif

/// Asks for a passphrase: on a terminal twice and unseen, from a pipe once.
enum PassphrasePrompt {
    static func read() throws -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return readLine() }
        let first = unseen("Passphrase, at least \(Passphrase.shortest) characters: ")
        guard first == unseen("The same again: ") else {
            throw ValidationError("The two passphrases are not the same. Nothing was changed.")
        }
        return first
    }

    private static func unseen(_ words: String) -> String? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return readLine() }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
            say("")
        }
        say(words)
        return readLine()
    }
}
