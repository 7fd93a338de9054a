import Casework
import Foundation
import GRDB
enum Notices {
    static func post(_ account: String, program: ProgramKey, reference: String, words: String, path: String, at: Date, cause: String, in db: Database) throws {}
}
