// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Ingestion
import Store
import Testing

/// Which files of a folder are read, and what is said of those that are not, or not whole.
@Suite struct FileContentTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.population(1...3)
        try FileManager.default.createDirectory(
            atPath: test.path("in/deep"),
            withIntermediateDirectories: true
        )
    }

    private func run(_ format: MessageFormat = .hl7, _ paths: String...) throws -> ImportAnswer {
        try MessageImport(format, paths.map(test.path), flow: IngestionFolder.flow())
            .run(in: test.store, test.context(), tell: test.tell)
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: test.path(name)))
    }

    private func order(_ number: Int) -> [UInt8] { Array(IngestionFolder.order(number).utf8) }

    private func remarks() -> [String: FileRemark] {
        test.events.reduce(into: [:]) { found, event in
            guard case .remark(let file, let remark) = event else { return }
            found[file.replacing(test.folder.path + "/", with: "")] = remark
        }
    }

    private func gzip(_ bytes: [UInt8]) -> [UInt8] { IngestionFolder.gzip(bytes) }

    @Test func `a batch that says another number than it holds is said, and all of it is taken in`()
        throws
    {
        let batch = Array("BHS|^~\\&\r".utf8) + order(1) + order(2)
        try write("in/right", batch + Array("BTS|2\rFTS|1\r".utf8))
        let right = try run(.hl7, "in/right")
        #expect(right.files.isEmpty && !right.needsALook)
        try write("in/short", batch + order(3) + Array("BTS|5\rFTS|2\r".utf8))
        let short = try run(.hl7, "in/short")
        #expect(
            short.files == [
                .batchCount(batches: 1, said: 5, found: 3): 1, .fileCount(said: 2, found: 1): 1,
            ]
        )
        #expect(short.counts[.ledgerRows] == 1 && short.counts[.cameTwice] == 2)
        #expect(short.needsALook)
    }

    @Test func `files are read for what they hold, whatever they are called`() throws {
        let names = ["in/a.hl7", "in/B.HL7", "in/c", "in/d.dat", "in/e.hl7.bak", "in/deep/f.log"]
        for (place, name) in names.enumerated() { try write(name, order(place + 1)) }
        for (place, name) in ["in/g.HL7.GZ", "in/h"].enumerated() {
            try write(name, gzip(order(place + 20)))
        }
        try write("in/.hidden", order(30))
        let answer = try run(.hl7, "in")
        #expect(answer.counts[.ledgerRows] == 9)
        #expect(answer.files.isEmpty)
        #expect(!answer.needsALook)
    }

    @Test func `what is left out of a folder is named with what it is, and counted`() throws {
        try write("in/a.hl7", order(1))
        let others: [(String, [UInt8], FileContent)] = [
            ("in/letter.pdf", Array("%PDF-1.7\n".utf8), .pdf),
            (
                "in/people.xlsx",
                [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 26)
                    + Array("[Content_Types].xml".utf8), .officeArchive
            ),
            ("in/b.hl7", [0x50, 0x4B, 3, 4, 20], .zip), ("in/c.hl7", Array("<a/>".utf8), .xml),
            ("in/d.hl7", [], .empty), ("in/e.txt", Array("geen bericht\n".utf8), .text),
            ("in/f.json", Array("{\"resourceType\":\"Patient\"}".utf8), .json),
            ("in/g.txt", Array(" \r\n".utf8), .whiteSpace), ("in/h", [1, 0, 2], .binary),
        ]
        for (name, bytes, _) in others { try write(name, bytes) }
        try FileManager.default.createSymbolicLink(
            atPath: test.path("in/gone"),
            withDestinationPath: "nowhere"
        )
        let answer = try run(.hl7, "in")
        #expect(answer.counts[.ledgerRows] == 1)
        #expect(answer.needsALook)
        #expect(answer.files.values.reduce(0, +) == 10)
        for (name, _, content) in others { #expect(remarks()[name] == .holds(content)) }
        #expect(remarks()["in/gone"] == .notThere)
        let fhir = try run(.fhir, "in")
        #expect(fhir.files[.holds(.hl7)] == 1)
    }

    @Test func `one bad file costs that file, named or in a folder, and is tried the next time`()
        throws
    {
        try write("in/1.hl7", order(1))
        var packed = gzip(order(2))
        packed[11] ^= 0xFF
        try write("in/2.hl7.gz", packed)
        try write("in/3.hl7", order(3))
        let answer = try run(.hl7, "in")
        #expect(answer.counts[.ledgerRows] == 2)
        #expect(answer.files.values.reduce(0, +) == 1)
        #expect(answer.needsALook)
        try write("in/2.hl7.gz", gzip(order(2)))
        #expect(try run(.hl7, "in").counts[.ledgerRows] == 1)
        try write("4.hl7", order(4))
        let named = try run(.hl7, "none.hl7", "4.hl7")
        #expect(named.files == [.notThere: 1])
        #expect(named.counts[.ledgerRows] == 1)
    }

    @Test func `a file of which nothing could be read is not taken in, and may be given again`()
        throws
    {
        func isTakenIn(_ run: () throws -> Void) rethrows -> Bool {
            let before = test.events.count
            try run()
            return test.events[before...].contains {
                if case .takenInBefore = $0 { true } else { false }
            }
        }
        func messages(_ name: String) throws {
            _ = try MessageImport(.hl7, [test.path(name)], flow: IngestionFolder.flow())
                .run(in: test.store, test.context(), tell: test.tell)
        }
        func people(_ name: String) throws {
            _ = try PopulationImport(test.path(name))
                .run(in: test.store, test.context(), tell: test.tell)
        }
        func rows(_ name: String) throws {
            _ = try BackfileImport(test.path(name), flow: IngestionFolder.flow())
                .run(in: test.store, test.context(), tell: test.tell)
        }
        let bad = "MSH|^~\\&|A|B|C|D|20240131||OML^O21|1|P|2.4\rZZZ|1\r"
        try test.write("bad.hl7", bad)
        try test.write("part.hl7", bad + IngestionFolder.order(2))
        try test.write("bad.csv", IngestionFolder.header + IngestionFolder.row(1).dropFirst(4))
        try test.write(
            "part.csv",
            IngestionFolder.header + IngestionFolder.row(1) + IngestionFolder.row(1).dropFirst(4)
        )
        let header =
            "surname,initials,birthDate,postcode,houseNumber,categories,disclosedOn,sender\n"
        try test.write("bad-rows.csv", header + "A,B.,1970-02-03,1234AB,1,nonsense,2015-02-03,p\n")
        try test.write(
            "part-rows.csv",
            header + "A,B.,1970-02-03,1234AB,1,nonsense,2015-02-03,p\n"
                + "A,B.,1970-02-03,1234AB,1,name,2015-02-03,p\n"
        )
        for round in 1...2 {
            #expect(try !isTakenIn { try messages("bad.hl7") })
            #expect(try isTakenIn { try messages("part.hl7") } == (round == 2))
            #expect(try !isTakenIn { try people("bad.csv") })
            #expect(try isTakenIn { try people("part.csv") } == (round == 2))
            #expect(try !isTakenIn { try rows("bad-rows.csv") })
            #expect(try isTakenIn { try rows("part-rows.csv") } == (round == 2))
        }
        #expect(try test.store.filesBegun() == 0)
        try test.verify()
    }

    @Test func `a file that is not of messages is named as what it is, alone too`() throws {
        try write("a.hl7", [0x50, 0x4B, 3, 4, 20])
        #expect(throws: IngestionError.holds(file: test.path("a.hl7"), .zip)) {
            try run(.hl7, "a.hl7")
        }
        try write("people.csv", Array("<table>".utf8))
        #expect(throws: IngestionError.holds(file: test.path("people.csv"), .xml)) {
            try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
        }
    }

    @Test func `of a gzip file that is cut off what is whole goes in, and the rest is said`() throws
    {
        let messages = (1...200).map { IngestionFolder.order($0) }
        let packed = gzip(Array(messages.joined().utf8))
        try write("cut.hl7.gz", Array(packed[..<(packed.count / 2)]))
        let answer = try run(.hl7, "cut.hl7.gz")
        #expect(answer.files == [.gzipCutOff: 1])
        #expect(answer.setAside == [.cutOff: 1])
        let rows = try #require(answer.counts[.ledgerRows])
        #expect((50..<200).contains(rows))
        // It is not finished: the same file is said to be cut off again, and nothing counts twice.
        let again = try run(.hl7, "cut.hl7.gz")
        #expect(again.files == [.gzipCutOff: 1])
        #expect(again.counts[.ledgerRows] == 0)
        #expect(try test.store.importRemainders().rejects.values.reduce(0, +) == 1)
        try write("cut.hl7.gz", packed)
        #expect(try run(.hl7, "cut.hl7.gz").counts[.ledgerRows] == 200 - rows)
    }

    @Test func `zeros behind the end of gzip data are nothing, other bytes are said`() throws {
        let packed = gzip(order(1))
        try write("zeros.hl7.gz", packed + Array(repeating: 0, count: 5000))
        let zeros = try run(.hl7, "zeros.hl7.gz")
        #expect(zeros.files.isEmpty)
        #expect(zeros.counts[.ledgerRows] == 1)
        try write("two.hl7.gz", gzip(order(2)) + [0, 0] + gzip(order(3)))
        #expect(try run(.hl7, "two.hl7.gz").counts[.ledgerRows] == 2)
        for (number, behind) in [Array("rest".utf8), [0x1F, 0x00, 0x01]].enumerated() {
            try write("more\(number).hl7.gz", gzip(order(4 + number)) + behind)
            let more = try run(.hl7, "more\(number).hl7.gz")
            #expect(more.files == [.bytesBehindGzip: 1])
            #expect(more.counts[.ledgerRows] == 1)
            #expect(more.needsALook)
        }
    }

    @Test func `people of a gzip file that is cut off go in as far as their rows are whole`() throws
    {
        var text = IngestionFolder.header
        for number in 1...400 { text += IngestionFolder.row(number) }
        let packed = gzip(Array(text.utf8))
        try write("people.csv.gz", Array(packed[..<(packed.count / 2)]))
        let fresh = try IngestionFolder()
        let answer = try PopulationImport(test.path("people.csv.gz"))
            .run(in: fresh.store, fresh.context(), tell: fresh.tell)
        #expect(answer.files == [.gzipCutOff: 1])
        #expect(answer.setAside == [.cutOff: 1])
        #expect(answer.needsALook)
        let people = try #require(answer.counts[.newPeople])
        #expect((100..<400).contains(people))
        #expect(answer.read == people + 1)
        let again = try PopulationImport(test.path("people.csv.gz"))
            .run(in: fresh.store, fresh.context(), tell: fresh.tell)
        #expect(again.files == [.gzipCutOff: 1])
        try write("people.csv.gz", packed)
        _ = try PopulationImport(test.path("people.csv.gz")).run(in: fresh.store, fresh.context())
        #expect(try fresh.store.peopleCount() == 400)
    }

    @Test func `UTF-16 is read as that, with a byte order mark and without`() throws {
        func utf16(_ text: String, big: Bool, mark: Bool) -> [UInt8] {
            (mark ? "\u{FEFF}" + text : text).utf16.flatMap {
                big ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
            }
        }
        for (number, form) in [(true, true), (true, false), (false, true), (false, false)]
            .enumerated()
        {
            let text = IngestionFolder.order(number + 1) + "NTE|1||Zoë 😀\r"
            try write("in/\(number).hl7", utf16(text, big: form.0, mark: form.1))
        }
        let answer = try run(.hl7, "in")
        #expect(answer.counts[.ledgerRows] == 4)
        #expect(answer.counts[.assumedEncodings] == nil)
        #expect(answer.files == [.utf16: 4])
        #expect(!answer.needsALook)
        try write(
            "p.json",
            utf16(#"{"resourceType":"Patient","birthDate":"1970-02-03"}"#, big: false, mark: true)
        )
        #expect(try run(.fhir, "p.json").setAside.isEmpty)
        let people = IngestionFolder.header + IngestionFolder.row(9, surname: "Zoëstra")
        try write("people16.csv", utf16(people, big: false, mark: true))
        let rows = try PopulationImport(test.path("people16.csv"))
            .run(in: test.store, test.context())
        #expect(rows.counts[.newPeople] == 1)
    }

    @Test func `a message of 18 MB is read, and one that is set aside is kept whole`() throws {
        let pdf = String(repeating: "JVBERi0xLjcK", count: 1_500_000)
        let body = "OBX|1|ED|PDF||^application^pdf^Base64^\(pdf)||||||F\r"
        try write("large.hl7", Array((IngestionFolder.order(1) + body).utf8) + order(2))
        let answer = try run(.hl7, "large.hl7")
        #expect(answer.counts[.ledgerRows] == 2)
        #expect(answer.setAside.isEmpty)
        let bad = "MSH|^~\\&|A|B|C|D|20240131|||7|P|2.4\r" + body
        try write("bad.hl7", Array(bad.utf8) + order(3))
        #expect(try run(.hl7, "bad.hl7").setAside == [.untyped: 1])
        var kept = 0
        _ = try ReturnSetAside(reason: "test").run(in: test.store, test.context()) {
            kept = $0.content.count
        }
        #expect(kept >= bad.utf8.count - 1)
    }

    @Test func `names of files that hold names of people stand nowhere in the clear`() throws {
        let name = "Geheimhouder_Zelda_111222333.hl7"
        try write("in/\(name)", Array("MSH|^~\\&|A|B|C|D|20240131|||7|P|2.4\r".utf8))
        try write("in/Verborgen_123456782.hl7", Array("geen bericht".utf8))
        try write("in/ok.hl7", order(1))
        #expect(try run(.hl7, "in").setAside == [.untyped: 1])
        try write("Sluierstra.csv", Array((IngestionFolder.header + "VB-8,x\n").utf8))
        _ = try PopulationImport(test.path("Sluierstra.csv")).run(in: test.store, test.context())
        var given: [String] = []
        _ = try ReturnSetAside(reason: "test").run(in: test.store, test.context()) {
            given.append($0.source)
        }
        #expect(given.sorted() == [test.path("Sluierstra.csv"), test.path("in/\(name)")])
        let place = test.folder.appendingPathComponent("store")
        let files = try #require(FileManager.default.enumerator(atPath: place.path))
        for case let file as String in files {
            guard let bytes = FileManager.default.contents(atPath: place.path + "/" + file) else {
                continue
            }
            for word in ["Geheimhouder", "Verborgen", "Sluierstra", "111222333"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(file)")
            }
        }
    }
}
