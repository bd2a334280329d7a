// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Linkage
package import Vault

// Knows again who is in a file of the population.

extension LocalIdentities {
    /// Opens everyone under one line, to know who in a file of the population is new, and who of those
    /// whose rows are lost is in it. Nothing of those who were withdrawn is held against a file, and who of
    /// them is in it is a change.
    public func populationIntake(
        for reason: AccessReason,
        withdrawn: Set<PersonNumber> = []
    ) throws -> PopulationIntake {
        try populationIntake(
            for: reason,
            withdrawn: withdrawn,
            expected: ExpectedPeople(),
            corrected: [:]
        )
    }

    /// The same, where officers said that some numbers are of one person.
    package func populationIntake(
        for reason: AccessReason,
        withdrawn: Set<PersonNumber>,
        expected: ExpectedPeople,
        corrected: [PersonNumber: Set<PersonField>]
    ) throws -> PopulationIntake {
        let openings = try openings(of: nil, for: reason, .compare, nil)
        var known = KnownPeople(expecting: openings[0].people.count, expected: expected)
        var former: Set<PersonNumber> = []
        let lost = try open(openings) { [sealing] opened in
            let sourceID = opened.sourceID
            return (
                source: sealing.sourceDigest(Array(sourceID)), content: opened.content,
                number: opened.number,
                traits: (try? opened.withIdentifiers(SourceTraits.init)) ?? SourceTraits(),
                digits: DigitLengths(sourceID), hasFormer: opened.hasFormer
            )
        } collect: { people in
            for person in people {
                if person.hasFormer { former.insert(person.number) }
                let counts = !withdrawn.contains(person.number)
                known.insert(
                    person.source,
                    content: counts ? person.content : DigestPair(high: 0, low: 0),
                    number: person.number,
                    traits: counts ? person.traits : SourceTraits(),
                    digits: person.digits
                )
            }
        }
        let byIndex = try recognise(lost, &known)
        return PopulationIntake(
            sealing: sealing,
            reason: reason,
            known: known,
            lost: byIndex,
            numbers: PersonNumbers(above: max(try highestNumber(), expected.highest)),
            former: former,
            corrected: corrected,
            before: { [opener = opener(.open)] number in
                guard !withdrawn.contains(number) else { return nil }
                return try opener.open([number], isDense: false) { try $0.person }.results.first
            }
        )
    }

    /// The keyed digest by which the number of somebody in the population is known.
    package func sourceDigest(of sourceID: SourceID) -> DigestPair {
        sealing.sourceDigest(Array(sourceID.text.utf8))
    }

    /// A number for somebody who is still to come, that is nobody's and none of `others`.
    package func newNumber(above others: [Int64]) throws -> PersonNumber {
        var numbers = PersonNumbers(above: max(try highestNumber(), others.max() ?? 0))
        var random = RandomBytes()
        return numbers.next(&random)
    }

    /// The highest number of a person, also of those of whom rows are lost.
    private func highestNumber() throws -> Int64 {
        try database.read { db in
            let people = try db.integer("SELECT MAX(number) FROM person") ?? 0
            let versions = try db.integer("SELECT MAX(person) FROM person_version") ?? 0
            return Int64(max(people, versions))
        }
    }

    /// Whose number in the population can still be read is known by that; of the others what the indexes
    /// say is kept.
    private func recognise(_ lost: [LostPerson], _ known: inout KnownPeople) throws -> LostByIndex {
        var byIndex = LostByIndex()
        guard !lost.isEmpty else { return byIndex }
        return try database.read { db in
            var others: Set<PersonNumber> = []
            for item in lost {
                guard let sourceID = try sourceID(of: item.person, db) else {
                    others.insert(item.person)
                    continue
                }
                // No content has this digest: whoever comes is a change.
                known.insert(
                    sealing.sourceDigest(sourceID),
                    content: DigestPair(high: 0, low: 0),
                    number: item.person,
                    traits: SourceTraits(),
                    digits: DigitLengths(sourceID)
                )
            }
            guard !others.isEmpty else { return byIndex }
            let bits = try index.bits(db)
            for table in PersonIndexTable.allCases {
                try index.forEachPointer(in: table, bucket: nil, bits, db) { person, bucket in
                    if others.contains(person) { byIndex.add(person, table, bucket) }
                }
            }
            return byIndex
        }
    }

    /// Who it is, by whichever row still opens: each is bound to the number of the person.
    private func sourceID(of person: PersonNumber, _ db: Connection) throws -> [UInt8]? {
        let number = Int64(person.value)
        let epoch = PersonSealing.epoch
        let column = try db.first("SELECT log_key FROM person WHERE number = $1", number) {
            $0.bytes(0)
        }
        if let column,
            let sourceID = LogObject.sourceID(in: column, of: person.value, epoch: epoch, keys)
        {
            return sourceID
        }
        let dossier = try db.first(
            "SELECT wrapped_key, sealed FROM person_dossier WHERE number = $1",
            number
        ) { row in
            try? keys.open(
                row.blob(1),
                .dossier,
                of: person.value,
                epoch: epoch,
                wrapped: row.blob(0)
            )
        }
        return dossier.flatMap(\.self).map { Array(Identity.sourceID(dossier: $0)) }
    }
}
