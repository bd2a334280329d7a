// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Intake

struct BackfileColumnsTests {
    private let header = [
        "bsn", "surname", "initials", "birthDate", "postcode", "houseNumber", "categories",
        "disclosedOn", "sender",
    ]

    private func read(_ categories: String, _ day: String) throws -> Result<BackfileRow, RowProblem>
    {
        try BackfileColumns(header: header).row(from: [
            "111222333", "de Vries", "A.", "1961-03-05", "9731AB", "12", categories, day,
            "praktijk-zuid",
        ])
    }

    @Test(arguments: ["name+testResult", "testResult;name", "name, testResult"])
    func `reads claims, categories, day and sender`(categories: String) throws {
        let row = try read(categories, "2016-05-04").get()
        #expect(row.claims.surnames == ["de Vries"])
        #expect(row.categories == CategorySet([DataCategory.name, .testResult]))
        #expect(row.disclosedOn == 16_925)
        #expect(row.sender == "praktijk-zuid")
        #expect(!"\(row)".contains("Vries"))
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
        ("2025-08-06", 20_306), ("2016", 16_801), ("2016-05-00", 16_922),
    ])
    func `counts days, from the first day of what is known`(text: String, day: Int) throws {
        #expect(try read("name", text).get().disclosedOn == day)
    }

    @Test(arguments: ["", "0000-00-00", "00000000"])
    func `a row that says no day is of an unknown one`(text: String) throws {
        #expect(try read("name", text).get().disclosedOn == nil)
    }

    @Test(
        arguments: [
            ("", "2016-05-04", "categories", .empty),
            ("schoen", "2016-05-04", "categories", .unknownValue),
            ("name", "gisteren", "disclosedOn", .noDate),
            ("name", "2015-13-01", "disclosedOn", .noDate),
        ] as [(String, String, String, RowFault)]
    )
    func `refuses a row without categories, or with what is no day`(
        categories: String,
        day: String,
        column: String,
        fault: RowFault
    ) throws {
        #expect(try read(categories, day) == .failure(.field(column: column, fault: fault)))
    }

    @Test func `refuses a file without them`() {
        #expect(throws: TabularHeaderProblem.missing(columns: ["categories", "disclosedOn"])) {
            try BackfileColumns(header: ["bsn"])
        }
    }
}
