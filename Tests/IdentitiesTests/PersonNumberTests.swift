// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Testing
import Vault

@testable import Identities
@testable import Store

/// Numbers of people: no two alike, no order among those who came together, later ones above earlier ones.
@Suite struct PersonNumberTests {
    private let people = (1...200).map { Person.named("VB-\($0)", "Proef") }

    private func numbers(_ house: House, _ people: ArraySlice<Person>) throws -> [PersonNumber] {
        try people.map { try house.number($0.sourceID.text) }
    }

    @Test
    func `people of a later transaction stand above all of the earlier, in no order of the file`()
        throws
    {
        let house = try House()
        try house.add(all: Array(people[..<100]))
        try house.add(all: Array(people[100...]))
        let early = try numbers(house, people[..<100])
        let late = try numbers(house, people[100...])
        #expect(Set(early + late).count == 200)
        #expect(try #require(early.max()) < #require(late.min()))
        #expect(early != early.sorted())
        #expect(late != late.sorted())
    }

    @Test
    func `a number is not given again, also when its person is lost`() throws {
        let house = try House()
        try house.add(people[0], people[1])
        let highest = try #require(try numbers(house, people[..<2]).max())
        try house.tamper(
            "DELETE FROM person WHERE number = \(highest.value)",
            "DELETE FROM person_dossier WHERE number = \(highest.value)",
            "DELETE FROM person_mail WHERE number = \(highest.value)"
        )
        try house.add(people[2])
        #expect(try house.number("VB-3") > highest)
    }

    @Test
    func `where the numbers end, those of a store of before go on anywhere`() {
        var numbers = PersonNumbers(above: Int64.max - 5)
        var random = RandomBytes()
        numbers.beginTransaction()
        let given = (0..<50).map { _ in numbers.next(&random) }
        #expect(Set(given).count == 50)
        #expect(given.allSatisfy { $0.value > 0 && $0.value < UInt64(Int64.max) })
        #expect(given.contains { $0.value < UInt64(Int64.max) - 5 })
    }
}
