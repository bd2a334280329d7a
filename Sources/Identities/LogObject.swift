// SPDX-License-Identifier: EUPL-1.2

import Vault

/// What stands in the column `log_key`: the wrapped log key of a person, and behind it, sealed under
/// that key, the number in the population.
///
/// A line of the access log repeats the sealed part as it stands. So who it was stays readable for as
/// long as the log key lives, also when the dossier is erased, and nothing is opened to write a line.
enum LogObject {
    /// The sealed part; empty in a row of format 1.
    static func sealed(in column: [UInt8]) -> [UInt8] {
        Array(column.dropFirst(KeyRing.wrappedKeySize))
    }

    /// The number in the population, as UTF-8; nil when it does not open.
    static func sourceID(
        in column: [UInt8],
        of person: UInt64,
        epoch: Int,
        _ keys: KeyRing
    ) -> [UInt8]? {
        guard column.count > KeyRing.wrappedKeySize else { return nil }
        return column.withUnsafeBytes { column in
            try? keys.open(
                UnsafeRawBufferPointer(rebasing: column[KeyRing.wrappedKeySize...]),
                .log,
                of: person,
                epoch: epoch,
                wrapped: UnsafeRawBufferPointer(rebasing: column[..<KeyRing.wrappedKeySize])
            )
        }
    }
}
