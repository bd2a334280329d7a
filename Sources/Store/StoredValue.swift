// SPDX-License-Identifier: EUPL-1.2

import Custody

// A stored value that does not read is an error, and never the mildest value.

extension Certainty {
    init(column value: Int) throws {
        guard let raw = UInt8(exactly: value), let certainty = Certainty(rawValue: raw) else {
            throw StoreError.integrity("a certainty that is none stands in the database")
        }
        self = certainty
    }
}

extension AffectedGroup {
    init(column value: Int) throws {
        guard let raw = UInt8(exactly: value), let group = AffectedGroup(rawValue: raw) else {
            throw StoreError.integrity("a group of letters that is none stands in the database")
        }
        self = group
    }
}
