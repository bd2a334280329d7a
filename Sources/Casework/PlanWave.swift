// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
public import Letters
public import Store

/// Plans a wave from a frozen version and a decision: everyone whom the decision covers gets a letter
/// in a print file, or is held with a reason. Any frozen version may be used; letters need not wait
/// until it is published.
public struct PlanWave: Sendable {
    public var incident: String
    public var wave: String
    /// Number or name of the version; nil is the last.
    public var version: String?
    public var audience: WaveAudience
    /// Who decided what, and why.
    public var decision: String
    public var lettersInFile: Int
    /// Leaves out those for whom a second letter says nothing new.
    public var onlyNews: Bool
    /// Holds people whose rows are lost, as having no address, and says who they are.
    public var leavesOutLost: Bool
    /// The pages that will be printed: who cannot be shown on them is held now, not at the print.
    public var pages: any AddressingCheck
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        wave: String,
        version: String? = nil,
        audience: WaveAudience,
        decision: String,
        lettersInFile: Int,
        onlyNews: Bool = false,
        leavesOutLost: Bool = false,
        pages: any AddressingCheck,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.wave = wave
        self.version = version
        self.audience = audience
        self.decision = decision
        self.lettersInFile = lettersInFile
        self.onlyNews = onlyNews
        self.leavesOutLost = leavesOutLost
        self.pages = pages
        self.officer = officer
        self.reason = reason
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var wave: WaveStanding
        public var version: RegisterVersion
        /// Held because their rows are lost, by reference.
        public var leftOut: [String]
    }

    /// What the plan comes to, before it is recorded.
    struct Proposal {
        var incident: IncidentFact
        var version: RegisterFact
        var plan: WavePlan
        var letters: [PlannedLetter]
        var outside: Int
        var leftOut: [String]
    }

    /// Opens those whom the decision covers, and records nothing but the line in the access log.
    func proposal(in store: Store) throws -> Proposal {
        guard WavePlan.printFileSizes.contains(lettersInFile) else {
            throw CaseworkError.printFileSizeRefused(lettersInFile)
        }
        let found = try store.incident(named: incident)
        try store.checkWaveName(wave, of: found)
        try refuseUnfinished(found, store)
        let frozen = try store.version(named: version, of: found)
        let register = try store.load(frozen)
        let joined = try store.joinedPeople(asOfEntries: frozen.asOfEntries)
        let changed = try store.joinedPeople().difference(from: joined)
        let inRegister = changed.count { register.index(of: $0) != nil }
        guard inRegister == 0 else {
            throw CaseworkError.peopleJoinedSince(version: frozen.name, people: inRegister)
        }
        let gone = try store.withdrawnPeople().count { register.index(of: $0) != nil }
        guard gone == 0 else {
            throw CaseworkError.peopleWithdrawnSince(version: frozen.name, people: gone)
        }
        let groups = Groups(register, firstList: try store.firstList(of: frozen))
        let lost = leavesOutLost ? LostPeople() : nil
        let plan = try plan(register, groups, found, joined, lost, store)
        let outside =
            register.count - plan.letters.count - plan.held.count - plan.alreadyTold.count
        guard !plan.letters.isEmpty || !plan.held.isEmpty else {
            throw CaseworkError.nobodyToWriteTo(
                alreadyTold: plan.alreadyTold.count,
                outside: outside
            )
        }
        return Proposal(
            incident: found,
            version: frozen,
            plan: plan,
            letters: try letters(of: plan, groups),
            outside: outside,
            leftOut: lost.references
        )
    }

    public func run(in store: Store) throws -> Answer {
        let proposal = try proposal(in: store)
        let recorded = try store.publishing {
            try store.record(
                wave: wave,
                of: proposal.incident,
                version: proposal.version,
                who: audience.rawValue,
                decision: decision,
                letters: proposal.letters,
                heldByReason: proposal.plan.heldByReason.reduce(into: [:]) {
                    $0[$1.key.code] = $1.value
                },
                alreadyTold: proposal.plan.alreadyTold.count,
                outside: proposal.outside,
                act: officer.act(towards: proposal.incident.concernedParties)
            )
        }
        return Answer(
            wave: try WaveStanding(recorded, in: store),
            version: try RegisterVersion(proposal.version, in: store),
            leftOut: proposal.leftOut
        )
    }

    /// One wave at a time: what people were told before decides what they are told now.
    private func refuseUnfinished(_ incident: IncidentFact, _ store: Store) throws {
        guard
            let wave = try store.waves(of: incident).map(\.body).first(where: {
                try !store.isEnded($0)
            })
        else { return }
        throw CaseworkError.waveUnfinished(
            incident: incident.reference,
            wave: wave.name,
            written: try store.finishedBatches(of: wave).count,
            printFiles: wave.batches
        )
    }

    /// Opens those whom the decision covers, and nobody else.
    private func plan(
        _ register: Register,
        _ groups: Groups,
        _ incident: IncidentFact,
        _ joined: JoinedPeople,
        _ lost: LostPeople?,
        _ store: Store
    ) throws -> WavePlan {
        let decision = WaveDecision(
            wave: try store.nextWaveNumber,
            audience: audience,
            again: WaveDecision.Again(audience, onlyNews: onlyNews)
        )
        let earlier = try EarlierLetters(store, incident, joined)
        let released = try store.releasedLanes(in: incident)
        let otherwise = try store.heldByOtherNumbers(
            joined,
            of: register,
            leavingOut: lost,
            for: officer.access("letters", incident.reference, reason)
        )
        let covered = register.people.indices.filter {
            decision.audience.includes(register.certainty(at: $0))
        }
        var rows: [WaveRow] = []
        rows.reserveCapacity(covered.count)
        var next = 0
        var names = SameNames()
        func addNext(hold: HoldReason?, window: UInt64? = nil) {
            let index = covered[next]
            next += 1
            guard let group = groups[index] else { return }
            let person = register.people[index]
            let hold = otherwise[person] ?? hold
            if hold == nil, let window { names.add(window, row: rows.count) }
            rows.append(
                WaveRow(
                    person: person.value,
                    certainty: register.certainty(at: index),
                    group: group,
                    categories: register.categories(at: index),
                    hold: hold,
                    earlier: earlier.letter(to: person)
                )
            )
        }
        try store.open(
            covered.map { register.people[$0] },
            for: try officer.access("letters", incident.reference, reason),
            withMail: true,
            leavingOut: lost
        ) {
            [pages, day = officer.today.date] in
            (
                number: $0.number,
                HoldReason.window(
                    of: try $0.person,
                    on: day,
                    released: released[$0.number] ?? .none,
                    page: pages
                )
            )
        } collect: { people in
            for (number, window) in people {
                // Whose rows are lost has no address.
                while next < covered.count, register.people[covered[next]] < number {
                    addNext(hold: .noAddress)
                }
                switch window {
                case .success(let key): addNext(hold: nil, window: key)
                case .failure(let reason): addNext(hold: reason)
                }
            }
        }
        while next < covered.count { addNext(hold: .noAddress) }
        try tellApart(names.groups, of: &rows, incident, released, store)
        return try WavePlan(rows, decision: decision)
    }

    /// Opens those whose windows read the same once more, for their given names.
    private func tellApart(
        _ groups: [[Int]],
        of rows: inout [WaveRow],
        _ incident: IncidentFact,
        _ released: [PersonNumber: ReleasedLanes],
        _ store: Store
    ) throws {
        guard !groups.isEmpty else { return }
        let places = Dictionary(
            groups.joined().map { (PersonNumber(rows[$0].person), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var windows: [Int: UInt64] = [:]
        try store.open(
            places.keys.sorted(),
            for: try officer.access("letters", incident.reference, reason),
            withMail: true
        ) { [pages, day = officer.today.date] in
            (
                number: $0.number,
                HoldReason.window(
                    of: try $0.person,
                    on: day,
                    byGivenNames: true,
                    released: released[$0.number] ?? .none,
                    page: pages
                )
            )
        } collect: { people in
            for case (let number, .success(let window)) in people {
                if let place = places[number] { windows[place] = window }
            }
        }
        SameNames.settle(groups, byGivenNames: windows, in: &rows) {
            released[PersonNumber($0)]?.contains(.sameName) == true
        }
    }

    private func letters(of plan: WavePlan, _ groups: Groups) throws -> [PlannedLetter] {
        let printed = plan.letters.enumerated().map { place, letter in
            PlannedLetter(
                person: PersonNumber(letter.person),
                group: letter.group,
                whyAgain: letter.whyAgain,
                held: nil,
                batch: WavePlan.printFile(ofLetter: place, lettersInFile: lettersInFile),
                byGivenNames: letter.byGivenNames
            )
        }
        let held = try plan.held.map { held in
            guard let group = groups[PersonNumber(held.person)] else {
                throw StoreError.integrity(.unreadable(.group))
            }
            return PlannedLetter(
                person: PersonNumber(held.person),
                group: group,
                whyAgain: nil,
                held: held.reason,
                batch: 0
            )
        }
        return printed + held
    }
}

/// The group of each person of a register.
private struct Groups {
    private let register: Register
    private let firstList: Int?

    init(_ register: Register, firstList: Int?) {
        self.register = register
        self.firstList = firstList
    }

    subscript(index: Int) -> AffectedGroup? { register.group(at: index, firstList: firstList) }

    subscript(person: PersonNumber) -> AffectedGroup? {
        register.index(of: person).flatMap { self[$0] }
    }
}
