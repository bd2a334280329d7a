// SPDX-License-Identifier: EUPL-1.2

import Ingestion
import Testing
import Wording

/// What is kept of columns, as it is shown.
@Suite struct KeptColumnsWordsTests {
    @Test func `what is read is named, by its place where the name may be a person's`() throws {
        let kept = KeptColumns(
            name: "epd",
            table: "population",
            mapping: "# kept\nNummer = sourceId\nVoorbeeldstra = surname\nAnna = -\n",
            by: "officer",
            recorded: 1_754_481_600_000
        )
        let shown = try ShownColumns(kept)
        #expect(shown.words == "Nummer = sourceId, 2 (B) = surname, 1 not read")
        #expect(
            ShownColumns.table([shown])
                == .table(
                    ["name", "kind", "kept", "by", "columns"],
                    [["epd", "population", "2025-08-06 14:00 CEST", "officer", shown.words]]
                )
        )
    }
}
