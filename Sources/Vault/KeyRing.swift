// SPDX-License-Identifier: EUPL-1.2

public import Crypto
import Custody
internal import Glibc

/// The key outside the store (sleutelbestand): 32 random bytes that wrap every other key.
public struct RootKey: Sendable {
    let key: DataKey

    /// Takes exactly 32 bytes. What had them before is not wiped: see ``init(reading:)``.
    public init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == DataKey.size else { return nil }
        key = bytes.withUnsafeBytes { DataKey(copying: $0) }
    }

    /// Reads a key file of exactly 32 bytes into memory that is locked and wiped, and nowhere else.
    public init(reading path: String) throws(RootKeyError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .notReadable(errno: errno) }
        defer { close(descriptor) }
        var failure: RootKeyError?
        let page = LockedBytes(count: DataKey.size + 1) { room in
            var filled = 0
            while filled < room.count {
                let part = read(
                    descriptor,
                    room.baseAddress?.advanced(by: filled),
                    room.count - filled
                )
                if part < 0, errno == EINTR { continue }
                guard part >= 0 else {
                    failure = .notReadable(errno: errno)
                    return
                }
                guard part > 0 else { break }
                filled += part
            }
            // One byte more than a key was asked for, to see that the file ends.
            if filled != DataKey.size { failure = .notAKey }
        }
        if let failure { throw failure }
        key = DataKey(page, at: 0)
    }

    /// Is the key in memory that the system never writes to the disk?
    public var isLocked: Bool { key.isLocked }

    /// Eight hexadecimal digits by which a store recognises its key; tells nothing about it.
    public var fingerprint: String {
        let digest = key.withBytes {
            HMAC<SHA256>.authenticationCode(
                for: Array("spoor/root/1".utf8),
                using: SymmetricKey(data: $0)
            )
        }
        return Hexadecimal.text(digest.prefix(4))
    }
}

extension RootKey {
    /// A key for a file beside the store, wrapped; `purpose` binds it to that file.
    public func wrap(_ key: DataKey, for purpose: String) -> [UInt8] {
        var random = RandomBytes()
        var wrapped: [UInt8] = []
        Array(purpose.utf8).withUnsafeBytes { purpose in
            key.withBytes {
                Seal.appendWrapped(
                    $0,
                    with: self.key,
                    context: purpose,
                    random: &random,
                    to: &wrapped
                )
            }
        }
        return wrapped
    }

    /// Throws for another root key, and for a key that was wrapped for something else.
    public func unwrap(_ wrapped: [UInt8], for purpose: String) throws -> DataKey {
        try wrapped.withUnsafeBytes { wrapped in
            try Array(purpose.utf8).withUnsafeBytes {
                try Seal.unwrap(wrapped, with: key, context: $0) { DataKey(copying: $0) }
            }
        }
    }
}

/// Why a file gives no key.
public enum RootKeyError: Error, Equatable {
    case notReadable(errno: Int32)
    /// It does not hold exactly 32 bytes.
    case notAKey
}

/// A random key that can be destroyed, because nothing derives it (sleutel). Its bytes stand in
/// locked memory, which is zeros once the last copy of this value is gone.
public struct DataKey: Sendable {
    static let size = 32

    private let page: LockedBytes
    private let place: Int

    public init() {
        var random = RandomBytes()
        self.init(random: &random)
    }

    /// A key out of a pool of random bytes.
    public init(random: inout RandomBytes) {
        self = random.withNext(Self.size) { DataKey(copying: $0) }
    }

    init(_ page: LockedBytes, at place: Int) {
        self.page = page
        self.place = place
    }

    /// A copy of exactly 32 bytes.
    init(copying bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == Self.size, "a key has 32 bytes")
        self.init(LockedBytes(count: Self.size) { $0.copyMemory(from: bytes) }, at: 0)
    }

    var isLocked: Bool { page.isLocked }

    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(page) { try body(page[place..<place + Self.size]) }
    }

    /// The key as an Ed25519 signing key seed. The signing key is the library's: wiped when it is
    /// freed, and not locked.
    public var signingKey: Curve25519.Signing.PrivateKey {
        get throws {
            try withBytes { try Curve25519.Signing.PrivateKey(rawRepresentation: $0) }
        }
    }
}

