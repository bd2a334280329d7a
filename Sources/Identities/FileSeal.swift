// SPDX-License-Identifier: EUPL-1.2

import Custody
import Vault

/// Seals a file that waits to be taken in, in pieces that can be opened at any place, under a random key of its
/// own: whoever destroys the wrapped key erases the file.
public struct FileSeal: Sendable {
    private let id: String
    private let key: DataKey
    /// The key as it may stand on the disk.
    public let wrapped: [UInt8]

    /// Bytes of a piece before it is sealed; the last one may be shorter.
    public static let pieceSize = 1 << 16
    /// Bytes that each piece is longer when it is sealed: a nonce and a tag.
    public static let overhead = 28
    /// Bytes of the wrapped key.
    public static let wrappedSize = KeyRing.wrappedKeySize

    /// A new key. `id`: of this file and no other.
    init(new id: String, _ keys: KeyRing) {
        (self.id, key) = (id, DataKey())
        wrapped = keys.wrap(key, under: .unresolved, context: Self.context(id))
    }

    /// Throws for a key of another store or another file.
    init(opening id: String, wrapped: [UInt8], _ keys: KeyRing) throws {
        (self.id, self.wrapped) = (id, wrapped)
        key = try keys.unwrap(wrapped, under: .unresolved, context: Self.context(id))
    }

    /// Seals the piece with that number, from 0; the last piece is known as such, so that a file that is cut off
    /// does not open.
    public func seal(_ piece: ArraySlice<UInt8>, number: Int, isLast: Bool) -> [UInt8] {
        var random = RandomBytes()
        var sealed: [UInt8] = []
        sealed.reserveCapacity(piece.count + Self.overhead)
        piece.withUnsafeBytes {
            Seal.appendBriefly(
                $0,
                with: key,
                context: context(number, isLast),
                random: &random,
                to: &sealed
            )
        }
        return sealed
    }

    /// Throws for a piece of another place or file, and for one that is changed.
    public func open(_ sealed: [UInt8], number: Int, isLast: Bool) throws -> [UInt8] {
        try sealed.withUnsafeBytes {
            try Seal.openBrief($0, with: key, context: context(number, isLast))
        }
    }

    /// Seals what is kept beside the file.
    public func seal(note: [UInt8]) throws -> [UInt8] {
        try Seal.seal(note, with: key, context: Array("file|note|\(id)".utf8), paddedTo: 256)
    }

    public func open(note sealed: [UInt8]) throws -> [UInt8] {
        try Seal.open(sealed, with: key, context: Array("file|note|\(id)".utf8))
    }

    private func context(_ number: Int, _ isLast: Bool) -> [UInt8] {
        Array("file|piece|\(id)|\(number)|\(isLast ? "last" : "more")".utf8)
    }

    private static func context(_ id: String) -> [UInt8] { Array("file|key|\(id)".utf8) }
}
