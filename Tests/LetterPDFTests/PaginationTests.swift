// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import LetterPDF

/// Blocks of any height on pages of any height: nothing is lost, nothing overflows, nothing stands
/// alone.
struct PaginationTests {
    static func paragraph(_ rows: Int, leading: Double = 10, before: Double = 6) -> SetBlock {
        SetBlock(
            spaceBefore: before,
            content: .lines(
                SetBlock.Lines(
                    style: TextStyle(face: .regular, size: 10),
                    leading: leading,
                    codes: Array(repeating: [], count: rows)
                )
            ),
            part: .paragraph
        )
    }

    static func heading() -> SetBlock {
        var block = paragraph(1, before: 9)
        block.keepsWithNext = true
        block.keepsTogether = true
        block.part = .heading
        return block
    }

    static func table(_ rows: Int) -> SetBlock {
        SetBlock(
            spaceBefore: 6,
            content: .table(
                SetTable(
                    width: 100,
                    columns: [0],
                    style: TextStyle(face: .regular, size: 10),
                    leading: 10,
                    rows: Array(repeating: [[[]]], count: rows)
                )
            ),
            part: .table
        )
    }

    static func together(_ rows: Int) -> SetBlock {
        var block = paragraph(rows)
        block.keepsTogether = true
        block.part = .closing
        return block
    }

    private func blocks(_ random: inout Seeded) -> [SetBlock] {
        var blocks: [SetBlock] = []
        for _ in 0..<Int.random(in: 1...25, using: &random) {
            switch Int.random(in: 0...7, using: &random) {
            case 0: blocks.append(Self.heading())
            case 1: blocks.append(Self.table(Int.random(in: 2...30, using: &random)))
            case 2: blocks.append(Self.together(Int.random(in: 1...6, using: &random)))
            default: blocks.append(Self.paragraph(Int.random(in: 1...24, using: &random)))
            }
        }
        // A letter ends with its closing, never with a heading.
        blocks.append(Self.together(3))
        return blocks
    }

    @Test(arguments: 1...120 as ClosedRange<UInt64>)
    func `every row stands on one page, in order, above the foot of it`(seed: UInt64) throws {
        var random = Seeded(seed)
        let blocks = blocks(&random)
        let start = Double(Int.random(in: 120...300, using: &random))
        let pages = try Pagination(blocks, start: start, top: 300, bottom: 20).pages
        let placed = pages.flatMap(\.self)
        // In order, each row once.
        var rows: [Int: [Int]] = [:]
        for place in placed { rows[place.block, default: []] += Array(place.rows) }
        for (index, block) in blocks.enumerated() {
            #expect(rows[index] == Array(0..<block.rowCount))
        }
        #expect(placed.map(\.block) == placed.map(\.block).sorted())
        for (page, places) in pages.enumerated() {
            #expect(!places.isEmpty || page == 0, "no page for nothing")
            var y = page == 0 ? start : 300.0
            for place in places {
                #expect(place.top <= y + 1e-9, "nothing over another")
                y = place.top - blocks[place.block].height(place.rows)
            }
            #expect(y >= 20 - 1e-9, "nothing below the foot")
        }
    }

    @Test(arguments: 1...120 as ClosedRange<UInt64>)
    func `no heading stands last on a page, no line of a paragraph alone`(seed: UInt64) throws {
        var random = Seeded(seed &+ 500)
        let blocks = blocks(&random)
        let pages = try Pagination(blocks, start: 250, top: 300, bottom: 20).pages
        for (number, page) in pages.enumerated() {
            if number + 1 < pages.count, let last = page.last {
                #expect(blocks[last.block].part != .heading)
            }
            for place in page {
                let block = blocks[place.block]
                if block.keepsTogether { #expect(place.rows.count == block.rowCount) }
                guard place.rows.count < block.rowCount, block.part == .paragraph,
                    block.rowCount > 3
                else { continue }
                #expect(place.rows.count >= 2, "\(place.rows) of \(block.rowCount)")
            }
        }
    }

    @Test func `a paragraph stays whole where that takes no further page, and only there`() throws {
        func rows(_ blocks: [SetBlock]) throws -> [[Range<Int>]] {
            try Pagination.withWholeParagraphs(blocks, start: 80, top: 300, bottom: 20).pages
                .map { $0.map(\.rows) }
        }
        let divided = try Pagination(
            [Self.paragraph(2), Self.paragraph(6)],
            start: 80,
            top: 300,
            bottom: 20
        ).pages
        #expect(
            divided.count == 2 && divided[1][0].rows.lowerBound > 0,
            "else there is nothing to keep"
        )
        let whole = try rows([Self.paragraph(2), Self.paragraph(6)])
        #expect(whole == [[0..<2], [0..<6]])
        // With as much after it as the second page holds, it would take a third.
        let full = try Pagination(
            [Self.paragraph(2), Self.paragraph(6), Self.paragraph(22)],
            start: 80,
            top: 300,
            bottom: 20
        ).pages
        let kept = try rows([Self.paragraph(2), Self.paragraph(6), Self.paragraph(22)])
        #expect(kept.count == full.count)
    }

