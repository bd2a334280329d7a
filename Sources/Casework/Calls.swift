// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Letters
public import Store

/// Opens a call: from here on its agent may look for the caller, and for nobody else.
public struct OpenCall: Sendable {
    public var channel: ContactChannel
    /// Nil when it is about another matter, or nobody knows yet.
    public var incident: String?
    /// A mail that was written down, for the queue; nil: the officer answers it now.
    public var queued: String?
    public var officer: ActingOfficer

    public init(
        _ channel: ContactChannel,
        incident: String? = nil,
        queued: String? = nil,
        officer: ActingOfficer
    ) {
        self.channel = channel
        self.incident = incident
        self.queued = queued
        self.officer = officer
    }

    public func run(in store: Store) throws -> CallStanding {
        let incident = try incident.map { try store.incident(named: $0) }
        let act = Act(by: officer.name, at: officer.now)
        let text = try queued.map { try WrittenText($0, sealedIn: store) }
        return try store.recordCall(act: act) { store in
            let call = CallFact(
                number: try store.nextCallNumber(),
                channel: channel.rawValue,
                incident: incident?.number,
                agent: queued == nil ? officer.name : nil,
                by: officer.name,
                day: officer.today.number
            )
            var facts: [any Fact] = [call]
            if let text {
                facts.append(
                    text.fact(try store.nextCallTextNumber(), call: call.number, officer)
                )
            }
            return (facts, call.number)
        }.standing(in: store, officer)
    }
}

extension Int {
    /// A call as it stands after an act.
    fileprivate func standing(in store: Store, _ officer: ActingOfficer) throws -> CallStanding {
        guard let call = try store.call(self) else { throw CaseworkError.noCall(self) }
        return try CallStanding(call, now: officer.now, store)
    }
}

/// Takes a mail out of the queue: the officer answers it.
public struct TakeCall: Sendable {
    public var call: Int
    public var officer: ActingOfficer

    public init(_ call: Int, officer: ActingOfficer) {
        self.call = call
        self.officer = officer
    }

    public func run(in store: Store) throws -> CallStanding {
        try store.recordCall(act: Act(by: officer.name, at: officer.now)) { store in
            guard let found = try store.call(call), found.isOpen, found.call.body.agent == nil
            else {
                throw CaseworkError.noCall(call)
            }
            let fact = CallTakenFact(call: call, by: officer.name, day: officer.today.number)
            return ([fact], call)
        }.standing(in: store, officer)
    }
}

/// A call of the officer's own, open or not.
public struct ShowCall: Sendable {
    public var call: Int
    public var officer: ActingOfficer

    public init(_ call: Int, officer: ActingOfficer) {
        self.call = call
        self.officer = officer
    }

    /// A store that only reads will do. Opens nobody.
    public func run(in store: Store) throws -> CallStanding {
        guard let found = try store.call(call), found.call.body.agent == officer.name else {
            throw CaseworkError.noCall(call)
        }
        return try CallStanding(found, now: officer.now, store)
    }
}

/// What a mail says, for the agent who answers it. The line stands in the access log first.
public struct ReadMail: Sendable {
    public var call: Int
    public var officer: ActingOfficer

    public init(_ call: Int, officer: ActingOfficer) {
        self.call = call
        self.officer = officer
    }

    /// A store that only reads will do. Nil when nothing was written down, or its term ended.
    public func run(in store: Store) throws -> String? {
        guard let text = try store.openCall(call, of: officer).texts.first?.body else { return nil }
        let access = try officer.access(
            "call",
            "call \(call)",
            StatedReason(following: "a mail is answered")
        )
        return try store.open(text, for: access)
    }
}

/// Ends a call: what came of it, what it was about, and what was written down.
public struct EndCall: Sendable {
    public var call: Int
    public var outcome: ContactOutcome
    public var themes: Set<ContactTheme>
    public var note: String
    /// When somebody calls back; of that outcome alone.
    public var callBackAt: WrittenMoment?
    public var officer: ActingOfficer

