// SPDX-License-Identifier: EUPL-1.2

/// What kind of act an entry records; the names belong to the writer.
public struct EntryType: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }
}

public enum LedgerEntryError: Error, Equatable {
    case wrongLength(Int)
    case unknownVersion
}

/// One leaf of the ledger, `spoor/1`: fixed order, fixed length, integers big-endian.
///
/// It holds no personal data: counts, opaque references and roots of hash trees. Every sequence
/// of 150 bytes that starts with the version is exactly one entry, so an entry has one spelling.
public struct LedgerEntry: Hashable, Sendable {
    public static let byteCount = 150
    private static let version = Array("spoor/1".utf8)

    public var type: EntryType
    /// Place in the ledger, from 0; the order of events is this, never the clock.
    public var sequence: UInt64
    /// Milliseconds since 1970-01-01 UTC, as the writer's clock had it.
    public var utcMilliseconds: UInt64
    public var actorReference: OpaqueReference
    public var counterparty: OpaqueReference
    /// 0 for the first entry of an act: a checkpoint stands before every such entry.
    public var placeInAct: UInt16
    /// Number of commitments under the manifest root.
    public var rows: UInt32
    public var manifestRoot: MerkleHash
    public var payloadIdentifier: OpaqueReference
    /// Length of the access log when the entry was made.
    public var accessLogCount: UInt64
    /// Head of the access log when the entry was made.
    public var accessLogHead: MerkleHash

    public init(
        type: EntryType,
        sequence: UInt64,
        utcMilliseconds: UInt64,
        actorReference: OpaqueReference,
        counterparty: OpaqueReference,
        placeInAct: UInt16,
        rows: UInt32,
        manifestRoot: MerkleHash,
        payloadIdentifier: OpaqueReference,
        accessLogCount: UInt64,
        accessLogHead: MerkleHash
    ) {
        self.type = type
        self.sequence = sequence
        self.utcMilliseconds = utcMilliseconds
        self.actorReference = actorReference
        self.counterparty = counterparty
        self.placeInAct = placeInAct
        self.rows = rows
        self.manifestRoot = manifestRoot
        self.payloadIdentifier = payloadIdentifier
        self.accessLogCount = accessLogCount
        self.accessLogHead = accessLogHead
    }

    /// Reads back ``bytes``; refuses another version, a missing byte and a trailing one.
    public init(bytes: [UInt8]) throws(LedgerEntryError) {
        var reader = ByteReader(bytes)
        guard bytes.count == Self.byteCount else { throw .wrongLength(bytes.count) }
        guard let version = reader.bytes(Self.version.count), version.elementsEqual(Self.version)
        else { throw .unknownVersion }
        guard let type: UInt8 = reader.integer(),
            let sequence: UInt64 = reader.integer(),
            let utcMilliseconds: UInt64 = reader.integer(),
            let actorReference = reader.reference(),
            let counterparty = reader.reference(),
            let placeInAct: UInt16 = reader.integer(),
            let rows: UInt32 = reader.integer(),
            let manifestRoot = reader.hash(),
            let payloadIdentifier = reader.reference(),
            let accessLogCount: UInt64 = reader.integer(),
            let accessLogHead = reader.hash()
        else { throw .wrongLength(bytes.count) }
        self.init(
            type: EntryType(rawValue: type),
            sequence: sequence,
            utcMilliseconds: utcMilliseconds,
            actorReference: actorReference,
            counterparty: counterparty,
            placeInAct: placeInAct,
            rows: rows,
            manifestRoot: manifestRoot,
            payloadIdentifier: payloadIdentifier,
            accessLogCount: accessLogCount,
            accessLogHead: accessLogHead
        )
    }

    /// The canonical spelling, of which the tree holds the leaf hash.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.append(Self.version)
        writer.append(type.rawValue)
        writer.append(sequence)
        writer.append(utcMilliseconds)
        writer.append(actorReference.bytes)
        writer.append(counterparty.bytes)
        writer.append(placeInAct)
        writer.append(rows)
        writer.append(manifestRoot)
        writer.append(payloadIdentifier.bytes)
        writer.append(accessLogCount)
        writer.append(accessLogHead)
        return writer.bytes
    }

    public var leafHash: MerkleHash {
        MerkleTree.leafHash(of: bytes)
    }
}
