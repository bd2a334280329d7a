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
///
/// Many read and write at the same time, from any thread: whoever reads has a connection of their own
/// over what is committed, and acts go one after another through the one writer.
public final class Store: Sendable {
    public let folder: URL
    /// Identifies the ledger in its checkpoints.
    public let origin: String
    /// Ed25519 verifier key of the ledger, in the note format.
    public let verifierKey: String

    let database: StoreFile
    /// Who people are: the keys, the seals and the access log.
    public let identities: LocalIdentities
    let signer: SignerKey
    /// What is read of the ledger.
    let view: LedgerView
    let index: FactIndex
    /// Nil when the store was opened for reading.
    let publisher: Publisher?
    let lock: WriterLock?
    /// The keys of what was written down in calls.
    let callKeys: CallTextKeys
    /// What was counted of frozen versions and waves.
    let lastingAnswers: LastingAnswers
    /// Are the files of the ledger published by whoever holds this, and not by each act?
    let publishesLater: Bool

    /// The small facts of the ledger, as ``view`` has them.
    var facts: Facts { Facts(index: index, view: view) }

    /// Made with `spoor init --synthetic`: accepts a given time, and says so on all it prints. The
    /// origin says it, which every checkpoint is signed under, and no setting.
    public var isSynthetic: Bool { origin.hasPrefix(Self.syntheticOrigin) }

    private static let realOrigin = "spoor.invalid/"
    private static let syntheticOrigin = realOrigin + "synthetic-"

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
            let origin = (synthetic ? syntheticOrigin : realOrigin) + name
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
        ["writer.lock", "writer.next", "import.lock"].contains(name)
            || name.hasPrefix("spoor.sqlite")
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

