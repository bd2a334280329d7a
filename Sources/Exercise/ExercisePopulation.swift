// SPDX-License-Identifier: EUPL-1.2

/// Everyone in the exercise: first those of the programme, then those never disclosed.
struct ExercisePopulation {
    private(set) var people: [ExercisePerson] = []
    /// Mother and daughter in one house.
    private(set) var families: [(mother: Int, daughter: Int)] = []
    private(set) var twins: [(Int, Int)] = []
    /// Same name and birth date, in different houses.
    private(set) var namesakes: [(Int, Int)] = []
    /// Those for whom something of its own goes wrong.
    private(set) var planted = PlantedPeople()
    /// Numbers that pass the eleven test and are nobody's.
    private var spareNumbers: CitizenNumberSupply
    private var random: SplitMix64
    private var taken: Set<UInt64> = []

    init(programme: Int, groups: [ExerciseGroup: Int], names: InventedNames, seed: UInt64) {
        random = SplitMix64(seed: seed, stream: 1)
        spareNumbers = CitizenNumberSupply(seed: seed &* 7_919)
        let count = programme + (programme * 6 + 50) / 100
        people.reserveCapacity(count)
        taken.reserveCapacity(count)
        let offset = Int(seed % 1_000_003)
        for index in 0..<count {
            var person = drawPerson(names)
            person.sourceNumber = (index + offset) * 3_819_661 % 10_000_000
            person.citizenNumber = spareNumbers.next()
            people.append(person)
        }
        plantRelations(names)
        for place in people.indices where isTooWide(people[place], names) {
            (people[place].prefix, people[place].partnerPrefix) = (0, 0)
        }
        assign(groups, programme: programme)
        plantPeople(names, programme: programme, seed: seed)
    }

    /// Would the double name with two initials be wider than the 38 characters of a window?
    private func isTooWide(_ person: ExercisePerson, _ names: InventedNames) -> Bool {
        guard let partner = person.partnerSurname else { return false }
        let prefixes = [person.prefix, person.partnerPrefix].map { names.prefixes[$0] }
        let signs = prefixes.reduce(0) { $0 + ($1.isEmpty ? 0 : $1.count + 1) }
        return names.surnames[person.surname].count + names.surnames[partner].count + signs > 31
    }

    private mutating func drawPerson(_ names: InventedNames) -> ExercisePerson {
        var person = ExercisePerson()
        person.surname = drawSurname(names)
        person.prefix = random.perMille(700) ? 0 : random.below(names.prefixes.count)
        if random.perMille(450) {
            person.partnerSurname = drawSurname(names)
            person.partnerPrefix = random.perMille(700) ? 0 : random.below(names.prefixes.count)
            // Two prefixes in one double name are rare, and wider than an address window.
            if person.prefix != 0 { person.partnerPrefix = 0 }
            switch random.below(10) {
            case 0...3: person.nameUse = .own
            case 4: person.nameUse = .partner
            case 5...8: person.nameUse = .partnerOwn
            default: person.nameUse = .ownPartner
            }
        }
        person.given = random.below(names.given.count)
        if random.perMille(500) {
            person.secondInitial = UInt8(ascii: "A") + UInt8(random.below(26))
        }
        person.isEnglish = random.perMille(40)
        if random.perMille(5) { person.deceasedOn = drawDate(2_018...2_024) }
        switch random.below(1_000) {
        case 0...2: person.secrecy = random.within(1...7)
        case 3: person.addressStatus = .shelter
        case 4, 5: person.addressStatus = .unknownAbroad
        case 6: person.addressStatus = .noAddress
        case 7: person.addressStatus = .underInvestigation
        case 8, 9: person.addressStatus = .abroad
        default: break
        }
        person.hasChosenSalutation = random.perMille(5)
        person.dwelling = drawDwelling()
        person.birthDate = drawDate(1_957...1_995)
        // By chance nobody shares house and birth date with another: only twins do.
        while !taken.insert(householdKey(person)).inserted {
            person.birthDate = drawDate(1_957...1_995)
        }
        return person
    }

    /// Few names are common and most are rare; which are common says nothing of their letters.
    private mutating func drawSurname(_ names: InventedNames) -> Int {
        let rank = random.below(random.below(names.surnames.count) + 1)
        return rank * 12_007 % names.surnames.count
    }

    private mutating func drawDwelling() -> Dwelling {
        var dwelling = Dwelling()
        dwelling.digits = random.within(1_000...9_999)
        repeat {
            dwelling.letters = random.below(676)
        } while [18 * 26, 18 * 26 + 3, 18 * 26 + 18].contains(dwelling.letters)
        dwelling.number = random.within(1...300)
        if random.perMille(60) { dwelling.letter = UInt8(ascii: "A") + UInt8(random.below(6)) }
        if random.perMille(40) { dwelling.addition = UInt8(ascii: "1") + UInt8(random.below(6)) }
        return dwelling
    }

