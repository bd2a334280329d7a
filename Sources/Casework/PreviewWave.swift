// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
public import Letters
public import Store

/// Every text that will be printed in a wave, in each language, with its number of letters.
///
/// People of the wave are opened to know their language, under one line of the access log. What is
/// shown names nobody: the reader is invented.
public struct PreviewWave: Sendable {
    public enum Subject: Sendable {
        /// A wave that is planned, by its name.
        case planned(incident: String, wave: String)
        /// What a plan would come to; nothing is recorded.
        case proposed(PlanWave)
    }

    public var subject: Subject
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(_ subject: Subject, officer: ActingOfficer, reason: StatedReason) {
        self.subject = subject
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

        /// Letters that are to be printed, of all variants together.
        public var letters: Int { variants.reduce(0) { $0 + $1.letters } }
    }

    /// Readers for whom the same is true.
    public struct Variant: Codable, Sendable, Equatable {
        public var truth: LetterTruth
        public var letters: Int
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        switch subject {
        case .planned(let incident, let wave):
            let found = try store.incident(named: incident)
            let wave = try store.wave(named: wave, of: found)
            var letters: [PlannedLetter] = []
            for batch in stride(from: 1, through: wave.batches, by: 1) {
                letters += try store.letters(of: wave, batch: batch)
            }
            return try answer(
                letters,
                wave.name,
                WaveTruths(of: wave, in: found, store),
                found,
                store
            )
        case .proposed(let plan):
            let proposal = try plan.proposal(in: store)
            let truths = try WaveTruths(
                of: proposal.version,
                before: store.nextWaveNumber,
                hasRetractions: proposal.plan.retractions > 0,
                in: proposal.incident,
                store
            )
            let letters = proposal.letters.filter { $0.held == nil }
            return try answer(letters, plan.wave, truths, proposal.incident, store)
        }
    }

    private func answer(
        _ letters: [PlannedLetter],
        _ wave: String,
        _ truths: WaveTruths,
        _ incident: IncidentFact,
        _ store: Store
    ) throws -> Answer {
        let letters = letters.sorted { $0.person < $1.person }
        let released = try store.releasedLanes(in: incident)
        var found: [LetterTruth: Int] = [:]
        var next = 0
        try store.open(
            letters.map(\.person),
            for: try officer.access("letters", incident.reference, reason),
            withMail: true,
            each: { [day = officer.today.date] in
                let person = try $0.person
                let toParents = AgeGroup(born: person.birthDate, on: day)
                    .isToParents(released[$0.number] ?? .none)
                return (number: $0.number, language: person.language, toParents: toParents)
            },
            collect: { people in
                for (number, language, toParents) in people {
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
                .sorted { $0.order < $1.order },
            standing: truths.standing,
            letterCode: store.letterCodes(wave: 0).code(for: PersonNumber(0)).text
        )
    }
}

extension PreviewWave.Variant {
    /// The same in every run: language, group, reason, then how many and which kinds of data.
    fileprivate var order: String {
        func padded(_ number: some BinaryInteger) -> String {
            let digits = String(number)
            return String(repeating: "0", count: 20 - digits.count) + digits
        }
        return [
            truth.language == .dutch ? 0 : 1, UInt64(truth.group.rawValue),
            UInt64(truth.whyAgain?.rawValue ?? 0), UInt64(truth.certainty.rawValue),
            UInt64(1 << 40 - letters), truth.categories.all.rawValue, truth.reported.rawValue,
            truth.finding?.categories.rawValue ?? 0, truth.told?.categories.rawValue ?? 0,
            UInt64(truth.told?.certainty.rawValue ?? 0),
            UInt64(truth.earlierLetters.reduce(0) { $0 &* 31 &+ UInt64($1.value) } >> 1),
            truth.isListed ? 1 : 0, truth.isToParents ? 1 : 0, truth.hadOtherIncident ? 1 : 0,
        ].map(padded).joined()
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
            let letter = try letter(variant.truth, by: composer)
            if let place = places[letter.body] {
                texts[place].letters += variant.letters
            } else {
                places[letter.body] = texts.count
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
