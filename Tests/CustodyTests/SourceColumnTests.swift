// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@Suite struct SourceColumnTests {
    static let columns: [[String]] = [
        [], ["VB-1"], ["VB-2", "VB-1"], ["", "a", ""], ["VB-10", "VB-9", "VB-1", "VB-100"],
        (0..<300).map { "VB-\(($0 * 7919) % 300)" },
        (0..<200).map { "een-heel-lang-gemeenschappelijk-begin-\(($0 * 61) % 200)" },
        ["é", "e", "z", "ß", "漢", "Z", "\u{10FFFF}"],
        ["abcdefgh", "abcdefgh1", "abcdefg", "abcdefghi", "abcdefgh0"],
        ["x", "x", "x\u{0}", "x"],
    ]

    @Test(arguments: columns.indices) func `each number is what was put in`(index: Int) {
        let texts = Self.columns[index]
        let column = SourceColumn(texts.map { SourceID($0) })
        #expect(column.count == texts.count)
        for (place, text) in texts.enumerated() {
            #expect(Array(column[place]) == Array(text.utf8))
        }
    }

    @Test(arguments: columns.indices) func `the order is that of the bytes, on every machine`(
        index: Int
    ) {
        let texts = Self.columns[index]
        let order = SourceColumn(texts.map { SourceID($0) }).order()
        #expect(order.sorted() == Array(texts.indices), "each once")
        let ordered = order.map { texts[$0] }
        let expected = texts.map { SourceID($0) }.sorted().map(\.text)
        #expect(ordered.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }

    @Test func `a column that grows number by number is the same as one made at once`() {
        for texts in Self.columns {
            var grown = SourceColumn(expecting: texts.count)
            for text in texts { grown.append(Array(text.utf8)) }
            #expect(grown.order() == SourceColumn(texts.map { SourceID($0) }).order())
        }
    }

    @Test func `bytes that are no text have a place too`() {
        var column = SourceColumn()
        column.append([0xFF, 0x00])
        column.append([])
        column.append([0x7F])
        #expect(column.order() == [1, 2, 0])
        #expect("\(column)" == "•••")
    }
}
