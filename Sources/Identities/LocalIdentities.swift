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
    let log: AccessLog
    let looks = PendingLooks()
    private let origin: String
    let sealing: PersonSealing
    let index: PersonIndex
    private let claims: ClaimSeal
    private let rejects: RejectSeal

    var keys: KeyRing { sealing.keys }

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

    func object(_ person: PersonNumber) throws -> AccessObject {
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

    func opener(_ mail: PeopleOpener.MailUse) -> PeopleOpener {
        PeopleOpener(database: database, keys: keys, mail: mail)
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
        each: @escaping @Sendable (OpenedPerson) throws -> Result,
        collect: ([Result]) throws -> Void
    ) throws {
        let openings = try openings(of: people, for: reason, withMail ? .open : .none, lost)
        let missing = try open(openings, each: each, collect: collect)
        guard missing.isEmpty || lost != nil else { throw IdentitiesError.lost(missing) }
        lost?.add(missing)
    }

    func open<Result: Sendable>(
        _ openings: [LoggedOpening],
        each: @escaping @Sendable (OpenedPerson) throws -> Result,
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

    func openings(
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

    public func peopleCount() throws -> Int { try database.read(peopleCount) }

    /// As one state of the database has it.
    public func peopleCount(_ db: Connection) throws -> Int {
        try db.integer("SELECT COUNT(*) FROM person") ?? 0
    }

    static func manifest(of people: [PersonNumber]) -> String {
        var hash = SHA256()
        for part in stride(from: 0, to: people.count, by: 8192) {
            let numbers = people[part..<min(part + 8192, people.count)].map { $0.value.bigEndian }
            numbers.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        return "manifest sha256:" + Hexadecimal.text(hash.finalize())
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

    package var lettersAgain: LetterAgainSeal { LetterAgainSeal(keys) }

    package var heldReleases: HeldReleaseSeal { HeldReleaseSeal(keys) }

    package var callTexts: CallTextSeal { CallTextSeal(keys) }

    /// A new key for a file that waits to be taken in.
    package func newFileSeal(_ id: String) -> FileSeal { FileSeal(new: id, keys) }

    package func fileSeal(_ id: String, wrapped: [UInt8]) throws -> FileSeal {
        try FileSeal(opening: id, wrapped: wrapped, keys)
    }

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

    /// Seals again what a store of format 1 had set aside, as `form` has it.
    public func resealReject(
        _ sealed: [UInt8],
        digest: [UInt8],
        as form: ([UInt8]) -> [UInt8]
    ) throws -> [UInt8] {
        try rejects.seal(form(try rejects.openFormat1(sealed)), digest: digest)
    }
}
