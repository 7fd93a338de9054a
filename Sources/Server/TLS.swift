import Directives
import Foundation
import NIOCore
import NIOSSL
import Synchronization

/// What is wrong with the files of a certificate.
package enum CertificateProblem: Error, Equatable, CustomStringConvertible {
    case missing(option: String, path: String)
    case unreadable(option: String, path: String)
    case noCertificate(path: String)
    case noKey(path: String)
    case keyLocked(path: String)
    case keyReadableByOthers(path: String)
    case doNotBelongTogether(certificate: String, key: String)
    case expired(path: String, on: Day)
    case notYetValid(path: String, from: Day)

    package var description: String {
        switch self {
        case .missing(let option, let path): "There is no file \(path). Name the \(option == "--key" ? "key" : "certificate") in PEM form with \(option)."
        case .unreadable(let option, let path):
            "The file \(path), named with \(option), cannot be read by the account that runs Mainstay. Check its owner and its permissions."
        case .noCertificate(let path):
            "\(path) holds no certificate in PEM form (-----BEGIN CERTIFICATE-----). Give the server's certificate, followed by those of its issuers."
        case .noKey(let path): "\(path) holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)."
        case .keyLocked(let path):
            "The key in \(path) is locked with a passphrase, and nobody is there to type it when the server starts. Give an unlocked key that only this account can read."
        case .keyReadableByOthers(let path): "The key file \(path) can be read by every account of this machine. Run `chmod 600` on it and start again."
        case .doNotBelongTogether(let certificate, let key):
            "The key in \(key) does not belong to the first certificate in \(certificate). The server's own certificate stands first, its issuers after it."
        case .expired(let path, let day): "The certificate in \(path) expired on \(day.iso). Renew it; browsers would refuse it."
        case .notYetValid(let path, let day): "The certificate in \(path) is valid only from \(day.iso). Check it, and the clock of this machine."
        }
    }
}

/// A certificate chain and its key, as files that somebody else renews. New connections use what was read last;
/// connections that are open keep what they have.
package final class ServerCertificate: Sendable {
    private struct Loaded: Sendable {
        var context: NIOSSLContext
        var expires: Date
        var bytes: [Data]
    }

    private let certificatePath: String
    private let keyPath: String
    private let now: @Sendable () -> Date
    private let loaded: Mutex<Loaded>

    /// Reads both files, or says what is wrong with them.
    package init(certificate: String, key: String, now: @escaping @Sendable () -> Date) throws {
        (certificatePath, keyPath, self.now) = (certificate, key, now)
        loaded = Mutex(try ServerCertificate.read(certificate, key, at: now()))
    }

    var context: NIOSSLContext { loaded.withLock { $0.context } }
    package var expires: Date { loaded.withLock { $0.expires } }

    /// Days until it expires, for whoever has to be warned; nil when that is more than thirty days away.
    package var daysLeft: Int? {
        let days = Int(expires.timeIntervalSince(now()) / 86_400)
        return days < 30 ? max(0, days) : nil
    }

    /// Reads the files again and takes them if they are right. Wrong ones change nothing.
    ///
    /// - Returns: whether there was anything new.
    package func reload() throws -> Bool {
        let fresh = try ServerCertificate.read(certificatePath, keyPath, at: now())
        return loaded.withLock { loaded in
            guard fresh.bytes != loaded.bytes else { return false }
            loaded = fresh
            return true
        }
    }

    // MARK: Reading

    private static func read(_ certificatePath: String, _ keyPath: String, at now: Date) throws -> Loaded {
        let chainBytes = try bytes(of: certificatePath, "--certificate")
        let keyBytes = try bytes(of: keyPath, "--key")
        guard let chain = try? NIOSSLCertificate.fromPEMBytes([UInt8](chainBytes)), let own = chain.first else {
            throw CertificateProblem.noCertificate(path: certificatePath)
        }
        let mode = try? FileManager.default.attributesOfItem(atPath: keyPath)[.posixPermissions] as? NSNumber
        if let mode, mode.intValue & 0o007 != 0 { throw CertificateProblem.keyReadableByOthers(path: keyPath) }
        // Asked to open a locked key, the library would wait for somebody at a terminal.
        guard keyBytes.range(of: Data("ENCRYPTED".utf8)) == nil else { throw CertificateProblem.keyLocked(path: keyPath) }
        guard let key = try? NIOSSLPrivateKey(bytes: [UInt8](keyBytes), format: .pem) else { throw CertificateProblem.noKey(path: keyPath) }
        let (from, through) = (seconds(own.notValidBefore), seconds(own.notValidAfter))
        guard through > now else { throw CertificateProblem.expired(path: certificatePath, on: day(through)) }
        guard from <= now else { throw CertificateProblem.notYetValid(path: certificatePath, from: day(from)) }
        guard let context = try? NIOSSLContext(configuration: configuration(chain, key)) else {
            throw CertificateProblem.doNotBelongTogether(certificate: certificatePath, key: keyPath)
        }
        return Loaded(context: context, expires: through, bytes: [chainBytes, keyBytes])
    }

    private static func bytes(of path: String, _ option: String) throws -> Data {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
            throw CertificateProblem.missing(option: option, path: path)
        }
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else { throw CertificateProblem.unreadable(option: option, path: path) }
        return bytes
    }

    /// TLS 1.2 with forward secrecy and authenticated encryption, or TLS 1.3 (NIST SP 800-52 revision 2, section 3.3.1).
    private static func configuration(_ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        ]
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    private static func seconds(_ instant: time_t) -> Date { Date(timeIntervalSince1970: Double(instant)) }

    private static func day(_ instant: Date) -> Day { Day(rawValue: Int32((instant.timeIntervalSince1970 / 86_400).rounded(.down))) }
}
