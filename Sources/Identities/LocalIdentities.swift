// SPDX-License-Identifier: EUPL-1.2

import Crypto
public import Custody
public import Database
import Foundation
public import Letters
public import Vault
import Workers

/// Who people are, in this process: the keys of the store, the sealed people in its database, and its
/// access log. The only way to an identity: the line in the log is on the disk before anything is
/// decrypted.
///
/// Reads over the readers of the database, never over the connection that writes, so a look waits for
/// no import.
public final class LocalIdentities: IdentityKeeper {
    let database: StoreFile
    private let log: AccessLog
    private let looks = PendingLooks()
    private let origin: String
    let sealing: PersonSealing
    let index: PersonIndex
    private let claims: ClaimSeal
    private let rejects: RejectSeal

    private var keys: KeyRing { sealing.keys }

    /// `sync` waits until a file is on the disk, and gives 0 then; fdatasync(2) unless a test counts.
    /// `recorded` is what the last entry of the ledger says of the log; `origin` goes into the codes of
    /// letters. Throws ``IdentitiesError/accessLog(_:)``.
    public init(
        database: StoreFile,
        keys: KeyRing,
        origin: String,
        logPath: String,
        recorded: AccessLogPosition,
        sync: (@Sendable (_ descriptor: Int32) -> Int32)? = nil
    ) throws {
        self.database = database
        self.origin = origin
        sealing = PersonSealing(keys: keys)
        index = PersonIndex(keys)
        claims = ClaimSeal(keys)
        rejects = RejectSeal(keys)
        log = try AccessLog(
            path: logPath,
            key: keys[.accessLog],
            recorded: recorded,
            sync: sync ?? { fdatasync($0) }
        )
    }

    // MARK: One person

    public func look(at person: PersonNumber, for reason: AccessReason) async throws -> Person {
        if let object = try lineNeeded(for: person, reason) {
            try await log.record(object, for: reason)
        }
        return try openLogged(person)
    }

    /// The same, for callers that may block.
    public func open(_ person: PersonNumber, for reason: AccessReason) throws -> Person {
        try note(person, for: reason)
        return try openLogged(person)
    }

    /// Writes the line of a look at one person, without opening them.
    public func note(_ person: PersonNumber, for reason: AccessReason) throws {
        if let object = try lineNeeded(for: person, reason) {
            try log.record(object, for: reason)
        }
    }

    /// The line that a look needs; nil when the search that found the person was this look's line.
    private func lineNeeded(for person: PersonNumber, _ reason: AccessReason) throws
        -> AccessObject?
    {
        try looks.use(person, reason) ? nil : object(person)
    }

    private func object(_ person: PersonNumber) throws -> AccessObject {
        let column = try database.read { db in
            try db.first("SELECT log_key FROM person WHERE number = $1", Int64(person.value)) {
                $0.bytes(0)
            }
        }
        return AccessObject(
            identifier: person.reference,
            sealed: column.map(LogObject.sealed) ?? [],
            people: column == nil ? 0 : 1
        )
    }

    private func openLogged(_ person: PersonNumber) throws -> Person {
        let (found, lost) = try opener(.open).open([person], isDense: false) { try $0.person }
        if let found = found.first { return found }
        let isKnown = try database.read { db in
            try [
                "person WHERE number", "person_dossier WHERE number", "person_version WHERE person",
            ]
            .contains {
                try db.integer("SELECT 1 FROM \($0) = $1 LIMIT 1", Int64(person.value)) != nil
            }
        }
        throw isKnown ? IdentitiesError.lost(lost) : .nobody(person)
    }

    private func opener(_ mail: PeopleOpener.MailUse) -> PeopleOpener {
        PeopleOpener(database: database, keys: keys, mail: mail)
    }

    // MARK: Searches

    /// Can somebody be found by these claims? By sourceId, by citizen number, by address, or by the whole
    /// birth date with a surname; by a birth date alone nobody is.
    public static func isSearchable(_ claims: IdentityClaims, sourceID: SourceID?) -> Bool {
        !keys(claims, sourceID).isEmpty
    }

    /// The texts to look up: of each table those of which one must fit.
    private static func keys(_ claims: IdentityClaims, _ sourceID: SourceID?)
        -> [(PersonIndexTable, [[UInt8]])]
    {
        var keys: [(PersonIndexTable, [[UInt8]])] = []
        if let sourceID { keys.append((.source, [Array(sourceID.text.utf8)])) }
        if let number = CitizenNumber(claims.citizenNumber) {
            keys.append((.citizenNumber, [Array(number.digits.utf8)]))
        }
        let names = PersonIndexTable.birthAndName(
            PartialDate(claims.birthDate),
            surnames: claims.surnames
        )
        if !names.isEmpty { keys.append((.birthAndName, names)) }
        if let text = PersonIndexTable.address(
            postcode: claims.postcode,
            houseNumber: claims.houseNumber
        ) {
            keys.append((.address, [text]))
        }
        return keys
    }

