// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
public import Foundation
import Glibc
@_exported public import Identities
import Ledger
public import Vault
import Workers

/// The one memory of the system and the only SQL: load, decide elsewhere, record here.
///
/// Embedded SQLite in WAL with `synchronous=FULL`; one writer connection that alone checkpoints.
public final class Store {
    public let folder: URL
    /// Made with `spoor init --synthetic`: accepts a given time, and says so on all it prints.
    public let isSynthetic: Bool
    /// Identifies the ledger in its checkpoints.
    public let origin: String
    /// Ed25519 verifier key of the ledger, in the note format.
    public let verifierKey: String

    let database: StoreFile
    /// Who people are: the keys, the seals and the access log.
    public let identities: LocalIdentities
    let signer: SignerKey
    var journal: Journal
    var facts: FactCache
    var random = RandomBytes()
    private let lock: WriterLock?

    /// How a store is opened.
    public enum Mode: Sendable {
        case reading
        case writing
    }

    /// Makes a new store in a folder that does not exist yet or is empty.
    public static func create(
        at folder: URL,
        root: RootKey,
        synthetic: Bool,
        organisation: String
    ) throws {
        let before = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard (before ?? []).allSatisfy(isOurs) else {
            throw StoreError.storeExists(path: folder.path)
        }
        try FolderNames.make(folder, permissions: 0o700)
        let lock = try WriterLock(folder: folder)
        defer { withExtendedLifetime(lock) {} }
        try removeUnfinished(in: folder)
        // SQLite gives the files that it makes beside it the same rights.
        let made = Glibc.open(path(in: folder), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EACCES) }
        close(made)
        // One that was there may be somebody else's, who lent it.
        chmod(folder.path, 0o700)
        let database = try openDatabase(in: folder, mode: .writing)
        try database.migrate(Schema.migrations)
        let (ring, wrapped) = try KeyRing.create(under: root)
        var random = RandomBytes()
        let name = Hexadecimal.text(random.next(6))
        try database.write { db in
            for (key, bytes) in wrapped.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                try db.run(
                    "INSERT INTO wrapped_key (name, wrapped) VALUES ($1, $2)",
                    key.rawValue,
                    bytes
                )
            }
            let origin = "spoor.invalid/\(synthetic ? "synthetic-" : "")\(name)"
            let settings = [
                "format": String(Schema.version),
                "synthetic": synthetic ? "yes" : "no",
                "organisation": organisation,
                "origin": origin,
                "root": root.fingerprint,
                "verifier": try SignerKey(
                    name: origin,
                    privateKey: ring[.ledgerSigning].signingKey
                )
                .verifierKey.text,
            ]
            for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
                try db.run("INSERT INTO setting (name, value) VALUES ($1, $2)", name, value)
            }
        }
        database.close()
    }

    /// The files that the making of a store writes.
    private static func isOurs(_ name: String) -> Bool {
        name == "writer.lock" || name.hasPrefix("spoor.sqlite")
    }

    /// Removes what a making left that was cut off; a store has its settings once it is made.
    private static func removeUnfinished(in folder: URL) throws {
        guard FileManager.default.fileExists(atPath: path(in: folder)) else { return }
        let database = try StoreFile(path: path(in: folder), writes: true)
        let isMade = try database.read { db in
            try db.hasTable("setting") && db.integer("SELECT COUNT(*) FROM setting") ?? 0 > 0
        }
        database.close()
        guard !isMade else { throw StoreError.storeExists(path: folder.path) }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name != "writer.lock" {
            try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
    }

    /// Opens a store; throws when there is none, when the key is another store's, or when another
    /// process writes to it.
    ///
    /// A store of format 1 is taken to format 2 when it is opened for writing; `upgrading` is told how
    /// many of how many people are done.
    public init(
        at folder: URL,
        root: RootKey,
        mode: Mode,
        upgrading: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws {
        guard FileManager.default.fileExists(atPath: Self.path(in: folder)) else {
            throw StoreError.noStore(path: folder.path)
        }
        lock = mode == .writing ? try WriterLock(folder: folder) : nil
        self.folder = folder
        database = try Self.openDatabase(in: folder, mode: mode)
        try database.migrate(Schema.migrations)
        let settings = try database.read { db in
            try Dictionary(
                db.all("SELECT name, value FROM setting") { ($0.text(0), $0.text(1)) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        let isFormat1 = settings["format"] == "1"
        guard settings["format"] == String(Schema.version) || isFormat1 && mode == .writing else {
            throw StoreError.unknownFormat(Int(settings["format"] ?? "") ?? 0)
        }
        guard settings["root"] == root.fingerprint else {
            throw StoreError.wrongKey(
                expected: settings["root"] ?? "",
                given: root.fingerprint
            )
        }
        isSynthetic = settings["synthetic"] == "yes"
        origin = settings["origin"] ?? ""
        verifierKey = settings["verifier"] ?? ""
        let keys = try database.read { db in
            var wrapped: [KeyRing.Name: [UInt8]] = [:]
            try db.forEach("SELECT name, wrapped FROM wrapped_key") { row in
                guard let name = KeyRing.Name(rawValue: row.text(0)) else { return }
                wrapped[name] = row.bytes(1)
            }
            return try KeyRing(wrapped: wrapped, under: root)
        }
        let signer = try SignerKey(
            name: origin,
            privateKey: keys[.ledgerSigning].signingKey
        )
        self.signer = signer
        let origin = origin
        (journal, facts) = try database.read { db in
            (try Journal(db, origin: origin, signer: signer), try FactCache(db))
        }
        // After the entries: what others add to the log in between, it may have too much.
        identities = try StoreError.translating { [journal, database] in
            try LocalIdentities(
                database: database,
                keys: keys,
                origin: origin,
                logPath: folder.appendingPathComponent("access.log").path,
                recorded: journal.accessLog
            )
        }
        if isFormat1 { try upgradePeople(upgrading) }
        if mode == .writing { try publishTiles() }
    }

    private static func path(in folder: URL) -> String {
        folder.appendingPathComponent("spoor.sqlite").path
    }

    private static func openDatabase(in folder: URL, mode: Mode) throws -> StoreFile {
        let database = try StoreFile(path: path(in: folder), writes: mode == .writing)
        let synchronous = try database.withWriter { try $0.integer("PRAGMA synchronous") ?? -1 }
        guard (synchronous ?? 2) == 2 else {
            throw StoreError.notDurable(synchronous: synchronous ?? -1)
        }
        #if SPOOR_CONTROL_SYNC_NORMAL
            // CONTROL, wrong on purpose: a commit need not be on the disk. docs/rigs.md.
            _ = try database.withWriter { try $0.execute("PRAGMA synchronous = NORMAL") }
        #endif
        return database
    }

    /// The organisation that keeps the store.
    public func organisation() throws -> String {
        try database.read {
            try $0.first("SELECT value FROM setting WHERE name = 'organisation'") { $0.text(0) }
                ?? ""
        }
    }

    /// One act: everything that `body` writes, with its ledger entries and one checkpoint, or nothing.
    func commit<Result>(
        _ act: Act,
        _ body: (Connection, inout Entries) throws -> Result
    ) throws -> Result {
        let access = try StoreError.translating { try identities.logPosition() }
        var entries = Entries(journal: journal, act: act, access: access)
        let pendingFacts = facts
        do {
            let result = try database.write { db in
                let result = try body(db, &entries)
                if entries.journal.size > journal.size { try entries.journal.sign(db) }
                return result
            }
            journal = entries.journal
            return result
        } catch {
            facts = pendingFacts
            throw error
        }
    }
}

/// The entries of the act that is being written.
struct Entries: ~Copyable {
    var journal: Journal
    let act: Act
    let access: AccessLogPosition
    private var random = RandomBytes()
    /// Entries of this act so far.
    private var written = 0

    init(
        journal: Journal,
        act: Act,
        access: AccessLogPosition
    ) {
        self.journal = journal
        self.act = act
        self.access = access
    }

    /// Writes one entry with its rows: for each row `insert` gets the entry, the row's place in it,
    /// and the random key of its commitment. Commitments are made on every core.
    @discardableResult
    mutating func append<Element: Sendable>(
        _ db: Connection,
        kind: EntryKind,
        _ rows: [Element],
        canonical: @Sendable (Element) -> CanonicalRow,
        insert: (Element, _ entry: Int, _ row: Int, _ key: UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        guard let payload = OpaqueReference(random.next(16)) else {
            throw StoreError.integrity("a payload identifier has 16 bytes")
        }
        var manifest = Manifest()
        let entry = journal.size
        for start in stride(from: 0, to: rows.count, by: Self.rowsAtOnce) {
            let part = start..<min(start + Self.rowsAtOnce, rows.count)
            let keys = Array(random.next(part.count * 32))
            let leaves = try WorkerPool.shares(of: part.count, atLeast: 512) { share in
                try keys.withUnsafeBytes { keys in
                    try share.map { place in
                        let key = keys[place * 32..<place * 32 + 32]
                        guard let key = CommitmentKey(UnsafeRawBufferPointer(rebasing: key)) else {
                            throw StoreError.integrity("a commitment key has 32 bytes")
                        }
                        return RowCommitment(
                            key: key,
                            payloadIdentifier: payload,
                            index: UInt32(part.lowerBound + place),
                            canonicalRow: canonical(rows[part.lowerBound + place]).bytes
                        ).leafHash
                    }
                }
            }
            for share in leaves { for leaf in share { manifest.append(leaf: leaf) } }
            try keys.withUnsafeBytes { keys in
                for place in part {
                    let offset = (place - start) * 32
                    try insert(
                        rows[place],
                        entry,
                        place,
                        UnsafeRawBufferPointer(rebasing: keys[offset..<offset + 32])
                    )
                }
            }
        }
        defer { written += 1 }
        return try journal.append(
            db,
            kind: kind,
            manifest: manifest,
            payload: payload,
            act: act,
            placeInAct: written,
            access: access
        )
    }

    /// Rows whose commitments are made before the next rows are written.
    private static let rowsAtOnce = 32_768

    /// Writes small facts as one entry.
    mutating func record(_ db: Connection, _ facts: [any Fact], into cache: inout FactCache) throws
    {
        let bodies = try facts.map { (kind: type(of: $0).kind, body: try $0.encoded()) }
        let entry = try append(
            db,
            kind: .facts,
            bodies,
            canonical: { CanonicalRow.fact(kind: $0.kind, body: $0.body) },
            insert: { fact, entry, row, key in
                try db.run(
                    """
                    INSERT INTO fact (entry, "row", kind, body, commitment_key)
                    VALUES ($1, $2, $3, $4, $5)
                    """,
                    entry,
                    row,
                    fact.kind,
                    fact.body,
                    Array(key)
                )
            }
        )
        for fact in facts { cache.add(fact, entry: entry, recordedAt: act.at) }
    }
}
