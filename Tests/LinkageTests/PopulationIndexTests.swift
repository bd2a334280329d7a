// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Linkage

struct PopulationIndexTests {
    /// Everybody lives in a street of their own; number, name and birth date follow from `place`.
    private func claims(_ place: Int) -> IdentityClaims {
        var value = UInt32(10_000_000 + place * 23)
        while CitizenNumber(value: value) == nil { value += 1 }
        return IdentityClaims(
            citizenNumber: "\(value)",
            surnames: ["Naam\(place % 500)", "Partner\(place % 77)"],
            initials: ["A", "B", "C"][place % 3],
            birthDate: "19\(10 + place % 90)-0\(1 + place % 9)-1\(place % 10)",
            postcode: "\(1_000 + place % 9_000)KL",
            houseNumber: "\(1 + place / 9_000)"
        )
    }

    private func index(of count: Int) -> PopulationIndex {
        var builder = PopulationIndex.Builder(seed: 99)
        for place in 0..<count { builder.append(PersonNumber(UInt64(place + 1)), claims(place)) }
        return builder.seal()
    }

    @Test func `finds everyone again, with and without their number`() {
        let index = index(of: 20_000)
        #expect(index.count == 20_000)
        #expect(index.sharedCitizenNumbers == 0)
        for place in 0..<20_000 {
            let person = PersonNumber(UInt64(place + 1))
            var record = claims(place)
            #expect(
                index.decide(record)
                    == .linked(person, [.citizenNumber, .birthDate, .address, .name])
            )
            record.citizenNumber = ""
            #expect(index.decide(record) == .linked(person, [.birthDate, .address, .name]))
        }
    }

    @Test func `needs at most sixty bytes a person`() {
        let index = index(of: 20_000)
        #expect(index.byteCount <= 60 * index.count)
    }

    @Test func `an empty population knows nobody`() {
        let index = PopulationIndex.Builder(seed: 1).seal()
        #expect(index.decide(claims(1)) == .unresolved(.notInPopulation))
    }

    @Test func `counts the numbers that stand with two people, not a person given twice`() {
        var builder = PopulationIndex.Builder(seed: 5)
        builder.append(PersonNumber(1), claims(1))
        builder.append(PersonNumber(1), claims(1))
        #expect(builder.count == 2)
        let once = builder.seal()
        #expect(once.sharedCitizenNumbers == 0)
        #expect(
            once.decide(claims(1))
                == .linked(PersonNumber(1), [.citizenNumber, .birthDate, .address, .name])
        )

        var other = PopulationIndex.Builder(seed: 5)
        for person in 1...3 { other.append(PersonNumber(UInt64(person)), claims(1)) }
        let shared = other.seal()
        #expect(shared.sharedCitizenNumbers == 1)
        #expect(shared.decide(claims(1)) == .unresolved(.ambiguous))
    }

    @Test func `several threads may ask at once`() async {
        let index = index(of: 2_000)
        await withTaskGroup(of: Int.self) { group in
            for start in 0..<4 {
                group.addTask {
                    stride(from: start, to: 2_000, by: 4).count { place in
                        if case .linked = index.decide(self.claims(place)) { true } else { false }
                    }
                }
            }
            var linked = 0
            for await part in group { linked += part }
            #expect(linked == 2_000)
        }
    }
}