    /// Opens a store; throws when there is none, when the key is another store's, when another
    /// process writes to it, or when it is not what its ledger commits to at the first look: the
    /// schema, and the end of the ledger. Its cost is the same however long the ledger is.
    ///
    /// A store of format 1 is taken to format 2 when it is opened for writing, or goes on where that was
    /// cut off; `upgrading` is told how many of how many people are done. Opening for reading writes
    /// nothing: it throws ``StoreError/needsUpgrade``.
    public convenience init(
        at folder: URL,
        root: RootKey,
        mode: Mode,
        upgrading: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws {
        try self.init(
            at: folder,
            root: root,
            mode: mode,
            sealingAtOnce: PopulationIntake.batchSize,
            upgrading: upgrading
        )
    }

    /// `sealingAtOnce`: of how many people an act of the upgrade is.
    init(
        at folder: URL,
        root: RootKey,
        mode: Mode,
        sealingAtOnce: Int,
        upgrading: (_ done: Int, _ total: Int) -> Void
    ) throws {
        guard FileManager.default.fileExists(atPath: Self.path(in: folder)) else {
            throw StoreError.noStore(path: folder.path)
        }
        lock = mode == .writing ? try WriterLock(folder: folder) : nil
        self.folder = folder
        callKeys = CallTextKeys(folder: folder)
        // Before a connection that writes is opened: the file of a newer program, of another key, or of
        // an older format that is only to be read, stays as it is to the byte.
        let looking = try Self.openDatabase(in: folder, mode: .reading)
        let isWhole = try looking.read { try SchemaCheck($0).isWhole }
        let settings = try Self.settings(looking, root)
        let needsUpgrade = try !isWhole || looking.read(Self.needsUpgrade)
        guard !needsUpgrade || mode == .writing else { throw StoreError.needsUpgrade }
        if mode == .writing {
            looking.close()
            database = try Self.openDatabase(in: folder, mode: .writing)
        } else {
            database = looking
        }
        if !isWhole {
            try database.migrate(Schema.migrations)
            guard try database.read({ try SchemaCheck($0).isWhole }) else {
                throw StoreError.integrity(.migrationsMadeAnother)
            }
        }
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
        view = .committed(database)
        index = FactIndex()
        lastingAnswers = LastingAnswers()
        publishesLater = false
        let journal = try database.read { try Journal($0, signer: signer) }
        // After the entries: what others add to the log in between, it may have too much.
        identities = try LocalIdentities(
            database: database,
            keys: keys,
            origin: origin,
            logPath: folder.appendingPathComponent("access.log").path,
            recorded: journal.accessLog
        )
        publisher =
            mode == .writing
            ? Publisher(folder: folder, database: database, signer: signer) : nil
        if try database.read(Self.needsUpgrade) {
            try upgradePeople(atOnce: sealingAtOnce, upgrading)
        }
        try publishTiles()
    }

    /// The same store, as a view of its ledger has it; with the memory of another one over the same file.
    init(
        _ store: Store,
        seenBy view: LedgerView,
        memory: Store? = nil,
        publishesLater: Bool? = nil
    ) {
        self.publishesLater = publishesLater ?? store.publishesLater
        folder = store.folder
        origin = store.origin
        verifierKey = store.verifierKey
        database = store.database
        identities = store.identities
        signer = store.signer
        index = memory?.index ?? store.index
        lastingAnswers = memory?.lastingAnswers ?? store.lastingAnswers
        publisher = store.publisher
        lock = store.lock
        callKeys = store.callKeys
        self.view = view
    }

    /// The settings of a store of a known format that this key opens.
    private static func settings(_ database: StoreFile, _ root: RootKey) throws -> [String: String]
    {
        let settings = try database.read { db -> [String: String] in
            guard try db.hasTable("setting") else { return [:] }
            return try Dictionary(
                db.all("SELECT name, value FROM setting") { ($0.text(0), $0.text(1)) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        guard ["1", String(Schema.version)].contains(settings["format"]) else {
            throw StoreError.unknownFormat(Int(settings["format"] ?? "") ?? 0)
        }
        guard settings["root"] == root.fingerprint else {
            throw StoreError.wrongKey(expected: settings["root"] ?? "", given: root.fingerprint)
        }
        return settings
    }

    private static func path(in folder: URL) -> String {
        folder.appendingPathComponent("spoor.sqlite").path
    }

    private static func openDatabase(in folder: URL, mode: Mode) throws -> StoreFile {
        let database = try StoreFile(path: path(in: folder), writes: mode == .writing)
        let synchronous = try database.synchronous() ?? 2
        guard synchronous == 2 else { throw StoreError.notDurable(synchronous: synchronous) }
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: a commit need not be on the disk. docs/rigs.md.
            if Control.isOn("SYNC_NORMAL") { try database.loosenSync() }
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

    /// One state of the ledger for all that `body` asks: what others record meanwhile it does not
    /// see. It holds a connection, so it is not for long.
    public func snapshot<Result>(_ body: (Store) throws -> Result) throws -> Result {
        switch view {
        // It sees one state already, perhaps of the past.
        case .snapshot, .past: try body(self)
        case .committed, .acting: try body(Store(self, seenBy: .snapshot(database.snapshot())))
        }
    }

    /// One state of the ledger for all that is asked of the store that is returned, for as long as it is
    /// there: of a moment, as ``snapshot(asOf:_:)`` has it, or of now. It holds a connection, of which
    /// there are sixteen, and whoever asks for one more waits.
    public func oneState(asOf moment: Int64? = nil) throws -> Store {
        guard let moment else { return Store(self, seenBy: .snapshot(try database.snapshot())) }
        let entries = try entries(recordedBy: moment)
        return Store(self, seenBy: .past(try database.snapshot(), entries: entries))
    }

    /// The facts as they stood at a moment, in milliseconds since 1970-01-01 UTC: what was recorded later is
    /// not there. Incidents, moments, decisions, lists, versions and waves are facts; sums over messages and
    /// people are those of now.
    public func snapshot<Result>(
        asOf moment: Int64,
        _ body: (Store) throws -> Result
    ) throws -> Result {
        try body(oneState(asOf: moment))
    }

    /// Looks at the store from a task, on a thread that may wait for the disk.
    public func looking<Result: Sendable>(
        _ body: @escaping @Sendable (Store) throws -> Result
    ) async throws -> Result {
        try await StoreFile.looking { try body(self) }
    }

    /// Records from a task, on a thread that may wait for other acts; acts of many tasks share a sync.
    public func acting<Result: Sendable>(
        _ body: @escaping @Sendable (Store) throws -> Result
    ) async throws -> Result {
        try await StoreFile.acting { try body(self) }
    }

    /// The same before there is a store: for opening one, which may take over an older format.
    public static func acting<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await StoreFile.acting(body)
    }

    /// When the last act was, in milliseconds since 1970-01-01 UTC; nil in an empty ledger.
    public func lastActAt() throws -> Int64? {
        try view.read { db in
            try db.first("SELECT body FROM ledger_entry ORDER BY seq DESC LIMIT 1") { $0.bytes(0) }
        }.flatMap { try? LedgerEntry(bytes: $0) }.map { Int64(clamping: $0.utcMilliseconds) }
    }

    /// Was something recorded by that officer at that very moment? Looks at the end of the ledger only.
    public func hasAct(by officer: String, at moment: Int64) throws -> Bool {
        let reference = OpaqueReference(Act(by: officer, at: moment).reference)
        return try view.read { db in
            try db.all("SELECT body FROM ledger_entry ORDER BY seq DESC LIMIT 100000") {
                $0.bytes(0)
            }.contains { body in
                guard let entry = try? LedgerEntry(bytes: body) else { return false }
                return entry.actorReference == reference
                    && entry.utcMilliseconds == UInt64(clamping: moment)
            }
        }
    }

    /// One act: everything that `body` writes, with its ledger entries and one checkpoint, or nothing.
    ///
    /// Acts that come together share a transaction and its sync. `body` gets this store as the act
    /// sees it, with all acts before it: what must hold when the act is written is asked of that one.
    /// `alone`: for acts that write very much.
    ///
    /// The files of the ledger are published before this returns. If that fails the act stands all
    /// the same, and ``publishTiles()`` says why.
    func commit<Result>(
        _ act: Act,
        alone: Bool = false,
        _ body: (Store, Connection, inout Entries) throws -> Result
    ) throws -> Result {
        let acting = Store(self, seenBy: .acting(database))
        let result = try database.write(alone: alone) { db in
            var entries = Entries(
                journal: try Journal(db, signer: signer),
                act: act,
                access: try identities.logPosition()
            )
            try acting.found(db, &entries)
            let result = try body(acting, db, &entries)
            try entries.close(db)
            return result
        }
        if !publishesLater { try? publishTiles() }
        return result
    }

    /// The same store for a server, in which acts come one after another: they do not each publish the files
    /// of the ledger, which takes seven syncs. Whoever has it calls ``publishTiles()`` soon after them, and
    /// before it lets go of the store.
    public func publishingLater() -> Store { Store(self, seenBy: view, publishesLater: true) }

    /// How many entries the ledger has.
    public var entryCount: Int {
        get throws { try view.read { try Journal.size($0) } }
    }
}
