import Casework

/// The department's mail server, with what is needed to speak to it.
package struct MailServer: Sendable {
    /// `smtp://mail.example.gov:587`
    package var address: String
    package var from: EmailAddress
    /// How this server names itself when it greets.
    package var greeting: String
    package var security: MailSettings.Security
    package var user: String?
    package var passphrase: String?
    /// A file of certificates to trust instead of the machine's own.
    package var certificates: String?
    /// Seconds for reaching the server, and for one letter as a whole.
    package var patience: (reaching: Int, letter: Int) = (15, 60)

    package init(
        address: String, from: EmailAddress, greeting: String, security: MailSettings.Security, user: String? = nil,
        passphrase: String? = nil, certificates: String? = nil
    ) {
        self.address = address
        self.from = from
        self.greeting = greeting
        self.security = security
        self.user = user
        self.passphrase = passphrase
        self.certificates = certificates
    }
}
