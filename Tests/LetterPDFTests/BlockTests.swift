// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import LetterPDF

/// Tables, bullets and the box of the letter code: how they divide the width of a page.
struct BlockTests {
    private func blocks(
        of sheet: LetterSheet,
        size: Double = 10.5
    ) throws -> (blocks: [SetBlock], layout: PageLayout) {
        var layout = PageLayout()
        layout.bodySize = size
        var typesetter = try Typesetter(Fonts.noto.get())
        let setter = BlockSetter(layout: layout)
        return (try setter.blocks(of: sheet, with: &typesetter), layout)
    }

    private func table(
        _ header: [String],
        _ rows: [[String]],
        size: Double = 10.5
    ) throws -> (table: SetTable, layout: PageLayout) {
        let sheet = LetterSheet.anna.with {
            $0.text.blocks = [.table(header: header, rows: rows)]
        }
        let (blocks, layout) = try blocks(of: sheet, size: size)
        guard case .table(let table)? = blocks.first?.content else {
            throw LetterPDFError.unevenTable
        }
        return (table, layout)
    }

    @Test(arguments: 1...6, [9, 10.5, 18]) func `columns share the width of the text, in order`(
        columns: Int,
        size: Double
    ) throws {
        var random = Seeded(UInt64(columns) * 31)
        for _ in 0..<10 {
            let header = (0..<columns).map { _ in random.word(1...6) }
            let rows = (0..<5).map { _ in
                (0..<columns).map { _ in random.words(Int.random(in: 1...9, using: &random)) }
            }
            let (table, layout) = try table(header, rows, size: size)
            #expect(table.columns.count == columns && table.columns[0] == 0)
            for (left, right) in zip(table.columns, table.columns.dropFirst()) {
                #expect(right > left)
            }
            #expect(table.columns[columns - 1] < layout.textWidth)
            #expect(table.rows.count == 6 && table.rows.allSatisfy { $0.count == columns })
        }
    }

    @Test func `a table whose cells are short has a line for each row`() throws {
        let (table, _) = try table(["a", "b"], [["c", "d"], ["e", "f"]])
        #expect(table.rows.allSatisfy { $0.allSatisfy { $0.count == 1 } })
        let one = table.height(1..<2) - table.height(1..<1)
        #expect(abs(table.height(0..<3) - 3 * one) < 1e-9)
    }

    @Test func `a long cell takes lines of its own column only`() throws {
        let long = String(repeating: "lange tekst ", count: 30)
        let (table, _) = try table(["soort", "uitleg"], [["naam", long]])
        #expect(table.rows[1][0].count == 1 && table.rows[1][1].count > 2)
        #expect(table.height(1..<2) > table.height(0..<1))
    }

    @Test func `a part of a table that goes on has the height of its header too`() throws {
        let (table, _) = try table(["a"], (1...9).map { ["\($0)"] })
        let row = table.height(0..<1)
        #expect(abs(table.height(4..<6) - 3 * row) < 1e-9)
        #expect(abs(table.height(0..<2) - 2 * row) < 1e-9)
    }

