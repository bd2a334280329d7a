// SPDX-License-Identifier: EUPL-1.2

import Database
import Testing

@testable import Store

/// What a store is compared with when it opens.
@Suite struct SchemaCheckTests {
    @Test func `the hash of the schema is that of what the migrations make`() throws {
        let made = try Migration.schema(after: Schema.migrations)
        #expect(SchemaCheck.sha256(of: made) == Schema.sha256)
        var one = made
        let place = try #require(one.firstIndex { $0.kind == "table" })
        one[place].text.append(0x20)
        #expect(SchemaCheck.sha256(of: one) != Schema.sha256)
        #expect(SchemaCheck.sha256(of: Array(made.dropLast())) != Schema.sha256)
    }
}