    private mutating func drawDate(_ years: ClosedRange<Int>) -> UInt32 {
        let year = random.within(years)
        let month = random.within(1...12)
        return UInt32(year * 10_000 + month * 100 + random.within(1...28))
    }

    func householdKey(_ person: ExercisePerson) -> UInt64 {
        person.dwelling.key * 40_000_000 + UInt64(person.birthDate)
    }

    private mutating func plantRelations(_ names: InventedNames) {
        var order = Array(people.indices)
        random.shuffle(&order)
        let each = max(people.count / 400, 8)
        for pair in 0..<each {
            plantTwins(order[pair * 6], order[pair * 6 + 1], names)
            plantNamesakes(order[pair * 6 + 2], order[pair * 6 + 3])
            plantFamily(order[pair * 6 + 4], order[pair * 6 + 5], names)
        }
        for index in order.dropFirst(each * 6) where random.perMille(3) { forgetBirthday(index) }
    }

    /// Same birth date, house and surname; another initial.
    private mutating func plantTwins(_ first: Int, _ second: Int, _ names: InventedNames) {
        people[first].addressStatus = .known
        copyHouse(from: first, to: second)
        people[second].birthDate = people[first].birthDate
        separateInitials(first, second, names)
        twins.append((first, second))
    }

    /// Same name and birth date in another house.
    private mutating func plantNamesakes(_ first: Int, _ second: Int) {
        let model = people[first]
        taken.remove(householdKey(people[second]))
        people[second].surname = model.surname
        people[second].prefix = model.prefix
        people[second].given = model.given
        people[second].secondInitial = model.secondInitial
        people[second].birthDate = model.birthDate
        while people[second].dwelling.key == model.dwelling.key
            || !taken.insert(householdKey(people[second])).inserted
        {
            people[second].dwelling = drawDwelling()
        }
        for index in [first, second] { people[index].addressStatus = .known }
        namesakes.append((first, second))
    }

    /// Leaves only the year of the birth date.
    private mutating func forgetBirthday(_ index: Int) {
        var person = people[index]
        person.birthDate -= person.birthDate % 10_000
        if taken.insert(householdKey(person)).inserted { people[index] = person }
    }

    private mutating func plantFamily(_ mother: Int, _ daughter: Int, _ names: InventedNames) {
        for person in [mother, daughter] {
            taken.remove(householdKey(people[person]))
            people[person].addressStatus = .known
        }
        repeat {
            people[mother].dwelling = drawDwelling()
            people[mother].birthDate = drawDate(1_957...1_966)
        } while !taken.insert(householdKey(people[mother])).inserted
        copyHouse(from: mother, to: daughter)
        repeat {
            people[daughter].birthDate = drawDate(1_985...1_995)
        } while !taken.insert(householdKey(people[daughter])).inserted
        separateInitials(mother, daughter, names)
        families.append((mother, daughter))
    }

    private mutating func copyHouse(from first: Int, to second: Int) {
        people[second].addressStatus = people[first].addressStatus
        people[second].dwelling = people[first].dwelling
        people[second].surname = people[first].surname
        people[second].prefix = people[first].prefix
    }

    private mutating func separateInitials(_ first: Int, _ second: Int, _ names: InventedNames) {
        while names.given[people[first].given][0] == names.given[people[second].given][0] {
            people[second].given = random.below(names.given.count)
        }
    }

    private mutating func assign(_ groups: [ExerciseGroup: Int], programme: Int) {
        var order = Array(0..<programme)
        random.shuffle(&order)
        var next = 0
        for group in ExerciseGroup.allCases {
            for _ in 0..<(groups[group] ?? 0) {
                people[order[next]].group = group
                next += 1
            }
        }
        precondition(next == programme, "the groups must add up to the programme")
    }

    /// What goes wrong for single people, behind all else: nobody else is another for it.
    private mutating func plantPeople(_ names: InventedNames, programme: Int, seed: UInt64) {
        let related = Set(
            (twins + namesakes + families.map { ($0.mother, $0.daughter) })
                .flatMap { [$0.0, $0.1] }
        )
        planted = PlantedPeople(people, related: related, programme: programme, seed: seed)
        for index in planted.badFields { people[index].hasBadBirthDate = true }
        for index in planted.unknownDeaths { people[index].isDeathDayUnknown = true }
        let initials = names.given.indices.filter { names.given[$0][0] == UInt8(ascii: "D") }
        for (number, index) in planted.initials.enumerated() {
            people[index].given = initials[number % initials.count]
            people[index].secondInitial = 0
        }
    }

    /// A number that passes the test and is nobody's.
    mutating func spareNumber() -> UInt32 { spareNumbers.next() }

    /// Someone whom the population does not know.
    mutating func stranger(_ names: InventedNames) -> ExercisePerson {
        var person = drawPerson(names)
        person.addressStatus = .known
        person.citizenNumber = spareNumber()
        return person
    }
}
