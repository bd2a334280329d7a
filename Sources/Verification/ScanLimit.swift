// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import GRDB
import Synchronization

/// How much a verification may read over one connection, so that no file keeps it for ever.
///
/// A row takes some bytes of the file, so a file has no more rows than bytes. In one whose pages
/// point to each other in a circle, or all to the same page, a scan would come by the same row
/// again and again: twenty levels of a hundred pointers each are more than a life long.
final class ScanLimit: Sendable {
    /// Said when the limit is used up, where SQLite does not say so itself.
    struct Exceeded: Error {}

    private let steps: Atomic<Int>
    private let bytes: Atomic<Int>

    init(fileBytes: Int) {
        steps = Atomic(Self.steps(for: fileBytes))
        bytes = Atomic(Self.bytes(for: fileBytes))
    }

    func restart(fileBytes: Int) {
        steps.store(Self.steps(for: fileBytes), ordering: .relaxed)
        bytes.store(Self.bytes(for: fileBytes), ordering: .relaxed)
    }

    /// Instructions of SQLite's machine. A whole verification of a large store takes about one for
    /// each byte of its files; the constant is for small ones, which have more statements than rows.
    private static func steps(for fileBytes: Int) -> Int { 20_000_000 + 8 * fileBytes }

    /// A verification reads every table and index a few times.
    private static func bytes(for fileBytes: Int) -> Int { (1 << 20) + 8 * fileBytes }

    private static let stepsAtOnce = 10_000

    /// Has SQLite give up a statement of this connection when the steps are used up.
    func watch(_ connection: OpaquePointer) {
        sqlite3_progress_handler(
            connection,
            Int32(Self.stepsAtOnce),
            { context in
                guard let context else { return 1 }
                let limit = Unmanaged<ScanLimit>.fromOpaque(context).takeUnretainedValue()
                return limit.hasSteps() ? 0 : 1
            },
            // The configuration of the connection keeps it alive.
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    private func hasSteps() -> Bool {
        steps.subtract(Self.stepsAtOnce, ordering: .relaxed).newValue > 0
    }

    /// Takes note of bytes that were read from columns.
    @inline(__always)
    func take(bytes count: Int) throws {
        if bytes.subtract(count, ordering: .relaxed).newValue < 0 { throw Exceeded() }
    }
}
