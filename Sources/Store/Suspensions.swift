// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents

/// That a party gets nothing more from a moment on (opschorting), until it is resumed.
public struct SuspensionFact: Fact {
    public static let kind = "suspension"
    /// Of all suspensions, from 1.
    public var number: Int
    public var party: String
    /// Milliseconds since 1970-01-01 UTC; when the time is not known, the latest that it can have been.
    public var from: Int64
    /// The earliest that it can have been, when the time is not known; else nil.
    public var notBefore: Int64?
    /// Who gave the order.
    public var orderedBy: String
    /// What is suspended, in words.
    public var scope: String
    /// Orders without a result in the ledger when this was recorded.
    public var openOrders: Int
    /// What was on its way as somebody counted it, and how they did; nil when nobody did.
    public var counted: Int?
    public var countedHow: String?
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case party = "party"
        case from = "from"
        case notBefore = "notBefore"
        case orderedBy = "orderedBy"
        case scope = "scope"
        case openOrders = "openOrders"
        case counted = "counted"
        case countedHow = "countedHow"
        case by = "by"
        case because = "because"
    }

    public var keys: [FactKey] { [.number(number), .party(party)] }
}

/// What must be so before a party that is suspended is resumed.
public struct SuspensionConditionFact: Fact {
    public static let kind = "suspension-condition"
    public var suspension: Int
    /// Of those of its suspension, from 1.
    public var number: Int
    public var text: String
    public var by: String

    enum CodingKeys: String, CodingKey {
        case suspension = "suspension"
        case number = "number"
        case text = "text"
        case by = "by"
    }

    public var keys: [FactKey] { [.number(suspension)] }
}

/// Whether a condition is met, with what proves it. The last one of a condition counts.
public struct ConditionJudgementFact: Fact {
    public static let kind = "suspension-judgement"
    public var suspension: Int
    public var condition: Int
    public var isMet: Bool
    /// Where what proves it is kept, or why it is not met after all.
    public var reference: String
    /// SHA-256 of a file that proves it, in hexadecimal; nil when there is none.
    public var evidence: String?
    /// Milliseconds since 1970-01-01 UTC: the latest that it can have been.
    public var at: Int64
    public var by: String

    enum CodingKeys: String, CodingKey {
        case suspension = "suspension"
        case condition = "condition"
        case isMet = "isMet"
        case reference = "reference"
        case evidence = "evidence"
        case at = "at"
        case by = "by"
    }

    public var keys: [FactKey] { [.number(suspension)] }
}

/// That a party gets data again: two people decided it.
public struct ResumptionFact: Fact {
    public static let kind = "resumption"
    public var suspension: Int
    /// Milliseconds since 1970-01-01 UTC.
    public var from: Int64
    /// The conditions that were not met.
    public var unmet: [Int]
    /// Why; always there when a condition was not met.
    public var because: String?
    public var by: String
    public var second: String

    enum CodingKeys: String, CodingKey {
        case suspension = "suspension"
        case from = "from"
        case unmet = "unmet"
        case because = "because"
        case by = "by"
        case second = "second"
    }

    public var keys: [FactKey] { [.number(suspension)] }
}

/// A figure of the programme (``Incidents/ProgrammeFigure``). The last one of a figure, party and day counts.
public struct ProgrammeFigureFact: Fact {
    public static let kind = "programme-figure"
    /// Code of a `ProgrammeFigure`.
    public var figure: String
    /// Of a capacity: whose.
    public var party: String?
    /// Days since 1970-01-01: a Monday, but of a backlog any day.
    public var day: Int
    public var value: Int
    /// The least and the most that it may be, of an assumption.
    public var low: Int?
    public var high: Int?
    /// False: assumed.
    public var isMeasured: Bool
    /// Who counted or assumes it, and where it stands.
    public var source: String
    public var by: String

