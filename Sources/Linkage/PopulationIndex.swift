// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The identifiers of everyone one could disclose about, kept in memory to link records with.
///
/// Flat arrays and open addressing: about 55 bytes a person. A value that never changes once it
/// is sealed, so several threads may ask it at once.
public struct PopulationIndex: Sendable {
    /// The identifiers of one person as numbers.
    public struct Entry: Sendable, Equatable {
        var person: UInt64
        var address: UInt64
        /// Own surname and partner's; 0 without.
        var ownSurname: UInt32
        var partnerSurname: UInt32
        var initial: UInt32
        /// The top bit says that the number stands with more than one person.
        var citizenNumber: UInt32
        /// yyyymmdd with zeros for the parts that are not known, or 0.
        var anyBirthDate: UInt32
        /// What else is registered of the own surname and of the partner's.
        var ownMarks = NameMarks()
        var partnerMarks = NameMarks()

        var birthDate: UInt32 { IdentityKeys.full(anyBirthDate) }
        public var number: PersonNumber { PersonNumber(person) }
        var sharesCitizenNumber: Bool { citizenNumber & Entry.shared != 0 }

        static let shared: UInt32 = 1 << 31
    }

    let seed: UInt64
    private let entries: [Entry]
    private let byCitizenNumber: SlotTable
    /// By birth date, address and name together.
    private let byIdentifiers: SlotTable
    /// The entries in the order of the people, when they are not so themselves.
    private let byPerson: [Int32]
    /// From each number that an officer joined to another to that one, and back to all numbers.
    private let joined: [UInt64: UInt64]
    private let numbersOf: [UInt64: [UInt64]]
    /// Has anybody several entries: several numbers, or former names and addresses?
    let hasSeveralEntries: Bool
    /// How many citizen numbers stand with more than one person: those link nobody.
    public let sharedCitizenNumbers: Int

    #if SPOOR_CONTROLS
        /// CONTROL, wrong on purpose: a citizen number that is known here links by itself, and so links
        /// innocent people to order numbers that happen to pass the eleven test. docs/rigs.md.
        public var linksByCitizenNumberAlone = false
    #endif

    /// Takes the people one by one; `seal` makes the index.
    public struct Builder: Sendable {
        private let seed: UInt64
        private(set) var entries: [Entry] = []
        private var joined: [UInt64: UInt64] = [:]

        /// - Parameter seed: any number the door draws; decisions do not depend on it.
        public init(seed: UInt64, expecting count: Int = 0) {
            self.seed = seed
            entries.reserveCapacity(count)
        }

        public var count: Int { entries.count }

        /// The first surname is the person's own, the second their partner's; further ones are
        /// left out.
        public mutating func append(_ person: PersonNumber, _ claims: IdentityClaims) {
            append(person, ClaimBytes(claims))
        }

        /// The same for claims as bytes.
        public mutating func append(_ person: PersonNumber, _ claims: ClaimBytes) {
            claims.withBytes { bytes in
                func text(_ place: ClaimBytes.Place) -> UnsafeBufferPointer<UInt8> {
                    place.isEmpty
                        ? UnsafeBufferPointer(start: nil, count: 0) : place.slice(of: bytes)
                }
                var texts = IdentifierTexts()
                texts.citizenNumber = text(claims.citizenNumber)
                texts.initials = text(claims.initials)
                if let surname = claims.surnames.first { texts.surname = text(surname) }
                if claims.surnames.count > 1 { texts.partnerSurname = text(claims.surnames[1]) }
                texts.birthDate = text(claims.birthDate)
                texts.postcode = text(claims.postcode)
                texts.houseNumber = text(claims.houseNumber)
                append(entry(person, texts))
            }
        }

        /// A person as the index keeps them; made by any worker, to be appended by one.
        public func entry(_ person: PersonNumber, _ texts: IdentifierTexts) -> Entry {
            Entry(
                person: person.value,
                address: IdentityKeys.address(texts.postcode, texts.houseNumber),
                ownSurname: IdentityKeys.wholeSurname(texts.surname, seed: seed),
                partnerSurname: IdentityKeys.wholeSurname(texts.partnerSurname, seed: seed),
                initial: IdentityKeys.initial(texts.initials) ?? 0,
                citizenNumber: IdentityKeys.citizenNumber(texts.citizenNumber),
                anyBirthDate: IdentityKeys.anyBirthDate(texts.birthDate),
                ownMarks: NameMarks(prefix: texts.prefix, surname: texts.surname),
                partnerMarks: NameMarks(prefix: texts.partnerPrefix, surname: texts.partnerSurname)
            )
        }

