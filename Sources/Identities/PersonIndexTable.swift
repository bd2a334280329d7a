// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Vault

/// The truncated keyed indexes; not more of them, for several together would identify.
public enum PersonIndexTable: Int, CaseIterable, Sendable {
    case source
    case citizenNumber
    case birthAndName
    case address

    public var name: String { "\(staticName)" }

    private var staticName: StaticString {
        switch self {
        case .source: "person_by_source"
        case .citizenNumber: "person_by_citizen_number"
        case .birthAndName: "person_by_birth_and_name"
        case .address: "person_by_address"
        }
    }

    func digest(_ keys: KeyRing) -> KeyedDigest {
        // Version 1 of the index by birth had no name in it.
        let version = self == .birthAndName ? 2 : 1
        return KeyedDigest(key: keys[.indexBuckets], domain: "\(name)/v\(version)")
    }

    /// What a pointer is bound to: `index|TABLE|BUCKET|ID`. One that was moved does not open.
    func withContext<Result>(
        bucket: Int,
        id: Int64,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try SealContext.with { text in
            text.add("index|")
            text.add(staticName)
            text.add("|")
            text.add(Int64(bucket))
            text.add("|")
            text.add(id)
        } body: {
            try body($0)
        }
    }

    /// Calls `body` with the texts under which a person is found: one a table, but for birth and name,
    /// of which each name the person may go by has one.
    static func forEachText(of person: Person, _ body: (PersonIndexTable, [UInt8]) -> Void) {
        body(.source, Array(person.sourceID.text.utf8))
        if let number = person.citizenNumber { body(.citizenNumber, Array(number.digits.utf8)) }
        for text in birthAndName(
            person.birthDate,
            surnames: [person.surname, person.partnerSurname]
        ) {
            body(.birthAndName, text)
        }
        if let text = address(postcode: person.postcode, houseNumber: person.houseNumber) {
            body(.address, text)
        }
    }

    /// `yyyymmdd` and the first letter of a surname as linkage folds it, without prefixes; of a double
    /// name of each part. Only a full date, and never a date alone: that names too many.
    static func birthAndName(_ date: PartialDate?, surnames: [String]) -> [[UInt8]] {
        guard let date, date.isFull else { return [] }
        let day = Array(String(date.value).utf8)
        return SurnameReadings.firstLetters(of: surnames).map { day + [$0] }
    }

    static func address(postcode: String, houseNumber: String) -> [UInt8]? {
        guard let postcode = Postcode(postcode), !houseNumber.isEmpty else { return nil }
        return Array("\(postcode.text)|\(houseNumber.prefix(while: \.isNumber))".utf8)
    }
}
