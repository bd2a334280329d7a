// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Letters
import Testing

/// Letters as they must come out, word for word; a change of the text shows here in review.
///
/// They stand in `Golden`, one file a letter. `make golden` writes them anew.
@Suite struct GoldenLetterTests {
    /// A kind of letter: for each there is one in each language.
    enum Kind: String, CaseIterable {
        case first, second, notExcluded, reconstructed
        case published, stolen, listOnly, onBothLists, onListAlone, listedByName, doctorAlone,
            fromOthersToo
        case surer, moreData, moreOfTheSame
        case lessSure, notPublished, fewerData, fewerUnseen
        case toParents, toParentsAgain, otherIncident
        case retraction, retractionToParents, afterRetraction
        case excluded, excludedPossible, excludedListOnly, afterExcluded

        func reader(in language: Language) -> LetterCase {
            var reader = Fixtures.reader(.second, in: language)
            func again(_ why: WhyAgain, told: Certainty, _ categories: CategorySet) {
                reader.truth.earlierLetters = [Fixtures.day("2025-08-19")]
                reader.truth.whyAgain = why
                reader.truth.told = ToldBefore(certainty: told, categories: categories)
            }
            let all = Fixtures.identity.union(CategorySet(.testRequested))
            let address = CategorySet(.address)
            switch self {
            case .first, .second, .notExcluded, .reconstructed:
                guard let group = LetterGroup.allCases.first(where: { "\($0)" == rawValue })
                else { preconditionFailure("a group of that name") }
                reader = Fixtures.reader(group, in: language)
            case .published:
                reader.truth.certainty = .published
                reader.truth.finding = Finding(
                    categories: [CategorySet(.name), CategorySet(.birthDate)],
                    known: Fixtures.day("2025-09-09")
                )
            case .stolen: reader.truth.certainty = .stolen
            case .onBothLists:
                reader = Fixtures.reader(.first, in: language)
                reader.truth.listedOn.append(Fixtures.day("2025-08-29"))
            case .listedByName: reader.truth.listed = ListedKinds(CategorySet(.name))
            case .doctorAlone:
                reader = Fixtures.reader(
                    .reconstructed,
                    in: language,
                    categories: Fixtures.identity.union(CategorySet(.generalPractitioner))
                )
            case .fromOthersToo:
                reader.truth.categories[.givenByThirdParty] = CategorySet(.generalPractitioner)
            case .otherIncident: reader.truth.hadOtherIncident = true
            case .toParents:
                reader = Fixtures.reader(.reconstructed, in: language)
                reader.truth.isToParents = true
            case .toParentsAgain:
                reader.truth.certainty = .stolen
                reader.truth.finding = Finding(categories: CategorySet(.name))
                again(.moreData, told: .reported, all.subtracting(address))
                reader.truth.isToParents = true
            case .retraction, .retractionToParents:
                reader.truth = LetterTruth(
                    language: language,
                    group: .second,
                    certainty: .excluded,
                    earlierLetters: [Fixtures.day("2025-08-19"), Fixtures.day("2025-09-12")],
                    whyAgain: .retraction,
                    categories: [:],
                    isToParents: self == .retractionToParents
                )
                if self == .retractionToParents { reader.truth.earlierLetters.removeLast() }
            case .afterRetraction:
                again(.correction, told: .excluded, [])
                reader.truth.earlierLetters.append(Fixtures.day("2025-09-12"))
            case .excluded, .excludedPossible, .excludedListOnly:
                reader.truth.certainty = .excluded
                again(
                    .retraction,
                    told: self == .excludedPossible ? .cannotBeExcluded : .reported,
                    all
                )
                if self == .excludedListOnly {
                    (reader.truth.reported, reader.truth.categories) = (all, [:])
                }
            case .afterExcluded: again(.correction, told: .excluded, all)
            case .onListAlone:
                reader.truth.reported = [CategorySet(.name), CategorySet(.email)]
                (reader.truth.listed, reader.truth.categories) = (ListedKinds([]), [:])
                reader.truth.neverGiven = CategorySet(.telephone)
            case .listOnly:
                reader = Fixtures.reader(.notExcluded, in: language, categories: [])
                reader.truth.reported = [CategorySet(.name), CategorySet(.email)]
                reader.truth.neverGiven = CategorySet(.telephone)
            case .surer:
                again(.moreCertain, told: .cannotBeExcluded, all.subtracting(address))
            case .moreData: again(.moreData, told: .reported, all.subtracting(address))
            case .moreOfTheSame: again(.moreData, told: .reported, all.union(CategorySet(.sex)))
            case .lessSure, .fewerData, .fewerUnseen, .notPublished:
                reader = Fixtures.reader(.notExcluded, in: language)
                if self == .notPublished {
                    reader = Fixtures.reader(.second, in: language)
                    again(.correction, told: .published, all)
                } else if self == .lessSure {
                    again(.correction, told: .reported, all)
                } else {
                    let more: DataCategory = self == .fewerData ? .telephone : .testResult
                    reader.truth.neverGiven = []
                    again(.correction, told: .cannotBeExcluded, all.union(CategorySet(more)))
                }
            }
            return reader
        }
    }

