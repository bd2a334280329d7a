// SPDX-License-Identifier: EUPL-1.2

import Custody
import Ingestion
import Spreadsheet
import Testing

@testable import Wording

/// Why a workbook is not read, or not read whole: each in a sentence of its own, with what to do.
@Suite struct WorkbookWordsTests {
    private static let refused: [WorkbookProblem] = [
        .cutOff, .damaged(lastRow: 0), .damaged(lastRow: 1234), .documentType, .unpacksTooFar,
        .tooManyTexts, .tooManyParts,
    ]

    @Test func `each refusal names the file, says what it is, and what to do`() throws {
        var sentences: Set<String> = []
        for problem in Self.refused {
            let told = try #require(
                ToldFailure(about: IngestionError.workbook(file: "p.xlsx", problem))
            )
            #expect(told.sentence.contains("p.xlsx"), "\(problem)")
            #expect(!told.help.isEmpty, "\(problem)")
            sentences.insert(told.sentence)
        }
        #expect(sentences.count == Self.refused.count)
        let damaged = ToldFailure(
            about: IngestionError.workbook(file: "p.xlsx", .damaged(lastRow: 1234))
        )
        #expect(damaged?.sentence == "the workbook p.xlsx is damaged after row 1,234")
    }

    @Test(arguments: [
        (FileContent.encryptedOffice, "password"), (.openDocument, "ods"), (.officeFile, "xls"),
        (.binaryWorkbook, "xlsb"), (.officeArchive, "Office"),
    ])
    func `what is no workbook is named, and how to save it is said`(
        content: FileContent,
        word: String
    ) throws {
        let told = try #require(
            ToldFailure(about: IngestionError.holds(file: "p.xlsx", content))
        )
        #expect(told.sentence.contains(word))
        #expect(told.help.contains("save"))
    }

    @Test(arguments: [
        (FileRemark.otherSheets(1), "has another sheet with rows, which was not read"),
        (.otherSheets(2), "has 2 other sheets with rows, which were not read"),
        (.hiddenRows(1), "has 1 row that the sheet hides, read like the others"),
        (.hiddenRows(1500), "has 1,500 rows that the sheet hides, read like the others"),
    ])
    func `what a workbook has besides is counted in plain words`(remark: FileRemark, words: String)
    {
        #expect(remark.words == words)
    }

    @Test func `sheets are named by whoever can choose one`() {
        let none = ToldFailure(
            about: IngestionError.noSheet("Blad9", file: "p.xlsx", known: ["Blad1", "Blad2"])
        )
        #expect(none?.help == "it has 'Blad1', 'Blad2'")
        let hidden = ToldFailure(
            about: IngestionError.onlyHiddenSheets(file: "p.xlsx", known: ["Oud"])
        )
        #expect(hidden?.command.contains("--sheet") == true)
        #expect(hidden?.sentence.contains("'Oud'") == true)
    }
}
