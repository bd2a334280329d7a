// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// Makes the letters of one wave: one truth per group, in the language of the reader.
///
/// Everything that can be wrong with the templates or the wave shows when the composer is made,
/// before the first letter.
public struct LetterComposer: Sendable {
    private struct Prepared: Sendable {
        var template: LetterTemplate
        /// Of a letter that takes an earlier one back.
        var retraction: LetterTemplate
        var values: FieldValues
        var words: LetterWave.Words

        func template(for truth: LetterTruth) -> LetterTemplate {
            truth.whyAgain == .retraction ? retraction : template
        }
    }

    private let wave: LetterWave
    private let prepared: [Language: Prepared]
    /// The digits of numbers that may be printed: of the sender's telephone and reference.
    private let approvedNumbers: Set<String>

    public init(
        wave: LetterWave,
        templates: [Language: LetterTemplate]
    ) throws(TemplateFailure) {
        var prepared: [Language: Prepared] = [:]
        for (language, template) in templates {
            guard let words = wave.words[language], let values = wave.values(in: language) else {
                continue
            }
            let provided = LetterComposer.provided(values)
            try template.check(against: provided)
            // It is no communication of a breach: it says that there is none for this reader.
            let retraction = try LetterTemplate(RetractionLetter.source(in: language))
            try retraction.check(against: provided, for: [.nature, .measures, .contact])
            prepared[language] = Prepared(
                template: template,
                retraction: retraction,
                values: values,
                words: words
            )
        }
        guard !prepared.isEmpty else { throw .noTemplate }
        guard wave.letterDate.isFull else { throw .letterDateIncomplete }
        self.wave = wave
        self.prepared = prepared
        approvedNumbers = Set(
            [wave.telephone, wave.telephoneAbroad, wave.reference].flatMap {
                PrintedNumbers.find(in: $0, joints: .usualSigns)
            }
        )
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
                if Field.mayBeEmpty.contains(field) { return true }
                return switch values[field] {
                case .text(let text)?: !text.isEmpty
                case .list(let list)?: !list.isEmpty
                case .condition?: true
                case nil: field.kind == .condition
                }
            }
        )
    }

    /// A whole letter; readers by the thousand get theirs out of a ``body(of:)`` and their own
    /// ``LetterAddressing``.
    public func letter(for reader: LetterCase) throws(LetterFailure) -> LetterContent {
        let truth = reader.truth
        let prepared = try prepared(for: truth)
        var values = try LetterComposer.values(for: truth, prepared)
        let body = try body(truth, prepared, values)
        let code = reader.letterCode.text
        values.set(.letterCode, code)
        let letter = LetterContent(
            body: body,
            addressing: try LetterAddressing(
                name: reader.name,
                address: reader.address,
                chosenSalutation: reader.chosenSalutation,
                language: truth.language,
                form: LetterForm(toParents: truth.isToParents)
            ),
            blocks: try prepared.template(for: truth).blocks(with: values),
            letterCode: code
        )
        try check(letter.plainText, code: code)
        return letter
    }

    /// The last gate before paper, for whatever is printed with this wave: throws when a line shows a
    /// number that may be somebody's citizen number, other than the sender's telephone and reference
    /// and the letter code.
    public func check(_ text: String, code: String? = nil) throws(LetterFailure) {
        var text = text
        if let code { text = text.replacing(code, with: "\n") }
        for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        where PrintedNumbers.mayHold(line) {
            let numbers = PrintedNumbers.find(in: String(Substring(line)), joints: .usualSigns)
            guard numbers.allSatisfy(approvedNumbers.contains) else { throw .numberInText }
        }
    }

    /// What all readers of a truth are told.
    public func body(of truth: LetterTruth) throws(LetterFailure) -> LetterBody {
        let prepared = try prepared(for: truth)
        return try body(truth, prepared, LetterComposer.values(for: truth, prepared))
    }

    /// The template and words for a truth that may be told in this wave.
    private func prepared(for truth: LetterTruth) throws(LetterFailure) -> Prepared {
        guard let prepared = prepared[truth.language] else { throw .noTemplate(truth.language) }
        try truth.check()
        guard
            wave.hasLists || truth.certainty == .cannotBeExcluded || truth.whyAgain == .retraction
        else { throw .listsMissing }
        return prepared
    }

    private func body(
        _ truth: LetterTruth,
        _ prepared: Prepared,
        _ values: FieldValues
    ) throws(LetterFailure) -> LetterBody {
        let language = truth.language
        let sheet = SheetWords.of(language)
        let template = prepared.template(for: truth)
        let body = LetterBody(
            language: language,
            // Where who cannot read Dutch looks first.
            senderLines: wave.senderLines
                + (language == .dutch ? ["No Dutch? Call \(wave.telephone)"] : []),
            returnLine: prepared.words.returnLine ?? wave.returnLine,
            dateLine: wave.letterDate.words(in: language) ?? "",
            referenceLine: (language == .dutch ? "Kenmerk: " : "Reference: ") + wave.reference,
            subject: try template.subject.filled(with: values),
            blocks: try template.blocks(with: values),
            closing: try template.closing.filled(with: values),
            signatureLines: prepared.words.signatureLines ?? wave.signatureLines,
            codeLabel: sheet.codeLabel,
            pageFooter: sheet.pageFooter,
            syntheticMark: wave.isSynthetic ? sheet.syntheticMark : nil
        )
        try check(body.plainText)
        return body
    }

    /// All values but the letter code, which is the reader's own.
    private static func values(
        for truth: LetterTruth,
        _ prepared: Prepared
    ) throws(LetterFailure) -> FieldValues {
        var values = try values(
            for: truth,
            in: prepared.values,
            careData: prepared.words.careData,
            ofChild: prepared.words.careDataOfChild
        )
        if truth.isToParents {
            let other =
                truth.language == .dutch ? "een andere organisatie" : "another organisation"
            values.set(.thirdParty, prepared.words.thirdPartyOfChild ?? other)
        }
        let isPlaceKnown =
            truth.certainty == .published && !prepared.words.publishedPlace.isEmpty
        values.set(.placeKnown, isPlaceKnown)
        return values
    }

    /// What a truth says, in what is said in common: a wave, or a telephone call.
    static func values(
        for truth: LetterTruth,
        in common: FieldValues,
        careData: String,
        ofChild childsCareData: String?
    ) throws(LetterFailure) -> FieldValues {
        let language = truth.language
        let all = truth.all
        // Of what did not come through us nobody can say that it was taking part in anything.
        let care = language == .dutch ? "gegevens over zorg" : "data about health care"
        let whose = WhoseData(truth)
        // The organisation's own words speak to the person whose data they are.
        let ourCare =
            whose.isChilds ? childsCareData ?? care : careData
        let isThroughUs = truth.isThroughUs
        let paper = PaperCategories(
            isThroughUs ? truth.categories.all : truth.reported,
            careData: isThroughUs ? ourCare : care,
            whose
        )
        let further = PaperCategories(
            isThroughUs ? truth.reported : [],
            careData: paper.hasCare ? "" : care,
            whose
        )
        let notOurs = further.lines.filter { !$0.isEmpty && !paper.lines.contains($0) }
        let hasCare = paper.hasCare || further.hasCare
        var values = common
        whose.set(in: &values)
        values.set(.categories, paper.lines)
        values.set(.notOurs, LetterComposer.joined(notOurs, by: language == .dutch ? "en" : "and"))
        let dates = truth.earlierLetters.compactMap { $0.words(in: language) }
        guard dates.count == truth.earlierLetters.count else { throw .earlierLetterWithoutDate }
        values.set(
            .earlierLetters,
            LetterComposer.joined(dates, by: language == .dutch ? "en" : "and")
        )
        let notGiven = truth.neverGiven.categories.compactMap {
            PaperCategories.contact($0, language)
        }
        values.set(.notGiven, LetterComposer.joined(notGiven, by: language == .dutch ? "of" : "or"))
        values.set(.somethingNotGiven, isThroughUs && !notGiven.isEmpty)

        let hasOurCare = isThroughUs && (paper.hasCare || !further.hasCare)
        LetterHistory(
            truth,
            shown: paper.lines + notOurs,
            care: hasOurCare ? ourCare : care
        ).set(in: &values)

        let thirdParty = truth.categories[.givenByThirdParty]
        let hasOurs = !truth.categories[.givenByUs].union(truth.categories[.producedThere]).isEmpty
        let isUncertain = truth.certainty == .cannotBeExcluded
        let conditions: [(Field, Bool)] = [
            (.first, truth.group == .first), (.second, truth.group == .second),
            (.onFirstList, truth.group == .first && truth.isListed),
            (.onLaterList, truth.group == .second && truth.isListed),
            (.unconfirmedList, !isThroughUs && isUncertain),
            (.notExcluded, truth.group == .notExcluded && isThroughUs),
            (.reconstructed, truth.group == .reconstructed && isThroughUs),
            (.throughUs, isThroughUs), (.listOnly, !isThroughUs), (.alsoListed, !notOurs.isEmpty),
            (.reported, truth.certainty == .reported), (.stolen, truth.certainty == .stolen),
            (.published, truth.certainty == .published),
            (.uncertain, isUncertain),
            (.firstLetter, dates.isEmpty), (.again, !dates.isEmpty),
            (.moreCertain, truth.whyAgain == .moreCertain),
            (.moreData, truth.whyAgain == .moreData),
            (.everyone, truth.whyAgain == .everyone),
            (.correction, truth.whyAgain == .correction),
            (.otherIncident, truth.hadOtherIncident),
            (.hasCitizenNumber, all.contains(.citizenNumber)),
            (.hasAddress, all.contains(.address)), (.hasCare, hasCare),
            (.hasContact, all.contains(.telephone) || all.contains(.email)),
            (.hasFinancial, all.contains(.financial)),
            (.fromThirdParty, thirdParty.count > 0 && hasOurs),
            (.sentByThirdParty, isThroughUs && !hasOurs && truth.group != .reconstructed),
            (.fromUs, hasOurs), (.fromOthersAlone, isThroughUs && !hasOurs),
            (.certain, !isUncertain),
        ]
        for (field, holds) in conditions { values.set(field, holds) }
        return values
    }

    /// `a, b en c`.
    static func joined(_ items: [String], by word: String) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) " + last
    }
}
