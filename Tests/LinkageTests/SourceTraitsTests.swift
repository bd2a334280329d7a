// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Testing

struct SourceTraitsTests {
    private func traits(_ number: String, _ birthDate: String, _ surname: String) -> SourceTraits {
        var person = Person(sourceID: SourceID("VB-1"))
        person.citizenNumber = CitizenNumber(number)
        person.birthDate = PartialDate(birthDate)
        person.surname = surname
        return SourceTraits(person)
    }

    @Test(
        arguments: [
            // One thing that differs is a correction.
            ("999990019", "1970-02-03", "Voorbeeldstra", false),
            ("111222333", "1971-02-03", "Anders", false),
            ("", "1970-02-03", "Anders", false),
            ("", "1971-02-03", "VOORBEELDSTRA", false),
            ("", "1971-02-03", "", false),
            ("999990019", "", "Anders", false),
            ("999990019", "1971-00-00", "Anders", false),
            // More than that is somebody else.
            ("999990019", "1971-02-03", "Voorbeeldstra", true),
            ("", "1971-02-03", "Anders", true),
        ]
    )
    func `a sourceId means somebody else when more than one thing differs`(
        number: String,
        birthDate: String,
        surname: String,
        isSomebodyElse: Bool
    ) {
        let known = traits("111222333", "1970-02-03", "Voorbeeldstra")
        #expect(traits(number, birthDate, surname).contradict(known) == isSomebodyElse)
    }

    @Test func `a few changed sourceIds are rows, most of them are a file`() {
        var comparison = SourceIDComparison()
        #expect(!comparison.areOthers)
        (comparison.compared, comparison.contradicting) = (4, 2)
        #expect(!comparison.areOthers)
        comparison.contradicting = 3
        #expect(comparison.areOthers)
    }

    @Test func `traits show nothing of a person`() {
        #expect("\(traits("111222333", "1970-02-03", "Voorbeeldstra"))" == "traits")
    }
}