    @Test func `every item of a list is a block with its sign, and its lines hang`() throws {
        let sheet = LetterSheet.anna.with {
            $0.text.blocks = [.bullets(["kort", String(repeating: "lang woord ", count: 40)])]
            $0.text.closingLines = []
            $0.codeGroups = []
        }
        let (blocks, layout) = try blocks(of: sheet)
        #expect(blocks.count == 2)
        for block in blocks {
            guard case .lines(let lines) = block.content else { return #expect(Bool(false)) }
            #expect(lines.bullet != nil && lines.indent == layout.bodySize * 1.5)
        }
        #expect(blocks[1].rowCount > 3)
        // The sign stands before the first line only.
        let sign = try #require(String(data: blocks[1], 0..<blocks[1].rowCount))
        let rest = try #require(String(data: blocks[1], 1..<blocks[1].rowCount))
        #expect(sign.count > rest.count)
    }

    @Test(arguments: [9, 10.5, 14, 18]) func `the box of a code fits on a line at every size`(
        size: Double
    ) throws {
        var layout = PageLayout()
        layout.bodySize = size
        for groups in [["7KQ2"], ["7KQ2", "XW4T", "9ZB3", "C1D5"], ["7KQ2M", "XW4TH", "9ZB3C"]] {
            let box = SetCode(groups: groups, layout: layout)
            let cells = groups.reduce(groups.count - 1) { $0 + $1.count }
            let width = Double(cells) * box.style.size * SetCode.cellPerSize
            #expect(width + 2 * SetCode.padding <= layout.textWidth + 0.01)
            #expect(box.style.size <= size * 1.2 + 0.01 && box.style.size > 6)
            #expect(box.height > box.style.size)
            #expect(box.origin.y < 0 && -box.origin.y < box.height)
        }
    }

    @Test func `a heading keeps with what follows, and closing and code keep with the last words`()
        throws
    {
        let (blocks, _) = try blocks(of: .anna)
        let headings = blocks.filter { $0.part == .heading }
        #expect(headings.allSatisfy { $0.keepsWithNext && $0.keepsTogether })
        let last = blocks.suffix(2)
        #expect(last.map(\.part) == [.closing, .code])
        #expect(last.allSatisfy { $0.keepsTogether })
        #expect(blocks.suffix(3).map(\.keepsWithNext) == [true, true, false])
        let (uncoded, _) = try self.blocks(of: LetterSheet.anna.with { $0.codeGroups = [] })
        #expect(uncoded.suffix(2).map(\.keepsWithNext) == [true, false])
        #expect(blocks.filter { $0.part == .paragraph }.allSatisfy { !$0.keepsTogether })
    }

    @Test(arguments: [9, 12, 18, 24]) func `lines stand further apart the larger the text`(
        size: Double
    ) {
        var layout = PageLayout()
        layout.bodySize = size
        #expect(layout.leading > size * 1.2 && layout.leading < size * 1.4)
        #expect(layout.footerSize >= 8 && layout.footerSize <= size)
        #expect(layout.isUsable)
        let baseline = layout.body.baseline(leading: layout.leading)
        #expect(baseline > size * 0.7 && baseline < layout.leading + size * 0.3)
    }

    // MARK: What letters share

    @Test func `letters that differ in the reader only share the bytes of everything else`() throws
    {
        let one = try ReadableFile(pdf(crowd(1)).bytes)
        let many = try ReadableFile(pdf(crowd(40)).bytes)
        // Two pages a letter, and one stream for the printed one; the rest is there once.
        #expect(many.streams.count - one.streams.count <= 2 * 39 + 2)
        let each = (try pdf(crowd(140)).bytes.count - pdf(crowd(40)).bytes.count) / 100
        #expect(each < 1_500, "\(each) bytes a letter")
    }

    @Test func `a letter in a batch of others is the letter alone`() throws {
        var random = Seeded(77)
        let others = (0..<12).map { random.letter($0) }
        func words(_ sheets: [LetterSheet], pages: ClosedRange<Int>) throws -> [String] {
            try PlacedWord.all(in: pdf(sheets).bytes).filter {
                pages.contains($0.page) && $0.text.firstMatch(of: /^\d+-\d+$/) == nil
            }.map { "\($0.text) \(Int($0.left)) \(Int($0.top))" }
        }
        for sheet in others.prefix(4) {
            let alone = try pdf([sheet]).summary.pages
            let before = try pdf(others).summary.pages
            #expect(
                try words([sheet], pages: 1...alone)
                    == words(others + [sheet], pages: before + 1...before + alone)
            )
        }
    }

    @Test func `the order of letters is the order of the pages`() throws {
        let text = try run("pdftotext", ["-raw", "FILE", "-"], on: pdf(crowd(30)).bytes).output
        let numbers = text.matches(of: /Kenmerk: ZD-(\d+)/).compactMap { Int($0.output.1) }
        #expect(numbers == Array(0..<30))
    }

    @Test func `a mark stands on every page, the blank side too, and under the text`() throws {
        let file = try ReadableFile(pdf([.anna]).bytes)
        let marked = file.streams.values.filter { $0.contains(".92 g") }
        #expect(marked.count == 2)
        let plain = try ReadableFile(pdf([.anna.with { $0.text.mark = nil }]).bytes)
        #expect(!plain.streams.values.contains { $0.contains(".92 g") })
        let empty = try ReadableFile(pdf([.anna.with { $0.text.mark = "" }]).bytes)
        #expect(!empty.streams.values.contains { $0.contains(".92 g") })
    }

    @Test func `what is not the letter itself is marked as such for readers aloud`() throws {
        let file = try ReadableFile(pdf([.anna]).bytes)
        // The maps to Unicode are numbers, in which anything may be spelled.
        let all = file.streams.values.filter { !$0.contains("begincmap") }.joined(separator: "\n")
        // Fold marks, mark, footer and sequence number.
        #expect(all.components(of: "/Artifact BMC") >= 4)
        #expect(all.components(of: "BMC") + all.components(of: "BDC") == all.components(of: "EMC"))
    }
}

extension String {
    /// How often a text stands in it, by bytes: glyphs before and after may look like anything.
    fileprivate func components(of text: String) -> Int {
        let (bytes, wanted) = (Array(utf8), Array(text.utf8))
        return bytes.indices.count { bytes[$0...].starts(with: wanted) }
    }

    /// The drawing of some rows of a block.
    fileprivate init?(data block: SetBlock, _ rows: Range<Int>) {
        self.init(bytes: block.draw(rows).bytes.map { $0 & 0x7F }, encoding: .ascii)
    }
}
