// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
internal import Letters
public import Store

/// What of a suspension, or of a figure of the programme, is missing or cannot be.
public enum ContinuityProblem: Hashable, Sendable, CaseIterable {
    /// Who gave the order.
    case orderedBy
    /// What is suspended.
    case scope
    /// A number that was counted by hand says how.
    case countedHow
    case condition
    /// Where what proves it is kept.
    case proof
    /// 0 to 10,000,000; of participation 0 to 1,000 of a thousand.
    case numbers
    /// The least is at most the figure, and the figure at most the most.
    case band
    /// Capacity is of a party, and nothing else is.
    case party
    /// Who counted or assumes it.
    case source
    /// A figure that was counted, of a day to come.
    case dayToCome
    /// By whom, how, of which results, and of which not.
    case examination
    /// 1 to 104.
    case weeks
}

/// Suspends a party (opschorting): from a moment on nothing more goes there. The ledger holds who gave the order,
/// and how many orders had no result.
public struct SuspendParty: Sendable {
    public var party: Party.ID
    public var from: WrittenMoment
    public var orderedBy: String
    public var scope: String
    /// What is on its way as somebody counted it, 0 to 10,000,000, and how; nil when nobody did.
    public var counted: Int?
    public var countedHow: String
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        _ party: Party.ID,
        from: WrittenMoment,
        orderedBy: String,
        scope: String,
        counted: Int? = nil,
        countedHow: String = "",
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.party = party
        self.from = from
        self.orderedBy = orderedBy
        self.scope = scope
        self.counted = counted
        self.countedHow = countedHow
        self.because = because
        self.officer = officer
    }

    /// Throws ``CaseworkError/continuityRefused(_:)``, and when the party is suspended already or the moment is
    /// still to come.
    public func run(in store: Store) throws {
        _ = try store.party(named: party)
        guard orderedBy.saysSomething else { throw CaseworkError.continuityRefused(.orderedBy) }
        guard scope.saysSomething else { throw CaseworkError.continuityRefused(.scope) }
        guard ProgrammeNumbers.range.contains(counted ?? 0) else {
            throw CaseworkError.continuityRefused(.numbers)
        }
        guard counted == nil || countedHow.saysSomething else {
            throw CaseworkError.continuityRefused(.countedHow)
        }
        guard from.earliest <= officer.now else { throw CaseworkError.momentToCome }
        try refuseCitizenNumbers(orderedBy, scope, countedHow, because.text)
        try store.publishing {
            try store.suspend(
                party,
                from: from.earliest,
                to: from.latest,
                orderedBy: orderedBy,
                scope: scope,
                counted: counted,
                countedHow: counted == nil ? nil : countedHow,
                because: because.text,
                act: officer.act(towards: party)
            )
        }
    }
}

/// Adds a condition that must be met before a party is resumed.
public struct AddCondition: Sendable {
    public var party: Party.ID
    public var text: String
    public var officer: ActingOfficer

    public init(_ text: String, forResuming party: Party.ID, officer: ActingOfficer) {
        self.text = text
        self.party = party
        self.officer = officer
    }

    /// Returns its number, from 1. Throws when the party is not suspended.
    public func run(in store: Store) throws -> Int {
        _ = try store.party(named: party)
        guard text.saysSomething else { throw CaseworkError.continuityRefused(.condition) }
        try refuseCitizenNumbers(text)
        return try store.publishing {
            try store.record(
                condition: text,
                forResuming: party,
                act: officer.act(towards: party)
            )
        }
    }
}

/// Says that a condition for resuming is met, with what proves it, or that it is not after all.
public struct JudgeCondition: Sendable {
    public var party: Party.ID
    public var condition: Int
    public var isMet: Bool
    /// Where what proves it is kept, or why it is not met.
    public var reference: String
    public var evidence: EvidenceHash?
    public var at: WrittenMoment
    public var officer: ActingOfficer

    public init(
        _ condition: Int,
        ofResuming party: Party.ID,
        isMet: Bool,
        reference: String,
        evidence: EvidenceHash? = nil,
        at: WrittenMoment,
        officer: ActingOfficer
    ) {
        self.condition = condition
        self.party = party
        self.isMet = isMet
        self.reference = reference
        self.evidence = evidence
        self.at = at
        self.officer = officer
    }

    /// Throws without a reference, for a moment to come, and for a condition that is not there.
    public func run(in store: Store) throws {
        _ = try store.party(named: party)
        guard reference.saysSomething else { throw CaseworkError.continuityRefused(.proof) }
        guard at.earliest <= officer.now else { throw CaseworkError.momentToCome }
        try refuseCitizenNumbers(reference)
        try store.publishing {
            try store.judge(
                condition: condition,
                ofResuming: party,
                isMet: isMet,
                reference: reference,
                evidence: evidence?.text,
                at: at.latest,
                act: officer.act(towards: party)
            )
        }
    }
}

/// Ends a suspension: two people decide it, and while a condition is not met only with a reason.
public struct ResumeParty: Sendable {
    public var party: Party.ID
    /// Exact, or a day, of which the beginning counts; it may lie ahead.
    public var from: WrittenMoment
    public var because: StatedReason?
    public var officer: ActingOfficer
    public var second: SecondOfficer

