// SPDX-License-Identifier: EUPL-1.2

import Custody

// A stored value that does not read is an error, and never the mildest value.

extension Certainty {
    init(column value: Int) throws {
        guard let raw = UInt8(exactly: value), let certainty = Certainty(rawValue: raw) else {
            throw StoreError.integrity(.unreadable(.certainty))
        }
        self = certainty
    }
}

extension AffectedGroup {
    init(column value: Int) throws {
        guard let raw = UInt8(exactly: value), let group = AffectedGroup(rawValue: raw) else {
            throw StoreError.integrity(.unreadable(.group))
        }
        self = group
    }
}