        public mutating func append(_ entry: Entry) { entries.append(entry) }

        /// Somebody whom an officer joined to another: both numbers are one person, and what agrees
        /// with either links. A record is linked to the number with which it agrees.
        public mutating func join(_ other: PersonNumber, to kept: PersonNumber) {
            joined[other.value] = kept.value
        }

        public consuming func seal() -> PopulationIndex {
            PopulationIndex(seed: seed, entries: entries, joined: joined)
        }
    }

    private init(seed: UInt64, entries given: consuming [Entry], joined: [UInt64: UInt64]) {
        var entries = given
        var numbers = SlotTable(
            entries: entries.count { $0.citizenNumber != 0 },
            slots: entries.count
        )
        var identifiers = SlotTable(
            entries: entries.reduce(0) { $0 + $1.completeSurnames.count },
            slots: entries.count
        )
        var shared = 0
        for slot in entries.indices {
            let entry = entries[slot]
            for surname in entry.completeSurnames {
                let hash = PopulationIndex.hash(
                    entry.birthDate,
                    entry.address,
                    surname,
                    entry.initial,
                    seed: seed
                )
                identifiers.insert(slot, hash: hash)
            }
            guard entry.citizenNumber != 0 else { continue }
            let hash = SeededHash.of(UInt64(entry.citizenNumber), seed: seed)
            var earlier: Int?
            numbers.forEachSlot(hash: hash) { other in
                guard entries[other].citizenNumber & ~Entry.shared == entry.citizenNumber else {
                    return true
                }
                earlier = other
                return false
            }
            if let earlier {
                let isSame =
                    entries[earlier].person == entry.person
                    || joined[entries[earlier].person, default: entries[earlier].person]
                        == joined[entry.person, default: entry.person]
                if !isSame, !entries[earlier].sharesCitizenNumber {
                    entries[earlier].citizenNumber |= Entry.shared
                    shared += 1
                }
            } else {
                numbers.insert(slot, hash: hash)
            }
        }
        self.seed = seed
        self.entries = entries
        self.joined = joined
        numbersOf = Dictionary(grouping: joined, by: \.value).mapValues { joins in
            [joins[0].value] + joins.map(\.key).sorted()
        }
        let order = PopulationIndex.order(of: entries)
        byPerson = order
        hasSeveralEntries =
            !joined.isEmpty
            || entries.indices.dropFirst().contains { place in
                let (before, here) =
                    order.isEmpty ? (place - 1, place) : (Int(order[place - 1]), Int(order[place]))
                return entries[before].person == entries[here].person
            }
        byCitizenNumber = numbers
        byIdentifiers = identifiers
        sharedCitizenNumbers = shared
    }

    /// Of the three second identifiers together.
    private static func hash(
        _ birthDate: UInt32,
        _ address: UInt64,
        _ surname: UInt32,
        _ initial: UInt32,
        seed: UInt64
    ) -> UInt64 {
        SeededHash.of(
            UInt64(birthDate),
            address,
            UInt64(surname) << 32 | UInt64(initial),
            seed: seed
        )
    }

    private static func order(of entries: [Entry]) -> [Int32] {
        let isOrdered = entries.indices.dropFirst().allSatisfy {
            entries[$0 - 1].person <= entries[$0].person
        }
        guard !isOrdered else { return [] }
        return entries.indices.map { Int32($0) }
            .sorted { entries[Int($0)].person < entries[Int($1)].person }
    }

    /// The number that stands for a person who has several.
    @inline(__always)
    public func one(_ person: PersonNumber) -> PersonNumber {
        joined.isEmpty
            ? person : joined[person.value].map { PersonNumber($0) } ?? person
    }

