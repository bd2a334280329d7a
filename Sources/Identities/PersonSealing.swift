// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Vault

/// Seals one person: keys, halves, digests and the buckets of the indexes. A value for each worker.
struct PersonSealing: Sendable {
    let keys: KeyRing
    private let content: KeyedDigest
    private let source: KeyedDigest
    private let buckets: [KeyedDigest]

    init(keys: KeyRing) {
        self.keys = keys
        content = KeyedDigest(key: keys[.contentDigests], domain: "content/1")
        source = KeyedDigest(key: keys[.contentDigests], domain: "source/1")
        buckets = PersonIndexTable.allCases.map { $0.digest(keys) }
    }

    /// The epoch of the key that wraps the keys of people.
    static let epoch = 1

    /// The two halves of a person with their digests.
    struct Halves: Sendable {
        let dossier: [UInt8]
        let mail: [UInt8]
        let content: DigestPair
        let source: DigestPair
        let traits: SourceTraits
    }

    func halves(of person: Person) -> Halves {
        let dossier = Identity.dossier(of: person)
        let mail = Identity.mail(of: person)
        return Halves(
            dossier: dossier,
            mail: mail,
            content: content.pair(of: dossier + [0x1E] + mail),
            source: sourceDigest(Array(person.sourceID.text.utf8)),
            traits: SourceTraits(person)
        )
    }

    func sourceDigest(_ sourceID: [UInt8]) -> DigestPair { source.pair(of: sourceID) }

    func bucket(_ table: PersonIndexTable, _ text: [UInt8]) -> UInt16 {
        buckets[table.rawValue].bucket(of: text)
    }

    func seal(
        _ person: Person,
        _ halves: Halves,
        _ number: PersonNumber,
        isChange: Bool,
        keepingLogKey logKey: [UInt8]? = nil,
        _ random: inout RandomBytes,
        into sealed: inout SealedPeople
    ) {
        let start = sealed.bytes.count
        let sizes = keys.seal(
            dossier: halves.dossier,
            mail: halves.mail,
            logObject: Array(person.sourceID.text.utf8),
            keepingLogKey: logKey,
            of: number.value,
            epoch: Self.epoch,
            random: &random,
            to: &sealed.bytes
        )
        PersonIndexTable.forEachText(of: person) { table, text in
            sealed.index.append(
                SealedPeople.IndexRow(person: number, bucket: bucket(table, text), table: table)
            )
        }
        let place = SealedPeople.Place(start: start, sizes: sizes)
        let entry = sealed.bytes.withUnsafeBytes { bytes in
            SealedPeople.Entry(
                number: number,
                content: halves.content,
                dossierDigest: Self.dossierDigest(
                    number,
                    halves.content,
                    place,
                    logKey: bytes.part(place.logKey),
                    bytes
                ),
                mailDigest: PersonVersion.mail(
                    number,
                    wrappedKey: bytes.part(place.mailKey),
                    sealed: bytes.part(place.mail)
                ),
                place: place,
                isChange: isChange
            )
        }
        sealed.people.append(entry)
    }

    static func dossierDigest(
        _ number: PersonNumber,
        _ content: DigestPair,
        _ place: SealedPeople.Place,
        logKey: UnsafeRawBufferPointer,
        _ bytes: UnsafeRawBufferPointer
    ) -> ShortHash {
        content.bytes.withUnsafeBytes { content in
            PersonVersion.dossier(
                number,
                epoch: epoch,
                content: content,
                logKey: logKey,
                wrappedKey: bytes.part(place.dossierKey),
                sealed: bytes.part(place.dossier)
            )
        }
    }
}

extension UnsafeRawBufferPointer {
    @inline(__always)
    func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[range])
    }
}
