// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation

/// How far a file has been taken in.
public struct ImportProgress: Sendable, Equatable {
    /// Keyed digest of the file's path, size and time of change.
    public var file: [UInt8]
    /// Byte offset (after decompression) up to which everything is committed.
    public var position: Int
    public var line: Int
    public var isFinished: Bool

    public init(file: [UInt8], position: Int, line: Int, isFinished: Bool) {
        self.file = file
        self.position = position
        self.line = line
        self.isFinished = isFinished
    }
}

extension Store {
    static func note(_ progress: ImportProgress, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO import_progress (file, position, line, finished)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (file) DO UPDATE SET
                position = excluded.position, line = excluded.line,
                finished = excluded.finished
            """,
            progress.file,
            progress.position,
            progress.line,
            progress.isFinished ? 1 : 0
        )
    }

    /// How far a file has been taken in, if it was begun.
    public func progress(of file: [UInt8]) throws -> ImportProgress? {
        try database.read { db in
            try db.first(
                "SELECT position, line, finished FROM import_progress WHERE file = $1",
                file
            ) {
                ImportProgress(
                    file: file,
                    position: $0.int(0),
                    line: $0.int(1),
                    isFinished: $0.int(2) == 1
                )
            }
        }
    }

    /// Files of which a part was taken in and not the rest: an import reads them, or was cut off.
    public func filesBegun() throws -> Int {
        try view.read {
            try $0.integer("SELECT COUNT(*) FROM import_progress WHERE finished = 0") ?? 0
        }
    }
}
