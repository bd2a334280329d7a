// SPDX-License-Identifier: EUPL-1.2
import Custody
import Testing

@testable import Letters

/// Truths that paper does not tell apart are one, so that a million readers need some hundreds of texts.
@Suite struct OnPaperTests {
    @Test(arguments: Language.allCases)
    func `a letter says the same of every truth and of what paper says of it`(
        _ language: Language
    ) throws {
        var random = Counting(state: 20_251_201)
        let composer = try LetterComposer(wave: Fixtures.wave)
        var whole: Set<LetterTruth> = []
        var onPaper: Set<LetterTruth> = []
        var texts: Set<LetterBody> = []
        for _ in 0..<1_500 {
            guard let truth = Self.truth(language, &random) else { continue }
            let expected = try composer.body(of: truth)
            #expect(try composer.body(of: truth.onPaper) == expected)
            #expect(truth.onPaper.onPaper == truth.onPaper)
            whole.insert(truth)
            onPaper.insert(truth.onPaper)
            texts.insert(expected)
        }
        #expect(whole.count > 500 && texts.count > 200)
        #expect(onPaper.count < whole.count)
    }

    @Test
    func
        `whether a test was asked for is one truth, whichever test, but never that of a doctor alone`()
    {
        func named(_ kinds: [DataCategory]) -> CategorySet {
            PaperCategories.namedOnPaper(CategorySet(kinds))
        }
        #expect(named([.testResult, .careProvider]) == named([.observation, .account]))
        #expect(named([.careProvider]) == named([.careOrganisation]))
        #expect(named([.careProvider]) != named([.testResult]))
        #expect(named([.telephone]) != named([.email]))
        #expect(named([]).count == 0)
    }

    /// Any that a letter may be written of; nil where the parts contradict each other.
    private static func truth(_ language: Language, _ random: inout Counting) -> LetterTruth? {
        func some(_ outOf: Int) -> CategorySet {
            CategorySet(
                DataCategory.allCases.filter { _ in (random.next() >> 33) % UInt64(outOf) == 0 }
            )
        }
        func chance() -> Bool { random.next() >> 63 == 0 }
        let rareness = [2, 6, 20][Int((random.next() >> 33) % 3)]
        var categories = CategoriesByOrigin()
        for origin in Origin.allCases where chance() { categories[origin] = some(rareness) }
        let group = LetterGroup.allCases[
            Int((random.next() >> 33) % UInt64(LetterGroup.allCases.count))
        ]
        let certainties: [Certainty] =
            group == .first || group == .second
            ? [.reported, .stolen, .published] : [.cannotBeExcluded]
        let certainty = certainties[Int((random.next() >> 33) % UInt64(certainties.count))]
        let why: WhyAgain? =
            chance()
            ? nil
            : [.correction, .moreCertain, .moreData, .everyone][
                Int((random.next() >> 33) % 4)
            ]
        let reported = chance() ? some(rareness) : []
        let truth = LetterTruth(
            language: language,
            group: group,
            certainty: certainty,
            earlierLetters: why == nil ? [] : [Fixtures.day("2025-08-19")],
            whyAgain: why,
            told: why == nil || chance()
                ? nil : ToldBefore(certainty: certainties[0], categories: some(rareness)),
            finding: certainty < .stolen || chance()
                ? nil : Finding(categories: some(rareness), known: nil),
            categories: categories,
            reported: reported,
            listed: chance() ? ListedKinds(some(rareness)) : nil,
            listedOn: chance() ? [Fixtures.day("2025-08-11")] : [],
            neverGiven: CategorySet([.telephone, .email]).subtracting(
                categories.all.union(reported)
            ),
            isToParents: chance(),
            hadOtherIncident: chance()
        )
        return (try? truth.check()) == nil ? nil : truth
    }
}
