// SPDX-License-Identifier: EUPL-1.2

/// Puts set blocks on pages: no heading alone at the foot of a page, no single line of a paragraph
/// alone on either page, and what keeps with the next has at least two lines on its page.
struct Pagination {
    /// Rows of one block, at a height above the bottom edge of their page.
    struct Placed {
        let block: Int
        let rows: Range<Int>
        let top: Double
    }

    private(set) var pages: [[Placed]] = [[]]
    private var y: Double
    private let top, bottom: Double

    /// `start` is the height at which the first page begins; the others begin at `top`.
    init(_ blocks: [SetBlock], start: Double, top: Double, bottom: Double) throws {
        y = start
        self.top = top
        self.bottom = bottom
        for index in blocks.indices {
            try place(index, blocks)
        }
    }

    /// The same with no paragraph of up to eight lines divided, where that takes no further page: who turns
    /// the page in the middle of a sentence loses it.
    static func withWholeParagraphs(
        _ blocks: [SetBlock],
        start: Double,
        top: Double,
        bottom: Double
    ) throws -> Pagination {
        let divided = try Pagination(blocks, start: start, top: top, bottom: bottom)
        var kept = blocks
        for index in kept.indices where kept[index].part == .paragraph {
            if kept[index].rowCount <= 8 { kept[index].keepsTogether = true }
        }
        let whole = try? Pagination(kept, start: start, top: top, bottom: bottom)
        guard let whole, whole.pages.count == divided.pages.count else { return divided }
        return whole
    }

    private var isPageEmpty: Bool { pages.count > 1 && pages[pages.count - 1].isEmpty }

    private mutating func place(_ index: Int, _ blocks: [SetBlock]) throws {
        let block = blocks[index]
        var next = 0
        while next < block.rowCount {
            let space = next == 0 && !isPageEmpty ? block.spaceBefore : 0
            var rows = fitting(block, from: next, room: y - space - bottom)
            let follower = rows == next..<block.rowCount ? needed(after: index, blocks) : 0
            let lacksRoom = rows.isEmpty || y - space - block.height(rows) - follower < bottom
            if lacksRoom, !rows.isEmpty, !block.keepsTogether, rows.count >= 4 {
                // Its last two lines go with what follows.
                rows = rows.dropLast(2)
            } else if lacksRoom {
                if isPageEmpty && rows.isEmpty {
                    throw LetterPDFError.tooTall(block.part)
                }
                if !isPageEmpty {
                    pages.append([])
                    y = top
                    continue
                }
            }
            y -= space
            pages[pages.count - 1].append(Placed(block: index, rows: rows, top: y))
            y -= block.height(rows)
            next = rows.upperBound
            if next < block.rowCount {
                pages.append([])
                y = top
            }
        }
    }

    /// What a block that keeps with the next must leave room for: its first two lines, or all of it
    /// where it is not divided, and what that keeps with in turn.
    private func needed(after index: Int, _ blocks: [SetBlock]) -> Double {
        guard blocks[index].keepsWithNext, index + 1 < blocks.count else { return 0 }
        let next = blocks[index + 1]
        // Of three lines none may stand alone.
        let isWhole = next.keepsTogether || next.rowCount <= 3
        let rows = isWhole ? next.rowCount : 2
        let follower = isWhole ? needed(after: index + 1, blocks) : 0
        return next.spaceBefore + next.height(0..<rows) + follower
    }

    private func fitting(_ block: SetBlock, from first: Int, room: Double) -> Range<Int> {
        let all = first..<block.rowCount
        if block.height(all) <= room {
            return all
        }
        if block.keepsTogether { return first..<first }
        var count = 0
        while count < all.count, block.height(first..<first + count + 1) <= room {
            count += 1
        }
        if count == all.count - 1 && count > 2 {
            count -= 1
        }
        // A table needs a row under its header, a paragraph two lines on both pages.
        let least = first == 0 ? min(2, all.count) : 1
        return first..<first
            + (count < least || all.count - count < least && first == 0 ? 0 : count)
    }
}
