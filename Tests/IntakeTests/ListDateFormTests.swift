// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Intake

/// Birth dates as lists write them.
@Suite struct ListDateFormTests {
    @Test(
        arguments: [
            ("1977-03-25", .dayMonthYear, ["1977-03-25"]),
            ("1977-03-25", .monthDayYear, ["1977-03-25"]),
            ("05-03-1977", .dayMonthYear, ["1977-03-05"]),
            ("05-03-1977", .monthDayYear, ["1977-05-03"]),
            ("5/3/1977 0:00:00", .monthDayYear, ["1977-05-03"]),
            ("3/25/1977 12:00:00 AM", .dayMonthYear, ["1977-03-25"]),
            ("03-25-1977", .dayMonthYear, ["1977-03-25"]),
            ("25-03-1977", .monthDayYear, ["1977-03-25"]),
            ("1977-25-03", .dayMonthYear, ["1977-03-25"]),
            ("25-03-77", .dayMonthYear, ["1977-03-25", "2077-03-25"]),
            ("29-02-00", .dayMonthYear, ["2000-02-29"]),
            ("03/25/77", .monthDayYear, ["1977-03-25", "2077-03-25"]),
            ("77-03-25", .yearMonthDay, ["1977-03-25", "2077-03-25"]),
            ("19770325", .dayMonthYear, ["1977-03-25"]),
            ("19770325101500", .dayMonthYear, ["1977-03-25"]),
            ("25031977", .dayMonthYear, ["1977-03-25"]),
            ("03251977", .monthDayYear, ["1977-03-25"]),
            ("28209", .spreadsheetDays, ["1977-03-25"]),
            ("28209,0", .spreadsheetDays, ["1977-03-25"]),
            ("1", .spreadsheetDays, ["1900-01-01"]), ("61", .spreadsheetDays, ["1900-03-01"]),
            ("25 maart 1977", .dayMonthYear, ["1977-03-25"]),
            ("25 mrt 77", .dayMonthYear, ["1977-03-25", "2077-03-25"]),
            ("March 25th, 1977", .dayMonthYear, ["1977-03-25"]),
            ("25-Mar-1977", .monthDayYear, ["1977-03-25"]),
            ("1977 mei 3", .dayMonthYear, ["1977-05-03"]),
            ("00-00-1977", .dayMonthYear, ["1977-00-00"]), ("1977", .dayMonthYear, ["1977-00-00"]),
            ("05-03-1977", .dayOrMonthFirst, ["1977-03-05", "1977-05-03"]),
            ("25-03-1977", .dayOrMonthFirst, ["1977-03-25"]),
        ] as [(String, ListDateForm, [String])]
    )
    func `reads a date in the form of its column`(
        text: String,
        form: ListDateForm,
        dates: [String]
    ) {
        #expect(form.readings(text).map(\.text) == dates)
    }

    @Test(
        arguments: [
            ("31-02-1977", .dayMonthYear), ("25-25-1977", .dayMonthYear),
            ("onbekend", .dayMonthYear),
            ("28209", .dayMonthYear), ("60", .spreadsheetDays), ("99999", .spreadsheetDays),
            ("1,23E+08", .spreadsheetDays), ("25 mrt apr 1977", .dayMonthYear),
            ("3-1977", .dayMonthYear), ("", .dayMonthYear), ("12-3-456", .dayMonthYear),
        ] as [(String, ListDateForm)]
    )
    func `reads nothing else`(text: String, form: ListDateForm) {
        #expect(form.readings(text).isEmpty)
    }

    @Test(
        arguments: [
            (["05-03-1977", "25-12-1980"], .dayMonthYear),
            (["03/05/1977", "12/25/1980"], .monthDayYear),
            (["05-03-1977", "06-07-1980"], .dayMonthYear),
            (["77-03-25", "80-12-05"], .yearMonthDay),
            (["25-03-77", "05-12-80"], .dayMonthYear),
            (["28209", "29580", "9000"], .spreadsheetDays),
            (["1977", "1980"], .dayMonthYear), (["03251977"], .monthDayYear),
            (["25-03-1977", "26-03-1977", "03-25-1977", "03-26-1977"], .dayOrMonthFirst),
            // One slip in a hundred is a slip.
            (Array(repeating: "25-03-1977", count: 99) + ["03-25-1977"], .dayMonthYear),
        ] as [([String], ListDateForm)]
    )
    func `a column tells its form`(values: [String], form: ListDateForm) {
        #expect(ListDateForm.counts(of: values).finding.form == form)
    }

