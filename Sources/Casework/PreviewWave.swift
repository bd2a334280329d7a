// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
public import Letters
public import Store

/// Every text that will be printed in a wave, in each language, with its number of letters; and how many are
/// held, by the plan or by what became known since.
///
/// People of the wave are opened to know their language and whether they can be written to, under one line of
/// the access log. What is shown names nobody: the reader is invented.
public struct PreviewWave: Sendable {
    public enum Subject: Sendable {
        /// A wave that is planned, by its name.
        case planned(incident: String, wave: String)
        /// What a plan would come to; nothing is recorded.
        case proposed(PlanWave)
    }

    public var subject: Subject
    /// That stands on the letters; nil for today.
    public var letterDay: Day?
    /// The pages that will be printed.
    public var pages: any AddressingCheck
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        _ subject: Subject,
        pages: any AddressingCheck,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.subject = subject
        self.pages = pages
        self.officer = officer
        self.reason = reason
    }

    public var incident: String {
        switch subject {
        case .planned(let incident, _): incident
        case .proposed(let plan): plan.incident
        }
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        public var wave: String
        /// By language, group and reason for writing again.
        public var variants: [Variant]
        public var standing: WaveTruths.Standing
        /// The code in the letter to the invented reader.
        public var letterCode: String
        /// People held, by the plan and as far as is known now at the print, by the code of a `HoldReason`.
        public var held: [String: Int]

        /// Letters that are to be printed, of all variants together.
        public var letters: Int { variants.reduce(0) { $0 + $1.letters } }
    }

    /// Readers for whom the same is true.
    public struct Variant: Codable, Sendable, Equatable {
        public var truth: LetterTruth
        public var letters: Int
    }

    /// A store that only reads will do. Refuses a wave that was cancelled: nothing more of it prints.
    public func run(in store: Store) throws -> Answer {
        switch subject {
        case .planned(let incident, let wave):
            let found = try store.incident(named: incident)
            let wave = try store.wave(named: wave, of: found)
            guard try store.cancellation(of: wave) == nil else {
                throw StoreError.refused(.waveCancelled(name: wave.name))
            }
            return try planned(wave, found, store)
        case .proposed(let plan):
            let proposal = try plan.proposal(in: store)
            let truths = try WaveTruths(
                of: proposal.version,
                before: store.nextWaveNumber,
                hasRetractions: proposal.plan.retractions > 0,
                in: proposal.incident,
                store
            )
            return try answer(
                Letters(planned: proposal.letters),
                plan.wave,
                truths,
                proposal.incident,
                store
            )
        }
    }

    /// The letters of a wave that will be printed or were, and who is held.
    private struct Letters {
        var printing: [PlannedLetter] = []
        var held: [HoldReason: Int] = [:]
        /// What else may hold a letter; nil where the plan is of now.
        var holds: PrintHolds?
        /// Whose letter was printed: nothing holds it any more.
        var printed: Set<PersonNumber> = []

        init(planned letters: [PlannedLetter]) { add(letters) }

        mutating func add(_ letters: [PlannedLetter]) {
            for letter in letters {
                if let lane = letter.held {
                    held[lane, default: 0] += 1
                } else {
                    printing.append(letter)
                }
            }
        }

        /// Letters of a print file that was written, and who was held then.
        mutating func remove(_ late: [LateHold], from batch: Int) {
            let people = Set(late.map(\.person))
            for hold in late { held[hold.reason, default: 0] += 1 }
            for letter in printing where letter.batch == batch { printed.insert(letter.person) }
            printing.removeAll { people.contains($0.person) }
        }
    }

    private func planned(
        _ wave: WaveFact,
        _ incident: IncidentFact,
        _ store: Store
    ) throws -> Answer {
        var letters = Letters(planned: [])
        try store.forEachLetter(of: wave) { letters.add($0) }
        let written = try store.finishedBatches(of: wave)
        for batch in written {
            letters.remove(try store.lateHolds(of: batch), from: batch.batch)
        }
        let truths = try WaveTruths(of: wave, in: incident, store)
        let day = (letterDay ?? officer.today).date
        if written.count < wave.batches {
            letters.holds = try PrintHolds(of: wave, in: incident, on: day, store).holding(
                truths.heldSincePlan(
                    in: store,
                    on: day,
                    for: officer.access("letters", incident.reference, reason)
                )
            )
        }
        return try answer(letters, wave.name, truths, incident, store)
    }

    private func answer(
        _ planned: Letters,
        _ wave: String,
        _ truths: WaveTruths,
        _ incident: IncidentFact,
        _ store: Store
    ) throws -> Answer {
        let letters = planned.printing.sorted { $0.person < $1.person }
        let byGivenNames = Set(letters.lazy.filter(\.byGivenNames).map(\.person))
        var held = planned.held
        let released = try store.releasedLanes(in: incident)
        var found: [LetterTruth: Int] = [:]
        var next = 0
        try store.open(
            letters.map(\.person),
            for: try officer.access("letters", incident.reference, reason),
            withMail: true,
            each: {
                [
                    day = (letterDay ?? officer.today).date, pages, printed = planned.printed,
                    holds = planned.holds
                ] in
                let person = try $0.person
                let toParents = AgeGroup(born: person.birthDate, on: day)
                    .isToParents(released[$0.number] ?? .none)
                let number = $0.number
                let lane =
                    printed.contains(number)
                    ? nil
                    : holds?.lane(
                        of: person,
                        number,
                        byGivenNames: byGivenNames.contains(number),
                        page: pages
                    )
                return (
                    number: number, language: person.language, toParents: toParents, lane: lane
                )
            },
            collect: { people in
                for (number, language, toParents, lane) in people {
                    if let lane {
                        held[lane, default: 0] += 1
                        continue
                    }
                    while next < letters.count, letters[next].person < number { next += 1 }
                    guard next < letters.count, letters[next].person == number,
                        let truth = truths.truth(
                            of: letters[next],
                            in: language,
                            toParents: toParents
                        )
                    else { continue }
                    found[truth, default: 0] += 1
                }
            }
        )
        return Answer(
            incident: incident.reference,
            wave: wave,
            variants: found.map { Variant(truth: $0.key, letters: $0.value) }
                .map { ($0, $0.order) }
                .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0),
            standing: truths.standing,
            letterCode: store.letterCodes(wave: 0).code(for: PersonNumber(0)).text,
            held: held.reduce(into: [:]) { $0[$1.key.code] = $1.value }
        )
    }
}

