// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Vault
import Workers

/// Makes people ready to be recorded: who is new, who changed, and everything sealed.
///
/// Works without the database, on every core, so that the next people can be sealed while the last
/// ones are written.
public struct PopulationIntake: Sendable {
    private let keys: KeyRing
    private let content: KeyedDigest
    private let source: KeyedDigest
    private let buckets: [KeyedDigest]
    private let contexts: [[UInt8]]
    private let pointers: DataKey
    private var known: KnownPeople

    init(keys: KeyRing, content: KeyedDigest, known: KnownPeople) {
        self.keys = keys
        self.content = content
        self.known = known
        source = KnownPeople.digest(keys)
        buckets = PersonIndexTable.allCases.map { $0.digest(keys) }
        contexts = PersonIndexTable.allCases.map(\.context)
        pointers = keys[.indexPointers]
    }

    /// People in a transaction: some 200 MB of sealed bytes. Their numbers are random, so each
    /// transaction writes nearly all pages of the tables again: few large ones write less.
    public static let batchSize = 262_144

    /// Seals those who are new or changed and adds them to `sealed`; returns the places of people
    /// who stand in the file a second time.
    public mutating func seal(_ people: [Person], into sealed: inout SealedPeople) throws -> [Int] {
        var refused: [Int] = []
        let halves = try WorkerPool.shares(of: people.count, atLeast: 64) {
            [content, source] range in
            people[range].map { Halves($0, content: content, source: source) }
        }.flatMap(\.self)
        var random = RandomBytes()
        var work: [(place: Int, number: Int64, isChange: Bool)] = []
        for (place, half) in halves.enumerated() {
            switch known.meet(half.source, content: half.content, random: &random) {
            case .again: refused.append(place)
            case .same: sealed.same += 1
            case .new(let number): work.append((place, number, false))
            case .changed(let number): work.append((place, number, true))
            }
        }
        let ready = work
        let shares = try WorkerPool.shares(of: ready.count, atLeast: 64) { [self] range in
            var random = RandomBytes()
            var part = SealedPeople()
            part.reserve(range.count)
            for item in ready[range] {
                self.seal(
                    people[item.place],
                    halves[item.place],
                    PersonNumber(UInt64(item.number)),
                    isChange: item.isChange,
                    &random,
                    into: &part
                )
            }
            return part
        }
        for share in shares { sealed.append(share) }
        return refused
    }

    /// The two halves of a person with their digests.
    private struct Halves: Sendable {
        let dossier: [UInt8]
        let mail: [UInt8]
        let content: DigestPair
        let source: DigestPair

        init(_ person: Person, content: KeyedDigest, source: KeyedDigest) {
            dossier = Identity.dossier(of: person)
            mail = Identity.mail(of: person)
            self.content = content.pair(of: dossier + [0x1E] + mail)
            self.source = source.pair(of: Array(person.sourceID.text.utf8))
        }
    }

    private func seal(
        _ person: Person,
        _ halves: Halves,
        _ number: PersonNumber,
        isChange: Bool,
        _ random: inout RandomBytes,
        into sealed: inout SealedPeople
    ) {
        let start = sealed.bytes.count
        let sizes = keys.seal(
            dossier: halves.dossier,
            mail: halves.mail,
            of: number.value,
            epoch: Store.epoch,
            random: &random,
            to: &sealed.bytes
        )
        for (table, text) in PersonIndexTable.entries(of: person) {
            sealed.index.append(
                SealedPeople.IndexRow(
                    id: random.nextNumber(),
                    pointer: sealed.bytes.count,
                    bucket: buckets[table.rawValue].bucket(of: text),
                    table: table
                )
            )
            withUnsafeBytes(of: number.value.bigEndian) { pointer in
                Seal.appendBriefly(
                    pointer,
                    with: pointers,
                    context: contexts[table.rawValue],
                    random: &random,
                    to: &sealed.bytes
                )
            }
        }
        sealed.people.append(
            SealedPeople.Entry(
                number: number,
                content: halves.content,
                start: start,
                dossierSize: sizes.dossierSize,
                mailSize: sizes.mailSize,
                isChange: isChange
            )
        )
    }
}

