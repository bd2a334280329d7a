// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Store
import TestWorkbooks
import Testing
import Vault

/// Files that wait to be taken in lie sealed, and read as if they lay in the clear.
@Suite struct SealedFileTests {
    private let test: IngestionFolder
    private static let piece = FileSeal.pieceSize

    init() throws { test = try IngestionFolder() }

    @discardableResult
    private func seal(_ name: String, _ bytes: [UInt8], pieces: Int = 70_001) throws -> SealedFile {
        let writer = try SealedFile.Writer(creating: test.path(name), in: test.store)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            try writer.append(bytes[start..<min(start + pieces, bytes.count)])
        }
        try writer.finish()
        return try SealedFile(opening: test.path(name), in: test.store)
    }

    private func population(_ numbers: ClosedRange<Int>) -> [UInt8] {
        Array((IngestionFolder.header + numbers.map { IngestionFolder.row($0) }.joined()).utf8)
    }

    private func take(_ file: SealedFile, dryRun: Bool = false) throws -> ImportAnswer {
        try PopulationImport(file.path, sealed: file)
            .run(in: test.store, test.context(dryRun: dryRun), tell: test.tell)
    }

    @Test func `the file on the disk says nothing, and is for its owner alone`() throws {
        let file = try seal("sealed", population(1...2_000))
        let stored = try Data(contentsOf: URL(fileURLWithPath: file.path))
        for text in ["Voorbeeldstra", "sourceId", "Proefstraat", "1970-02-03"] {
            #expect(stored.range(of: Data(text.utf8)) == nil, "\(text)")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        // Under another key, also where the same stands in it.
        let other = try Data(
            contentsOf: URL(fileURLWithPath: seal("other", population(1...2_000)).path)
        )
        #expect(other.count == stored.count)
        #expect(other.prefix(60) != stored.prefix(60))
    }

    @Test(arguments: [1, 2, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 7])
    func `a file of any length has its length, and reads as it came`(_ length: Int) throws {
        let head = Array("sourceId,surname\nVB-1,".utf8)
        let bytes = Array((head + [UInt8](repeating: 0x61, count: length)).prefix(length))
        let file = try seal("sealed", bytes)
        #expect(file.size == length)
    }

    @Test func `tables, packed tables and workbooks read through the seal as in the clear`() throws
    {
        let plain = population(1...3_000)
        #expect(plain.count > 2 * Self.piece)
        #expect(try take(seal("table", plain)).counts[.newPeople] == 3_000)
        let packed = try take(seal("packed", IngestionFolder.gzip(plain)))
        #expect(packed.counts[.samePeople] == 3_000)
        let workbook = TestWorkbook(
            TestSheet("Personen", csv: String(decoding: plain, as: UTF8.self))
        )
        #expect(try take(seal("workbook", workbook.bytes())).counts[.samePeople] == 3_000)
    }

    @Test func `a list is proposed, tried and added through the seal`() throws {
        _ = try take(seal("people", population(1...3)))
        _ = try test.store.openIncident(
            reference: "hack",
            title: "Hack",
            party: .init(rawValue: "lab"),
            said: "",
            act: Act(by: "officer", at: IngestionFolder.now, counterparty: "lab")
        )
        let list =
            "Achternaam;Voorletters;Geboortedatum;Postcode;Huisnummer\n"
            + "Voorbeeldstra;A.;1970-02-03;1234AB;1\nNiemand;N.;1980-02-03;9999ZZ;9\n"
        let file = try seal("list", Array(list.utf8))
        let proposed = try ListColumns.propose(file.path, sealed: file)
        #expect(proposed.columns.map(\.meaning).contains("birthDate"))
        let answer = try ListImport(
            file.path,
            sealed: file,
            mapping: .text(proposed.text),
            incident: "hack",
            name: "list-1",
            source: "mail",
            happenedAt: IngestionFolder.now
        ).run(in: test.store, test.context())
        #expect(answer.records == 2)
        #expect(answer.linked == 1)
    }

    @Test func `an import that was interrupted goes on through the seal where it was`() throws {
        let file = try seal("people", population(1...40_000))
        let stops = Stops(after: 1)
        #expect(throws: IngestionError.interrupted) {
            try PopulationImport(file.path, sealed: file).run(
                in: test.store,
                test.context(acknowledges: true, isInterrupted: { stops.isNow }),
                tell: { event in if case .committed = event { stops.count() } }
            )
        }
        let before = try test.store.peopleCount()
        #expect(before > 0 && before < 40_000)
        let answer = try take(try SealedFile(opening: file.path, in: test.store))
        #expect(answer.counts[.newPeople] == 40_000 - before)
        #expect(try test.store.peopleCount() == 40_000)
    }

    @Test func `a file that is cut off, changed, moved or of another store does not open`() throws {
        let file = try seal("sealed", population(1...3_000))
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file.path)))
        func refused(_ name: String, _ bytes: [UInt8]) throws -> Bool {
            try Data(bytes).write(to: URL(fileURLWithPath: test.path(name)))
            do {
                let opened = try SealedFile(opening: test.path(name), in: test.store)
                _ = try take(opened, dryRun: true)
                return false
            } catch IngestionError.sealBroken {
                return true
            }
        }
        #expect(try !refused("sealed", bytes))
        // At the edge of a piece, and within one.
        #expect(try refused("sealed", Array(bytes.prefix(60 + Self.piece + FileSeal.overhead))))
        #expect(try refused("sealed", Array(bytes.dropLast(1))))
        #expect(try refused("sealed", Array(bytes.prefix(60))))
        var changed = bytes
        changed[60 + Self.piece + 500] ^= 1
        #expect(try refused("sealed", changed))
        var swapped = bytes
        let sealedPiece = Self.piece + FileSeal.overhead
        swapped.replaceSubrange(
            60..<60 + sealedPiece,
            with: bytes[60 + sealedPiece..<60 + 2 * sealedPiece]
        )
        #expect(try refused("sealed", swapped))
        #expect(try refused("moved", bytes))
        let other = try IngestionFolder()
        #expect(throws: IngestionError.sealBroken(file: file.path)) {
            try SealedFile(opening: file.path, in: other.store)
        }
    }

    @Test func `what is destroyed does not open, also when somebody kept its bytes behind the key`()
        throws
    {
        let file = try seal("sealed", population(1...10))
        let link = test.path("kept")
        // Whoever finds the bytes on the disk finds them as another name of the same file.
        try FileManager.default.linkItem(atPath: file.path, toPath: link)
        SealedFile.destroy(file.path)
        #expect(!FileManager.default.fileExists(atPath: file.path))
        try FileManager.default.moveItem(atPath: link, toPath: file.path)
        #expect(throws: IngestionError.sealBroken(file: file.path)) {
            try SealedFile(opening: file.path, in: test.store)
        }
    }

    @Test func `a note beside a file opens with the key of that file alone`() throws {
        let (one, two) = (try seal("one", [1]), try seal("two", [1]))
        let note = try one.seal(note: Array("Eenhoorn".utf8))
        #expect(one.open(note: note) == Array("Eenhoorn".utf8))
        #expect(two.open(note: note) == nil)
        #expect(Data(note).range(of: Data("Eenhoorn".utf8)) == nil)
    }
}

private final class Stops: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int

    init(after count: Int) { left = count }

    func count() { lock.withLock { left -= 1 } }
    var isNow: Bool { lock.withLock { left <= 0 } }
}
