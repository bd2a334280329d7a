// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Linkage

/// Claims as bytes against the same claims as texts: the same keys, decisions and population.
@Suite struct ClaimBytesTests {
    private static let surnames = [
        "Vries", "de Vries", "Vries, de", "Bakker-de Vries", "Le", "Do", "van der", "DANIËLS",
        "Danie\u{308}ls", "DaniÃ«ls", "Yıldız", "O'Neil", "Мария", "", " ", "Proef Toets",
        "Jansen-Pietersen-Klaassen-Willemsen-Dekker", "ßtraße", "x\u{200D}y", "Geborenen",
    ]
    private static let initials = ["A.", "IJsbrand", "ĳ", "Özlem", "'s", "", "7", "Ж", " b", "-C"]
    private static let numbers = [
        "900000004", "123456789", "123456782", "12345678", "9000.00.004", "", "x", "999999990",
        "0000000000",
    ]
    private static let dates = [
        "1961-03-05", "19610305", "1961", "05-03-1961", "19610300", "", "19610230",
        "19610305101500",
    ]
    private static let postcodes = ["9731AB", "9731 ab", "", "0731AB", "1000SS", " 1234AB "]
    private static let houses = ["12", "12 B", "", "B", "123456", " 7"]

    private static let valid = (999_990_000 as UInt32..<999_999_999)
        .compactMap { CitizenNumber(value: $0)?.digits }.prefix(200)

    /// Many records, each made of one of everything; thirty in a row are about one person.
    private static let records: [IdentityClaims] = {
        var records: [IdentityClaims] = []
        var place = 0
        func one(_ list: [String], _ step: Int) -> String { list[place / step % list.count] }
        while place < 6_000 {
            records.append(
                IdentityClaims(
                    citizenNumber: place % 3 == 0 ? one(numbers, 7) : valid[place / 30],
                    surnames: place % 11 == 0 ? [] : [one(surnames, 1), one(surnames, 3)],
                    initials: one(initials, 2),
                    birthDate: one(dates, 5),
                    postcode: one(postcodes, 4),
                    houseNumber: one(houses, 9)
                )
            )
            place += 1
        }
        return records
    }()

    private func index(of records: some Sequence<IdentityClaims>) -> PopulationIndex {
        var builder = PopulationIndex.Builder(seed: 3)
        for (place, record) in records.enumerated() {
            builder.append(PersonNumber(UInt64(place + 1)), record)
        }
        return builder.seal()
    }

    @Test func `both have the same keys and get the same decision`() {
        let index = index(of: Self.records.indices.filter { $0 % 30 == 1 }.map { Self.records[$0] })
        var decisions: Set<LinkageDecision> = []
        for record in Self.records {
            let bytes = ClaimBytes(record)
            let (text, same) = (
                IdentityKeys(record, seed: 3), IdentityKeys(bytes, seed: 3)
            )
            #expect(text.citizenNumber == same.citizenNumber)
            #expect(text.birthDate == same.birthDate)
            #expect(text.address == same.address)
            #expect(text.surnames == same.surnames)
            #expect(text.initial == same.initial)
            #expect(text.anyBirthDate == same.anyBirthDate)
            let decision = index.decide(record)
            #expect(decision == index.decide(bytes))
            decisions.insert(decision)
        }
        #expect(decisions.count > 10)
    }

    @Test func `a surname is folded the same by the quick way and letter by letter`() {
        func readings(_ name: String) -> [[UInt8]] {
            var found: [[UInt8]] = []
            SurnameFold.forEachReading(of: name) { found.append(Array($0)) }
            return found
        }
        // A full stop is a break like a space, and only the slow way knows it.
        for name in Self.surnames where !name.isEmpty && !name.contains(",") {
            #expect(readings(name) == readings("." + name))
            let dotted = String(name.map { $0 == " " ? "." : $0 })
            #expect(readings(name) == readings(dotted))
        }
    }

    @Test func `the population is the same from texts and from bytes`() {
        var (texts, bytes) = (PopulationIndex.Builder(seed: 9), PopulationIndex.Builder(seed: 9))
        for (place, record) in Self.records.enumerated() {
            let person = PersonNumber(UInt64(place + 1))
            texts.append(person, record)
            bytes.append(person, ClaimBytes(record))
        }
        #expect(texts.entries == bytes.entries)
        // Against the rules of the vocabulary, which share nothing with the keys.
        for (record, entry) in zip(Self.records, texts.entries) {
            let date = PartialDate(record.birthDate).flatMap { $0.isFull ? $0.value : nil }
            #expect(entry.birthDate == date ?? 0)
            #expect(entry.citizenNumber == CitizenNumber(record.citizenNumber)?.value ?? 0)
        }
    }

    @Test func `claims come back out of their bytes, and show none of them`() {
        for record in Self.records.prefix(500) {
            let bytes = ClaimBytes(record)
            #expect(IdentityClaims(bytes) == record)
            #expect(bytes.isSilent == record.isSilent)
            #expect("\(bytes)" == "•••")
        }
        var used = ClaimBytes(Self.records[1])
        used.removeAll()
        #expect(used.isSilent)
        #expect(IdentityClaims(used) == IdentityClaims())
    }
}
