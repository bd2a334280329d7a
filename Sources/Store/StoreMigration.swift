// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation

extension Store {
    /// Gives a store the tables of today before somebody reads it who may not write: columns are added,
    /// which takes no time whatever the size, and nothing is recorded.
    ///
    /// Throws when another process writes just then: it has made them already, or is about to.
    static func prepareForReading(_ path: String, in folder: URL) throws {
        let reader = try StoreFile(path: path, writes: false)
        let isReady = try reader.read { try $0.hasTable("erasure") }
        reader.close()
        guard !isReady else { return }
        let lock = try WriterLock(folder: folder)
        defer { withExtendedLifetime(lock) {} }
        let writer = try StoreFile(path: path, writes: true)
        defer { writer.close() }
        try writer.migrate(Schema.migrations)
    }
}
