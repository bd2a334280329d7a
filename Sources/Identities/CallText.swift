// SPDX-License-Identifier: EUPL-1.2

import Custody
import Vault

/// Seals what was written down in a call, each text under a random key of its own: whoever destroys the key
/// erases the text, though its sealed bytes stand in the ledger for ever.
package struct CallTextSeal: Sendable {
    private let keys: KeyRing
    private static let step = 256

    init(_ keys: KeyRing) { self.keys = keys }

    /// Names a text and its key: 16 random bytes, hexadecimal.
    package func newID() -> String {
        var random = RandomBytes()
        return Hexadecimal.text(random.next(16))
    }

    /// The sealed text, and its key as a file may keep it. `id`: of this text and no other.
    package func seal(_ text: String, id: String) throws -> (sealed: [UInt8], wrapped: [UInt8]) {
        let key = DataKey()
        let sealed = try Seal.seal(
            Array(text.utf8),
            with: key,
            context: Self.context(id),
            paddedTo: Self.step
        )
        return (sealed, keys.wrap(key, under: .unresolved, context: Self.keyContext(id)))
    }

    package func open(_ sealed: [UInt8], id: String, wrapped: [UInt8]) throws -> String {
        let key = try keys.unwrap(wrapped, under: .unresolved, context: Self.keyContext(id))
        return String(
            decoding: try Seal.open(sealed, with: key, context: Self.context(id)),
            as: UTF8.self
        )
    }

    private static func context(_ id: String) -> [UInt8] { Array("call|text|\(id)".utf8) }
    private static func keyContext(_ id: String) -> [UInt8] { Array("call|key|\(id)".utf8) }
}
