// SPDX-License-Identifier: EUPL-1.2

public enum CheckpointError: Error, Equatable {
    case refusedNote(SignedNoteError)
    case malformedOrigin
    case malformedSize
    case malformedRoot
    case malformedExtension(line: Int)
    case foreignOrigin
}

/// The head of a ledger at one size, C2SP `tlog-checkpoint`.
///
/// It is either composed here, to be signed, or comes out of ``UnverifiedCheckpoint``; nothing
/// that holds one needs to check a signature again.
public struct Checkpoint: Hashable, Sendable {
    /// Which ledger, for ever: usually an address without its scheme.
    public let origin: String
    public let size: UInt64
    public let root: MerkleHash
    /// Lines that only our own readers understand; best left empty.
    public let extensions: [String]

    public init(
        origin: String,
        size: UInt64,
        root: MerkleHash,
        extensions: [String] = []
    ) throws(CheckpointError) {
        guard Self.isLine(origin) else { throw .malformedOrigin }
        if let line = extensions.firstIndex(where: { !Self.isLine($0) }) {
            throw .malformedExtension(line: line)
        }
        guard size > 0 || root == MerkleTree.emptyRoot else { throw .malformedRoot }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Reads back ``text``: nothing else is a checkpoint.
    init(text: [UInt8]) throws(CheckpointError) {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        // The text ends in a newline, so the last piece is the nothing after it.
        guard lines.popLast()?.isEmpty == true, lines.count >= 3 else { throw .malformedRoot }
        let digits = lines[1]
        guard let size = UInt64(String(decoding: digits, as: UTF8.self)),
            String(size).utf8.elementsEqual(digits)
        else { throw .malformedSize }
        guard let root = Base64.decode(lines[2]).flatMap({ MerkleHash($0) }) else {
            throw .malformedRoot
        }
        try self.init(
            origin: String(decoding: lines[0], as: UTF8.self),
            size: size,
            root: root,
            extensions: lines.dropFirst(3).map { String(decoding: $0, as: UTF8.self) }
        )
    }

    /// What is signed.
    public var text: String {
        ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }

    public func signed(by keys: [SignerKey]) throws -> SignedNote {
        try SignedNote(text: Array(text.utf8), signedBy: keys)
    }

    private static func isLine(_ line: String) -> Bool {
        !line.isEmpty && line.utf8.allSatisfy { $0 >= 0x20 }
    }
}

/// A well-formed checkpoint of which nobody has yet looked at the signatures.
///
/// What it says is only a claim, so it says nothing before ``verified(origin:by:)``.
public struct UnverifiedCheckpoint: Hashable, Sendable {
    public let note: SignedNote
    private let claim: Checkpoint

    public init(bytes: [UInt8]) throws(CheckpointError) {
        do {
            note = try SignedNote(bytes: bytes)
        } catch {
            throw .refusedNote(error)
        }
        claim = try Checkpoint(text: note.text)
    }

    /// The checkpoint, if it is about this ledger and one of the trusted keys signed it.
    public func verified(
        origin: String,
        by trusted: [VerifierKey]
    ) throws(CheckpointError) -> Checkpoint {
        guard claim.origin.utf8.elementsEqual(origin.utf8) else { throw .foreignOrigin }
        do {
            try note.verify(with: trusted)
        } catch {
            throw .refusedNote(error)
        }
        return claim
    }

    /// For a ledger whose origin is the name of its key, as C2SP advises.
    public func verified(by key: VerifierKey) throws(CheckpointError) -> Checkpoint {
        try verified(origin: key.name, by: [key])
    }
}