    enum CodingKeys: String, CodingKey {
        case figure = "figure"
        case party = "party"
        case day = "day"
        case value = "value"
        case low = "low"
        case high = "high"
        case isMeasured = "isMeasured"
        case source = "source"
        case by = "by"
    }

    public var keys: [FactKey] { [] }
}

/// What an examination of the results of a party says (``Incidents/ResultsFinding``).
public struct ResultsFindingFact: Fact {
    public static let kind = "results-finding"
    public var party: String
    /// Code of a `ResultsFinding`.
    public var finding: String
    /// Who examined them.
    public var examiner: String
    public var method: String
    /// Which results.
    public var scope: String
    public var notExamined: String
    /// Days since 1970-01-01.
    public var day: Int
    /// Where the report is kept.
    public var reference: String
    /// SHA-256 of the report, in hexadecimal; nil when there is none.
    public var evidence: String?
    public var by: String

    enum CodingKeys: String, CodingKey {
        case party = "party"
        case finding = "finding"
        case examiner = "examiner"
        case method = "method"
        case scope = "scope"
        case notExamined = "notExamined"
        case day = "day"
        case reference = "reference"
        case evidence = "evidence"
        case by = "by"
    }

    public var keys: [FactKey] { [.party(party)] }
}

/// A suspension with all that was recorded of it.
public struct RecordedSuspension: Sendable {
    public var order: Recorded<SuspensionFact>
    public var conditions: [Recorded<SuspensionConditionFact>]
    /// All of them, in the order in which they were recorded.
    public var judgements: [Recorded<ConditionJudgementFact>]
    /// Nil while it is suspended.
    public var resumption: Recorded<ResumptionFact>?

    /// The last judgement of a condition; nil when nobody judged it.
    public func judgement(of condition: Int) -> Recorded<ConditionJudgementFact>? {
        judgements.last { $0.body.condition == condition }
    }

    /// The conditions that are not met.
    public var unmet: [Int] {
        conditions.map(\.body.number).filter { judgement(of: $0)?.body.isMet != true }
    }
}

extension Store {
    /// Every suspension, of one party or of all, in the order in which they were recorded.
    public func suspensions(of party: Party.ID? = nil) throws -> [RecordedSuspension] {
        let orders =
            try party.map { try facts.all(SuspensionFact.self, .party($0.rawValue)) }
            ?? facts.all(SuspensionFact.self)
        return try orders.map { order in
            let key = FactKey.number(order.body.number)
            return RecordedSuspension(
                order: order,
                conditions: try facts.all(SuspensionConditionFact.self, key),
                judgements: try facts.all(ConditionJudgementFact.self, key),
                resumption: try facts.all(ResumptionFact.self, key).last
            )
        }
    }

    /// The one that is not ended; throws when there is none.
    private func suspended(_ party: Party.ID) throws -> RecordedSuspension {
        guard let found = try suspensions(of: party).last, found.resumption == nil else {
            throw StoreError.notFound(.suspension(of: party))
        }
        return found
    }

    /// Suspends a party. Throws when it is suspended already.
    public func suspend(
        _ party: Party.ID,
        from earliest: Int64,
        to latest: Int64,
        orderedBy: String,
        scope: String,
        counted: Int?,
        countedHow: String?,
        because: String,
        act: Act
    ) throws {
        let openOrders = try openOrders(at: party)
        try commit(act) { store, db, entries in
            if let last = try store.suspensions(of: party).last, last.resumption == nil {
                throw StoreError.alreadyThere(.suspension(of: party))
            }
            try entries.record(
                db,
                [
                    SuspensionFact(
                        number: try store.facts.count(SuspensionFact.self) + 1,
                        party: party.rawValue,
                        from: min(latest, act.at),
                        notBefore: earliest == latest ? nil : earliest,
                        orderedBy: orderedBy,
                        scope: scope,
                        openOrders: openOrders,
                        counted: counted,
                        countedHow: countedHow,
                        by: act.by,
                        because: because
                    )
                ]
            )
        }
    }

