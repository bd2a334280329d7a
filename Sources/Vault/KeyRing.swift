// SPDX-License-Identifier: EUPL-1.2

public import Crypto

/// The key outside the store (sleutelbestand): 32 random bytes that wrap every other key.
public struct RootKey: Sendable {
    let key: SymmetricKey

    /// Takes exactly 32 bytes.
    public init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// Eight hexadecimal digits by which a store recognises its key; tells nothing about it.
    public var fingerprint: String {
        let digest = HMAC<SHA256>.authenticationCode(for: Array("spoor/root/1".utf8), using: key)
        return digest.prefix(4).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// A random key that can be destroyed, because nothing derives it (sleutel).
public struct DataKey: Sendable {
    let key: SymmetricKey

    public init() {
        key = SymmetricKey(size: .bits256)
    }

    /// A key out of a pool of random bytes, for many keys one after another.
    public init(random: inout RandomBytes) {
        key = random.withNext(32) { SymmetricKey(data: $0) }
    }

    init(key: SymmetricKey) {
        self.key = key
    }

    /// A copy of exactly 32 bytes.
    init(copying bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == 32, "a key has 32 bytes")
        key = SymmetricKey(data: bytes)
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try key.withUnsafeBytes(body)
    }

    var bytes: [UInt8] { key.withUnsafeBytes(Array.init) }

    /// The key as an Ed25519 signing key seed.
    public var signingKey: Curve25519.Signing.PrivateKey {
        get throws { try Curve25519.Signing.PrivateKey(rawRepresentation: bytes) }
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
    case dossier
    case mail
    case log
}

/// The keys of an opened store: all of them random, wrapped by the root key, held in memory only.
public struct KeyRing: Sendable {
    /// The names under which a store keeps its wrapped keys.
    public enum Name: String, CaseIterable, Sendable {
        /// Wraps the keys of persons (KEK); one per epoch.
        case people
        case indexBuckets
        case indexPointers
        case contentDigests
        /// Seals records and messages about nobody known.
        case unresolved
        case letterCodes
        case accessLog
        case ledgerSigning
    }

    private let keys: [Name: DataKey]
    /// Wraps the keys of people: by itself, for it is asked for at every person.
    let people: DataKey

    /// Makes a new ring, with its wrapped form for the store.
    public static func create(under root: RootKey) throws -> (KeyRing, wrapped: [Name: [UInt8]]) {
        var keys: [Name: DataKey] = [:]
        var wrapped: [Name: [UInt8]] = [:]
        var random = RandomBytes()
        for name in Name.allCases {
            let key = DataKey(random: &random)
            keys[name] = key
            var bytes: [UInt8] = []
            context(of: name).withUnsafeBytes {
                Seal.appendWrapped(
                    key,
                    with: DataKey(key: root.key),
                    context: $0,
                    random: &random,
                    to: &bytes
                )
            }
            wrapped[name] = bytes
        }
        return (try KeyRing(keys: keys), wrapped)
    }

    /// Opens the ring of a store; throws when the root key is another one.
    public init(wrapped: [Name: [UInt8]], under root: RootKey) throws {
        var keys: [Name: DataKey] = [:]
        for name in Name.allCases {
            guard let bytes = wrapped[name] else { throw VaultError.keyMissing(name.rawValue) }
            keys[name] = try bytes.withUnsafeBytes { bytes in
                try Self.context(of: name).withUnsafeBytes {
                    try Seal.unwrap(bytes, with: DataKey(key: root.key), context: $0) {
                        DataKey(copying: $0)
                    }
                }
            }
        }
        try self.init(keys: keys)
    }

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
