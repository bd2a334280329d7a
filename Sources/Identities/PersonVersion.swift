// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Vault

/// What the ledger commits to of a person: the SHA-256 of the two halves as they stand in their rows.
///
/// `dossier` is over number i64 ‖ epoch u32 ‖ content 16 ‖ log_key ‖ wrapped_key ‖ sealed, `mail` over
/// number i64 ‖ wrapped_key ‖ sealed; numbers big-endian, and before each blob its length as u32.
public struct PersonVersion: Sendable, Equatable {
    public var person: PersonNumber
    public var dossier: ShortHash
    public var mail: ShortHash

    public init(person: PersonNumber, dossier: ShortHash, mail: ShortHash) {
        self.person = person
        self.dossier = dossier
        self.mail = mail
    }

    static func dossier(
        _ number: PersonNumber,
        epoch: Int,
        content: UnsafeRawBufferPointer,
        logKey: UnsafeRawBufferPointer,
        wrappedKey: UnsafeRawBufferPointer,
        sealed: UnsafeRawBufferPointer
    ) -> ShortHash {
        hash(24 + content.count + logKey.count + wrappedKey.count + sealed.count) { bytes in
            bytes.add(number.value)
            // A number that is too wide must not, cut to its last bits, look like one of ours.
            bytes.add(UInt32(clamping: epoch))
            bytes.add(content)
            for blob in [logKey, wrappedKey, sealed] {
                bytes.add(UInt32(blob.count))
                bytes.add(blob)
            }
        }
    }

    static func mail(
        _ number: PersonNumber,
        wrappedKey: UnsafeRawBufferPointer,
        sealed: UnsafeRawBufferPointer
    ) -> ShortHash {
        hash(16 + wrappedKey.count + sealed.count) { bytes in
            bytes.add(number.value)
            for blob in [wrappedKey, sealed] {
                bytes.add(UInt32(blob.count))
                bytes.add(blob)
            }
        }
    }

    /// Puts the bytes together on the stack: one update of the hash, for every person that is opened.
    private static func hash(_ count: Int, _ write: (inout Bytes) -> Void) -> ShortHash {
        withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { room in
            var bytes = Bytes(room: room)
            write(&bytes)
            return ShortHash(of: UnsafeRawBufferPointer(rebasing: room[..<bytes.count]))
        }
    }

    private struct Bytes {
        let room: UnsafeMutableRawBufferPointer
        var count = 0

        @inline(__always)
        mutating func add(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.bigEndian) { add($0) }
        }

        @inline(__always)
        mutating func add(_ bytes: UnsafeRawBufferPointer) {
            UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: bytes)
            count += bytes.count
        }
    }
}