    public init(
        _ party: Party.ID,
        from: WrittenMoment,
        because: StatedReason? = nil,
        officer: ActingOfficer,
        second: SecondOfficer
    ) {
        self.party = party
        self.from = from
        self.because = because
        self.officer = officer
        self.second = second
    }

    public func run(in store: Store) throws {
        _ = try store.party(named: party)
        let second = try second.name(in: store)
        if let because { try refuseCitizenNumbers(because.text) }
        try store.publishing {
            try store.resume(
                party,
                from: from.earliest,
                because: because?.text,
                second: second,
                act: officer.act(towards: party)
            )
        }
    }
}

/// Records a figure of the programme: what others can examine, what waits, who is invited and who takes part.
public struct RecordProgrammeFigure: Sendable {
    public var figure: ProgrammeFigure
    /// Of a capacity.
    public var party: Party.ID?
    /// Of a backlog that day; of all others the week in which it is, and those after it.
    public var day: Day
    /// 0 to 10,000,000; of participation 0 to 1,000, of a thousand who are invited.
    public var value: Int
    /// The least and the most that it may be.
    public var low: Int?
    public var high: Int?
    /// False: assumed.
    public var isMeasured: Bool
    /// Who counted or assumes it, and where it stands.
    public var source: String
    public var officer: ActingOfficer

    public init(
        _ figure: ProgrammeFigure,
        of party: Party.ID? = nil,
        day: Day,
        value: Int,
        low: Int? = nil,
        high: Int? = nil,
        isMeasured: Bool,
        source: String,
        officer: ActingOfficer
    ) {
        self.figure = figure
        self.party = party
        self.day = day
        self.value = value
        self.low = low
        self.high = high
        self.isMeasured = isMeasured
        self.source = source
        self.officer = officer
    }

    /// Throws ``CaseworkError/continuityRefused(_:)``.
    public func run(in store: Store) throws {
        if let party { _ = try store.party(named: party) }
        guard figure.isOfParty == (party != nil) else {
            throw CaseworkError.continuityRefused(.party)
        }
        let range = figure == .participation ? 0...1000 : ProgrammeNumbers.range
        guard [value, low ?? 0, high ?? 0].allSatisfy(range.contains) else {
            throw CaseworkError.continuityRefused(.numbers)
        }
        guard low ?? value <= value, value <= high ?? value else {
            throw CaseworkError.continuityRefused(.band)
        }
        guard source.saysSomething else { throw CaseworkError.continuityRefused(.source) }
        guard !isMeasured && figure != .backlog || day <= officer.today else {
            throw CaseworkError.continuityRefused(.dayToCome)
        }
        try refuseCitizenNumbers(source)
        try store.publishing {
            try store.record(
                programmeFigure: ProgrammeFigureFact(
                    figure,
                    of: party,
                    day: figure == .backlog ? day.number : day.monday.number,
                    value: value,
                    low: low,
                    high: high,
                    isMeasured: isMeasured,
                    source: source,
                    by: officer.name
                ),
                act: party.map { officer.act(towards: $0) } ?? officer.act(towards: [])
            )
        }
    }
}

/// Records what an examination of a party's results found: by whom, how, of which, and of which not.
public struct RecordResultsFinding: Sendable {
    public var party: Party.ID
    public var finding: ResultsFinding
    public var examiner: String
    public var method: String
    public var scope: String
    /// In words, also when it is nothing.
    public var notExamined: String
    public var day: Day
    public var reference: String
    public var evidence: EvidenceHash?
    public var officer: ActingOfficer

    public init(
        _ finding: ResultsFinding,
        of party: Party.ID,
        examiner: String,
        method: String,
        scope: String,
        notExamined: String,
        day: Day,
        reference: String,
        evidence: EvidenceHash? = nil,
        officer: ActingOfficer
    ) {
        self.finding = finding
        self.party = party
        self.examiner = examiner
        self.method = method
        self.scope = scope
        self.notExamined = notExamined
        self.day = day
        self.reference = reference
        self.evidence = evidence
        self.officer = officer
    }

    /// Throws ``CaseworkError/continuityRefused(_:)`` while one of them is not said, and for a day to come.
    public func run(in store: Store) throws {
        _ = try store.party(named: party)
        let texts = [examiner, method, scope, notExamined]
        guard texts.allSatisfy(\.saysSomething) else {
            throw CaseworkError.continuityRefused(.examination)
        }
        guard reference.saysSomething else { throw CaseworkError.continuityRefused(.proof) }
        guard day <= officer.today else { throw CaseworkError.momentToCome }
        for text in texts + [reference] { try refuseCitizenNumbers(text) }
        try store.publishing {
            try store.record(
                resultsFinding: ResultsFindingFact(
                    finding,
                    of: party,
                    examiner: examiner,
                    method: method,
                    scope: scope,
                    notExamined: notExamined,
                    day: day.number,
                    reference: reference,
                    evidence: evidence?.text,
                    by: officer.name
                ),
                act: officer.act(towards: party)
            )
        }
    }
}

enum ProgrammeNumbers {
    static let range = 0...10_000_000
}

extension Day {
    /// The Monday of its week.
    var monday: Day { Day(number: number - ((number + 3) % 7 + 7) % 7) }
}

private func refuseCitizenNumbers(_ texts: String...) throws {
    guard !texts.contains(where: TypedNumbers.mayHoldCitizenNumber) else {
        throw CaseworkError.citizenNumberTyped
    }
}
