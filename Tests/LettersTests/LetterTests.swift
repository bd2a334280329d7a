// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters
import Testing

struct LetterTests {
    static let kinds: [(LetterGroup, Language)] = LetterGroup.allCases.flatMap { group in
        Language.allCases.map { (group, $0) }
    }

    /// Every letter that can differ in its words: groups, certainties, reasons, languages.
    static let variety: [LetterCase] = kinds.flatMap { group, language in
        let certainties: [Certainty] =
            group == .first || group == .second
            ? [.reported, .stolen, .published] : [.cannotBeExcluded]
        return certainties.flatMap { certainty in
            ([nil] + WhyAgain.allCases).map { why in
                var reader = Fixtures.reader(group, in: language, categories: everything)
                reader.truth.certainty = certainty
                reader.truth.whyAgain = why
                reader.truth.earlierLetters =
                    why == nil ? [] : [Fixtures.day("2025-08-19"), Fixtures.day("2025-08-27")]
                reader.truth.neverGiven = []
                if why == .retraction {
                    reader.truth.certainty = .excluded
                    reader.truth.categories = [:]
                    reader.truth.reported = []
                }
                return reader
            }
        }
    }

    static let everything = CategorySet.all

    @Test(arguments: variety.indices)
    func `no letter says what must not be said`(index: Int) throws {
        let text = try Fixtures.text(Self.variety[index]).lowercased()
        let words = Set(text.split(whereSeparator: { !$0.isLetter && $0 != "-" }).map(String.init))
        let forbidden: Set<String> = [
            "veilig", "veiligheid", "safe", "safely", "mevrouw", "meneer", "heer", "dame", "vrouw",
            "vrouwen", "man", "mannen", "haar", "hij", "zij", "hem", "zijn/haar", "mr", "mrs", "ms",
            "woman", "women", "men", "she", "he", "her", "him", "his", "hers", "qr", "qr-code",
            "inloggen", "log", "login", "digid", "http", "https", "uitstrijkje", "smear",
            "cytology",
            "cytologie", "hpv", "kanker", "cancer", "positief", "positive", "negatief", "negative",
        ]
        #expect(words.isDisjoint(with: forbidden), "\(words.intersection(forbidden))")
        for phrase in [
            "niet gelekt", "not leaked", "geen risico", "no risk", "geen zorgen", "do not worry",
        ] {
            #expect(!text.contains(phrase))
        }
    }

    @Test(arguments: variety.indices)
    func `nothing of the template is left over`(index: Int) throws {
        let letter = try Fixtures.letter(Self.variety[index])
        for block in letter.blocks {
            let texts: [String] =
                switch block {
                case .heading(let text), .paragraph(let text): [text]
                case .bullets(let texts): texts
                case .table(let rows): rows.flatMap(\.self)
                }
            for text in texts {
                #expect(!text.contains("((") && !text.contains("))") && !text.contains("??"))
                #expect(!text.contains("  ") && text.first != " " && text.last != " ")
            }
        }
    }

    @Test(arguments: variety.indices)
    func `sentences are short`(index: Int) throws {
        let letter = try Fixtures.letter(Self.variety[index])
        var lengths: [Int] = []
        for block in letter.blocks {
            let texts =
                switch block {
                case .paragraph(let text): [text]
                case .bullets(let bullets): bullets
                case .heading, .table: [] as [String]
                }
            for sentence in texts.flatMap(Self.sentences) {
                let words = sentence.split(separator: " ").count
                #expect(words <= 20, "\(sentence)")
                lengths.append(words)
            }
        }
        #expect(Double(lengths.reduce(0, +)) / Double(lengths.count) <= 12)
    }

