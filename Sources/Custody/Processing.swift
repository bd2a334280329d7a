// SPDX-License-Identifier: EUPL-1.2

/// An organisation that data go to or come from (GDPR Art. 4(7), 4(8)).
public struct Party: Hashable, Sendable, Identifiable {
    /// A short name chosen by the user: `lab-west`.
    public struct ID: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    public let id: ID
    public let name: String

    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }
}

/// The role of a party in a flow, which decides whose clock runs. Data with a date.
public enum PartyRole: String, Sendable, Hashable, CaseIterable {
    /// Verwerker, GDPR Art. 4(8).
    case processor = "processor"
    /// Zelfstandig verwerkingsverantwoordelijke.
    case ownController = "ownController"
    /// Gezamenlijk verantwoordelijk, GDPR Art. 26.
    case jointController = "jointController"
    /// Betwist.
    case disputed = "disputed"
    /// The controller on whose behalf we process: here we are the processor.
    case ourController = "ourController"
}

/// The ground of the processing (grondslag): GDPR Art. 6(1) and, for health, Art. 9(2).
public enum LegalBasis: String, Sendable, Hashable, CaseIterable {
    case consent = "6-1-a"
    case contract = "6-1-b"
    case legalObligation = "6-1-c"
    case vitalInterest = "6-1-d"
    case publicTask = "6-1-e"
    case legitimateInterest = "6-1-f"
}

/// What a class of disclosures has in common: to whom, under which agreement, for what, how.
///
/// A ledger row points to its flow by number; the flow itself is a fact of the ledger.
public struct Flow: Hashable, Sendable {
    public var party: Party.ID
    /// Version of the processor agreement (verwerkersovereenkomst), `v3`; empty if there is none.
    public var agreement: String
    /// Doel, in the organisation's own register of processing: `cervical-screening`.
    public var purpose: String
    public var basis: LegalBasis
    public var origin: Origin
    /// `hl7v2`, `backfile`, `fhir`.
    public var channel: String
    public var grade: ProvenanceGrade
    /// Who sent it on our behalf, when the origin is a third party.
    public var sender: String
    /// Are they results, which find their order by the sample? Noted by an import that asked which way a
    /// message went; nil for orders that we gave, and in earlier flows, where what was produced there is.
    public private(set) var resultsNoted: Bool?

    public var isOfResults: Bool { resultsNoted ?? (origin == .producedThere) }

    /// The same for messages of that kind.
    public func of(_ origin: Origin, results isOfResults: Bool) -> Flow {
        var flow = self
        flow.origin = origin
        flow.resultsNoted = origin == .producedThere || isOfResults ? isOfResults : nil
        return flow
    }

    public init(
        party: Party.ID,
        agreement: String,
        purpose: String,
        basis: LegalBasis,
        origin: Origin,
        channel: String,
        grade: ProvenanceGrade,
        sender: String = "",
        resultsNoted: Bool? = nil
    ) {
        self.party = party
        self.agreement = agreement
        self.purpose = purpose
        self.basis = basis
        self.origin = origin
        self.channel = channel
        self.grade = grade
        self.sender = sender
        self.resultsNoted = resultsNoted
    }
}

/// One disclosure (verstrekking): which kinds of data of whom came to be where, when, until when.
public struct Disclosure: Hashable, Sendable {
    public var person: PersonNumber
    /// The number of the flow in this store.
    public var flow: Int
    public var categories: CategorySet
    /// Days since 1970-01-01; nil when nothing says the day.
    public var disclosedOn: Int?
    /// Days since 1970-01-01; nil when no period was agreed.
    public var keepUntil: Int?

    public init(
        person: PersonNumber,
        flow: Int,
        categories: CategorySet,
        disclosedOn: Int?,
        keepUntil: Int? = nil
    ) {
        self.person = person
        self.flow = flow
        self.categories = categories
        self.disclosedOn = disclosedOn
        self.keepUntil = keepUntil
    }

    /// By person, then flow, day (unknown ones first) and categories: the order of the rows of an entry.
    public static func precedes(_ left: Disclosure, _ right: Disclosure) -> Bool {
        if left.person != right.person { return left.person < right.person }
        if left.flow != right.flow { return left.flow < right.flow }
        let (day, other) = (left.disclosedOn ?? Int.min, right.disclosedOn ?? Int.min)
        if day != other { return day < other }
        return left.categories.rawValue < right.categories.rawValue
    }
}
