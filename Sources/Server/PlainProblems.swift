import Directives
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Pages
import Records

/// Turns whatever goes wrong into one page or one JSON object. The log gets the kind of error and a reference; the
/// reader gets plain words and the same reference; neither gets what a record says.
struct PlainProblems: RouterMiddleware {
    var office: Office

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        let response = await plain(request, context, next)
        if response.status == .notFound { await wait(since: began) }
        return response
    }

    /// Until the next full step since the request began. What is there takes some microseconds more to refuse than what is
    /// not: a row is read, a posting looked up. A step is some hundred times that.
    private func wait(since began: ContinuousClock.Instant) async {
        guard let step = office.refusalStep else { return }
        let steps = (ContinuousClock.now - began) / step
        try? await Task.sleep(until: began + step * Int(steps.rounded(.up)), tolerance: .zero, clock: .continuous)
    }

    private func plain(_ request: Request, _ context: Context, _ next: (Request, Context) async throws -> Response) async -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return answer(request, problem)
        } catch is NotThere {
            return answer(request, .notFound)
        } catch RecordsError.busy {
            let words = "An import or a run is writing at this moment. Nothing was changed; try again in a little while."
            return page(request, .unavailable(sentence: words), words: words)
        } catch let error as RecordsError where error.isUnwritable {
            let reference = String(Random.token().prefix(8))
            office.logger.error("nothing can be written", metadata: ["reference": "\(reference)", "error": "\(error.kind ?? "")"])
            let words = "What is opened and done here is written down first, and that cannot be written at this moment. Nothing was shown and nothing was changed. Tell whoever runs Mainstay."
            return page(request, .unavailable(sentence: words), words: words, reference: reference)
        } catch is NIOTooManyBytesError {
            return answer(request, .tooLarge)
        } catch let error as HTTPError {
            switch error.status {
            case .notFound, .methodNotAllowed: return answer(request, .notFound)
            case .contentTooLarge: return answer(request, .tooLarge)
            default: return answer(request, .badRequest("The request could not be understood."))
            }
        } catch {
            let reference = String(Random.token().prefix(8))
            office.logger.error("request failed", metadata: ["reference": "\(reference)", "error": "\(type(of: error))"])
            return page(request, .fault, words: "Something went wrong here. Nothing of what you sent was kept.", reference: reference)
        }
    }

    private func answer(_ request: Request, _ problem: Problem) -> Response {
        switch problem {
        case .notFound: page(request, .notFound, words: "There is nothing at this address, or nothing that you may see.")
        case .notSignedIn:
            page(request, .notAllowed(sentence: "Sign in first.", cites: nil), words: "Sign in first.", status: .unauthorized)
        case .badRequest(let reason): page(request, .badRequest(sentence: reason), words: reason)
        case .unreadable(let reason, let field):
            page(request, .badRequest(sentence: reason), words: field.map { "\($0): \(reason)" } ?? reason, field: field)
        case .notJSON:
            page(
                request, .badRequest(sentence: "Send JSON here."), words: "Send the body as application/json.",
                status: .unsupportedMediaType)
        case .foreignForm:
            page(
                request,
                .notAllowed(
                    sentence: "The form did not come from a page of your session. Open the page again and send it once more.", cites: nil),
                words: "The form did not come from a page of your session.")
        case .refused(let reason): page(request, .notAllowed(sentence: reason, cites: nil), words: reason)
        case .tooManyAttempts: page(request, .tooMany(seconds: 600), words: "Too many attempts.")
        case .tooManyRequests(let seconds): tooMany(request, seconds)
        case .tooLarge: tooLarge(request, "What was sent is larger than a form may be.")
        case .uploadTooLarge(let megabytes):
            tooLarge(request, "The file is larger than \(megabytes) MB. Make it smaller, or attach it in parts.")
        case .conflict(let reason): page(request, .badRequest(sentence: reason), words: reason, status: .conflict)
        }
    }

    private func tooMany(_ request: Request, _ seconds: Int) -> Response {
        let words = "Too many requests. Wait \(Figures.plural(seconds, "second")) and try again; nothing was changed."
        var response = page(request, .tooMany(seconds: seconds), words: words)
        response.headers[.retryAfter] = String(seconds)
        return response
    }

    /// The rest of what is too large is not waited for.
    private func tooLarge(_ request: Request, _ words: String) -> Response {
        var response = page(request, .badRequest(sentence: words), words: words, status: .contentTooLarge)
        response.headers[.connection] = "close"
        return response
    }

    /// One page or one JSON object. An error page shows no name: it is the same for everybody.
    private func page(
        _ request: Request, _ problem: ErrorPage.Problem, words: String, status: HTTPResponse.Status? = nil, field: String? = nil,
        reference: String = String(Random.token().prefix(8))
    ) -> Response {
        let status = status ?? HTTPResponse.Status(code: problem.status)
        if request.uri.path.hasPrefix("/api/") {
            let body = (try? Route.json(ProblemTold(error: words, reference: reference, field: field))) ?? Array("{}".utf8)
            return Response(
                status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: body)))
        }
        let screen = ErrorPage(frame: office.strangerFrame(), problem: problem, reference: reference)
        return office.response(.page(status, screen.html))
    }
}

/// What went wrong, as JSON.
struct ProblemTold: Codable, Sendable {
    var error: String
    /// The same as in the log.
    var reference: String
    /// What of the JSON that was sent is not as described.
    var field: String?
}

extension RecordsError {
    /// Faults that keep everything from being written, the trail among it.
    fileprivate var isUnwritable: Bool { kind != nil }

    fileprivate var kind: String? {
        switch self {
        case .diskFull: "disk full"
        case .readOnly: "read-only"
        case .trailNotWritten: "trail not written"
        default: nil
        }
    }
}