    /// What is left as it stands is what `PartialDate` reads as the column means it.
    @Test func `a plain date is not read twice, and never otherwise`() {
        for form in ListDateForm.allCases {
            for text in [
                "1977-03-25", "1977-25-03", "25-03-1977", "03-25-1977", "05-03-1977", "1977/03/25",
                "25.03.1977", "1977-13-01", "1977-0x-01", "2503-19-77", "00-00-1977", "19770325  ",
            ] where ListDateForm.isPlain(text, form) {
                let read = PartialDate(text)
                #expect(form.readings(text) == [read].compactMap(\.self), "\(text) \(form)")
            }
        }
        #expect(ListDateForm.isPlain("1977-03-25", .monthDayYear))
        #expect(ListDateForm.isPlain("25-03-1977", nil))
        #expect(!ListDateForm.isPlain("05-03-1977", .monthDayYear))
        #expect(!ListDateForm.isPlain("05-03-1977", .dayOrMonthFirst))
    }

    @Test
    func `the form stands in the mapping, is corrected there, and is asked for when in doubt`()
        throws
    {
        func rows(_ dates: String...) -> [[String]] { dates.map { [$0] } }
        let american = ListMapping.propose(header: ["DOB"], rows: rows("03/25/1977", "05/06/1980"))
        #expect(american.text == "DOB = birthDate month-day-year  # header and values\n")
        #expect(
            try ListMapping(text: american.text, header: ["DOB"]).columns[0].dateForm
                == .monthDayYear
        )
        let mixed = ListMapping.propose(
            header: ["DOB"],
            rows: rows("03/25/1977", "05/26/1980", "25/03/1977", "26/05/1980")
        )
        #expect(mixed.questions.map(\.reason) == [.mixedDates])
        // Without a form it is told from the rows.
        var given = try ListMapping(text: "DOB = birthDate", header: ["DOB"])
        #expect(given.lacksDateForm)
        given.tellDateForms(from: rows("03/25/1977"))
        #expect(given.columns[0].dateForm == .monthDayYear && given.isSettled)
        for text in ["DOB = birthDate noon", "DOB = surname day-month-year"] {
            #expect(throws: ListMappingProblem.unknownDateForm(line: 1)) {
                try ListMapping(text: text, header: ["DOB"])
            }
        }
    }

    /// Mappings stand in the ledger.
    @Test func `forms keep their words`() {
        #expect(
            ListDateForm.allCases.map(\.rawValue) == [
                "day-month-year", "month-day-year", "day-or-month-first", "year-month-day",
                "spreadsheet-days",
            ]
        )
    }

    @Test
    func `a year of two digits is read in both centuries, and all that a record may mean is kept`()
        throws
    {
        let mapping = ListMapping.propose(header: ["BSN", "Geb.datum"], rows: [["", "25-03-77"]])
        let record = mapping.record(from: ["111222333", "25-03-77"])
        #expect(record.claims.birthDate == "25-03-77")
        #expect(record.readings.map(\.birthDate) == ["1977-03-25", "2077-03-25"])
        let plain = mapping.record(from: ["111222333", "25-03-1977"])
        #expect(plain.claims.birthDate == "25-03-1977" && plain.readings.isEmpty)
        #expect(record.kept.birthDate == "1977-03-25 or 2077-03-25")
        for record in [record, plain] {
            let again = try #require(
                ListRecord(kept: record.kept, categories: record.categories)
            )
            #expect(again.readings == record.readings)
            #expect(again.kept == record.kept)
        }
        let unread = IdentityClaims(citizenNumber: "111222333", birthDate: "25-03-77")
        #expect(ListRecord(kept: unread, categories: CategorySet([])) == nil)
    }
}
