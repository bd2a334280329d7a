// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Store

/// Something that somebody must do because of a call.
public struct MatterStanding: Codable, Sendable, Equatable {
    public var number: Int
    public var call: Int
    public var what: ContactOutcome
    /// When it was promised; of a request for access when it is answered at the latest.
    public var dueAt: Instant?
    public var openedAt: Instant
    /// Who spoke with the caller.
    public var by: String
    public var endedAt: Instant?
    public var isDone: Bool
    /// The number of what was written down, as it stands now.
    public var text: Int?
}

extension MatterStanding {
    init?(
        _ matter: Recorded<CallMatterFact>,
        _ end: Recorded<CallMatterEndFact>?,
        _ store: Store
    ) throws {
        guard let what = ContactOutcome(rawValue: matter.body.what) else { return nil }
        number = matter.body.number
        call = matter.body.call
        self.what = what
        dueAt = matter.dueAt.map { Instant(milliseconds: $0) }
        openedAt = Instant(milliseconds: matter.recordedAt)
        by = matter.body.by
        endedAt = end.map { Instant(milliseconds: $0.recordedAt) }
        isDone = end?.body.isDone ?? false
        text = try matter.body.text.map { try store.standing(ofCallText: $0, in: matter.body.call) }
    }

    /// May somebody with these roles see and end it? The team lead sees what waits for anybody.
    func isFor(_ roles: Set<OfficerRole>) -> Bool {
        roles.contains(.teamLead) || what.waitsFor.map(roles.contains) ?? false
    }
}

extension Recorded<CallMatterFact> {
    /// Milliseconds since 1970-01-01 UTC; nil when nothing says when.
    fileprivate var dueAt: Int64? {
        body.what == ContactOutcome.accessRequest.rawValue
            ? MatterStanding.accessDueAt(received: recordedAt) : body.dueAt
    }
}

extension Store {
    /// The text that came in the place of another one, or that one itself.
    func standing(ofCallText number: Int, in call: Int) throws -> Int {
        var number = number
        let texts = try self.call(call)?.texts.map(\.body) ?? []
        while let next = texts.first(where: { $0.replaces == number }) { number = next.number }
        return number
    }

    /// What of this number may be seen with these roles; what may not is not there.
    func matter(_ number: Int, for roles: Set<OfficerRole>) throws -> (
        MatterStanding, fact: CallMatterFact
    ) {
        guard let found = try callMatter(number),
            let standing = try MatterStanding(found.matter, found.end, self),
            standing.isFor(roles)
        else { throw CaseworkError.noMatter(number) }
        return (standing, found.matter.body)
    }
}

/// What waits for somebody with certain roles, what was promised first.
public struct ListMatters: Sendable {
    public var roles: Set<OfficerRole>

    public init(for roles: Set<OfficerRole>) { self.roles = roles }

    public struct Answer: Codable, Sendable, Equatable {
        public var matters: [MatterStanding]
        /// How many there are, of which the first are shown.
        public var count: Int
    }

    public static let most = 100

    /// A store that only reads will do. Names nobody.
    public func run(in store: Store) throws -> Answer {
        let waiting = try store.waitingCallMatters().filter { fact in
            roles.contains(.teamLead)
                || ContactOutcome(rawValue: fact.body.what)?.waitsFor.map(roles.contains) ?? false
        }.sorted {
            ($0.dueAt ?? .max, $0.body.number) < ($1.dueAt ?? .max, $1.body.number)
        }
        return Answer(
            matters: try waiting.prefix(Self.most).compactMap {
                try MatterStanding($0, nil, store)
            },
            count: waiting.count
        )
    }
}

/// One of them, with what was written down. The line stands in the access log first.
public struct ShowMatter: Sendable {
    public var number: Int
    public var roles: Set<OfficerRole>
    public var officer: ActingOfficer

    public init(_ number: Int, for roles: Set<OfficerRole>, officer: ActingOfficer) {
        self.number = number
        self.roles = roles
        self.officer = officer
    }

    public struct Answer: Codable, Sendable, Equatable, Masked {
        public var matter: MatterStanding
        /// Nil when nothing was written down, or its term ended.
        public var text: String?
        /// `P-…` of whom it is about; nil for agents, and when nobody was found.
        public var person: String?
        /// By what the caller was known.
        public var proof: CallerProof?

        public var mask: String { "matter \(matter.number)" }
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let (standing, fact) = try store.matter(number, for: roles)
        let access = try officer.access(
            "call",
            "call \(standing.call)",
            StatedReason(following: "what waits because of the call")
        )
        let isAgent = roles.isDisjoint(with: [.dataManager, .communication, .privacyOfficer])
        let text = try standing.text.flatMap { try store.callText($0)?.text.body }
        return Answer(
            matter: standing,
            text: try text.flatMap { try store.open($0, for: access) },
            person: isAgent ? nil : fact.personNumber?.reference,
            proof: try store.call(standing.call)?.person.flatMap {
                CallerProof(rawValue: $0.proof)
            }
        )
    }
}

/// Says that it was done, or need not be. A request for access is done only once a copy was made:
/// ``CaseworkError/accessNotAnswered(_:)``.
public struct EndMatter: Sendable {
    public var number: Int
    public var isDone: Bool
    public var roles: Set<OfficerRole>
    public var officer: ActingOfficer

    public init(_ number: Int, isDone: Bool, for roles: Set<OfficerRole>, officer: ActingOfficer) {
        self.number = number
        self.isDone = isDone
        self.roles = roles
        self.officer = officer
    }

