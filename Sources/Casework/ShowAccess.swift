// SPDX-License-Identifier: EUPL-1.2

internal import Custody
public import Store

/// Who looked at whom, when and why (logging volgens NEN 7513), out of the access log.
///
/// Who asks is in the log first, with their reason.
public struct ShowAccess: Sendable {
    /// Only the looks of this officer; nil is everyone's.
    public var byOfficer: String?
    /// Only looks that name this person, under any of their numbers: a reference, `P-…`.
    public var person: String?
    /// Only looks on these days and between; nil is no limit.
    public var from: Day?
    public var until: Day?
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        byOfficer: String? = nil,
        person: String? = nil,
        from: Day? = nil,
        until: Day? = nil,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.byOfficer = byOfficer
        self.person = person
        self.from = from
        self.until = until
        self.officer = officer
        self.reason = reason
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var looks: [Look]
        /// Lines of the log, those left out among them.
        public var lines: Int
        /// Of the looks that were left out because they name nobody, those that may be about the person:
        /// a look at many says how many they were, and not who. Nil when no person was asked for.
        public var looksAtMany: Int?
    }

    public struct Look: Codable, Sendable, Equatable {
        /// Its place in the log, from 1.
        public var line: UInt64
        public var at: Instant
        public var officer: String
        public var purpose: String
        public var caseReference: String
        public var reason: String
        /// References of persons; empty for a look at many.
        public var persons: [String]
        /// What was looked at that is no person, such as a table; nil for persons.
        public var object: String?
        public var people: Int
    }

    public func run(in store: Store) throws -> Answer {
        let wanted = try person.map { text in
            guard let number = PersonNumber(reference: text) else {
                throw CaseworkError.notAReference
            }
            return try store.joinedPeople().all(number)
        }
        let access = try officer.access("access-review", "access log", reason)
        var answer = Answer(looks: [], lines: 0, looksAtMany: wanted == nil ? nil : 0)
        try store.readAccessLog(for: access) { look in
            answer.lines += 1
            let instant = Instant(milliseconds: look.at)
            guard isOfOfficer(look.line.userId), isInDays(instant.day) else { return }
            if let wanted, !wanted.contains(where: look.line.names) {
                if look.line.isOfMany, look.line.people > 0 { answer.looksAtMany? += 1 }
                return
            }
            answer.looks.append(Look(look.line, at: instant))
        }
        return answer
    }

    /// Names are as they were typed: capitals and spaces around do not tell officers apart.
    private func isOfOfficer(_ name: String) -> Bool {
        guard let byOfficer else { return true }
        return Self.folded(name) == Self.folded(byOfficer)
    }

    private static func folded(_ name: String) -> String {
        name.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    private func isInDays(_ day: Day) -> Bool {
        if let from, day < from { return false }
        if let until, until < day { return false }
        return true
    }
}

extension ShowAccess.Look {
    fileprivate init(_ line: AccessLook, at instant: Instant) {
        let words = line.participantObjectId.split(separator: " ").map(String.init)
        let isOfPersons = words.allSatisfy { PersonNumber(reference: $0) != nil }
        self.line = line.eventId
        at = instant
        officer = line.userId
        purpose = line.purposeOfUse
        caseReference = line.caseReference
        reason = line.reason
        persons = isOfPersons ? words : []
        object = isOfPersons || line.isOfMany ? nil : line.participantObjectId
        people = line.people
    }
}