    @Test func `what has room is not divided, and what is full goes on at the top`() throws {
        let one = try Pagination([Self.paragraph(5)], start: 80, top: 300, bottom: 20).pages
        #expect(one.count == 1 && one[0][0].rows == 0..<5)
        #expect(one[0][0].top == 74, "the distance before it")
        let two = try Pagination(
            [Self.paragraph(5), Self.paragraph(4)],
            start: 80,
            top: 300,
            bottom: 20
        ).pages
        #expect(two.count == 2)
        #expect(two[1][0].top == 300, "no distance at the top of a page")
    }

    @Test func `a heading takes two lines of what follows with it`() throws {
        let blocks = [Self.paragraph(3), Self.heading(), Self.paragraph(6)]
        // Room for the heading and one line only.
        let pages = try Pagination(blocks, start: 85, top: 300, bottom: 20).pages
        #expect(pages.map { $0.map(\.block) } == [[0], [1, 2]])
        let roomy = try Pagination(blocks, start: 120, top: 300, bottom: 20).pages
        #expect(roomy[0].map(\.block) == [0, 1, 2])
    }

    @Test(arguments: [2, 4, 9], (2...30).map { 10.0 * Double($0) })
    func `the end of a letter has two lines of its words on the same page`(
        lines: Int,
        start: Double
    ) throws {
        var words = Self.paragraph(lines)
        words.keepsWithNext = true
        var signature = Self.together(3)
        signature.keepsWithNext = true
        let blocks = [Self.paragraph(12), words, signature, Self.together(5)]
        let pages = try Pagination(blocks, start: start, top: 300, bottom: 20).pages
        let last = try #require(pages.last)
        #expect(last.map(\.block).suffix(3) == [1, 2, 3])
        #expect(last.first { $0.block == 1 }?.rows.count ?? 0 >= 2)
    }

    @Test func `only what does not fit of a paragraph goes on with what it keeps with`() throws {
        var words = Self.paragraph(9)
        words.keepsWithNext = true
        let blocks = [words, Self.together(3)]
        let pages = try Pagination(blocks, start: 130, top: 300, bottom: 20).pages
        #expect(pages[0].map(\.rows) == [0..<7])
        #expect(pages[1].map(\.rows) == [7..<9, 0..<3])
        let roomy = try Pagination(blocks, start: 160, top: 300, bottom: 20).pages
        #expect(roomy.count == 1)
    }

    @Test func `a table keeps a row under its header, and repeats the header`() throws {
        let pages = try Pagination([Self.table(40)], start: 60, top: 300, bottom: 20).pages
        #expect(pages.count > 1)
        for page in pages.dropFirst() {
            let height = Self.table(40).height(page[0].rows)
            let without = Double(page[0].rows.count) * 16
            #expect(height == (page[0].rows.lowerBound == 0 ? without : without + 16))
        }
        let first = try #require(pages.first(where: { !$0.isEmpty })?.first)
        #expect(first.rows.count >= 2)
    }

    @Test func `what is taller than a page and may not be divided is refused with its part`() {
        #expect(throws: LetterPDFError.tooTall(.closing)) {
            try Pagination([Self.together(40)], start: 300, top: 300, bottom: 20)
        }
        #expect(throws: LetterPDFError.tooTall(.paragraph)) {
            try Pagination([Self.paragraph(1, leading: 400)], start: 300, top: 300, bottom: 20)
        }
    }

    @Test func `nothing at all is one page`() throws {
        #expect(try Pagination([], start: 100, top: 300, bottom: 20).pages.count == 1)
    }
}
