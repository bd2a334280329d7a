// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// Makes the letters of one wave: one truth per group, in the language of the reader.
///
/// Everything that can be wrong with the templates or the wave shows when the composer is made,
/// before the first letter.
public struct LetterComposer: Sendable {
    private struct Prepared: Sendable {
        var template: LetterTemplate
        var values: FieldValues
        var words: LetterWave.Words
    }

    private let wave: LetterWave
    private let prepared: [Language: Prepared]

    public init(
        wave: LetterWave,
        templates: [Language: LetterTemplate]
    ) throws(TemplateFailure) {
        var prepared: [Language: Prepared] = [:]
        for (language, template) in templates {
            guard let words = wave.words[language], let values = wave.values(in: language) else {
                continue
            }
            try template.check(against: LetterComposer.provided(values))
            prepared[language] = Prepared(template: template, values: values, words: words)
        }
        guard !prepared.isEmpty else { throw .noTemplate }
        guard wave.letterDate.isFull else { throw .letterDateIncomplete }
        self.wave = wave
        self.prepared = prepared
    }

    /// The languages in which this wave can speak, for the caller to choose from.
    public var languages: Set<Language> { Set(prepared.keys) }

    /// The composer with our own templates, in every language the wave has words for.
    public init(wave: LetterWave) throws(TemplateFailure) {
        try self.init(
            wave: wave,
            templates: [
                .dutch: LetterTemplate(DutchLetter.source),
                .english: LetterTemplate(EnglishLetter.source),
            ]
        )
    }

    /// What the wave provides with something in it, and what every case provides.
    private static func provided(_ values: FieldValues) -> Set<Field> {
        Set(
            Field.allCases.filter { field in
                switch values[field] {
                case .text(let text)?: !text.isEmpty
                case .list(let list)?: !list.isEmpty
                case .condition?: true
                case nil:
                    field.kind == .condition
                        || [.letterCode, .earlierLetters, .notGiven, .categories].contains(field)
                }
            }
        )
    }

    public func letter(for reader: LetterCase) throws(LetterFailure) -> LetterContent {
        let language = reader.language
        guard let prepared = prepared[language] else { throw .noTemplate(language) }
        try LetterComposer.checkTruth(of: reader)
        guard wave.hasLists || reader.certainty == .cannotBeExcluded else { throw .listsMissing }
        let window: WindowAddress
        do throws(WindowAddress.Failure) {
            window = try WindowAddress(
                addressee: reader.name.neutralName,
                address: reader.address
            )
        } catch {
            throw .address(error)
        }
        let values = try LetterComposer.values(for: reader, prepared)
        let chosen = reader.chosenSalutation
        return LetterContent(
            language: language,
            senderLines: wave.senderLines,
            returnLine: wave.returnLine,
            addresseeLines: window.lines,
            sortingCode: window.sortingCode,
            dateLine: wave.letterDate.words(in: language) ?? "",
            referenceLine: (language == .dutch ? "Kenmerk: " : "Reference: ") + wave.reference,
            subject: try prepared.template.subject.filled(with: values),
            salutation: chosen.isEmpty
                ? Salutation.neutral(reader.name, in: language) + "," : chosen,
            blocks: try prepared.template.blocks(with: values),
            closing: try prepared.template.closing.filled(with: values),
            signatureLines: wave.signatureLines,
            letterCode: reader.letterCode.text,
            syntheticMark: wave.isSynthetic ? LetterComposer.syntheticMark(in: language) : nil
        )
    }

    private static func syntheticMark(in language: Language) -> String {
        language == .dutch
            ? "VOORBEELD: DEZE PERSOON BESTAAT NIET" : "SPECIMEN: THIS PERSON DOES NOT EXIST"
    }

    private static func checkTruth(of reader: LetterCase) throws(LetterFailure) {
        let isReported = reader.certainty >= .reported
        let needsReport = reader.group == .first || reader.group == .second
        guard reader.certainty != .excluded, isReported == needsReport else {
            throw .certaintyContradictsGroup(reader.certainty, reader.group)
        }
        if reader.earlierLetters.isEmpty {
            guard reader.whyAgain == nil else { throw .reasonWithoutEarlierLetter }
        } else {
            guard reader.whyAgain != nil else { throw .reasonForAnotherLetterMissing }
        }
        let all = reader.allCategories
        guard all.count > 0 else { throw .noCategories }
        for category in reader.neverGiven.categories {
            guard category == .telephone || category == .email else {
                throw .notContactData(category)
            }
            guard !all.contains(category) else { throw .givenAndNotGiven(category) }
        }
    }

    private static func values(
        for reader: LetterCase,
        _ prepared: Prepared
    ) throws(LetterFailure) -> FieldValues {
        let language = reader.language
        let all = reader.allCategories
        let paper = PaperCategories(all, careData: prepared.words.careData, language: language)
        var values = prepared.values
        values.set(.letterCode, reader.letterCode.text)
        values.set(.categories, paper.lines)
        let dates = reader.earlierLetters.compactMap { $0.words(in: language) }
        guard dates.count == reader.earlierLetters.count else { throw .earlierLetterWithoutDate }
        values.set(
            .earlierLetters,
            LetterComposer.joined(dates, by: language == .dutch ? "en" : "and")
        )
        let notGiven = PaperCategories(reader.neverGiven, careData: "", language: language).lines
        values.set(.notGiven, LetterComposer.joined(notGiven, by: language == .dutch ? "en" : "or"))
        values.set(.somethingNotGiven, !notGiven.isEmpty)

        let isUncertain = reader.certainty == .cannotBeExcluded
        let thirdParty = reader.categories[.givenByThirdParty] ?? []
        let conditions: [(Field, Bool)] = [
            (.first, reader.group == .first), (.second, reader.group == .second),
            (.notExcluded, reader.group == .notExcluded),
            (.reconstructed, reader.group == .reconstructed),
            (.reported, reader.certainty == .reported), (.stolen, reader.certainty == .stolen),
            (.published, reader.certainty == .published), (.uncertain, isUncertain),
            (.firstLetter, dates.isEmpty), (.again, !dates.isEmpty),
            (.moreCertain, reader.whyAgain == .moreCertain),
            (.moreData, reader.whyAgain == .moreData),
            (.everyone, reader.whyAgain == .everyone),
            (.correction, reader.whyAgain == .correction),
            (.hasCitizenNumber, all.contains(.citizenNumber)),
            (.hasAddress, all.contains(.address)), (.hasCare, paper.hasCare),
            (.hasContact, all.contains(.telephone) || all.contains(.email)),
            (.hasFinancial, all.contains(.financial)),
            (.fromThirdParty, thirdParty.count > 0 && reader.group != .reconstructed),
        ]
        for (field, holds) in conditions { values.set(field, holds) }
        return values
    }

    /// `a, b en c`.
    private static func joined(_ items: [String], by word: String) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) " + last
    }
}
