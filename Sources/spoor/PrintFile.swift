// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation

/// A file for the printer, on its way to the disk and hashed as it goes: its letters are in memory
/// only for a moment. One that is not closed leaves nothing behind.
final class PrintFile {
    private let file: PrivateFile
    private var hash = SHA256()

    init(_ name: String, in folder: URL) throws {
        file = try PrivateFile(path: folder.appendingPathComponent(name).path, replaces: true)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        hash.update(bufferPointer: bytes)
        try file.write(Array(bytes))
    }

    func write(_ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try write($0) }
    }

    /// Waits until the file is on the disk under its name, and returns its SHA-256.
    func close() throws -> String {
        try file.close()
        return hash.finalize().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
