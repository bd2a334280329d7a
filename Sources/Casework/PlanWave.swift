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
        /// People whom the version does not concern, and who stand in a letter that is printed and was not handed
        /// over: they are not written to.
        public var notHandedOver: Int
    }

    /// What the plan comes to, before it is recorded.
    struct Proposal {
        var incident: IncidentFact
        var version: RegisterFact
        var plan: WavePlan
        var letters: [PlannedLetter]
        var outside: Int
        var leftOut: [String]
        /// Whom the version does not concern, in a letter that is printed and was not handed over.
        var notHandedOver: Int
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
        let withdrawn = try store.withdrawnPeople().count { register.index(of: $0) != nil }
        guard withdrawn == 0 else {
            throw CaseworkError.peopleWithdrawnSince(version: frozen.name, people: withdrawn)
        }
        let groups = Groups(register, firstList: try store.firstList(of: frozen))
        let lost = leavesOutLost ? LostPeople() : nil
        let earlier = try EarlierLetters(store, found, joined)
        var retractable = earlier.retractable(outside: register, for: audience)
        // Who is somebody else since, or is concerned again, gets a letter from the next version.
        for person in changed { retractable.people[person] = nil }
        for person in try store.concernedNow(
            Set(retractable.people.keys),
            after: register,
            in: found
        ) { retractable.people[person] = nil }
        let plan = try plan(
            register,
            try store.notBorneOut(register, of: frozen, in: found),
            groups,
            retractable.people,
            earlier,
            found,
            joined,
            lost,
            store
        )
        let gone = retractable.people.keys.count { register.index(of: $0) == nil }
        let outside =
            register.count + gone - plan.letters.count - plan.held.count
            - plan.alreadyTold.count
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
            letters: letters(of: plan),
            outside: outside,
            leftOut: lost.references,
            notHandedOver: retractable.notHandedOver
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
            leftOut: proposal.leftOut,
            notHandedOver: proposal.notHandedOver
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

    /// Opens those whom the decision covers and those whose letter is taken back, and nobody else.
    private func plan(
        _ register: Register,
        _ gone: Set<PersonNumber>,
        _ groups: Groups,
        _ retracted: [PersonNumber: AffectedGroup],
        _ earlier: EarlierLetters,
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
        let released = try store.releasedLanes(in: incident)
        let otherwise = try store.heldByOtherNumbers(
            joined,
            of: register,
            and: Set(retracted.keys),
            on: officer.today.date,
            released: released,
            leavingOut: lost,
            for: officer.access("letters", incident.reference, reason)
        )
        let covered = Self.readers(of: register, retracted) {
            decision.audience.includes(register.certainty(at: $0))
        }
        let withdrawn = retracted.isEmpty ? [] : try store.withdrawnPeople()
        var rows: [WaveRow] = []
        rows.reserveCapacity(covered.count)
        var next = 0
        var names = SameNames()
        func addNext(hold: HoldReason?, window: UInt64? = nil) {
            let (person, place) = covered[next]
            next += 1
            var hold = otherwise[person] ?? hold
            if let group = retracted[person] {
                // No row of the population that counts says where they live.
                if withdrawn.contains(person) { hold = .noAddress }
                rows.append(WaveRow(retracting: group, from: person.value, hold: hold))
            } else if let place, let group = groups[place] {
                // The dead stay dead; whatever else holds a letter, it would not be true.
                if gone.contains(person), otherwise[person] == nil, hold != .deceased,
                    hold != .safety
                {
                    hold = .evidenceGone
                }
                rows.append(
                    WaveRow(
                        person: person.value,
                        certainty: register.certainty(at: place),
                        group: group,
                        categories: register.categories(at: place),
                        hold: hold,
                        earlier: earlier.letter(to: person)
                    )
                )
            } else {
                return
            }
            if hold == nil, let window { names.add(window, row: rows.count - 1) }
        }
        try store.open(
            covered.map(\.person),
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
                while next < covered.count, covered[next].person < number {
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

    /// Those whom the decision covers, with their place in the register, and those whose letter is taken
    /// back; ascending.
    private static func readers(
        of register: Register,
        _ retracted: [PersonNumber: AffectedGroup],
        where isCovered: (Int) -> Bool
    ) -> [(person: PersonNumber, place: Int?)] {
        var readers: [(person: PersonNumber, place: Int?)] = []
        let others = retracted.keys.sorted()
        var next = 0
        for place in register.people.indices where isCovered(place) {
            let person = register.people[place]
            while next < others.count, others[next] < person {
                readers.append((others[next], nil))
                next += 1
            }
            readers.append((person, place))
        }
        return readers + others[next...].map { ($0, nil) }
    }

    private func letters(of plan: WavePlan) -> [PlannedLetter] {
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
        return printed
            + plan.held.map { held in
                PlannedLetter(
                    person: PersonNumber(held.person),
                    group: held.group,
                    whyAgain: held.whyAgain,
                    held: held.reason,
                    batch: 0
                )
            }
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
}