/// People ready to be recorded: all their sealed bytes one after another, some 80 MB of a hundred
/// thousand, and flat tables of what stands where.
public struct SealedPeople: Sendable {
    struct Entry: Sendable {
        let number: PersonNumber
        let content: DigestPair
        /// Place of the wrapped keys for dossier, mail and log, the dossier, and the mail.
        var start: Int
        let dossierSize: Int
        let mailSize: Int
        let isChange: Bool

        private static let keySize = 60

        func key(_ place: Int) -> Range<Int> {
            start + place * Self.keySize..<start + (place + 1) * Self.keySize
        }

        var dossier: Range<Int> {
            start + 3 * Self.keySize..<start + 3 * Self.keySize + dossierSize
        }

        var mail: Range<Int> { dossier.upperBound..<dossier.upperBound + mailSize }
    }

    /// A row of a truncated keyed index.
    struct IndexRow: Sendable {
        let id: Int64
        /// Place of the sealed pointer.
        var pointer: Int
        let bucket: UInt16
        let table: PersonIndexTable

        static let pointerSize = 36
    }

    var bytes: [UInt8] = []
    var people: [Entry] = []
    var index: [IndexRow] = []
    var same = 0

    public init() {}

    public var count: Int { people.count + same }

    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count * 640)
        people.reserveCapacity(count)
        index.reserveCapacity(count * PersonIndexTable.allCases.count)
    }

    /// Takes over what another hand sealed.
    mutating func append(_ other: SealedPeople) {
        let offset = bytes.count
        bytes += other.bytes
        for var entry in other.people {
            entry.start += offset
            people.append(entry)
        }
        for var row in other.index {
            row.pointer += offset
            index.append(row)
        }
        same += other.same
    }
}

/// Who is in the population already, by keyed digest of the sourceId: 40 bytes a person and a table.
struct KnownPeople: Sendable {
    private struct Entry {
        var source: DigestPair
        var content: DigestPair
        var number: Int64
    }

    enum Meeting {
        case new(Int64)
        case changed(Int64)
        case same
        /// The second time in one file.
        case again
    }

    private var entries: [Entry] = []
    private var table: [UInt32]
    /// Those who were met in this file.
    private var met: [Bool] = []

    init(expecting count: Int) {
        entries.reserveCapacity(count)
        var size = 1024
        while size < count * 2 { size *= 2 }
        table = [UInt32](repeating: 0, count: size)
    }

    static func digest(_ keys: KeyRing) -> KeyedDigest {
        KeyedDigest(key: keys[.contentDigests], domain: "source/1")
    }

    mutating func insert(_ source: DigestPair, content: DigestPair, number: PersonNumber) {
        if (entries.count + 1) * 2 > table.count { grow() }
        var place = Int(truncatingIfNeeded: source.low) & (table.count - 1)
        while table[place] != 0 { place = (place + 1) & (table.count - 1) }
        entries.append(Entry(source: source, content: content, number: Int64(number.value)))
        met.append(false)
        table[place] = UInt32(entries.count)
    }

    /// Finds the person of a row, or makes them known under a new random number.
    mutating func meet(_ source: DigestPair, content: DigestPair, random: inout RandomBytes)
        -> Meeting
    {
        var place = Int(truncatingIfNeeded: source.low) & (table.count - 1)
        while table[place] != 0 {
            let index = Int(table[place]) - 1
            if entries[index].source == source {
                if met[index] { return .again }
                met[index] = true
                if entries[index].content == content { return .same }
                entries[index].content = content
                return .changed(entries[index].number)
            }
            place = (place + 1) & (table.count - 1)
        }
        let number = random.nextNumber()
        insert(source, content: content, number: PersonNumber(UInt64(number)))
        met[entries.count - 1] = true
        return .new(number)
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: table.count * 2)
        for (index, entry) in entries.enumerated() {
            var place = Int(truncatingIfNeeded: entry.source.low) & (table.count - 1)
            while table[place] != 0 { place = (place + 1) & (table.count - 1) }
            table[place] = UInt32(index + 1)
        }
    }
}