    public func find(
        _ claims: IdentityClaims,
        sourceID: SourceID?,
        for reason: AccessReason
    ) async throws -> [PersonNumber] {
        let candidates = try candidates(claims, sourceID)
        try await log.record(try object(search: candidates), for: reason)
        return try fitting(candidates, claims, sourceID, reason)
    }

    /// The same, for callers that may block: by sourceId, by citizen number, by birth date and surname,
    /// by address. Opens the candidates under one line, which there is also when there are none, and
    /// decides on the plaintext. A look at one of those found, for the same reason, is this look.
    public func find(
        _ claims: IdentityClaims,
        sourceID: SourceID?,
        for reason: AccessReason
    ) throws -> [PersonNumber] {
        let candidates = try candidates(claims, sourceID)
        try log.record(try object(search: candidates), for: reason)
        return try fitting(candidates, claims, sourceID, reason)
    }

    /// Everything that was claimed must fit, so a candidate stands in the bucket of each claim.
    private func candidates(_ claims: IdentityClaims, _ sourceID: SourceID?) throws
        -> [PersonNumber]
    {
        try database.read { db in
            var people: Set<PersonNumber>?
            for (table, texts) in Self.keys(claims, sourceID) {
                let found = try texts.reduce(into: Set<PersonNumber>()) {
                    $0.formUnion(try index.candidates(table, $1, db))
                }
                people = people?.intersection(found) ?? found
            }
            return (people ?? []).sorted()
        }
    }

    /// The line of a search names the candidates: each of them is opened.
    private func object(search candidates: [PersonNumber]) throws -> AccessObject {
        if candidates.count == 1 { return try object(candidates[0]) }
        let names =
            switch candidates.count {
            case 0: "nobody fits"
            case ...Self.mostNamed: candidates.map(\.reference).joined(separator: " ")
            default: Self.manifest(of: candidates)
            }
        return AccessObject(identifier: names, people: candidates.count)
    }

    private static let mostNamed = 200

    private func fitting(
        _ candidates: [PersonNumber],
        _ claims: IdentityClaims,
        _ sourceID: SourceID?,
        _ reason: AccessReason
    ) throws -> [PersonNumber] {
        let search = PersonMatch(claims: claims, sourceID: sourceID)
        let (found, lost) = try opener(.none).open(candidates[...], isDense: false) { opened in
            search.fits(try opened.person) ? opened.number : nil
        }
        // One of them may be who is meant.
        guard lost.isEmpty else { throw IdentitiesError.lost(lost) }
        let people = found.compactMap(\.self)
        if candidates.count <= Self.mostNamed { looks.add(people, reason) }
        return people
    }

    // MARK: Many people

    /// Opens many people for one purpose under one line, bound to the hash of who they are; nil
    /// is everyone, as an import does to know whom messages are about.
    ///
    /// `each` is called on every core; `collect` gets its results in ascending order of number,
    /// some thousands at a time. Throws ``IdentitiesError/lost(_:)`` at the end, naming all who do not
    /// open, unless they may be left out.
    public func open<Result: Sendable>(
        _ people: [PersonNumber]?,
        for reason: AccessReason,
        withMail: Bool,
        leavingOut lost: LostPeople? = nil,
        each: @Sendable (OpenedPerson) throws -> Result,
        collect: ([Result]) throws -> Void
    ) throws {
        let openings = try openings(of: people, for: reason, withMail ? .open : .none, lost)
        let missing = try open(openings, each: each, collect: collect)
        guard missing.isEmpty || lost != nil else { throw IdentitiesError.lost(missing) }
        lost?.add(missing)
    }

    private func open<Result: Sendable>(
        _ openings: [LoggedOpening],
        each: @Sendable (OpenedPerson) throws -> Result,
        collect: ([Result]) throws -> Void
    ) throws -> [LostPerson] {
        let round = Self.peopleAtOnce * openings.count
        let numbers = openings[0].people
        var missing: [LostPerson] = []
        for start in stride(from: 0, to: numbers.count, by: round) {
            let part = numbers[start..<min(start + round, numbers.count)]
            let shares = try WorkerPool.shares(of: openings.count) { workers in
                try workers.map { worker in
                    let from = part.startIndex + part.count * worker / openings.count
                    let to = part.startIndex + part.count * (worker + 1) / openings.count
                    return try openings[worker].openWhatOpens(from..<to, each)
                }
            }
            let opened = shares.flatMap(\.self)
            try collect(opened.flatMap(\.results))
            missing += opened.flatMap(\.lost)
        }
        return missing
    }

    /// Writes the line for the opening of these people, and only then hands out what opens them: one
    /// for each worker, so that each can open while it works.
    public func openings(
        of people: [PersonNumber]?,
        for reason: AccessReason,
        withMail: Bool,
        leavingOut lost: LostPeople? = nil
    ) throws -> [LoggedOpening] {
        try openings(of: people, for: reason, withMail ? .open : .none, lost)
    }

