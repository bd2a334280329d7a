// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Ingestion
import Store
import Testing

/// Measured days of a contact centre out of a file.
@Suite struct ContactTableTests {
    private func days(_ text: String) throws -> [ContactFigures] {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("days-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try ContactTable.days(file.path)
    }

    @Test
    func `columns are read in any order, in English and in Dutch, and a number may be left out`()
        throws
    {
        let english = try days(
            "calls,day,answered,abandoned,mails,handlingSeconds\n210,2025-09-16,200,9,40,480\n"
                + "190,2025-09-17,,,,\n"
        )
        #expect(
            english == [
                ContactFigures(
                    day: 20_347,
                    offered: 210,
                    answered: 200,
                    abandoned: 9,
                    mails: 40,
                    handlingSeconds: 480
                ), ContactFigures(day: 20_348, offered: 190),
            ]
        )
        let dutch = try days("datum;gesprekken;opgehangen\n16-09-2025;210;9\n")
        #expect(dutch == [ContactFigures(day: 20_347, offered: 210, abandoned: 9)])
    }

    @Test func `a file without days or calls is refused, and one without rows`() {
        #expect(throws: IngestionError.self) { try days("day,mails\n2025-09-16,4\n") }
        #expect(throws: IngestionError.self) { try days("day,calls\n") }
    }

    @Test(arguments: [
        ("2025-09-16,many", 2, "calls"), ("2025-09-16,-4", 2, "calls"), ("2025-09-16,", 2, "calls"),
        ("2025-09-31,4", 2, "day"), ("2025-09-00,4", 2, "day"), (",4", 2, "day"),
    ])
    func `a row that does not read refuses the file and says where`(
        row: String,
        line: Int,
        column: String
    ) throws {
        do {
            _ = try days("day,calls\n\(row)\n2025-09-17,4\n")
            Issue.record("it was read")
        } catch IngestionError.contactRow(_, let where_, let found) {
            #expect(where_ == line)
            #expect(found == column)
        }
    }
}
