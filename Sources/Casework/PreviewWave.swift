// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
public import Letters
public import Store

/// Every variant that will occur in a wave, with its number of letters, and what is the same in all
/// of them. Opens nobody: the reader is invented.
public struct PreviewWave: Sendable {
    public var incident: String
    public var wave: String
    public var language: Language
    /// The date on the letters, as long as no earlier wave has one.
    public var today: Day

    public init(incident: String, wave: String, language: Language, today: Day) {
        self.incident = incident
        self.wave = wave
        self.language = language
        self.today = today
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var incident: String
        public var wave: String
        /// By group, then by the reason for writing again.
        public var variants: [Variant]
        /// Records on the lists that nobody can be found for.
        public var unattributedRecords: Int
        /// Has the processor given any list?
        public var hasLists: Bool
        /// Were others written to before about the incident?
        public var isLater: Bool
        /// Are all people in the store invented?
        public var isSynthetic: Bool
        /// The code in the letter to the invented reader.
        public var letterCode: String
    }

    public struct Variant: Codable, Sendable, Equatable {
        public var group: AffectedGroup
        public var whyAgain: WhyAgain?
        public var letters: Int
        /// Of one of its readers; others differ in the kinds of data.
        public var truth: LetterTruth
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let wave = try store.wave(named: wave, of: found)
        let version = try store.registerVersion(number: wave.version, of: found)
        let written = try store.lettersWritten(in: found, before: wave.number)
        return Answer(
            incident: incident,
            wave: wave.name,
            variants: try variants(
                of: wave,
                in: try store.load(version),
                // The date that stands on the last letters before this wave.
                earlier: written.last.map { Day(number: $0.letterDate) } ?? today,
                store
            ),
            unattributedRecords: version.unresolved,
            hasLists: version.records > 0,
            isLater: !written.isEmpty,
            isSynthetic: store.isSynthetic,
            letterCode: store.letterCodes(wave: 0).code(for: PersonNumber(0)).text
        )
    }

    private struct Key: Hashable {
        var group: AffectedGroup
        var whyAgain: WhyAgain?

        /// First letters first.
        var order: (UInt8, UInt8) { (group.rawValue, whyAgain?.rawValue ?? 0) }
    }

    private func variants(
        of wave: WaveFact,
        in register: Register,
        earlier: Day,
        _ store: Store
    ) throws -> [Variant] {
        var found: [Key: (letters: Int, row: RegisterRow)] = [:]
        for batch in stride(from: 1, through: wave.batches, by: 1) {
            for letter in try store.letters(of: wave, batch: batch) {
                guard let row = register.row(of: letter.person) else { continue }
                let key = Key(group: letter.group, whyAgain: letter.whyAgain)
                found[key, default: (0, row)].letters += 1
            }
        }
        let ordered = found.sorted { $0.key.order < $1.key.order }
        return ordered.map { key, example in
            let dates = key.whyAgain == nil ? [] : [PartialDate(earlier.text)].compactMap(\.self)
            return Variant(
                group: key.group,
                whyAgain: key.whyAgain,
                letters: example.letters,
                truth: LetterTruth(
                    example.row,
                    language: language,
                    group: key.group,
                    whyAgain: key.whyAgain,
                    earlier: dates
                )
            )
        }
    }
}

extension PreviewWave.Answer {
    /// The letter of a variant to the invented reader.
    public func letter(
        _ variant: PreviewWave.Variant,
        by composer: LetterComposer
    ) throws -> LetterContent {
        var reader = Person(sourceID: SourceID("PREVIEW"))
        reader.initials = "A."
        reader.surname = "Voorbeeld"
        reader.street = "Proefstraat"
        reader.houseNumber = "1"
        reader.postcode = "1234AB"
        reader.place = "Nergenshuizen"
        reader.language = variant.truth.language
        guard
            let letter = LetterCase(
                reader,
                truth: variant.truth,
                letterCode: try LetterCode(letterCode)
            )
        else { preconditionFailure("the invented reader has an address") }
        return try composer.letter(for: letter)
    }
}