    private func openings(
        of people: [PersonNumber]?,
        for reason: AccessReason,
        _ mail: PeopleOpener.MailUse,
        _ lost: LostPeople?
    ) throws -> [LoggedOpening] {
        let numbers = try people?.sorted() ?? everyone()
        let isDense = try people == nil || isMost(numbers.count)
        try log.record(
            AccessObject(identifier: Self.manifest(of: numbers), people: numbers.count),
            for: reason
        )
        return (0..<WorkerPool.size).map { _ in
            LoggedOpening(people: numbers, opener: opener(mail), isDense: isDense, lost: lost)
        }
    }

    /// Many of all people are read in one go, a few of them one by one. To look somebody up, nobody
    /// is counted.
    private func isMost(_ count: Int) throws -> Bool {
        count > 1000 ? try count * 3 > peopleCount() : false
    }

    /// People that a worker opens before the results are collected.
    private static let peopleAtOnce = 8192

    /// All who have a row, and all of whom the ledger knows a version: who lost a row is among them.
    private func everyone() throws -> [PersonNumber] {
        try database.read { db in
            func numbers(_ sql: String) throws -> [PersonNumber] {
                let rows = try db.prepareAnew(sql)
                var numbers: [PersonNumber] = []
                while try rows.step() {
                    let number = PersonNumber(UInt64(bitPattern: rows.integer(0)))
                    if numbers.last != number { numbers.append(number) }
                }
                return numbers
            }
            let there = try numbers("SELECT number FROM person ORDER BY number")
            let known = try numbers("SELECT person FROM person_version ORDER BY person, entry")
            return there == known ? there : Set(there + known).sorted()
        }
    }

    public func peopleCount() throws -> Int {
        try database.read { try $0.integer("SELECT COUNT(*) FROM person") ?? 0 }
    }

    private static func manifest(of people: [PersonNumber]) -> String {
        var hash = SHA256()
        for part in stride(from: 0, to: people.count, by: 8192) {
            let numbers = people[part..<min(part + 8192, people.count)].map { $0.value.bigEndian }
            numbers.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        return "manifest sha256:" + Hexadecimal.text(hash.finalize())
    }

    // MARK: Intake

    /// Opens everyone under one line, to know who in a file of the population is new, and who of those
    /// whose rows are lost is in it.
    public func populationIntake(for reason: AccessReason) throws -> PopulationIntake {
        let openings = try openings(of: nil, for: reason, .compare, nil)
        var known = KnownPeople(expecting: openings[0].people.count)
        let lost = try open(openings) { [sealing] in
            (source: sealing.sourceDigest(Array($0.sourceID)), content: $0.content, $0.number)
        } collect: { people in
            for (source, content, number) in people {
                known.insert(source, content: content, number: number)
            }
        }
        let byIndex = try recognise(lost, &known)
        return PopulationIntake(sealing: sealing, reason: reason, known: known, lost: byIndex)
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
                    number: item.person
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

    // MARK: The log, digests and seals

    public func note(_ object: AccessObject, for reason: AccessReason) async throws {
        try await log.record(object, for: reason)
    }

    /// The same, for callers that may block.
    public func note(_ object: AccessObject, for reason: AccessReason) throws {
        try log.record(object, for: reason)
    }

    public func logPosition() throws -> AccessLogPosition { try log.current() }

    public func intakeDigests(party: Party.ID?) -> IntakeDigests {
        func digest(_ domain: String, _ party: Party.ID?) -> ContentDigest {
            ContentDigest(
                KeyedDigest(
                    key: keys[.contentDigests],
                    domain: party.map { "\(domain)/\($0.rawValue)" } ?? domain
                )
            )
        }
        return IntakeDigests(
            files: digest("content/1", nil),
            contents: digest("content/1", party),
            samples: digest("sample/1", party),
            claims: claims
        )
    }

    public func letterCodes(wave: Int) -> LetterCodes {
        LetterCodes(keys: keys, origin: origin, wave: wave)
    }

    /// Seals the days of rows of the ledger.
    package var rowDays: SealedDays { .ofRows(keys) }

    /// Seals the days of results that wait under their sample.
    package var sampleDays: SealedDays { .ofSamples(keys) }

    package var recordPlaces: RecordPlaceSeal { RecordPlaceSeal(keys) }

    package var letterLanes: LetterLaneSeal { LetterLaneSeal(keys) }

    package var lateHolds: LateHoldSeal { LateHoldSeal(keys) }

    /// Under which the code of a letter is kept.
    public func digest(of code: LetterCode) -> DigestPair {
        LetterCodes.digest(keys).pair(of: code.canonical)
    }

    /// Opens the claims of a record about nobody known; only behind a line.
    public func openClaims(_ sealed: [UInt8]) throws -> IdentityClaims { try claims.open(sealed) }

    public func sealReject(_ content: [UInt8], digest: [UInt8]) throws -> [UInt8] {
        try rejects.seal(content, digest: digest)
    }

    /// Opens what was set aside; only behind a line.
    public func openReject(_ sealed: [UInt8], digest: [UInt8]) throws -> [UInt8] {
        try rejects.open(sealed, digest: digest)
    }

    /// Seals again what a store of format 1 had set aside.
    public func resealReject(_ sealed: [UInt8], digest: [UInt8]) throws -> [UInt8] {
        try rejects.seal(try rejects.openFormat1(sealed), digest: digest)
    }
}
