// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Store

/// Adds an organisation that data go to, with its role from a day on.
public struct AddParty: Sendable {
    public var party: Party
    public var role: PartyRole
    public var from: Day
    public var officer: ActingOfficer

    public init(_ party: Party, role: PartyRole, from: Day, officer: ActingOfficer) {
        self.party = party
        self.role = role
        self.from = from
        self.officer = officer
    }

    /// What we are called where a party may stand; no party is called so.
    public static let ourselves = "ourselves"

    /// Throws for a short name that is not letters, digits and hyphens: it is typed in commands and
    /// stands in files.
    public func run(in store: Store) throws {
        let id = party.id.rawValue
        guard !id.isEmpty, id != Self.ourselves,
            id.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
        else {
            throw CaseworkError.partyIDRefused(id)
        }
        try store.publishing {
            try store.add(
                party: party,
                role: role,
                from: from.number,
                act: officer.act(towards: party.id)
            )
        }
    }
}

/// Records another role of a party from a day on; it decides which clock runs.
public struct SetRole: Sendable {
    public var party: Party.ID
    public var role: PartyRole
    public var from: Day
    /// Why; it stands beside the duties that the role takes away.
    public var because: StatedReason?
    public var officer: ActingOfficer

    public init(
        party: Party.ID,
        role: PartyRole,
        from: Day,
        because: StatedReason? = nil,
        officer: ActingOfficer
    ) {
        self.party = party
        self.role = role
        self.from = from
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws {
        _ = try store.party(named: party)
        try store.publishing {
            try store.set(
                role: role,
                of: party,
                from: from.number,
                because: because?.text,
                act: officer.act(towards: party)
            )
        }
    }
}

/// Records a version of the processor agreement (verwerkersovereenkomst).
public struct AddAgreement: Sendable {
    public var party: Party.ID
    /// `v3`.
    public var version: String
    public var from: Day
    /// Hours after discovery within which a breach must be told; nil when it says nothing about it.
    public var incidentHours: Int?
    /// Months the processor may keep what it got.
    public var keepMonths: Int?
    public var officer: ActingOfficer

    public init(
        party: Party.ID,
        version: String,
        from: Day,
        incidentHours: Int? = nil,
        keepMonths: Int? = nil,
        officer: ActingOfficer
    ) {
        self.party = party
        self.version = version
        self.from = from
        self.incidentHours = incidentHours
        self.keepMonths = keepMonths
        self.officer = officer
    }

    /// Up to a leap year.
    public static let incidentHours = 1...8784
    /// Up to a hundred years.
    public static let keepMonths = 1...1200

    public func run(in store: Store) throws {
        if let incidentHours, !Self.incidentHours.contains(incidentHours) {
            throw CaseworkError.incidentHoursRefused(incidentHours)
        }
        if let keepMonths, !Self.keepMonths.contains(keepMonths) {
            throw CaseworkError.keepMonthsRefused(keepMonths)
        }
        _ = try store.party(named: party)
        try store.publishing {
            try store.add(
                agreement: version,
                with: party,
                from: from.number,
                incidentHours: incidentHours,
                keepMonths: keepMonths,
                act: officer.act(towards: party)
            )
        }
    }
}

/// Puts the keeping term of a version of an agreement right, with the reason: exposure counts by it from then
/// on, and imports that follow.
public struct CorrectTerm: Sendable {
    public var party: Party.ID
    public var version: String
    /// Nil: nothing was agreed.
    public var keepMonths: Int?
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        party: Party.ID,
        version: String,
        keepMonths: Int?,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.party = party
        self.version = version
        self.keepMonths = keepMonths
        self.because = because
        self.officer = officer
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var party: String
        public var version: String
        /// Before and now; nil: none.
        public var monthsBefore: Int?
        public var months: Int?
        /// Rows of the party whose agreed period is over, before and now.
        public var pastTermBefore: Int
        public var pastTerm: Int
    }

    public func run(in store: Store) throws -> Answer {
        if let keepMonths, !AddAgreement.keepMonths.contains(keepMonths) {
            throw CaseworkError.keepMonthsRefused(keepMonths)
        }
        _ = try store.party(named: party)
        let before = try store.agreements(with: party).last { $0.version == version }
        func pastTerm() throws -> Int {
            try store.exposures(today: officer.today.number).first { $0.party.id == party }?
                .pastTerm ?? 0
        }
        let past = try pastTerm()
        try store.publishing {
            try store.correct(
                termOf: version,
                with: party,
                keepMonths: keepMonths,
                because: because.text,
                act: officer.act(towards: party)
            )
        }
        return Answer(
            party: party.rawValue,
            version: version,
            monthsBefore: before?.keepMonths,
            months: keepMonths,
            pastTermBefore: past,
            pastTerm: try pastTerm()
        )
    }
}

/// Says that a party is called so in messages, or no longer: by that its messages are told from those of other
/// parties.
public struct SetPartyCode: Sendable {
    public var party: Party.ID
    public var code: String
    /// False: it is not called so.
    public var holds: Bool
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        _ code: String,
        of party: Party.ID,
        holds: Bool = true,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.party = party
        self.code = code
        self.holds = holds
        self.because = because
        self.officer = officer
    }

    /// Throws for a code that is empty, that another party has as its name, and when nothing changes.
    public func run(in store: Store) throws {
        guard code.contains(where: { !$0.isWhitespace }) else { throw CaseworkError.codeRefused }
        try store.publishing {
            try store.set(
                code: code,
                of: party,
                holds: holds,
                because: because.text,
                act: officer.act(towards: party)
            )
        }
    }
}

/// A keeping term that was corrected.
public struct TermCorrection: Codable, Sendable, Equatable {
    public var party: String
    public var version: String
    /// Nil: nothing was agreed.
    public var months: Int?
    public var by: String
    public var because: String

    init(_ fact: AgreementTermFact) {
        party = fact.party
        version = fact.version
        months = fact.keepMonths
        by = fact.by
        because = fact.because
    }
}

/// The parties with their role on a day and their agreements.
public struct ListParties: Sendable {
    public var on: Day

    public init(on day: Day) { on = day }

    public struct Item: Codable, Sendable, Equatable {
        public var id: String
        public var name: String
        /// Nil: none had begun by then.
        public var role: PartyRole?
        /// Versions, in the order in which they were recorded.
        public var agreements: [String]
        /// How it is called in messages, beside its short name and its name.
        public var codes: [String]
    }

    public func run(in store: Store) throws -> [Item] {
        let codes = try store.partyCodes()
        return try store.parties.map { party in
            Item(
                id: party.id.rawValue,
                name: party.name,
                role: try store.role(of: party.id, on: on.number),
                agreements: try store.agreements(with: party.id).map(\.version),
                codes: codes[party.id] ?? []
            )
        }
    }
}
