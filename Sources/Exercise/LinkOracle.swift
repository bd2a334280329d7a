// SPDX-License-Identifier: EUPL-1.2

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

/// Tells whose a record is by the written rule, with dictionaries and nothing of the program.
struct LinkOracle {
    private let people: [ExercisePerson]
    private let names: InventedNames
    private var byNumber: [UInt32: Int] = [:]
    private var byHousehold: [UInt64: [Int]] = [:]

    init(_ population: ExercisePopulation, _ names: InventedNames) {
        people = population.people
        self.names = names
        byNumber.reserveCapacity(people.count)
        byHousehold.reserveCapacity(people.count)
        for (index, person) in people.enumerated() {
            precondition(CitizenNumberSupply.passes(person.citizenNumber))
            let former = byNumber.updateValue(index, forKey: person.citizenNumber)
            precondition(former == nil, "two people with one number")
            guard person.hasAddress else { continue }
            let others = byHousehold[key(person.birthDate, person.dwelling.key), default: []]
            precondition(
                !others.contains { namesMeet(people[$0], person) },
                "two people share name, birth date and address"
            )
            byHousehold[key(person.birthDate, person.dwelling.key)] = others + [index]
        }
    }

    func person(_ claims: LinkClaims) -> Int? {
        let isComplete = claims.birthDate != 0 && claims.dwelling != 0 && claims.hasName
        let together = isComplete ? match(claims) : []
        guard claims.citizenNumber != 0, let owner = byNumber[claims.citizenNumber] else {
            return together.count == 1 ? together[0] : nil
        }
        let person = people[owner]
        let hasDate = claims.birthDate == person.birthDate
        let hasHouse =
            person.hasAddress && claims.dwelling != 0 && claims.dwelling == person.dwelling.key
        let hasName = agrees(claims, person)
        if hasDate && hasHouse && hasName { return owner }
        if together.count == 1, together[0] != owner { return nil }
        if hasDate || hasName { return owner }
        return hasHouse && claims.birthDate == 0 ? owner : nil
    }

    private func match(_ claims: LinkClaims) -> [Int] {
        (byHousehold[key(claims.birthDate, claims.dwelling)] ?? [])
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
