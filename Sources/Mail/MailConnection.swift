import CCurl
import Casework
import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// The one connection to the mail server. Letters go one after the other, on a thread of the connection's own: libcurl
/// waits for its socket, and nothing else in the server must wait with it.
package final class MailConnection: Sendable {
    package let server: MailServer
    private let queue = DispatchQueue(label: "mainstay.mail")
    private let handle = Mutex<Handle?>(nil)
    /// Set when the one that waits for a letter was asked to stop; libcurl looks at it about once a second.
    private let stopping = Atomic(false)

    package init(_ server: MailServer) { self.server = server }

    /// Hands one letter over. The connection stays open for the next one until `rest`.
    package func send(_ message: MailMessage) async -> MailOutcome {
        stopping.store(false, ordering: .relaxed)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: self.transfer(message)) }
            }
        } onCancel: {
            stopping.store(true, ordering: .relaxed)
        }
    }

    /// Ends the connection, if there is one. Politely, the mail server's good-bye is waited for.
    package func rest(politely: Bool = true) async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.handle.withLock { held in
                    if !politely { held?.breakOff() }
                    held = nil
                }
                continuation.resume()
            }
        }
    }

    private func transfer(_ message: MailMessage) -> MailOutcome {
        handle.withLock { held in
            guard let handle = held ?? Handle() else { return .unreachable("libcurl cannot be used.") }
            held = handle
            let outcome = handle.transfer(message, server, stopping: { self.stopping.load(ordering: .relaxed) })
            // Whatever state a failure left behind goes with the connection.
            if outcome != .sent {
                handle.breakOff()
                held = nil
            }
            return outcome
        }
    }
}

/// libcurl's handle, used by one thread at a time.
private final class Handle {
    private let curl: UnsafeMutableRawPointer

    private static let started = mainstay_curl_start() == CURLE_OK

    init?() {
        guard Handle.started, let curl = curl_easy_init() else { return nil }
        self.curl = curl
    }

    deinit { curl_easy_cleanup(curl) }

    /// Ends the connection without a word: libcurl would say good-bye and wait two minutes for an answer.
    func breakOff() {
        let socket = mainstay_curl_socket(curl)
        if socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    func transfer(_ message: MailMessage, _ server: MailServer, stopping: @escaping () -> Bool) -> MailOutcome {
        // Options go, the open connection stays.
        curl_easy_reset(curl)
        let upload = Upload(message.bytes, stopping)
        guard let recipients = curl_slist_append(nil, "<\(message.to.text)>") else { return .unreachable("libcurl cannot be used.") }
        defer { curl_slist_free_all(recipients) }
        guard set(server), set(upload, from: message.from, to: recipients) else { return .unreachable("libcurl does not take the settings.") }
        let code = withExtendedLifetime(upload) { curl_easy_perform(curl) }
        return MailOutcome(code, reply: Int(mainstay_curl_reply(curl)), begun: upload.given > 0)
    }

    private func set(_ server: MailServer) -> Bool {
        let security: curl_usessl =
            switch server.security {
            case .required: CURLUSESSL_ALL
            case .offered: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_CONNECTTIMEOUT, server.patience.reaching), (CURLOPT_TIMEOUT, server.patience.letter),
            (CURLOPT_USE_SSL, Int(security.rawValue)), (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
        ]
        var texts: [(CURLoption, String)] = [
            (CURLOPT_URL, server.address + "/" + server.greeting), (CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            // What the environment says of proxies is meant for other programs.
            (CURLOPT_PROXY, ""),
        ]
        if let user = server.user, let passphrase = server.passphrase {
            texts += [(CURLOPT_USERNAME, user), (CURLOPT_PASSWORD, passphrase)]
        }
        if let certificates = server.certificates { texts.append((CURLOPT_CAINFO, certificates)) }
        return numbers.allSatisfy { mainstay_curl_set_number(curl, $0.0, $0.1) == CURLE_OK }
            && texts.allSatisfy { mainstay_curl_set_text(curl, $0.0, $0.1) == CURLE_OK }
    }

    private func set(_ upload: Upload, from: EmailAddress, to recipients: UnsafeMutablePointer<curl_slist>) -> Bool {
        let place = Unmanaged.passUnretained(upload).toOpaque()
        return mainstay_curl_set_number(curl, CURLOPT_UPLOAD, 1) == CURLE_OK
            && mainstay_curl_set_text(curl, CURLOPT_MAIL_FROM, "<\(from.text)>") == CURLE_OK
            && mainstay_curl_set_list(curl, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK
            && mainstay_curl_set_place(curl, CURLOPT_READDATA, place) == CURLE_OK
            && mainstay_curl_set_transfer(curl, CURLOPT_READFUNCTION, Upload.give) == CURLE_OK
            && mainstay_curl_set_place(curl, CURLOPT_XFERINFODATA, place) == CURLE_OK
            && mainstay_curl_set_progress(curl, Upload.mayGoOn) == CURLE_OK
            && mainstay_curl_set_number(curl, CURLOPT_NOPROGRESS, 0) == CURLE_OK
    }
}

/// The bytes of a letter while libcurl takes them. It doubles dots at the beginning of a line by itself.
private final class Upload {
    private let bytes: [UInt8]
    private let stopping: () -> Bool
    private(set) var given = 0

    init(_ bytes: [UInt8], _ stopping: @escaping () -> Bool) {
        self.bytes = bytes
        self.stopping = stopping
    }

    static let give: mainstay_curl_transfer = { buffer, size, count, place in
        guard let buffer, let place else { return 0 }
        return Unmanaged<Upload>.fromOpaque(place).takeUnretainedValue().give(into: buffer, most: size * count)
    }

    static let mayGoOn: mainstay_curl_progress = { place, _, _, _, _ in
        guard let place else { return 0 }
        return Unmanaged<Upload>.fromOpaque(place).takeUnretainedValue().stopping() ? 1 : 0
    }

    private func give(into buffer: UnsafeMutablePointer<CChar>, most: Int) -> Int {
        let count = min(most, bytes.count - given)
        bytes.withUnsafeBytes { all in
            if count > 0, let start = all.baseAddress { memcpy(buffer, start + given, count) }
        }
        given += count
        return count
    }
}
