import HTTPTypes
import NIOCore
import NIOHTTPTypes
import Synchronization

/// How long a connection may take its time, and how many there may be.
package struct ConnectionLimits: Sendable {
    /// Without a request, and while the head of one comes in.
    package var idle = TimeAmount.seconds(30)
    /// From the head of a request to the end of its body: a form of 1 MB at 35 KB/s.
    package var sending = TimeAmount.seconds(30)
    /// What a body of more than a form's size has besides: a file of 10 MB has five minutes.
    func extra(forBytes count: Int64) -> TimeAmount { .seconds(min(270, max(0, count - 1_048_576) / 35_000)) }
    /// From the end of a request until the reader has taken the whole answer.
    package var answer = TimeAmount.seconds(120)
    package var connections = 800
    /// From one address, where no proxy stands in front.
    package var connectionsByAddress = 200
    package var headerBytes = 32_768
    package var headerFieldBytes = 16_384
    package var headerFields = 100

    package init() {}
}

/// Counts the open connections of each address.
final class OpenConnections: Sendable {
    private let counts = Mutex<[[UInt8]: Int]>([:])
    private let most: Int

    init(most: Int) { self.most = most }

    func open(_ network: [UInt8]) -> Bool {
        counts.withLock { counts in
            let count = counts[network, default: 0]
            guard count < most else { return false }
            counts[network] = count + 1
            return true
        }
    }

    func close(_ network: [UInt8]) {
        counts.withLock { counts in
            let count = counts[network, default: 0] - 1
            counts[network] = count > 0 ? count : nil
        }
    }
}

/// Closes a connection whose other end sends or takes its bytes one by one, one of too many from the same address, and
/// one that was answered with `Connection: close`. Gives the headers to answers that never reach the router, such as
/// that to a request nobody can parse.
final class ConnectionPace: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ConnectionLimits
    private let secure: Bool
    private let open: OpenConnections?
    private var network: [UInt8]?
    private var sentBy: NIODeadline?
    private var answeredBy: NIODeadline?
    private var unanswered = 0
    private var closesAfterAnswer = false
    /// Whether another protocol was asked for. Nothing is read after such a request, so the connection ends with its answer.
    private var asksForAnother = false
    private var look: RepeatedTask?

    init(_ limits: ConnectionLimits, secure: Bool, open: OpenConnections?) {
        self.limits = limits
        self.secure = secure
        self.open = open
    }

    func channelActive(context: ChannelHandlerContext) {
        if let open, let address = context.channel.remoteAddress?.ipAddress.flatMap(ClientAddress.init) {
            guard open.open(address.network) else { return context.close(promise: nil) }
            network = address.network
        }
        let pace = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let every = min(limits.sending, limits.answer, .seconds(5))
        look = context.eventLoop.scheduleRepeatedTask(initialDelay: every, delay: every) { _ in
            pace.value.handler.closeIfLate(pace.value.context)
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        forget()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { forget() }

    private func forget() {
        look?.cancel()
        look = nil
        if let network { open?.close(network) }
        network = nil
    }

    private func closeIfLate(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        if let sentBy, now > sentBy { return context.close(promise: nil) }
        if let answeredBy, now > answeredBy { return context.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            unanswered += 1
            asksForAnother = asksForAnother || ConnectionPace.asksForAnother(head)
            sentBy = .now() + limits.sending + limits.extra(forBytes: head.headerFields[.contentLength].flatMap(Int64.init) ?? 0)
        case .body: break
        case .end:
            sentBy = nil
            if unanswered > 0 { answeredBy = .now() + limits.answer }
        }
        context.fireChannelRead(data)
    }

    private static func asksForAnother(_ head: HTTPRequest) -> Bool {
        head.method == .connect || head.headerFields[.connection]?.lowercased().contains("upgrade") == true
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            SafeHeaders.add(to: &head.headerFields, secure: secure)
            if asksForAnother, unanswered <= 1 { head.headerFields[.connection] = "close" }
            if head.headerFields[.connection] == "close" { closesAfterAnswer = true }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            let promise = promise ?? context.eventLoop.makePromise()
            let pace = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
            promise.futureResult.whenComplete { _ in pace.value.handler.answered(pace.value.context) }
            context.write(data, promise: promise)
        }
    }

    private func answered(_ context: ChannelHandlerContext) {
        unanswered = max(0, unanswered - 1)
        answeredBy = unanswered > 0 ? .now() + limits.answer : nil
        guard closesAfterAnswer, context.channel.isActive else { return }
        // What is still under way is read for a moment, so that the reader gets the answer and not a reset.
        let pace = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: .seconds(2)) { pace.value.close(promise: nil) }
    }
}
