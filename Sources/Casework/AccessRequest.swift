// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
public import Store

extension MatterStanding {
    /// When a request for access is answered at the latest: the end of the day that has the same number a month
    /// later, or of the last day of that month (GDPR Art. 12(3); Regulation 1182/71 Art. 3(2)(c)). It is not
    /// moved when that day is no working day: who answers by then is always in time.
    static func accessDueAt(received: Int64) -> Int64 {
        let day = DutyLocalTime(utcMilliseconds: received).date
        return DutyLocalTime.end(of: day.adding(months: 1))
    }
}

extension Store {
    /// A request for access that waits, and whose it is. There only for a privacy officer.
    fileprivate func accessRequest(_ number: Int, for roles: Set<OfficerRole>) throws -> (
        matter: MatterStanding, person: PersonNumber
    ) {
        guard roles.contains(.privacyOfficer) else { throw CaseworkError.noMatter(number) }
        let (matter, fact) = try matter(number, for: roles)
        guard matter.what == .accessRequest, matter.endedAt == nil else {
            throw CaseworkError.noMatter(number)
        }
        guard let person = fact.personNumber else { throw CaseworkError.nobodyFound(number) }
        return (matter, try joinedPeople().one(person))
    }
}

/// How a request for access stands, before anybody is opened.
public struct ShowAccessRequest: Sendable {
    public var number: Int
    public var roles: Set<OfficerRole>

    public init(_ number: Int, for roles: Set<OfficerRole>) {
        self.number = number
        self.roles = roles
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var matter: MatterStanding
        /// Was anybody found in the call?
        public var isOfSomebody: Bool
        /// Nil as long as nobody checked who asks.
        public var identity: Identity?
        /// The copies that were made, in their order.
        public var copies: [Copy]
    }

    public struct Identity: Codable, Sendable, Equatable {
        public var how: IdentityCheck
        public var by: String
        public var at: Instant
    }

    public struct Copy: Codable, Sendable, Equatable {
        public var at: Instant
        public var by: String
        /// SHA-256 of the file, hexadecimal.
        public var sha256: String
    }

    /// A store that only reads will do. Opens nobody. Throws ``CaseworkError/noMatter(_:)`` for what is no
    /// request for access.
    public func run(in store: Store) throws -> Answer {
        guard roles.contains(.privacyOfficer) else { throw CaseworkError.noMatter(number) }
        let (matter, fact) = try store.matter(number, for: roles)
        guard matter.what == .accessRequest else { throw CaseworkError.noMatter(number) }
        return Answer(
            matter: matter,
            isOfSomebody: fact.person != nil,
            identity: try store.accessIdentity(number).flatMap { fact in
                IdentityCheck(rawValue: fact.body.how).map {
                    Identity(
                        how: $0,
                        by: fact.body.by,
                        at: Instant(milliseconds: fact.recordedAt)
                    )
                }
            },
            copies: try store.accessCopies(number).map {
                Copy(
                    at: Instant(milliseconds: $0.recordedAt),
                    by: $0.body.by,
                    sha256: $0.body.pdfSHA256
                )
            }
        )
    }
}

/// Says that it was checked who asks for access.
public struct CheckIdentity: Sendable {
    public var number: Int
    public var how: IdentityCheck
    public var roles: Set<OfficerRole>
    public var officer: ActingOfficer

    public init(
        _ number: Int,
        how: IdentityCheck,
        for roles: Set<OfficerRole>,
        officer: ActingOfficer
    ) {
        self.number = number
        self.how = how
        self.roles = roles
        self.officer = officer
    }

    public func run(in store: Store) throws {
        try store.recordCall(act: Act(by: officer.name, at: officer.now)) { store in
            _ = try store.accessRequest(number, for: roles)
            let fact = AccessIdentityFact(
                matter: number,
                how: how.rawValue,
                by: officer.name,
                day: officer.today.number
            )
            return ([fact], ())
        }
    }
}

/// Gathers what a copy of somebody's data holds. Only of who made the request, and only when it was checked
/// who that is.
public struct GatherAccessCopy: Sendable {
    public var number: Int
    public var roles: Set<OfficerRole>
    public var officer: ActingOfficer

    public init(_ number: Int, for roles: Set<OfficerRole>, officer: ActingOfficer) {
        self.number = number
        self.roles = roles
        self.officer = officer
    }

    /// A store that only reads will do; the lines are in the access log first. Throws
    /// ``CaseworkError/identityNotChecked(_:)`` and ``CaseworkError/accessOfDeceased(_:)``.
    public func run(in store: Store) throws -> HeldOfPerson {
        let (_, person) = try store.accessRequest(number, for: roles)
        guard try store.accessIdentity(number) != nil else {
            throw CaseworkError.identityNotChecked(number)
        }
        let access = try officer.access(
            "access-request",
            "request \(number)",
            StatedReason(following: "the person asks for a copy of their data")
        )
        let held = try HeldOfPerson(of: person, for: access, in: store)
        guard !held.rows.contains(where: { $0.person.deceasedOn != nil }) else {
            throw CaseworkError.accessOfDeceased(number)
        }
        return held
    }
}

/// Records that a copy was made, by the hash of its file.
public struct RecordAccessCopy: Sendable {
    public var number: Int
    public var language: Language
    /// SHA-256 of the file, hexadecimal.
    public var sha256: String
    /// The numbers of the notes that stand in it.
    public var notes: [Int]
    public var roles: Set<OfficerRole>
    public var officer: ActingOfficer

    public init(
        _ number: Int,
        _ language: Language,
        sha256: String,
        notes: [Int],
        for roles: Set<OfficerRole>,
        officer: ActingOfficer
    ) {
        self.number = number
        self.language = language
        self.sha256 = sha256
        self.notes = notes
        self.roles = roles
        self.officer = officer
    }

    public func run(in store: Store) throws {
        try store.recordCall(act: Act(by: officer.name, at: officer.now)) { store in
            _ = try store.accessRequest(number, for: roles)
            guard try store.accessIdentity(number) != nil else {
                throw CaseworkError.identityNotChecked(number)
            }
            let fact = AccessCopyFact(
                matter: number,
                language: language.rawValue,
                pdfSHA256: sha256,
                texts: notes,
                by: officer.name,
                day: officer.today.number
            )
            return ([fact], ())
        }
    }
}