    /// Adds a condition for resuming; returns its number.
    public func record(condition text: String, forResuming party: Party.ID, act: Act) throws -> Int
    {
        try commit(act) { store, db, entries in
            let found = try store.suspended(party)
            let number = found.conditions.count + 1
            try entries.record(
                db,
                [
                    SuspensionConditionFact(
                        suspension: found.order.body.number,
                        number: number,
                        text: text,
                        by: act.by
                    )
                ]
            )
            return number
        }
    }

    public func judge(
        condition: Int,
        ofResuming party: Party.ID,
        isMet: Bool,
        reference: String,
        evidence: String?,
        at moment: Int64,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            let found = try store.suspended(party)
            guard found.conditions.contains(where: { $0.body.number == condition }) else {
                throw StoreError.notFound(.condition(number: condition))
            }
            try entries.record(
                db,
                [
                    ConditionJudgementFact(
                        suspension: found.order.body.number,
                        condition: condition,
                        isMet: isMet,
                        reference: reference,
                        evidence: evidence,
                        at: min(moment, act.at),
                        by: act.by
                    )
                ]
            )
        }
    }

    /// Ends a suspension. Refused for one officer twice, from before the suspension on, and while a condition
    /// is not met unless `because` says why it is done all the same.
    public func resume(
        _ party: Party.ID,
        from moment: Int64,
        because: String?,
        second: String,
        act: Act
    ) throws {
        guard Self.areTwo(act.by, second) else { throw StoreError.refused(.sameOfficerTwice) }
        try commit(act) { store, db, entries in
            let found = try store.suspended(party)
            guard moment >= found.order.body.notBefore ?? found.order.body.from else {
                throw StoreError.refused(.resumedBeforeSuspended(party))
            }
            let unmet = found.unmet
            guard unmet.isEmpty || because != nil else {
                throw StoreError.refused(.conditionsUnmet(unmet, of: party))
            }
            try entries.record(
                db,
                [
                    ResumptionFact(
                        suspension: found.order.body.number,
                        from: moment,
                        unmet: unmet,
                        because: because,
                        by: act.by,
                        second: second
                    )
                ]
            )
        }
    }

    /// Every figure, in the order in which they were recorded.
    public func programmeFigures() throws -> [Recorded<ProgrammeFigureFact>] {
        try facts.all(ProgrammeFigureFact.self)
    }

    public func record(programmeFigure figure: ProgrammeFigureFact, act: Act) throws {
        try commit(act) { _, db, entries in try entries.record(db, [figure]) }
    }

    public func resultsFindings(of party: Party.ID) throws -> [Recorded<ResultsFindingFact>] {
        try facts.all(ResultsFindingFact.self, .party(party.rawValue))
    }

    public func record(resultsFinding finding: ResultsFindingFact, act: Act) throws {
        try commit(act) { _, db, entries in try entries.record(db, [finding]) }
    }
}

extension ProgrammeFigureFact {
    public init(
        _ figure: ProgrammeFigure,
        of party: Party.ID?,
        day: Int,
        value: Int,
        low: Int?,
        high: Int?,
        isMeasured: Bool,
        source: String,
        by: String
    ) {
        self.figure = figure.code
        self.party = party?.rawValue
        self.day = day
        self.value = value
        self.low = low
        self.high = high
        self.isMeasured = isMeasured
        self.source = source
        self.by = by
    }
}

extension ResultsFindingFact {
    public init(
        _ finding: ResultsFinding,
        of party: Party.ID,
        examiner: String,
        method: String,
        scope: String,
        notExamined: String,
        day: Int,
        reference: String,
        evidence: String?,
        by: String
    ) {
        self.party = party.rawValue
        self.finding = finding.code
        self.examiner = examiner
        self.method = method
        self.scope = scope
        self.notExamined = notExamined
        self.day = day
        self.reference = reference
        self.evidence = evidence
        self.by = by
    }
}
