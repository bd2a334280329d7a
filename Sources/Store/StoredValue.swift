// SPDX-License-Identifier: EUPL-1.2

import Custody
import Letters

// A stored value that does not read is an error, and never the mildest value.

extension StoredByNumber {
    /// The value of a column.
    init(column number: Int, _ what: StoreError.Stored) throws {
        guard let value = Self(stored: number) else {
            throw StoreError.integrity(.unreadable(what))
        }
        self = value
    }

    /// The value of a column in which 0 stands for none.
    static func optional(column number: Int, _ what: StoreError.Stored) throws -> Self? {
        number == 0 ? nil : try Self(column: number, what)
    }
}
