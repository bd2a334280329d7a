// SPDX-License-Identifier: EUPL-1.2

import Custody
import Letters
import Testing

struct AdviceTests {
    @Test(
        arguments: [
            ([], []), ([.name], [.beAlert]), ([.citizenNumber], [.beAlert, .citizenNumber]),
            ([.testResult], [.beAlert, .health]),
            ([.generalPractitioner], [.beAlert, .generalPractitioner]),
            ([.email, .telephone], [.beAlert, .telephone, .email]),
        ] as [([DataCategory], [Advice])]
    )
    func `advice follows from the kinds of data that were there`(
        categories: [DataCategory],
        advice: [Advice]
    ) {
        #expect(Advice.advice(for: CategorySet(categories)) == advice)
    }

    @Test func `the whole set decides`() {
        #expect(Advice.advice(for: .all) == Advice.allCases)
    }

    @Test(arguments: Advice.allCases)
    func `every advice is said in both languages and never that somebody is safe`(advice: Advice) {
        let texts = Language.allCases.map(advice.text)
        #expect(Set(texts).count == 2)
        for text in texts {
            #expect(text.hasSuffix(".") && !text.contains("safe") && !text.contains("veilig"))
        }
    }

    @Test func `the words of the desk are those of the letters`() {
        #expect(Advice.health.text(in: .dutch).contains("betaal niet"))
        #expect(Advice.health.text(in: .english).contains("do not pay"))
        #expect(Advice.citizenNumber.text(in: .dutch).contains("CMI"))
    }
}