    public func run(in store: Store) throws -> MatterStanding {
        try store.recordCall(act: Act(by: officer.name, at: officer.now)) { store in
            let matter = try store.matter(number, for: roles).0
            guard matter.endedAt == nil else { throw CaseworkError.noMatter(number) }
            // Done is what was answered (GDPR 12(3)).
            if isDone, matter.what == .accessRequest, try store.accessCopies(number).isEmpty {
                throw CaseworkError.accessNotAnswered(number)
            }
            let fact = CallMatterEndFact(
                number: number,
                isDone: isDone,
                by: officer.name,
                day: officer.today.number
            )
            return ([fact], ())
        }
        return try store.matter(number, for: roles).0
    }
}

/// Strikes words out of what was written down: the text without them comes in its place, and the key of the
/// other one is destroyed. That something was struck out, and by whom, stays.
public struct StrikeOut: Sendable, Masked {
    public var matter: Int
    /// As they stand in the text.
    public var words: String
    public var roles: Set<OfficerRole>
    public var officer: ActingOfficer

    public init(
        _ words: String,
        from matter: Int,
        for roles: Set<OfficerRole>,
        officer: ActingOfficer
    ) {
        self.words = words
        self.matter = matter
        self.roles = roles
        self.officer = officer
    }

    /// Throws ``CaseworkError/nothingToStrikeOut`` when the words do not stand there.
    public func run(in store: Store) throws -> MatterStanding {
        let shown = try ShowMatter(matter, for: roles, officer: officer).run(in: store)
        guard let number = shown.matter.text, let old = try store.callText(number)?.text.body,
            let text = shown.text, !words.isEmpty, text.contains(words)
        else { throw CaseworkError.nothingToStrikeOut }
        let written = try WrittenText(
            text.replacing(words, with: NoteCleaning.mark),
            keepingNumbers: shown.matter.what == .callBack,
            sealedIn: store
        )
        try store.end(
            callTexts: [old],
            because: "struck out",
            with: { store in
                guard try store.standing(ofCallText: number, in: old.call) == number else {
                    throw CaseworkError.nothingToStrikeOut
                }
                var fact = written.fact(
                    try store.nextCallTextNumber(),
                    call: old.call,
                    replaces: number,
                    officer
                )
                fact.struck = old.struck + written.struck + 1
                // Its term is that of the call.
                fact.day = old.day
                return [fact]
            },
            act: Act(by: officer.name, at: officer.now)
        )
        return try store.matter(matter, for: roles).0
    }
}

/// Destroys the keys of what was written down in calls longer ago than a term; what is still to be done keeps
/// its text.
public struct EraseCallTexts: Sendable {
    /// How many days a text is kept, 1 to 3,660.
    public var keepDays: Int
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(keepDays: Int, because: StatedReason, officer: ActingOfficer) {
        self.keepDays = keepDays
        self.because = because
        self.officer = officer
    }

    /// How many were erased.
    public func run(in store: Store) throws -> Int {
        guard (1...3660).contains(keepDays) else { throw CaseworkError.keepDaysRefused(keepDays) }
        let waiting = Set(
            try store.waitingCallMatters().compactMap { matter in
                try matter.body.text.map {
                    try store.standing(ofCallText: $0, in: matter.body.call)
                }
            }
        )
        let last = officer.today.number - keepDays - 1
        let texts = try (last - 3660...last).flatMap { try store.readableCallTexts(on: $0) }
            .filter { !waiting.contains($0.number) }
        guard !texts.isEmpty else { return 0 }
        try store.end(
            callTexts: texts,
            because: because.text,
            act: Act(by: officer.name, at: officer.now)
        )
        return texts.count
    }
}

/// What the contact centre did on each day, and what waits: counts alone, of nobody.
public struct CountCalls: Sendable {
    /// The last one.
    public var until: Day
    public var days: Int
    public var now: Int64

    public init(days: Int, now: Int64) {
        self.days = days
        self.now = now
        until = Instant(milliseconds: now).day
    }

    public struct Answer: Codable, Sendable, Equatable {
        public struct OfDay: Codable, Sendable, Equatable {
            public var day: Day
            /// By the codes of channel, outcome, theme, and of what must be done.
            public var opened: [String: Int]
            public var outcomes: [String: Int]
            public var themes: [String: Int]
            public var matters: [String: Int]
            public var mattersDone: Int
            public var searches: Int
            /// Searches that showed nobody.
            public var misses: Int
        }

        /// The newest first.
        public var days: [OfDay]
        /// Now: calls that are spoken, messages in the queue, and since when the oldest waits.
        public var open: Int
        public var queued: Int
        public var queuedSince: Instant?
        /// Now: what waits, by its code; call-backs that were promised, and those of them that are late.
        public var waiting: [String: Int]
        public var callBacks: Int
        public var lateCallBacks: Int
        public var nextCallBack: Instant?
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let (counted, open) = (try store.callDays(), try store.openCalls())
        let waiting = try store.waitingCallMatters().map(\.body)
        let queue = open.filter { $0.body.agent == nil }
        let promised = waiting.compactMap(\.dueAt)
        return Answer(
            days: (0..<max(1, days)).map { back in
                let day = counted[until.number - back] ?? CallDay()
                return Answer.OfDay(
                    day: Day(number: until.number - back),
                    opened: day.opened,
                    outcomes: day.outcomes,
                    themes: day.themes,
                    matters: day.matters,
                    mattersDone: day.mattersDone,
                    searches: day.searches,
                    misses: day.misses
                )
            },
            open: open.count - queue.count,
            queued: queue.count,
            queuedSince: queue.first.map { Instant(milliseconds: $0.recordedAt) },
            waiting: waiting.reduce(into: [:]) { $0[$1.what, default: 0] += 1 },
            callBacks: promised.count,
            lateCallBacks: promised.count { $0 < now },
            nextCallBack: promised.min().map { Instant(milliseconds: $0) }
        )
    }
}