    public init(
        _ call: Int,
        outcome: ContactOutcome,
        themes: Set<ContactTheme> = [],
        note: String = "",
        callBackAt: WrittenMoment? = nil,
        officer: ActingOfficer
    ) {
        self.call = call
        self.outcome = outcome
        self.themes = themes
        self.note = note
        self.callBackAt = callBackAt
        self.officer = officer
    }

    public func run(in store: Store) throws -> CallStanding {
        _ = try store.openCall(call, of: officer)
        if outcome == .callBack {
            guard let callBackAt, callBackAt.latest >= officer.now else {
                throw CaseworkError.callBackMomentRefused
            }
        }
        // The number to call back is what the note of a call-back is for.
        let text =
            note.isEmpty
            ? nil : try WrittenText(note, keepingNumbers: outcome == .callBack, sealedIn: store)
        return try store.recordCall(act: Act(by: officer.name, at: officer.now)) { store in
            let found = try store.openCall(call, of: officer)
            var facts: [any Fact] = []
            var number: Int?
            if let text {
                let fact = text.fact(try store.nextCallTextNumber(), call: call, officer)
                number = fact.number
                facts.append(fact)
            }
            if outcome.waitsFor != nil {
                facts.append(
                    CallMatterFact(
                        number: try store.nextCallMatterNumber(),
                        call: call,
                        what: outcome.rawValue,
                        person: found.person?.person,
                        dueAt: outcome == .callBack ? callBackAt?.latest : nil,
                        text: number,
                        by: officer.name,
                        day: officer.today.number
                    )
                )
            }
            facts.append(
                CallEndFact(
                    call: call,
                    outcome: outcome.rawValue,
                    themes: themes.map(\.rawValue).sorted(),
                    by: officer.name,
                    day: officer.today.number
                )
            )
            return (facts, call)
        }.standing(in: store, officer)
    }
}

/// A text on its way into the ledger: without numbers and secrets, and sealed.
struct WrittenText {
    /// Characters.
    static let longest = 4000

    let sealed: Store.SealedCallText
    let struck: Int

    init(_ text: String, keepingNumbers: Bool = false, sealedIn store: Store) throws {
        guard text.count <= Self.longest else {
            throw CaseworkError.textTooLong(atMost: Self.longest)
        }
        let cleaned =
            keepingNumbers ? NoteCleaning.withoutCitizenNumbers(text) : NoteCleaning.cleaned(text)
        sealed = try store.seal(callText: cleaned.text)
        struck = cleaned.struck
    }

    func fact(_ number: Int, call: Int, replaces: Int? = nil, _ officer: ActingOfficer)
        -> CallTextFact
    {
        CallTextFact(
            number: number,
            call: call,
            key: sealed.key,
            sealed: sealed.sealed,
            struck: struck,
            replaces: replaces,
            by: officer.name,
            day: officer.today.number
        )
    }
}

/// What an agent has open, and what waits in the queue.
public struct ListCalls: Sendable {
    public var officer: ActingOfficer

    public init(officer: ActingOfficer) { self.officer = officer }

    public struct Answer: Codable, Sendable, Equatable {
        /// The officer's own, oldest first.
        public var own: [CallStanding]
        /// Mails that nobody has taken, oldest first: the first of them, and how many there are.
        public var queue: [CallStanding]
        public var queued: Int
        /// Calls of all agents that have not ended, those of the queue not counted.
        public var open: Int
        /// Incidents that a call can be about: those that are not closed.
        public var incidents: [String]
    }

    /// How much of the queue is shown.
    private static let shown = 20

    /// A store that only reads will do. Opens nobody.
    public func run(in store: Store) throws -> Answer {
        let open = try store.openCalls()
        let queue = open.filter { $0.body.agent == nil }
        func standings(_ calls: some Sequence<Recorded<CallFact>>) throws -> [CallStanding] {
            try calls.compactMap { try store.call($0.body.number) }
                .map { try CallStanding($0, now: officer.now, store) }
        }
        return Answer(
            own: try standings(open.filter { $0.body.agent == officer.name }),
            queue: try standings(queue.prefix(Self.shown)),
            queued: queue.count,
            open: open.count - queue.count,
            incidents: try store.incidents.map(\.body).filter {
                try store.closures(of: $0).last.map { $0.reopening != nil } ?? true
            }.map(\.reference)
        )
    }
}