    static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        for word in text.split(separator: " ") {
            current += current.isEmpty ? String(word) : " " + word
            if let last = word.last, ".?!:".contains(last) {
                sentences.append(current)
                current = ""
            }
        }
        return current.isEmpty ? sentences : sentences + [current]
    }

    @Test(arguments: variety.indices)
    func `every letter fits on one sheet`(index: Int) throws {
        let letter = try Fixtures.letter(Self.variety[index])
        // Letterhead, window, date, reference, subject, salutation and signature take 24 lines.
        var lines = 24
        func wrapped(_ text: String) -> Int { (text.count + 84) / 85 }
        for block in letter.blocks {
            switch block {
            case .heading: lines += 2
            case .paragraph(let text): lines += wrapped(text) + 1
            case .bullets(let texts): lines += texts.map(wrapped).reduce(0, +)
            case .table(let rows): lines += rows.count
            }
        }
        #expect(lines <= 110)
    }

    @Test(arguments: kinds)
    func `whatever test somebody had, the paper is the same`(
        group: LetterGroup,
        language: Language
    ) throws {
        let test = Fixtures.identity.union(CategorySet(.testRequested))
        let paths: [CategorySet] = [
            test,
            test.union([CategorySet(.sampleDate), CategorySet(.testResult)]),
            test.union([
                CategorySet(.gynaecologicalComplaints), CategorySet(.contraception),
                CategorySet(.hormoneUse), CategorySet(.freeText), CategorySet(.collector),
                CategorySet(.unclassified),
            ]),
            Fixtures.identity.union([CategorySet(.sampleNumber), CategorySet(.earlierResult)]),
        ]
        let letters = try Set(
            paths.map { try Fixtures.text(Fixtures.reader(group, in: language, categories: $0)) }
        )
        #expect(letters.count == 1)
        // Whose data we gave no part of, the processor made nothing for us either.
        if group == .reconstructed { return }
        var produced = Fixtures.reader(group, in: language, categories: test)
        produced.truth.categories[.producedThere] = CategorySet(.testResult)
        #expect(try letters.contains(Fixtures.text(produced)))
    }

    @Test(arguments: Language.allCases)
    func `what we did not give is said, and no more`(language: Language) throws {
        var reader = Fixtures.reader(.notExcluded, in: language)
        reader.truth.neverGiven = CategorySet(.telephone)
        let text = try Fixtures.text(reader)
        #expect(
            text.contains(
                language == .dutch
                    ? "Voor zover wij weten, gaven wij geen telefoonnummer van u aan het laboratorium"
                    : "As far as we know, we gave the laboratory no telephone number for you."
            )
        )
        #expect(
            text.contains(
                language == .dutch ? "eigen arts of ziekenhuis" : "own doctor or hospital"
            )
        )
        reader.truth.neverGiven = []
        #expect(
            try !Fixtures.text(reader).contains(
                language == .dutch ? "telefoonnummer niet" : "did not give"
            )
        )
    }

    @Test
    func `records that nobody can be found for are told to those in doubt, and only if they exist`()
        throws
    {
        let sentence =
            "Van sommige gestolen gegevens weten wij niet van wie ze zijn. Misschien ook van u."
        for group in LetterGroup.allCases {
            let isInDoubt = group == .notExcluded || group == .reconstructed
            #expect(try Fixtures.text(Fixtures.reader(group)).contains(sentence) == isInDoubt)
        }
        var wave = Fixtures.wave
        wave.unattributedRecords = 0
        let text = try LetterComposer(wave: wave).letter(for: Fixtures.reader(.notExcluded))
            .plainText
        #expect(!text.contains(sentence))
    }

    @Test func `before there are lists, no letter speaks of them`() throws {
        var wave = Fixtures.wave
        wave.hasLists = false
        wave.unattributedRecords = 0
        let composer = try LetterComposer(wave: wave)
        #expect(
            try !composer.letter(for: Fixtures.reader(.notExcluded)).plainText.contains("lijst")
        )
        #expect(throws: LetterFailure.listsMissing) {
            try composer.letter(for: Fixtures.reader(.first))
        }
    }

    @Test func `the number, the code and the address are printed, and no value of the person`()
        throws
    {
        let letter = try Fixtures.letter(Fixtures.reader(.second))
        let body = letter.blocks.map { "\($0)" }.joined()
        #expect(body.contains("0800-0990") && body.contains("www.gezondheidsproef.example"))
        #expect(body.contains(letter.letterCode))
        #expect(!body.contains("Proefsteen") && !body.contains("Langeweg"))
        #expect(letter.body.syntheticMark != nil)
        #expect("\(letter)" == "•••")
    }

    @Test(arguments: [
        (Language.dutch, "Uw briefcode (0 is een nul)", "{page} van {pages}", "SYNTHETISCH"),
        (.english, "Your letter code (0 is a zero)", "{page} of {pages}", "SYNTHETIC"),
    ])
    func `the words of the sheet are those of the text`(
        language: Language,
        label: String,
        footer: String,
        mark: String
    ) throws {
        let letter = try Fixtures.letter(Fixtures.reader(.second, in: language))
        #expect(letter.body.codeLabel == label)
        #expect(letter.body.pageFooter == footer)
        #expect(letter.body.syntheticMark == mark)
        // The box of the printed code and the row of the read one have one label.
        #expect(letter.plainText.contains("\(label): \(letter.letterCode)"))
        #expect(letter.plainText.hasSuffix(mark + "\n"))
    }

    @Test(arguments: variety.indices)
    func `the body is the letter without its code, whoever reads it`(index: Int) throws {
        let reader = Self.variety[index]
        let letter = try Fixtures.letter(reader)
        let shown = letter.blocks.compactMap { block -> LetterBlock? in
            guard case .table(let rows) = block else { return block }
            let others = rows.filter { !$0.contains(letter.letterCode) }
            #expect(others.count == rows.count - 1)
            return others.isEmpty ? nil : .table(rows: others)
        }
        let body = try LetterComposer(wave: Fixtures.wave).body(of: reader.truth)
        #expect(body == letter.body)
        #expect(body.blocks == shown)
    }

    @Test func `a chosen form of address goes before the neutral one`() throws {
        var reader = Fixtures.reader(.second)
        #expect(
            try Fixtures.letter(reader).addressing.salutation
                == "Geachte R.J. van der Proefsteen,"
        )
        reader.chosenSalutation = "Beste Robin,"
        #expect(
            try Fixtures.letter(reader).addressing.salutation == "Beste Robin,"
        )
        reader.chosenSalutation = "Beste Robin, uw uitslag was positief,"
        #expect(
            try Fixtures.letter(reader).addressing.salutation
                == "Geachte R.J. van der Proefsteen,"
        )
    }

    @Test(arguments: [
        (LetterGroup.first, Certainty.cannotBeExcluded), (.second, .excluded),
        (.notExcluded, .reported), (.reconstructed, .published), (.notExcluded, .excluded),
    ])
    func `a group and a certainty that contradict each other are refused`(
        group: LetterGroup,
        certainty: Certainty
    ) {
        var reader = Fixtures.reader(group)
        reader.truth.certainty = certainty
        #expect(throws: LetterFailure.certaintyContradictsGroup(certainty, group)) {
            try Fixtures.text(reader)
        }
    }

    @Test func `a second letter says why, a first one does not`() {
        var reader = Fixtures.reader(.first)
        reader.truth.whyAgain = nil
        #expect(throws: LetterFailure.reasonForAnotherLetterMissing) { try Fixtures.text(reader) }
        reader = Fixtures.reader(.second)
        reader.truth.whyAgain = .everyone
        #expect(throws: LetterFailure.reasonWithoutEarlierLetter) { try Fixtures.text(reader) }
    }

    @Test func `refuses what cannot be true`() {
        var reader = Fixtures.reader(.second)
        reader.truth.categories = [:]
        #expect(throws: LetterFailure.noCategories) { try Fixtures.text(reader) }
        reader = Fixtures.reader(.second)
        reader.truth.categories[.givenByThirdParty] = CategorySet(.email)
        #expect(throws: LetterFailure.givenAndNotGiven(.email)) { try Fixtures.text(reader) }
        reader = Fixtures.reader(.second)
        reader.truth.neverGiven = CategorySet(.testResult)
        #expect(throws: LetterFailure.notContactData(.testResult)) { try Fixtures.text(reader) }
        reader = Fixtures.reader(.second)
        reader.address = .location("Woonboot", place: "Laagdorp")
        #expect(throws: LetterFailure.address(.locationOnly)) { try Fixtures.text(reader) }
    }
}
