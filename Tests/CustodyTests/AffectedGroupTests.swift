// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@Suite struct AffectedGroupTests {
    @Test(arguments: [
        (1, AffectedGroup.first, "first"), (2, .second, "second"),
        (3, .notExcluded, "notExcluded"), (4, .reconstructed, "reconstructed"),
    ])
    func `a group has the number and the name it has in the ledger and in documents`(
        number: UInt8,
        group: AffectedGroup,
        code: String
    ) {
        #expect(AffectedGroup(rawValue: number) == group)
        #expect(group.code == code)
    }

    @Test(arguments: [0, 5] as [UInt8])
    func `another number is no group`(number: UInt8) {
        #expect(AffectedGroup(rawValue: number) == nil)
    }
}
