// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Store

/// Who acts, and when it is: what every use case needs that records or looks.
///
/// Neither has a default. A signed ledger names somebody, and no use case reads a clock.
public struct ActingOfficer: Hashable, Sendable {
    public let name: String
    /// Milliseconds since 1970-01-01 UTC.
    public let now: Int64
    /// The roles of whoever signed in, for the access log; none on a command line.
    public let roles: [OfficerRole]

    /// Throws for a name without a letter or digit.
    public init(_ name: String, now: Int64, roles: [OfficerRole] = []) throws(CaseworkError) {
        guard name.contains(where: { $0.isLetter || $0.isNumber }) else { throw .officerMissing }
        self.name = name
        self.now = now
        self.roles = roles
    }

    /// Today, by the calendar of Amsterdam.
    public var today: Day { Instant(milliseconds: now).day }

    func act(towards party: Party.ID) -> Act { act(towards: [party]) }

    func act(towards parties: [Party.ID]) -> Act {
        Act(by: name, at: now, counterparty: parties.map(\.rawValue).joined(separator: " "))
    }

    func access(_ purpose: String, _ caseReference: String, _ reason: StatedReason) throws
        -> AccessReason
    {
        try AccessReason(
            user: name,
            purpose: purpose,
            caseReference: caseReference,
            reason: reason.text,
            at: now,
            roles: roles.map(\.code)
        )
    }
}

/// Why an officer looks at people, or ends what was begun: in words, for somebody who reads it later
/// (NEN 7513).
public struct StatedReason: Hashable, Sendable {
    public let text: String

    /// Throws for fewer than three letters: `.` and `x` are no reason.
    public init(_ text: String) throws(CaseworkError) {
        guard text.count(where: \.isLetter) >= 3 else { throw .reasonMissing }
        let words = text.drop(while: \.isWhitespace)
        let rest = words.reversed().prefix(while: \.isWhitespace).count
        self.text = String(words.dropLast(rest))
    }

    /// The program's own words, for a look that follows from another act.
    init(following act: String) { text = act }
}
