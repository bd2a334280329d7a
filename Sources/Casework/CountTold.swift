// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
public import Store

/// Records that the finished print files of a wave were handed over to whoever carries them: only then
/// are their readers told.
public struct HandOverWave: Sendable {
    public var incident: String
    public var wave: String
    public var when: WrittenMoment
    /// Who took them.
    public var carrier: String
    public var officer: ActingOfficer

    public init(
        incident: String,
        wave: String,
        when: WrittenMoment,
        carrier: String,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.wave = wave
        self.when = when
        self.carrier = carrier
        self.officer = officer
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var wave: String
        public var printFiles: Int
        /// In them.
        public var letters: Int

        init(_ handed: HandoverFact, of wave: WaveFact, in store: Store) throws {
            self.wave = wave.name
            printFiles = handed.batches.count
            letters = try store.finishedBatches(of: wave)
                .filter { handed.batches.contains($0.batch) }.reduce(0) { $0 + $1.letters }
        }
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let wave = try store.wave(named: wave, of: found)
        let handed = try store.publishing {
            try store.recordHandover(
                of: wave,
                from: when.earliest,
                to: when.latest,
                carrier: carrier,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try Answer(handed, of: wave, in: store)
    }
}

/// Takes back the last handing over of a wave: a counter-entry with its reason. Its letters wait to be handed
/// over again, and the moment may be another one then.
public struct TakeBackHandover: Sendable {
    public var incident: String
    public var wave: String
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(incident: String, wave: String, because: StatedReason, officer: ActingOfficer) {
        self.incident = incident
        self.wave = wave
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws -> HandOverWave.Answer {
        let found = try store.incident(named: incident)
        let wave = try store.wave(named: wave, of: found)
        let taken = try store.publishing {
            try store.takeBackHandover(
                of: wave,
                in: found,
                because: because.text,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try HandOverWave.Answer(taken, of: wave, in: store)
    }
}

/// How many of the people of the last register version were told, group by group.
struct ToldCount {
    var share: ToldShare?
    /// Waves whose letters are printed and not handed over.
    var waiting: [DutyHint] = []

    /// The share is nil as long as there is neither a wave nor a moment at which people were informed.
    /// With `isQuick` people are counted only where they can all have been told.
    init(
        of incident: IncidentFact,
        in store: Store,
        asOf: Int64?,
        isInformed: Bool,
        isQuick: Bool
    ) throws {
        let size = try asOf.map { try store.entries(recordedBy: $0) } ?? .max
        let waves = try store.waves(of: incident).filter { $0.entry < size }.map(\.body)
        let version = try store.registers(of: incident).filter { $0.entry < size }.map(\.body)
            .max { ($0.asOfEntries, $0.version) < ($1.asOfEntries, $1.version) }
        guard let version, !waves.isEmpty || isInformed else { return }
        var question = ToldQuestion(
            version: FrozenVersion(version),
            waves: [],
            joined: try store.joinedPeople(asOfEntries: version.asOfEntries),
            firstList: try store.firstList(of: version)
        )
        var last: Int64?
        var letters = 0
        for wave in waves {
            let handovers = try store.handovers(of: wave, recordedBy: asOf)
            let batches = Set(handovers.flatMap(\.batches))
            last = (handovers.map(\.happenedAt) + [last].compactMap(\.self)).max()
            let finished = try store.finishedBatches(of: wave)
            letters += finished.reduce(0) { batches.contains($1.batch) ? $0 + $1.letters : $0 }
            let rest = finished.filter { !batches.contains($0.batch) }
            if !rest.isEmpty {
                let letters = rest.reduce(0) { $0 + $1.letters }
                waiting.append(.printedNotHandedOver(wave: wave.name, letters: letters))
            }
            question.waves.append(
                ToldQuestion.Wave(
                    number: wave.number,
                    handedOver: batches,
                    finished: Set(finished.map(\.batch))
                )
            )
        }
        let excluded = version.counts[Certainty.excluded.code] ?? 0
        if isQuick, letters < version.people - excluded, !isInformed { return }
        share = try store.lasting(question)
        share?.lastHandedOver = last
    }
}

/// How many people of a version the letters of print files told that were handed over.
struct ToldQuestion: LastingQuestion {
    struct Wave: Hashable {
        var number: Int
        /// Its print files by number, and those that were written completely: they say who was held late.
        var handedOver: Set<Int>
        var finished: Set<Int>
    }

    var version: FrozenVersion
    /// In the order in which they were planned.
    var waves: [Wave]
    /// Who counted as one person when the version was frozen; a person who is withdrawn later changes it.
    var joined: JoinedPeople
    /// The first list that counted then, by its number.
    var firstList: Int?

    func answer(in store: Store) throws -> ToldShare {
        let register = try store.load(version.fact)
        var isTold = [Bool](repeating: false, count: register.count)
        var held: [PersonNumber: HoldReason] = [:]
        // Who had a letter and is not concerned any more; does the last one say so?
        var outside: [PersonNumber: Bool] = [:]
        let facts = try store.wavesByNumber()
        for wave in waves {
            guard let fact = facts[wave.number] else { continue }
            let reached = try store.reached(
                by: wave.handedOver,
                finished: wave.finished,
                of: fact
            )
            for person in reached.told {
                let isRetraction = reached.retracted.contains(person)
                let person = joined.one(person)
                if register.certaintyOfConcerned(person) != nil,
                    let place = register.index(of: person)
                {
                    isTold[place] = !isRetraction
                } else {
                    outside[person] = isRetraction
                }
            }
            for (person, reason) in reached.held { held[joined.one(person)] = reason }
        }
        var counts: [AffectedGroup: (people: Int, told: Int)] = [:]
        var left: [String: Int] = [:]
        for place in 0..<register.count {
            // Of whom everything is excluded, nobody has to be told.
            guard let group = register.group(at: place, firstList: firstList) else { continue }
            counts[group, default: (0, 0)].people += 1
            if isTold[place] {
                counts[group, default: (0, 0)].told += 1
            } else {
                let reason = held[register.people[place]]?.code ?? ToldShare.noLetter
                left[reason, default: 0] += 1
            }
        }
        return ToldShare(
            groups: AffectedGroup.allCases.compactMap { group in
                counts[group].map {
                    ToldShare.Group(group: group.code, people: $0.people, told: $0.told)
                }
            },
            left: left,
            outside: outside.count,
            retracted: outside.values.count(where: \.self)
        )
    }
}