/// What can go wrong with a sealed value. Never says what was in it.
public enum VaultError: Error, Equatable {
    /// The bytes are not a sealed value of this version.
    case notSealed(String)
    /// Wrong key, altered bytes, or bytes that were moved from another row.
    case doesNotOpen(String)
    case keyMissing(String)
}

/// The three purposes for which a person has a key each: erasing a dossier must not erase the
/// access log of five years, and the mail key can die when the letters are out (GDPR 17(3)(b)).
public enum KeyPurpose: String, Sendable, CaseIterable {
    case dossier = "dossier"
    case mail = "mail"
    case log = "log"
}

/// The keys of an opened store: all of them random, wrapped by the root key, kept in memory only.
public struct KeyRing: Sendable {
    /// The names under which a store keeps its wrapped keys.
    public enum Name: String, CaseIterable, Sendable {
        /// Wraps the keys of persons (KEK); one per epoch.
        case people = "people"
        case indexBuckets = "indexBuckets"
        case indexPointers = "indexPointers"
        case contentDigests = "contentDigests"
        /// Seals records and messages about nobody known.
        case unresolved = "unresolved"
        case letterCodes = "letterCodes"
        case accessLog = "accessLog"
        case ledgerSigning = "ledgerSigning"
    }

    private let keys: [Name: DataKey]
    /// Wraps the keys of people: by itself, for it is asked for at every person.
    let people: DataKey

    /// Makes a new ring, with its wrapped form for the store.
    public static func create(under root: RootKey) throws -> (KeyRing, wrapped: [Name: [UInt8]]) {
        var wrapped: [Name: [UInt8]] = [:]
        var random = RandomBytes()
        let keys = try page { _, key in
            random.withNext(DataKey.size) { key.copyMemory(from: $0) }
        }
        for name in Name.allCases {
            guard let key = keys[name] else { throw VaultError.keyMissing(name.rawValue) }
            var bytes: [UInt8] = []
            context(of: name).withUnsafeBytes { context in
                key.withBytes {
                    Seal.appendWrapped(
                        $0,
                        with: root.key,
                        context: context,
                        random: &random,
                        to: &bytes
                    )
                }
            }
            wrapped[name] = bytes
        }
        return (try KeyRing(keys: keys), wrapped)
    }

    /// Opens the ring of a store; throws when the root key is another one.
    public init(wrapped: [Name: [UInt8]], under root: RootKey) throws {
        let keys = try Self.page { name, key in
            guard let bytes = wrapped[name] else { throw VaultError.keyMissing(name.rawValue) }
            try bytes.withUnsafeBytes { bytes in
                try Self.context(of: name).withUnsafeBytes {
                    try Seal.unwrap(bytes, with: root.key, context: $0) {
                        key.copyMemory(from: $0)
                    }
                }
            }
        }
        try self.init(keys: keys)
    }

    /// All keys of a ring in one page of locked memory.
    private static func page(
        _ fill: (Name, UnsafeMutableRawBufferPointer) throws -> Void
    ) throws -> [Name: DataKey] {
        let names = Name.allCases
        let page = try LockedBytes(count: names.count * DataKey.size) { room in
            for (place, name) in names.enumerated() {
                let range = place * DataKey.size..<(place + 1) * DataKey.size
                try fill(name, UnsafeMutableRawBufferPointer(rebasing: room[range]))
            }
        }
        return Dictionary(
            uniqueKeysWithValues: names.enumerated().map { place, name in
                (name, DataKey(page, at: place * DataKey.size))
            }
        )
    }

    /// Are the keys in memory that the system never writes to the disk?
    public var isLocked: Bool { people.isLocked }

    private init(keys: [Name: DataKey]) throws {
        guard let people = keys[.people] else {
            throw VaultError.keyMissing(Name.people.rawValue)
        }
        self.keys = keys
        self.people = people
    }

    /// The key with this name.
    public subscript(name: Name) -> DataKey {
        guard let key = keys[name] else {
            preconditionFailure("a key ring holds every key it names")
        }
        return key
    }

    private static func context(of name: Name) -> [UInt8] {
        Array("spoor/keyring/1|\(name.rawValue)".utf8)
    }
}
