// SPDX-License-Identifier: EUPL-1.2

internal import Custody
public import Store

/// Who looked at whom, when and why (logging volgens NEN 7513), out of the access log.
///
/// Who asks is in the log first, with their reason.
public struct ShowAccess: Sendable {
    /// Only the looks of this officer; nil is everyone's.
    public var byOfficer: String?
    /// Only looks for this purpose: a code such as `letters`; nil is every purpose.
    public var purpose: String?
    /// Only looks that name this person, under any of their numbers: a reference, `P-…`.
    public var person: String?
    /// The same for somebody who must be found first. The search is a line of its own, but for a
    /// reference or the code of a letter, which open nobody.
    public var about: PersonQuestion?
    /// Only looks on these days and between; nil is no limit.
    public var from: Day?
    public var until: Day?
    /// Only lines that stand before this one.
    public var before: UInt64?
    /// At most so many looks, the last ones; nil is all, which a long log does not fit into memory.
    public var most: Int?
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        byOfficer: String? = nil,
        purpose: String? = nil,
        person: String? = nil,
        about: PersonQuestion? = nil,
        from: Day? = nil,
        until: Day? = nil,
        before: UInt64? = nil,
        most: Int? = nil,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.byOfficer = byOfficer
        self.purpose = purpose
        self.person = person
        self.about = about
        self.from = from
        self.until = until
        self.before = before
        self.most = most
        self.officer = officer
        self.reason = reason
    }

    public struct Answer: Codable, Sendable, Equatable {
        /// In the order of the log.
        public var looks: [Look]
        /// Lines of the log, those left out among them.
        public var lines: Int
        /// Looks that fit, also those that are more than was asked for.
        public var fitting: Int
        /// The person asked about, by the reference under which they go on; nil when nobody was asked about.
        public var person: String?
        /// Of the looks that were left out because they name nobody, those that may be about the person:
        /// a look at many says how many they were, and not who. Nil when no person was asked for.
        public var looksAtMany: Int?
        /// Lines of the officer who was asked for, whatever else was asked: none means that the log knows
        /// nobody of that name. Nil when no officer was asked for.
        public var ofOfficer: Int?
    }

    public struct Look: Codable, Sendable, Equatable {
        /// Its place in the log, from 1.
        public var line: UInt64
        public var at: Instant
        public var officer: String
        /// Codes of the roles in which the officer had signed in; empty on a command line, and in lines
        /// that were written before roles were recorded.
        public var roles: [String]
        public var purpose: String
        public var caseReference: String
        public var reason: String
        /// References of persons; empty for a look at many.
        public var persons: [String]
        /// What was looked at that is no person, such as a table; nil for persons.
        public var object: String?
        public var people: Int
        /// As the line has it: `R`, read.
        public var action: String
        /// A code of DICOM PS3.16, CID 400: `110110` people, `110101` this log.
        public var type: String
        /// `0`: it was allowed. The line stands before the look; what is refused has none.
        public var outcome: String
    }

    /// Throws ``CaseworkError/notAReference``, what a search for a person throws, and
    /// ``IdentitiesError/accessLog(_:)`` for a line that was changed.
    public func run(in store: Store) throws -> Answer {
        var looks: [Look] = []
        var answer = try run(in: store) { look in
            looks.append(look)
            // Cut now and then: an array that is cut at each line is copied at each line.
            if let most, looks.count >= 2 * most + 64 { looks.removeFirst(looks.count - most) }
        }
        if let most, looks.count > most { looks.removeFirst(looks.count - most) }
        answer.looks = looks
        return answer
    }

    /// The same, each look handed out as it is read, so that a log of any length takes no memory.
    /// ``most`` has no part in it; ``Answer/looks`` is empty.
    public func run(in store: Store, each: (Look) throws -> Void) throws -> Answer {
        let found = try wantedPerson(in: store)
        let wanted = try found.map { try store.joinedPeople().all($0) }
        let access = try officer.access("access-review", "access log", reason)
        var answer = Answer(
            looks: [],
            lines: 0,
            fitting: 0,
            person: found?.reference,
            looksAtMany: wanted == nil ? nil : 0,
            ofOfficer: byOfficer == nil ? nil : 0
        )
        try store.readAccessLog(for: access) { look in
            answer.lines += 1
            let instant = Instant(milliseconds: look.at)
            guard isOfOfficer(look.line.userId) else { return }
            answer.ofOfficer? += 1
            guard isInDays(instant.day), purpose.map({ $0 == look.line.purposeOfUse }) ?? true
            else { return }
            if let wanted, !wanted.contains(where: look.line.names) {
                if look.line.isOfMany, look.line.people > 0 { answer.looksAtMany? += 1 }
                return
            }
            answer.fitting += 1
            guard before.map({ look.line.eventId < $0 }) ?? true else { return }
            try each(Look(look.line, at: instant))
        }
        return answer
    }

    private func wantedPerson(in store: Store) throws -> PersonNumber? {
        if let about {
            return try about.find(
                in: store,
                for: officer.access("access-review", "who looked at them", reason)
            )
        }
        return try person.map { text in
            guard let number = PersonNumber(reference: text) else {
                throw CaseworkError.notAReference
            }
            return try store.joinedPeople().one(number)
        }
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
        roles = line.roleIdCode?.split(separator: " ").map(String.init) ?? []
        purpose = line.purposeOfUse
        caseReference = line.caseReference
        reason = line.reason
        persons = isOfPersons ? words : []
        object = isOfPersons || line.isOfMany ? nil : line.participantObjectId
        people = line.people
        action = line.eventActionCode
        type = line.eventTypeCode ?? (object == "access log" ? "110101" : "110110")
        outcome = line.eventOutcomeIndicator ?? "0"
    }
}
