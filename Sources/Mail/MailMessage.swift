import Casework
import Foundation

/// A letter of plain text as it goes over the wire (RFC 5322, RFC 2045).
///
/// Nothing that is put into a header can begin another one: addresses are checked when they are made, everything else
/// is cleaned of control characters, and a subject outside ASCII is encoded.
package struct MailMessage: Sendable {
    package var from: EmailAddress
    package var to: EmailAddress
    package var subject: String
    /// Lines, divided by `\n`.
    package var body: String
    /// Without its brackets. The same for each attempt at the same letter, so that one sent twice is told as one.
    package var identity: String
    package var date: Date

    package init(from: EmailAddress, to: EmailAddress, subject: String, body: String, identity: String, date: Date) {
        self.from = from
        self.to = to
        self.subject = subject
        self.body = body
        self.identity = identity
        self.date = date
    }

    package var bytes: [UInt8] {
        let headers = [
            "Date: \(MailMessage.date(date))",
            "From: Mainstay <\(from.text)>",
            "To: <\(to.text)>",
            "Subject: \(MailMessage.header(subject))",
            "Message-ID: <\(MailMessage.clean(identity))>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            // Nobody's holiday notice comes back (RFC 3834).
            "Auto-Submitted: auto-generated",
        ]
        return Array((headers.joined(separator: "\r\n") + "\r\n\r\n" + MailMessage.quotedPrintable(body)).utf8)
    }

    /// `Sat, 21 Nov 2026 15:02:57 +0000`, worked out by hand: formatters follow the machine's language.
    static func date(_ date: Date) -> String {
        let seconds = Int64(date.timeIntervalSince1970.rounded(.down))
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let second = Int(seconds) - days * 86_400
        let (year, month, day) = civil(days)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((days % 7) + 7) % 7]
        let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
        return "\(weekday), \(day) \(name) \(year) \(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60)) +0000"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// The date of a day counted from 1 January 1970, in years that begin in March so that leap days come last.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Without what could end a line.
    static func clean(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control && $0 != "\u{2028}" && $0 != "\u{2029}" }))
    }

    /// A header's value; outside ASCII in encoded words of at most 75 characters (RFC 2047).
    static func header(_ text: String) -> String {
        let text = clean(text)
        guard !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) || text.contains("=?") || text.utf8.count > 200 else { return text }
        var words: [String] = []
        var part: [UInt8] = []
        for character in text {
            let bytes = Array(String(character).utf8)
            if part.count + bytes.count > 45 {
                words.append(encoded(part))
                part = []
            }
            part += bytes
        }
        words.append(encoded(part))
        return words.joined(separator: "\r\n ")
    }

    private static func encoded(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Data(bytes).base64EncodedString())?=" }

    /// Lines of at most 76 characters, each ended by CRLF (RFC 2045, section 6.7).
    static func quotedPrintable(_ text: String) -> String {
        var result = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var written = ""
            let bytes = Array(String(line).utf8)
            for (index, byte) in bytes.enumerated() {
                let isBlankAtEnd = (byte == 0x20 || byte == 0x09) && index == bytes.count - 1
                let plain = (0x20...0x7E).contains(byte) && byte != 0x3D && !isBlankAtEnd
                let piece = plain ? String(UnicodeScalar(byte)) : "=" + hex(byte)
                if written.utf8.count + piece.utf8.count > 75 {
                    result += written + "=\r\n"
                    written = ""
                }
                written += piece
            }
            result += written + "\r\n"
        }
        return result
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count < 2 ? "0" + digits : digits
    }
}
