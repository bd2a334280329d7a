// SPDX-License-Identifier: EUPL-1.2

/// The part of the programme that a person has to be told about.
enum ExerciseGroup: UInt8, CaseIterable {
    case first, second, notExcluded, reconstructed, none

    var code: StaticString {
        switch self {
        case .first: "first"
        case .second: "second"
        case .notExcluded: "notExcluded"
        case .reconstructed: "reconstructed"
        case .none: "none"
        }
    }

    var certainty: StaticString {
        switch self {
        case .first, .second: "reported"
        case .notExcluded, .reconstructed: "cannotBeExcluded"
        case .none: "none"
        }
    }
}

/// An invented person, in some sixty bytes; names are places in `InventedNames`.
struct ExercisePerson {
    enum AddressStatus: UInt8 {
        case known, shelter, unknownAbroad, noAddress, underInvestigation, abroad
    }
    enum NameUse: UInt8 { case own, partner, partnerOwn, ownPartner }

    @Narrow<UInt32> var sourceNumber = 0
    var citizenNumber: UInt32 = 0
    @Narrow<UInt16> var surname = 0
    @Narrow<UInt16> var prefix = 0
    /// One more than the place of the partner's surname, or 0.
    private var partner: UInt16 = 0
    var partnerSurname: Int? {
        get { partner == 0 ? nil : Int(partner) - 1 }
        set { partner = newValue.map { UInt16($0 + 1) } ?? 0 }
    }
    @Narrow<UInt16> var partnerPrefix = 0
    var nameUse = NameUse.own
    @Narrow<UInt16> var given = 0
    /// The initial of a second given name, an ASCII letter, or 0.
    var secondInitial: UInt8 = 0
    /// yyyymmdd; of some only the year is known (19610000).
    var birthDate: UInt32 = 0
    var dwelling = Dwelling()
    /// yyyymmdd, or 0.
    var deceasedOn: UInt32 = 0
    /// Died, and the registry does not know when.
    var isDeathDayUnknown = false
    /// The registry holds a birth date on which nobody can have been born: it knows none.
    var hasBadBirthDate = false
    @Narrow<UInt8> var secrecy = 0
    var addressStatus = AddressStatus.known
    var isEnglish = false
    /// Chose a form of address (aanhef) of their own.
    var hasChosenSalutation = false
    var group = ExerciseGroup.none

    /// Has a Dutch address: the programme writes to no other.
    var hasAddress: Bool { addressStatus != .noAddress && addressStatus != .abroad }

    var hasFullBirthDate: Bool { birthDate % 100 != 0 }

    /// As the registry knows it; 0 when it does not.
    var registeredBirthDate: UInt32 { hasBadBirthDate ? 0 : birthDate }

    var held: StaticString {
        if deceasedOn != 0 || isDeathDayUnknown { return "deceased" }
        if secrecy != 0 || addressStatus == .shelter { return "safety" }
        switch addressStatus {
        case .unknownAbroad: return "abroadUnknown"
        case .noAddress: return "noAddress"
        case .underInvestigation: return "addressInDoubt"
        case .known, .shelter, .abroad: return hasBadBirthDate ? "fieldUnreadable" : ""
        }
    }
}

/// A number that is kept in fewer bytes than it is counted with.
@propertyWrapper
struct Narrow<Kept: FixedWidthInteger & UnsignedInteger>: Hashable {
    private var kept: Kept

    init(wrappedValue: Int) { kept = Kept(wrappedValue) }

    var wrappedValue: Int {
        get { Int(kept) }
        set { kept = Kept(newValue) }
    }
}

/// A house (huis): street and place follow from the postcode.
struct Dwelling: Hashable {
    @Narrow<UInt16> var digits = 1_000
    /// 0 to 675, for AA to ZZ.
    @Narrow<UInt16> var letters = 0
    @Narrow<UInt16> var number = 1
    var letter: UInt8 = 0
    var addition: UInt8 = 0

    /// Postcode and house number in one; letter and addition are left out.
    var key: UInt64 { UInt64((digits * 676 + letters) * 1_000 + number) }

    func street(in names: InventedNames) -> [UInt8] {
        names.streets[(digits * 7 + letters * 31) % names.streets.count]
    }

    func place(in names: InventedNames) -> [UInt8] {
        names.places[digits / 90 % names.places.count]
    }

    func putPostcode(into bytes: inout [UInt8], spaced: Bool = false) {
        bytes.put(digits)
        if spaced { bytes.append(UInt8(ascii: " ")) }
        bytes.append(UInt8(ascii: "A") + UInt8(letters / 26))
        bytes.append(UInt8(ascii: "A") + UInt8(letters % 26))
    }
}

extension [UInt8] {
    /// `yyyy-mm-dd` of yyyymmdd.
    mutating func putDashed(_ date: UInt32) {
        put(Int(date / 10_000), width: 4)
        append(UInt8(ascii: "-"))
        put(Int(date / 100 % 100), width: 2)
        append(UInt8(ascii: "-"))
        put(Int(date % 100), width: 2)
    }

    /// A surname behind its prefix.
    mutating func put(_ surname: [UInt8], prefix: [UInt8]) {
        if !prefix.isEmpty {
            put(prefix)
            append(UInt8(ascii: " "))
        }
        put(surname)
    }

    /// The surname by which someone is addressed (naamgebruik).
    mutating func putAddressed(_ person: ExercisePerson, in names: InventedNames) {
        let own = (names.surnames[person.surname], names.prefixes[person.prefix])
        guard let partnerSurname = person.partnerSurname else { return put(own.0, prefix: own.1) }
        let partner = (names.surnames[partnerSurname], names.prefixes[person.partnerPrefix])
        switch person.nameUse {
        case .own: put(own.0, prefix: own.1)
        case .partner: put(partner.0, prefix: partner.1)
        case .partnerOwn:
            put(partner.0, prefix: partner.1)
            append(UInt8(ascii: "-"))
            put(own.0, prefix: own.1)
        case .ownPartner:
            put(own.0, prefix: own.1)
            append(UInt8(ascii: "-"))
            put(partner.0, prefix: partner.1)
        }
    }

    /// `A.B.`
    mutating func putInitials(_ person: ExercisePerson, in names: InventedNames) {
        append(names.given[person.given][0])
        append(UInt8(ascii: "."))
        if person.secondInitial != 0 {
            append(person.secondInitial)
            append(UInt8(ascii: "."))
        }
    }

    mutating func putSourceID(_ person: ExercisePerson) {
        put("VB-")
        put(person.sourceNumber, width: 7)
    }
}