    /// What is known of a person under all their numbers; nothing of somebody who is not here.
    func entries(of person: PersonNumber) -> [Entry] {
        guard let numbers = numbersOf[one(person).value] else { return ownEntries(of: person) }
        return numbers.flatMap { ownEntries(of: PersonNumber($0)) }
    }

    /// The same under one of their numbers.
    private func ownEntries(of person: PersonNumber) -> [Entry] {
        func entry(_ place: Int) -> Entry {
            entries[byPerson.isEmpty ? place : Int(byPerson[place])]
        }
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entry(middle).person < person.value { low = middle + 1 } else { high = middle }
        }
        var found: [Entry] = []
        while low < entries.count, entry(low).person == person.value {
            found.append(entry(low))
            low += 1
        }
        return found
    }

    public var count: Int { entries.count }

    /// The memory of the arrays.
    public var byteCount: Int {
        entries.count * MemoryLayout<Entry>.stride
            + byCitizenNumber.byteCount + byIdentifiers.byteCount + byPerson.count * 4
    }

    /// The person to whom the citizen number belongs, if it is known here.
    @inline(__always)
    func owner(of citizenNumber: UInt32) -> Entry? {
        guard citizenNumber != 0 else { return nil }
        var owner: Entry?
        byCitizenNumber.forEachSlot(
            hash: SeededHash.of(UInt64(citizenNumber), seed: seed)
        ) { slot in
            guard entries[slot].citizenNumber & ~Entry.shared == citizenNumber else { return true }
            owner = entries[slot]
            return false
        }
        return owner
    }

    /// Who has all three second identifiers of a record.
    enum Match {
        case nobody
        case one(PersonNumber)
        case several
    }

    @inline(__always)
    func match(_ keys: IdentityKeys) -> Match {
        var found: UInt64?
        var several = false
        func look(for surname: UInt32, _ isTheirs: (Entry) -> Bool) {
            byIdentifiers.forEachSlot(
                hash: PopulationIndex.hash(
                    keys.birthDate,
                    keys.address,
                    surname,
                    keys.initial,
                    seed: seed
                )
            ) { slot in
                let entry = entries[slot]
                guard entry.birthDate == keys.birthDate, entry.address == keys.address,
                    entry.initial == keys.initial, isTheirs(entry)
                else { return true }
                if let known = found {
                    if one(PersonNumber(known)) != one(entry.number) { several = true }
                } else {
                    found = entry.person
                }
                return !several
            }
        }
        for place in 0..<keys.surnames.count {
            let surname = keys.surnames[place]
            look(for: surname) { $0.ownSurname == surname || $0.partnerSurname == surname }
        }
        for variant in keys.variants { look(for: variant.key) { $0.isCalled(variant) } }
        guard !several else { return .several }
        return found.map { .one(PersonNumber($0)) } ?? .nobody
    }
}

extension PopulationIndex.Entry {
    /// The surnames under which the three identifiers are complete.
    var completeSurnames: [UInt32] {
        guard birthDate != 0, address != 0, initial != 0 else { return [] }
        return partnerSurname == ownSurname
            ? [ownSurname].filter { $0 != 0 } : [ownSurname, partnerSurname].filter { $0 != 0 }
    }

    /// Is one of the surnames the person's own or their partner's?
    func hasSurname(_ keys: IdentityKeys) -> Bool {
        // What is not there is 0, and no key is.
        ownSurname != 0 && keys.surnames.contains(ownSurname)
            || partnerSurname != 0 && keys.surnames.contains(partnerSurname)
            || keys.variants.contains { isCalled($0) }
    }

    /// Is the other spelling one of their own surname or their partner's?
    func isCalled(_ variant: NameVariant) -> Bool {
        switch variant.condition {
        case .writtenWithMark:
            ownSurname == variant.key && ownMarks.hasMark
                || partnerSurname == variant.key && partnerMarks.hasMark
        case .prefix(let code):
            ownSurname == variant.key && ownMarks.prefix == code
                || partnerSurname == variant.key && partnerMarks.prefix == code
        case .beside(let other):
            ownSurname == variant.key && partnerSurname == other
                || ownSurname == other && partnerSurname == variant.key
        }
    }
}
