// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Store

/// Whose letter, or row, somebody means by a reference or a sourceId.
public struct FindPerson: Sendable {
    public var person: PersonQuestion
    /// For the access log.
    public var incident: String
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        _ person: PersonQuestion,
        incident: String,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.person = person
        self.incident = incident
        self.officer = officer
        self.reason = reason
    }

    /// The look is in the log first, but for a reference, which opens nobody. A store that only reads will
    /// do.
    public func run(in store: Store) throws -> PersonNumber {
        if case .named(let text) = person, let number = PersonNumber(reference: text) {
            return number
        }
        return try person.find(in: store, for: officer.access("letters", incident, reason))
    }
}
