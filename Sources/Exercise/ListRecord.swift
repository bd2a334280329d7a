// SPDX-License-Identifier: EUPL-1.2

/// One record of a leaked list before it is written: the cells that are filled and how they look.
struct ListRecord {
    enum Spelling { case asRegistered, capitals, garbled, questioned }

    /// The digits of the citizen number cell; empty when it is nil.
    var citizenNumber: UInt32?
    /// Whose name, birth date and house the cells show.
    var name: Int?
    var birthDate: UInt32?
    /// Only the year of the birth date is written.
    var isBirthYear = false
    var house: Int?
    var spelling = Spelling.asRegistered
    var hasPrefix = true
    var isAddressed = false
    var initialsStyle = 0
    var isPostcodeSpaced = false
    var hasResult = false
    /// Nine digits, and whether the letter before them is that of our own samples.
    var sample: (number: Int, isOurs: Bool)?
    var hasSampleDate = false
    var hasTelephone = false

    func claims(_ people: [ExercisePerson], _ names: InventedNames) -> LinkClaims {
        var claims = LinkClaims()
        if let citizenNumber, CitizenNumberSupply.passes(citizenNumber) {
            claims.citizenNumber = citizenNumber
        }
        if let birthDate, !isBirthYear, birthDate % 100 != 0 { claims.birthDate = birthDate }
        if let house { claims.dwelling = people[house].dwelling.key }
        guard let name else { return claims }
        let person = people[name]
        claims.initial = names.given[person.given][0]
        let partner = isAddressed ? person.partnerSurname : nil
        claims.surnames = [person.surname]
        if let partner, person.nameUse != .own { claims.surnames.append(partner) }
        if partner != nil, person.nameUse == .partner { claims.surnames.removeFirst() }
        if spelling == .questioned {
            claims.isNameDamaged = names.questioned[person.surname].contains(UInt8(ascii: "?"))
        }
        return claims
    }

    /// The kinds of data in this record; the columns that `isSecond` list has.
    func categories(isSecond: Bool) -> ExerciseCategories {
        var categories: ExerciseCategories = []
        if citizenNumber != nil { categories.insert(.citizenNumber) }
        if name != nil { categories.insert(.name) }
        if birthDate != nil { categories.insert(.birthDate) }
        if house != nil { categories.insert(.address) }
        if hasResult { categories.insert(.testResult) }
        if isSecond {
            if hasSampleDate { categories.insert(.sampleDate) }
            if hasTelephone { categories.insert(.telephone) }
        } else if sample != nil {
            categories.insert(.sampleNumber)
        }
        return categories
    }
}
