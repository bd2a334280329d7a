// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import Store

/// A suspension of a party as it stands now.
public struct PartySuspension: Codable, Sendable, Equatable {
    public var number: Int
    public var party: String
    /// When its time is not known, the latest that it can have been.
    public var from: Instant
    public var orderedBy: String
    public var scope: String
    public var because: String
    public var by: String
    public var recordedAt: Instant
    /// In the ledger, from 0.
    public var entry: Int
    /// Orders without a result when it was recorded, and now.
    public var openOrders: Int
    public var openOrdersNow: Int
    /// On their way as somebody counted, and how; nil when nobody did.
    public var counted: Int?
    public var countedHow: String?
    public var conditions: [Condition]
    /// Nil while it goes on.
    public var resumption: Resumption?
    /// Disclosures to the party of days after that of the order; and of that day itself and the day of resuming,
    /// of which the ledger cannot tell whether they were before or after.
    public var givenAfter: Int
    public var givenOnTheDay: Int
    /// Of those after it.
    public var firstGiven: Day?

    public struct Condition: Codable, Sendable, Equatable {
        public var number: Int
        public var text: String
        public var by: String
        public var isMet: Bool
        /// The last; nil when nobody judged it.
        public var judgement: Judgement?
    }

    public struct Judgement: Codable, Sendable, Equatable {
        public var isMet: Bool
        public var reference: String
        /// SHA-256 in hexadecimal; nil when there is no file.
        public var evidence: String?
        public var at: Instant
        public var by: String
    }

    public struct Resumption: Codable, Sendable, Equatable {
        public var from: Instant
        /// Conditions that were not met.
        public var unmet: [Int]
        public var because: String?
        public var by: String
        public var second: String
    }

    public var unmet: [Int] { conditions.filter { !$0.isMet }.map(\.number) }

    init(_ recorded: RecordedSuspension, in store: Store) throws {
        let (order, body) = (recorded.order, recorded.order.body)
        number = body.number
        party = body.party
        from = Instant(milliseconds: body.from)
        orderedBy = body.orderedBy
        scope = body.scope
        because = body.because
        by = body.by
        recordedAt = Instant(milliseconds: order.recordedAt)
        entry = order.entry
        openOrders = body.openOrders
        let id = Party.ID(rawValue: body.party)
        openOrdersNow = try store.openOrders(at: id)
        counted = body.counted
        countedHow = body.countedHow
        conditions = recorded.conditions.map { condition in
            let last = recorded.judgement(of: condition.body.number)?.body
            return Condition(
                number: condition.body.number,
                text: condition.body.text,
                by: condition.body.by,
                isMet: last?.isMet ?? false,
                judgement: last.map {
                    Judgement(
                        isMet: $0.isMet,
                        reference: $0.reference,
                        evidence: $0.evidence,
                        at: Instant(milliseconds: $0.at),
                        by: $0.by
                    )
                }
            )
        }
        resumption = recorded.resumption.map {
            Resumption(
                from: Instant(milliseconds: $0.body.from),
                unmet: $0.body.unmet,
                because: $0.body.because,
                by: $0.body.by,
                second: $0.body.second
            )
        }
        let earliest = body.notBefore ?? body.from
        let given = try store.disclosures(
            toSuspended: id,
            from: Instant(milliseconds: earliest).day.number,
            until: resumption.map { $0.from.day.number },
            recordedFrom: earliest
        )
        givenAfter = given.after
        givenOnTheDay = given.onTheDay
        firstGiven = given.first.map(Day.init(number:))
    }
}

/// The suspensions of a party, of the parties of an incident, or of all; those that ended too.
public struct ShowSuspensions: Sendable {
    private enum Whose: Sendable {
        case party(Party.ID)
        case incident(String)
        case everyone
    }

    private var whose: Whose

    public init() { whose = .everyone }
    public init(of party: Party.ID) { whose = .party(party) }
    /// Of its parties, without those that ended before it was opened.
    public init(incident: String) { whose = .incident(incident) }

    public func run(in store: Store) throws -> [PartySuspension] {
        try store.snapshot { store in
            try Self.recorded(whose, in: store).map { try PartySuspension($0, in: store) }
        }
    }

    private static func recorded(_ whose: Whose, in store: Store) throws -> [RecordedSuspension] {
        switch whose {
        case .everyone: return try store.suspensions()
        case .party(let id):
            _ = try store.party(named: id)
            return try store.suspensions(of: id)
        case .incident(let reference):
            return try store.suspensions(in: store.incident(named: reference))
        }
    }
}

/// What examinations of a party's results found, oldest first.
public struct ListResultsFindings: Sendable {
    public var parties: [Party.ID]

    public init(of parties: [Party.ID]) { self.parties = parties }

    public struct Item: Codable, Sendable, Equatable {
        public var party: String
        public var finding: ResultsFinding
        public var examiner: String
        public var method: String
        public var scope: String
        public var notExamined: String
        public var day: Day
        public var reference: String
        /// SHA-256 in hexadecimal; nil when there is no file.
        public var evidence: String?
        public var by: String
        public var recordedAt: Instant
        /// In the ledger, from 0.
        public var entry: Int
    }

    public func run(in store: Store) throws -> [Item] {
        try parties.flatMap { try store.resultsFindings(of: $0) }.sorted { $0.entry < $1.entry }
            .map { found in
                let body = found.body
                guard let finding = ResultsFinding(rawValue: body.finding) else {
                    throw StoreError.integrity(.unreadable(.fact(kind: ResultsFindingFact.kind)))
                }
                return Item(
                    party: body.party,
                    finding: finding,
                    examiner: body.examiner,
                    method: body.method,
                    scope: body.scope,
                    notExamined: body.notExamined,
                    day: Day(number: body.day),
                    reference: body.reference,
                    evidence: body.evidence,
                    by: body.by,
                    recordedAt: Instant(milliseconds: found.recordedAt),
                    entry: found.entry
                )
            }
    }
}

extension Store {
    /// Of the parties of an incident, without those that ended before it was opened.
    func suspensions(in incident: IncidentFact) throws -> [RecordedSuspension] {
        let opened = try incidents.first { $0.body.number == incident.number }?.recordedAt ?? 0
        return try incident.concernedParties.flatMap { try suspensions(of: $0) }
            .filter { $0.resumption.map { $0.recordedAt >= opened } ?? true }
            .sorted { $0.order.entry < $1.order.entry }
    }
}
