import CCurl

/// What came of an attempt, in words for whoever runs the server. They hold no address and nothing of the letter.
package enum MailOutcome: Sendable, Equatable {
    case sent
    /// The server could not be spoken to, or not as the settings ask: no other letter would fare better now.
    case unreachable(String)
    /// The server put this letter off.
    case putOff(String)
    /// The server will not take this letter, now or later.
    case refused(String)
    /// This server was asked to stop meanwhile.
    case stopped

    /// - Parameters:
    ///   - reply: the mail server's last three figures; 0 without any.
    ///   - begun: whether some of the letter had been handed over.
    init(_ code: CURLcode, reply: Int, begun: Bool) {
        switch code {
        case CURLE_OK: self = .sent
        case CURLE_ABORTED_BY_CALLBACK: self = .stopped
        case CURLE_COULDNT_RESOLVE_HOST: self = .unreachable("The name of the mail server is not known.")
        case CURLE_COULDNT_CONNECT: self = .unreachable("The mail server does not answer at its address.")
        case CURLE_OPERATION_TIMEDOUT: self = .unreachable("The mail server took too long.")
        case CURLE_LOGIN_DENIED: self = .unreachable("The mail server does not take the user and the passphrase (\(reply)).")
        case CURLE_USE_SSL_FAILED: self = .unreachable("The mail server offers no TLS, and the settings require it.")
        case CURLE_PEER_FAILED_VERIFICATION: self = .unreachable("The mail server's certificate is not trusted, or is another's.")
        case CURLE_SSL_CACERT_BADFILE: self = .unreachable("The file of certificates to trust cannot be read.")
        case CURLE_SSL_CONNECT_ERROR: self = .unreachable("TLS with the mail server failed.")
        default: self = MailOutcome(reply: reply, begun: begun || code == CURLE_SEND_ERROR)
        }
    }

    /// An answer of the server itself. What it says before a letter is spoken of is about everybody's.
    private init(reply: Int, begun: Bool) {
        switch reply {
        case 530, 534, 535, 538: self = .unreachable("The mail server asks for another way to sign in (\(reply)).")
        case 421: self = .unreachable("The mail server is closing (421).")
        case 500..<600 where begun: self = .refused("The mail server refuses the letter (\(reply)).")
        case 400..<500 where begun: self = .putOff("The mail server puts the letter off (\(reply)).")
        case 400..<600: self = .unreachable("The mail server turns this server away (\(reply)).")
        default: self = .unreachable("The connection to the mail server broke off.")
        }
    }
}