    static let letters = Kind.allCases.flatMap { kind in
        Language.allCases.map { (kind: kind, language: $0) }
    }

    static func file(_ kind: Kind, _ language: Language) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(language.rawValue)-\(kind.rawValue).txt")
    }

    @Test(arguments: letters.indices)
    func `each kind of letter is what was read and approved`(index: Int) throws {
        let (kind, language) = Self.letters[index]
        let text = try Fixtures.text(kind.reader(in: language))
        let file = Self.file(kind, language)
        if ProcessInfo.processInfo.environment["SPOOR_WRITE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(file.lastPathComponent)")
    }

    @Test func `every file is the letter of a kind`() throws {
        let folder = Self.file(.first, .dutch).deletingLastPathComponent()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let expected = Self.letters.map { Self.file($0.kind, $0.language).lastPathComponent }
        #expect(names.sorted() == expected.sorted())
    }

    @Test func `no two kinds of letter say the same`() throws {
        let texts = try Self.letters.map { try Fixtures.text($0.kind.reader(in: $0.language)) }
        #expect(Set(texts).count == texts.count)
    }

    /// The Dutch of names of organisations and of the address is not the letter's.
    @Test(arguments: Kind.allCases)
    func `in an English letter nothing is Dutch`(kind: Kind) throws {
        let letter = try Fixtures.letter(kind.reader(in: .english))
        let text = letter.plainText.lowercased()
        let words = Set(text.split(whereSeparator: { !$0.isLetter }).map(String.init))
        let dutch: Set<String> = [
            "de", "het", "een", "uw", "wij", "van", "niet", "gegevens", "brief", "kenmerk",
            "retour", "retouradres", "bestuurder", "directie", "meldpunt", "autoriteit",
            "persoonsgegevens", "telefoon", "met",
        ]
        let names: Set<String> = ["van", "der"]
        #expect(words.intersection(dutch).subtracting(names).isEmpty)
    }

    /// To the parents it is the child who was at the processor: what is said of "you" is what they can do.
    @Test(arguments: [Kind.toParents, .toParentsAgain])
    func `a letter to parents never calls the child's data theirs`(kind: Kind) throws {
        for language in Language.allCases {
            let text = try Fixtures.text(kind.reader(in: language)).lowercased()
            for phrase in [
                "uw gegevens", "gegevens van u ", "gegevens van u.", "uw gezondheid", "uw naam",
                "uw geboortedatum", "uw burger", "uw huisarts", "uw deelname", "your data",
                "about you ", "your health", "your name", "your citizen", "your general",
            ] {
                #expect(!text.contains(phrase), "\(phrase)")
            }
            #expect(text.contains(language == .dutch ? "uw kind" : "your child"))
        }
    }

    /// What nobody can keep is not promised: a letter of another size or with another salutation, to
    /// one person.
    @Test(arguments: letters.indices)
    func `nothing is promised that the program cannot do`(index: Int) throws {
        let (kind, language) = Self.letters[index]
        let text = try Fixtures.text(kind.reader(in: language)).lowercased()
        for promise in [
            "grotere letters", "aanspreekvorm", "larger print", "addressed in another way",
            "prefer english", "a dutch letter", "aangesproken",
        ] {
            #expect(!text.contains(promise))
        }
    }
}
