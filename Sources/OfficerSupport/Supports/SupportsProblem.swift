import Foundation

/// Why the supports document was not changed. Nothing was written, and what was typed goes back into the form.
package enum SupportsProblem: Error, Hashable, CustomStringConvertible {
    /// Something of a form is missing or too long.
    case fields([Field])
    /// What the form was about was changed while it was open.
    case changedMeanwhile(SupportsDraft.Stamp)
    /// The support was taken out of the draft while the form was open.
    case takenOut
    /// The draft became an edition while the form was open.
    case published(Int)
    case tooMany
    case nothingChanged(since: Int)
    case noSupports
    /// Nothing can be reviewed, given or recommended before there is a first edition.
    case noEdition
    case oldForm

    /// One field of a form and what to do about it.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var sentence: String

        package init(_ name: String, _ sentence: String) {
            self.name = name
            self.sentence = sentence
        }

        /// What is wrong with a text, if anything; `missing` is what to say when there is none, nil where there may be none.
        package init?(_ name: String, _ text: String, atMost most: Int, missing: String?) {
            if text.allSatisfy(\.isWhitespace) {
                guard let missing else { return nil }
                self.init(name, missing)
            } else if text.count > most {
                self.init(name, "Use at most \(most) characters; these are \(text.count).")
            } else {
                return nil
            }
        }
    }

    package var description: String {
        switch self {
        case .fields(let fields): fields.map(\.sentence).joined(separator: " ")
        case .changedMeanwhile(let stamp):
            "\(stamp.name) changed this while your form was open. Nothing of yours was lost and nothing was written over: compare the two, and save again if yours is to hold."
        case .takenOut: "This support was taken out of the draft while your form was open. What you wrote is still below."
        case .published(let number):
            "The draft was published as edition \(number) while your form was open. What you wrote is still below; it can go into the next edition."
        case .tooMany: "The list has \(SupportsDraft.most) supports; that is the most. Take one out first."
        case .nothingChanged(let number):
            "Nothing differs from edition \(number), so there is nothing to publish. Record instead that the list was reviewed without a change."
        case .noSupports: "The draft has no supports yet. Add the first one before it is published."
        case .noEdition: "No edition of the supports document has been published yet. The Officer Support Unit publishes the first one."
        case .oldForm: "The form is not whole. Check what you wrote, and send it once more."
        }
    }
}
