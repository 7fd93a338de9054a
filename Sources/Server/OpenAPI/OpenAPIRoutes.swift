import Casework
import Foundation
import HTTPTypes

/// The description of what speaks JSON, for whoever signs in: the addresses tell nothing that the documents do not.
extension Office {
    static let openAPIRoutes: [Route] = [
        Route(method: .get, path: OpenAPIDocument.path, act: .seeOwnWork) { visit in
            var document = OpenAPIDocument(routes: Office.routes, sessionCookie: visit.office.sessionCookie)
            return .json(try Route.json(document.value()))
        }
    ]
}
