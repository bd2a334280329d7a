// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import Glibc
import Testing

@testable import Verification

/// Files made by somebody who wants the verifier to run for ever, or out of memory. Each ends, soon,
/// and with a finding.
@Suite(.serialized, .timeLimit(.minutes(2))) struct HostileStoreTests {
    /// The pages of a database file, for changes that SQLite itself would not make.
    private struct Pages {
        static let size = 4096
        var bytes: [UInt8]

        init(_ copy: StoreCopy) throws { bytes = [UInt8](try Data(contentsOf: copy.file)) }

        var count: Int { bytes.count / Self.size }

        mutating func append(_ page: [UInt8]) -> Int {
            bytes += page
            return count
        }

        subscript(page number: Int) -> [UInt8] {
            get { Array(bytes[(number - 1) * Self.size..<number * Self.size]) }
            set {
                bytes.replaceSubrange((number - 1) * Self.size..<number * Self.size, with: newValue)
            }
        }

        /// Writes the file, with its number of pages in its header.
        func write(to copy: StoreCopy) throws {
            var bytes = bytes
            bytes.replaceSubrange(28..<32, with: Self.big(UInt32(count), 4))
            try Data(bytes).write(to: copy.file)
        }

        static func big(_ number: UInt32, _ width: Int) -> [UInt8] {
            (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }

        /// A page with these cells; `header` bytes stand before it, as on page 1.
        static func page(_ kind: UInt8, _ cells: [[UInt8]], right: Int? = nil, header: [UInt8] = [])
            -> [UInt8]
        {
            var page = header + [UInt8](repeating: 0, count: size - header.count)
            let begin = header.count
            var end = size
            var pointer = begin + (right == nil ? 8 : 12)
            for cell in cells {
                end -= cell.count
                page.replaceSubrange(end..<end + cell.count, with: cell)
                page.replaceSubrange(pointer..<pointer + 2, with: big(UInt32(end), 2))
                pointer += 2
            }
            page[begin] = kind
            page.replaceSubrange(begin + 3..<begin + 5, with: big(UInt32(cells.count), 2))
            page.replaceSubrange(begin + 5..<begin + 7, with: big(UInt32(end), 2))
            if let right {
                page.replaceSubrange(begin + 8..<begin + 12, with: big(UInt32(right), 4))
            }
            return page
        }
    }

    private func root(_ name: String, _ copy: StoreCopy) throws -> Int {
        try #require(try copy.read("SELECT rootpage FROM sqlite_master WHERE name = '\(name)'"))
    }

    /// Puts levels of pages above what a root holds, each with a hundred pointers to the same page.
    private func makeDense(_ name: String, levels: Int = 8, _ copy: StoreCopy) throws {
        let place = name == "sqlite_master" ? 1 : try root(name, copy)
        var pages = try Pages(copy)
        let old = pages[page: place]
        let begin = place == 1 ? 100 : 0
        // The old root, moved behind the end; on page 1 the file's own header stands before it.
        let kind = old[begin]
        var leaf = old
        if place == 1 {
            let cells = try cells(old, begin)
            leaf = Pages.page(kind, cells.map(\.bytes))
        }
        var below = pages.append(leaf)
        let isTable = kind == 0x0D || kind == 0x05
        func cell(_ child: Int, _ number: Int) throws -> [UInt8] {
            let pointer = Pages.big(UInt32(child), 4)
            if isTable { return pointer + [UInt8(number % 120 + 1)] }
            let first = try #require(try cells(old, begin).first)
            return pointer + first.bytes.dropFirst(kind == 0x02 ? 4 : 0)
        }
        for level in 0..<levels {
            let cells = try (0..<(isTable ? 100 : 25)).map { try cell(below, $0) }
            let isTop = level == levels - 1
            let page = Pages.page(
                isTable ? 0x05 : 0x02,
                cells,
                right: below,
                header: isTop && place == 1 ? Array(old[..<100]) : []
            )
            if isTop { pages[page: place] = page } else { below = pages.append(page) }
        }
        try pages.write(to: copy)
    }

    /// The cells of a leaf, by its pointers; each goes on to where the next one begins.
    private func cells(_ page: [UInt8], _ begin: Int) throws -> [(place: Int, bytes: [UInt8])] {
        let count = Int(page[begin + 3]) << 8 + Int(page[begin + 4])
        let first = begin + (page[begin] == 0x05 || page[begin] == 0x02 ? 12 : 8)
        let places = (0..<count).map {
            Int(page[first + 2 * $0]) << 8 + Int(page[first + 2 * $0 + 1])
        }
        let ends = (places + [Pages.size]).sorted()
        return places.map { place in
            (place, Array(page[place..<(ends.first { $0 > place } ?? Pages.size)]))
        }
    }

    private func isFound(_ copy: StoreCopy) throws -> Bool {
        do {
            return try !copy.report().isIntact
        } catch VerificationError.databaseDoesNotRead {
            return true
        }
    }

    @Test(arguments: [
        "sqlite_master", "grdb_migrations", "setting", "ledger_entry", "checkpoint", "fact",
        "sqlite_autoindex_fact_1", "disclosure", "disclosure_by_person", "unresolved_disclosure",
        "assertion", "letter", "letter_code", "received", "person", "person_mail",
        "person_by_source", "holding", "register_page", "sqlite_autoindex_register_page_1",
    ])
    func `a tree whose pages all lead to the same page ends with a finding`(name: String) throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        try makeDense(name, copy)
        #expect(try isFound(copy))
    }

    @Test func `a page that leads to itself ends with a finding`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        let place = try root("fact", copy)
        var pages = try Pages(copy)
        let cells = (1...100).map { Pages.big(UInt32(place), 4) + [UInt8($0)] }
        pages[page: place] = Pages.page(0x05, cells, right: place)
        try pages.write(to: copy)
        #expect(try isFound(copy))
    }

    @Test func `rows that all say they hold the whole file end with a finding`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        let place = try root("unresolved_disclosure", copy)
        var pages = try Pages(copy)
        // Two pages that go on with each other, and enough more that a row can say it is long.
        let ring = pages.count + 1
        for next in [ring + 1, ring] {
            _ = pages.append(Pages.big(UInt32(next), 4) + [UInt8](repeating: 1, count: 4092))
        }
        for _ in 0..<4000 { _ = pages.append([UInt8](repeating: 0, count: Pages.size)) }
        // What stands on the page itself: SQLite's least for a row that goes on elsewhere. A length is
        // chosen by which it is just that, so that many rows fit.
        let least = (4096 - 12) * 32 / 255 - 23
        let whole = (pages.count - 10) * Pages.size
        let length = whole - (whole - least) % 4092
        func varint(_ number: Int) -> [UInt8] {
            var groups: [UInt8] = [UInt8(number & 0x7F)]
            var rest = number >> 7
            while rest > 0 {
                groups.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
                rest >>= 7
            }
            return groups
        }
        // entry, row, reason, flow, categories, day: one byte each; claims: a blob of nearly all.
        let cells = (1...60).map { number -> [UInt8] in
            let blob = varint(12 + 2 * (length - 100))
            let types: [UInt8] = [1, 1, 1, 1, 1, 1] + blob + [12]
            let header = [UInt8(types.count + 1)] + types
            let body = header + [UInt8(number), 0, 1, 1, 1, 1]
            let surplus = least + (length - least) % 4092
            let local = surplus <= 4096 - 35 ? surplus : least
            let content = body + [UInt8](repeating: 7, count: max(0, min(local, 60) - body.count))
            return varint(length) + varint(number) + content
                + [UInt8](repeating: 7, count: max(0, local - content.count))
                + Pages.big(UInt32(ring), 4)
        }
        let room = 4096 - 8 - 2 * cells.count
        let most = room / cells[0].count
        try #require(most >= 1)
        pages[page: place] = Pages.page(0x0D, Array(cells.prefix(min(60, most))))
        try pages.write(to: copy)
        #expect(try isFound(copy))
    }

    @Test func `a count of pages that lies ends with a finding or makes no difference`() throws {
        for lie in [0, 1, 3, 1 << 20, 0x7FFF_FFFF] as [UInt32] {
            let copy = try StoreCopy(of: SampleStore.folder.get())
            let answers = try StoreAnswers.all(in: copy.folder)
            var bytes = [UInt8](try Data(contentsOf: copy.file))
            bytes.replaceSubrange(28..<32, with: Pages.big(lie, 4))
            try Data(bytes).write(to: copy.file)
            let same = { (try? StoreAnswers.all(in: copy.folder)) == answers }
            #expect(try isFound(copy) || same(), "\(lie) pages")
        }
    }

    @Test func `a large write-ahead log is read, and rubbish in its place is not`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        let database = try DatabaseQueue(path: copy.file.path)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            for number in 0..<300 {
                try db.execute(
                    sql:
                        "INSERT OR REPLACE INTO import_progress VALUES (zeroblob(20000), ?, 0, 0)",
                    arguments: [number]
                )
            }
        }
        #expect(try copy.report().findings.isEmpty)
        try database.close()
        let log = URL(fileURLWithPath: copy.file.path + "-wal")
        try Data(count: 64 << 20).write(to: log)
        #expect(try copy.report().findings.isEmpty)
    }

    @Test(arguments: [
        "spoor.sqlite", "spoor.sqlite-wal", "spoor.sqlite-shm", "access.log", "ledger/checkpoint",
        "ledger/tile/entries/000.p",
    ])
    func `a pipe in the place of a file keeps nobody waiting`(name: String) throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        var path = copy.folder.appendingPathComponent(name)
        if name.hasSuffix(".p") {
            let names = try FileManager.default.contentsOfDirectory(atPath: path.path)
            path = path.appendingPathComponent(
                try #require(names.max { Int($0) ?? 0 < Int($1) ?? 0 })
            )
        }
        try? FileManager.default.removeItem(at: path)
        try #require(mkfifo(path.path, 0o600) == 0)
        #expect(try isFound(copy))
    }

    @Test func `a log that somebody keeps locked is told of`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        let path = copy.folder.appendingPathComponent("access.log").path
        let holder = open(path, O_RDONLY)
        defer { close(holder) }
        try #require(flock(holder, LOCK_EX) == 0)
        guard case .refused = LineReader.open(path, waitingMilliseconds: 50) else {
            Issue.record("it was opened")
            return
        }
        try #require(flock(holder, LOCK_UN) == 0)
        guard case .opened = LineReader.open(path, waitingMilliseconds: 50) else {
            Issue.record("it was not opened")
            return
        }
    }

    @Test func `a published file without end is not read into memory`() throws {
        let copy = try StoreCopy(of: SampleStore.folder.get())
        let path = copy.folder.appendingPathComponent("ledger/checkpoint").path
        // Nothing on the disk, and a thousand times a thousand megabytes to whoever reads it.
        try #require(truncate(path, 1 << 40) == 0)
        #expect(try copy.kinds() == [.checkpoint])
    }
}
