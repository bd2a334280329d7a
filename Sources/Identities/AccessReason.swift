// SPDX-License-Identifier: EUPL-1.2

/// Why somebody looks: what a line of the access log needs besides whom (NEN 7513; doelbinding).
/// One that exists is complete: it names an officer and gives a reason in words.
public struct AccessReason: Sendable, Hashable {
    /// The acting officer, as named by `--by`; unauthenticated until there are accounts.
    public let user: String
    /// Codes of the roles in which the officer signed in; none on a command line, where nobody does.
    public let roles: [String]
    /// Doel: `letters`, `linkage`, `person-answer`.
    public let purpose: String
    /// The case: an incident, a call, an import.
    public let caseReference: String
    /// In the officer's own words.
    public let reason: String
    /// Milliseconds since 1970, UTC.
    public let at: Int64

    /// What one text may hold, in Unicode scalars: a reason is a sentence, not a document.
    public static let longest = 500
    /// Letters without which a reason is no word.
    public static let fewestLetters = 3

    public enum Field: String, Sendable {
        case user = "user"
        case purpose = "purpose"
        case caseReference = "caseReference"
        case reason = "reason"
    }

    /// Why a text does not do.
    public enum Refusal: Error, Equatable, Sendable {
        case blank(Field)
        case tooLong(Field)
        /// A control character, a line end, or a mark that turns the direction of a line.
        case control(Field)
        /// A reason of fewer than ``fewestLetters`` letters.
        case noWords
    }

    public init(
        user: String,
        purpose: String,
        caseReference: String,
        reason: String,
        at: Int64,
        roles: [String] = []
    ) throws(Refusal) {
        self.user = user
        self.roles = roles
        self.purpose = purpose
        self.caseReference = caseReference
        self.reason = reason
        self.at = at
        for (field, text) in [
            (Field.user, user), (.purpose, purpose), (.caseReference, caseReference),
            (.reason, reason),
        ] {
            guard text.unicodeScalars.count <= Self.longest else { throw .tooLong(field) }
            guard !text.unicodeScalars.contains(where: Self.isControl) else {
                throw .control(field)
            }
        }
        guard user.contains(where: { $0.isLetter || $0.isNumber }) else { throw .blank(.user) }
        guard !purpose.allSatisfy(\.isWhitespace) else { throw .blank(.purpose) }
        guard reason.count(where: \.isLetter) >= Self.fewestLetters else { throw .noWords }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        case .format: scalar.properties.isBidiControl
        default: false
        }
    }
}
