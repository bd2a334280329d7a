// SPDX-License-Identifier: EUPL-1.2

import Algorithms

/// What a list record claims about a person, in the terms of the population.
struct LinkClaims {
    /// A number that passes the eleven test, or 0.
    var citizenNumber: UInt32 = 0
    /// A full date, or 0.
    var birthDate: UInt32 = 0
    /// Postcode with house number, or 0.
    var dwelling: UInt64 = 0
    /// Surnames that can be read in the record; empty when it has none or no initial.
    var surnames: [Int] = []
    var initial: UInt8 = 0
    /// There is a name, but letters of it are lost: it equals nobody's.
    var isNameDamaged = false

    var hasName: Bool { isNameDamaged || !surnames.isEmpty }
}

/// Tells whose a record is by the written rule, with sorted tables and nothing of the program.
struct LinkOracle {
    private let people: [ExercisePerson]
    private let names: InventedNames
    private var byNumber: [(key: UInt64, person: UInt32)] = []
    private var byHousehold: [(key: UInt64, person: UInt32)] = []

    init(_ population: ExercisePopulation, _ names: InventedNames) {
        people = population.people
        self.names = names
        byNumber.reserveCapacity(people.count)
        byHousehold.reserveCapacity(people.count)
        for (index, person) in people.enumerated() {
            precondition(CitizenNumberSupply.passes(person.citizenNumber))
            byNumber.append((UInt64(person.citizenNumber), UInt32(index)))
            guard person.hasAddress else { continue }
            byHousehold.append(
                (key(person.registeredBirthDate, person.dwelling.key), UInt32(index))
            )
        }
        byNumber.sort { $0.key < $1.key }
        byHousehold.sort { $0.key != $1.key ? $0.key < $1.key : $0.person < $1.person }
        for (one, next) in zip(byNumber, byNumber.dropFirst()) {
            precondition(one.key != next.key, "two people with one number")
        }
        for (place, one) in byHousehold.enumerated() {
            for other in byHousehold[(place + 1)...].prefix(while: { $0.key == one.key }) {
                precondition(
                    !namesMeet(people[Int(one.person)], people[Int(other.person)]),
                    "two people share name, birth date and address"
                )
            }
        }
    }

    /// Everyone in a table under a key.
    private func people(
        under key: UInt64,
        in table: [(key: UInt64, person: UInt32)]
    ) -> some Collection<Int> {
        table[table.partitioningIndex { $0.key >= key }...].prefix { $0.key == key }.lazy
            .map { Int($0.person) }
    }

    func person(_ claims: LinkClaims) -> Int? {
        let isComplete = claims.birthDate != 0 && claims.dwelling != 0 && claims.hasName
        let together = isComplete ? match(claims) : []
        guard claims.citizenNumber != 0,
            let owner = people(under: UInt64(claims.citizenNumber), in: byNumber).first
        else {
            return together.count == 1 ? together[0] : nil
        }
        let person = people[owner]
        let known = person.registeredBirthDate
        let hasDate = known != 0 && claims.birthDate == known
        let hasHouse =
            person.hasAddress && claims.dwelling != 0 && claims.dwelling == person.dwelling.key
        let hasName = agrees(claims, person)
        if hasDate && hasHouse && hasName { return owner }
        if together.count == 1, together[0] != owner { return nil }
        if isOtherDay(claims.birthDate, known) { return nil }
        if hasDate || hasName { return owner }
        // In one house live several: what else the record says must not be another's.
        guard hasHouse, claims.birthDate == 0 else { return nil }
        return claims.surnames.isEmpty || claims.isNameDamaged ? owner : nil
    }

    /// Another year, and another month or day.
    private func isOtherDay(_ one: UInt32, _ other: UInt32) -> Bool {
        one != 0 && one / 10_000 != other / 10_000 && one % 10_000 != other % 10_000
            && other % 100 != 0
    }

    private func match(_ claims: LinkClaims) -> [Int] {
        people(under: key(claims.birthDate, claims.dwelling), in: byHousehold)
            .filter { agrees(claims, people[$0]) }
    }

    private func agrees(_ claims: LinkClaims, _ person: ExercisePerson) -> Bool {
        guard !claims.isNameDamaged, claims.initial == names.given[person.given][0] else {
            return false
        }
        return claims.surnames.contains { $0 == person.surname || $0 == person.partnerSurname }
    }

    private func namesMeet(_ one: ExercisePerson, _ other: ExercisePerson) -> Bool {
        guard names.given[one.given][0] == names.given[other.given][0] else { return false }
        return [other.surname, other.partnerSurname]
            .contains { $0 != nil && ($0 == one.surname || $0 == one.partnerSurname) }
    }

    private func key(_ birthDate: UInt32, _ dwelling: UInt64) -> UInt64 {
        dwelling * 40_000_000 + UInt64(birthDate)
    }
}