extension PreviewWave.Variant {
    /// The same in every run: language, group, reason, certainty, then how many and which kinds of data.
    fileprivate var order: [UInt64] {
        [
            truth.language == .dutch ? 0 : 1, UInt64(truth.group.rawValue),
            UInt64(truth.whyAgain?.rawValue ?? 0), UInt64(truth.certainty.rawValue),
            UInt64(1 << 40 - letters), truth.categories.all.rawValue, truth.reported.rawValue,
            truth.finding?.categories.rawValue ?? 0, truth.told?.categories.rawValue ?? 0,
            UInt64(truth.told?.certainty.rawValue ?? 0),
            UInt64(truth.earlierLetters.reduce(0) { $0 &* 31 &+ UInt64($1.value) } >> 1),
            truth.isListed ? 1 : 0, truth.isToParents ? 1 : 0, truth.hadOtherIncident ? 1 : 0,
        ]
    }
}

/// One text of a wave, to the invented reader.
public struct PreviewedText: Sendable {
    /// Of the first variant that has it.
    public var truth: LetterTruth
    public var letter: LetterContent
    /// How many people get it.
    public var letters: Int
}

extension PreviewWave.Answer {
    /// Each text that will be printed, once: variants that come to the same words stand together.
    ///
    /// Throws what printing would stop for, such as a language that the wave has no words for.
    public func texts(by composer: LetterComposer) throws -> [PreviewedText] {
        var texts: [PreviewedText] = []
        var places: [LetterBody: Int] = [:]
        for variant in variants {
            let body = try composer.body(of: variant.truth)
            if let place = places[body] {
                texts[place].letters += variant.letters
            } else {
                places[body] = texts.count
                let letter = try letter(variant.truth, by: composer)
                texts.append(
                    PreviewedText(truth: variant.truth, letter: letter, letters: variant.letters)
                )
            }
        }
        return texts
    }

    private func letter(_ truth: LetterTruth, by composer: LetterComposer) throws -> LetterContent {
        var reader = Person(sourceID: SourceID("PREVIEW"))
        reader.initials = "A."
        reader.surname = "Voorbeeld"
        reader.street = "Proefstraat"
        reader.houseNumber = "1"
        reader.postcode = "1234AB"
        reader.place = "Nergenshuizen"
        reader.language = truth.language
        guard
            let letter = LetterCase(reader, truth: truth, letterCode: try LetterCode(letterCode))
        else { preconditionFailure("the invented reader has an address") }
        return try composer.letter(for: letter)
    }
}
