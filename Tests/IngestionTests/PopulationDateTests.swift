// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Store
import Testing

/// In which order a population writes day and month is told by all its rows, said, and never guessed.
@Suite struct PopulationDateTests {
    private let test = Result { try IngestionFolder() }

    /// A row for each pair of a birth date and a day of death.
    private func take(
        _ dates: [(String, String)],
        dates order: DateOrder? = nil
    ) throws -> ImportAnswer {
        let test = try test.get()
        let rows = dates.enumerated().map { place, dates in
            "VB-\(place + 1),Voorbeeldstra,\(dates.0),\(dates.1)\n"
        }
        try test.write("people.csv", "sourceId,surname,birthDate,deceasedOn\n" + rows.joined())
        return try PopulationImport(test.path("people.csv"), absentIsEmpty: true, dates: order)
            .run(in: test.store, test.context(), tell: test.tell)
    }

    private func person(_ number: Int) throws -> Person {
        let test = try test.get()
        let reason = try AccessReason(
            user: "test",
            purpose: "test",
            caseReference: "",
            reason: "because",
            at: IngestionFolder.now
        )
        let found = try test.store.find(
            IdentityClaims(),
            sourceID: SourceID("VB-\(number)"),
            for: reason
        )
        return try test.store.open(#require(found.first), for: reason)
    }

    @Test func `one date with the month first tells the whole file, and it is said`() throws {
        let answer = try take([
            ("03/04/1977", ""), ("12/25/1970", "05/06/2021"), ("1980-02-03", ""),
        ])
        #expect(answer.marked.isEmpty)
        #expect(try person(1).birthDate == PartialDate("1977-03-04"))
        #expect(try person(2).birthDate == PartialDate("1970-12-25"))
        // The days of death do not tell; the same program wrote both.
        #expect(try person(2).deceasedOn == PartialDate("2021-05-06"))
        #expect(try person(3).birthDate == PartialDate("1980-02-03"))
        #expect(
            try test.get().events.contains(.datesRead(column: "birthDate", .monthFirst))
        )
    }

    @Test func `with the day first all stays as it was`() throws {
        _ = try take([("03-04-1977", ""), ("25-12-1970", "5-6-2021")])
        #expect(try person(1).birthDate == PartialDate("1977-04-03"))
        #expect(try person(2).deceasedOn == PartialDate("2021-06-05"))
        #expect(try test.get().events.contains(.datesRead(column: "birthDate", .dayFirst)))
    }

    @Test func `a column that fits both is asked about, and read as it is said`() throws {
        let unclear = IngestionError.dateOrderUnclear(
            file: try test.get().path("people.csv"),
            column: "birthDate",
            dayFirst: 0,
            monthFirst: 0
        )
        #expect(throws: unclear) { try take([("03/04/1977", ""), ("07/07/1970", "")]) }
        #expect(try test.get().store.peopleCount() == 0)
        _ = try take([("03/04/1977", "")], dates: .monthFirst)
        #expect(try person(1).birthDate == PartialDate("1977-03-04"))
        _ = try take([("03/04/1977", "")], dates: .dayFirst)
        #expect(try person(1).birthDate == PartialDate("1977-04-03"))
    }

    @Test func `a mixed column is asked about; one mistyped date among many is marked`() throws {
        let mixed = IngestionError.dateOrderUnclear(
            file: try test.get().path("people.csv"),
            column: "birthDate",
            dayFirst: 2,
            monthFirst: 1
        )
        let few = [("25-12-1970", ""), ("26-12-1970", ""), ("12-27-1970", "")]
        #expect(throws: mixed) { try take(few) }
        let many = Array(repeating: ("25-12-1970", ""), count: 10) + [("12-27-1970", "")]
        let answer = try take(many)
        #expect(answer.marked.values.reduce(0, +) == 1)
        #expect(try person(11).birthDate == nil)
    }

    @Test func `years in front, digits alone and unknown days tell nothing`() throws {
        let answer = try take([
            ("1977-04-03", ""), ("19770403", ""), ("1977-00-00", "0000-00-00"), ("04-04-1977", ""),
        ])
        #expect(answer.marked.isEmpty)
        #expect(
            try test.get().events.allSatisfy { if case .datesRead = $0 { false } else { true } }
        )
    }

    /// Through a pipe, with a person behind the first rows whose date tells.
    private func pipe(_ dates: [String], isPacked: Bool = false, dates order: DateOrder? = nil)
        throws -> ImportAnswer
    {
        let test = try test.get()
        let path = test.path(UUID().uuidString)
        mkfifo(path, 0o600)
        let rows = dates.enumerated().map { "VB-\($0 + 1),Voorbeeldstra,\($1)\n" }
        let text = Array(("sourceId,surname,birthDate\n" + rows.joined()).utf8)
        let bytes = Data(isPacked ? IngestionFolder.gzip(text) : text)
        Thread {
            let handle = FileHandle(forWritingAtPath: path)
            try? handle?.write(contentsOf: bytes)
            try? handle?.close()
        }
        .start()
        return try PopulationImport(path, absentIsEmpty: true, dates: order)
            .run(in: test.store, test.context(), tell: test.tell)
    }

    private static let late =
        Array(repeating: "03/04/1977", count: 20_000) + ["12/25/1970", "1980-02-03"]

    @Test(arguments: [false, true])
    func `a pipe is read as a file with the same rows is`(isPacked: Bool) throws {
        let answer = try pipe(Self.late, isPacked: isPacked)
        #expect(answer.counts[.newPeople] == 20_002 && answer.marked.isEmpty)
        #expect(try person(1).birthDate == PartialDate("1977-03-04"))
        #expect(try person(20_001).birthDate == PartialDate("1970-12-25"))
        #expect(try test.get().events.contains(.datesRead(column: "birthDate", .monthFirst)))
        // Nothing of it is left, neither here nor in this process.
        let folder = FileManager.default.temporaryDirectory.path
        let left = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!left.contains { $0.hasPrefix(".spoor-") })
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
        }
        #expect(!open.contains { $0.contains("/.spoor-") })
    }

    @Test func `a pipe whose dates fit both is asked about, and read as it is said`() throws {
        #expect(throws: IngestionError.self) { try pipe(["03/04/1977", "07/07/1970"]) }
        #expect(try test.get().store.peopleCount() == 0)
        _ = try pipe(["03/04/1977"], dates: .monthFirst)
        #expect(try person(1).birthDate == PartialDate("1977-03-04"))
    }
}
