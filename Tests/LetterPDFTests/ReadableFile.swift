// SPDX-License-Identifier: EUPL-1.2

import Foundation
import LetterPDF
import Testing

/// A PDF taken apart by `qpdf`: every object as text, streams not compressed.
///
/// So that tests read what another program found in the file, not what ours meant to write.
struct ReadableFile {
    /// Number of the object to its text, without the stream behind it.
    private(set) var objects: [Int: String] = [:]
    private(set) var streams: [Int: String] = [:]
    let root: Int

    init(_ bytes: [UInt8]) throws {
        let text = try run(
            "qpdf",
            ["--qdf", "--object-streams=disable", "--no-original-object-ids", "FILE", "-"],
            on: bytes
        ).output
        var number: Int?
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasSuffix(" 0 obj"), let found = Int(line.dropLast(6)) {
                number = found
                lines = []
            } else if line == "endobj", let found = number {
                let whole = lines.joined(separator: "\n")
                let parts = whole.split(separator: "\nstream\n", maxSplits: 1)
                objects[found] = String(parts.first ?? "")
                if parts.count == 2 { streams[found] = String(parts[1]) }
                number = nil
            } else if number != nil {
                lines.append(line)
            }
        }
        let trailer = try #require(text.range(of: "trailer <<"))
        root = try #require(Self.reference("Root", in: String(text[trailer.upperBound...])))
    }

    /// The number of the object that an entry of a dictionary names.
    static func reference(_ key: String, in dictionary: String) -> Int? {
        guard let start = dictionary.range(of: "/\(key) ") else { return nil }
        return Int(dictionary[start.upperBound...].prefix { $0.isNumber })
    }

    static func number(_ key: String, in dictionary: String) -> Int? {
        reference(key, in: dictionary)
    }

    /// All objects that an object names, in their order.
    static func references(in text: String) -> [Int] {
        text.matches(of: /(\d+) 0 R/).compactMap { Int($0.output.1) }
    }

    /// The numbers between the brackets of an entry, those of references once.
    static func array(_ key: String, in dictionary: String) -> [Int] {
        guard let start = dictionary.range(of: "/\(key) [") else { return [] }
        return references(in: String(dictionary[start.upperBound...].prefix { $0 != "]" }))
    }

    func object(_ number: Int) throws -> String { try #require(objects[number]) }

    /// The pages in the order of the tree, each with the node above it.
    func pages() throws -> [(page: Int, parent: Int)] {
        let catalog = try object(root)
        let top = try #require(Self.reference("Pages", in: catalog))
        return try pages(under: top)
    }

    private func pages(under node: Int) throws -> [(page: Int, parent: Int)] {
        try Self.array("Kids", in: object(node)).flatMap { kid in
            try object(kid).contains("/Type /Pages")
                ? try pages(under: kid) : [(page: kid, parent: node)]
        }
    }
}

/// A word on a page with its place, as `pdftotext` found it; points from the top left corner.
struct PlacedWord {
    var page: Int
    var text: String
    var left, top, right, bottom: Double

    static func all(in bytes: [UInt8]) throws -> [PlacedWord] {
        let output = try run("pdftotext", ["-bbox", "FILE", "-"], on: bytes).output
        var words: [PlacedWord] = []
        var page = 0
        for line in output.split(separator: "\n") {
            if line.contains("<page ") { page += 1 }
            guard line.contains("<word "), let start = line.firstIndex(of: ">") else { continue }
            func edge(_ name: String) -> Double {
                guard let at = line.range(of: "\(name)=\"") else { return .nan }
                return Double(line[at.upperBound...].prefix { $0 != "\"" }) ?? .nan
            }
            let text = line[line.index(after: start)...].prefix { $0 != "<" }
            words.append(
                PlacedWord(
                    page: page,
                    text: String(text),
                    left: edge("xMin"),
                    top: edge("yMin"),
                    right: edge("xMax"),
                    bottom: edge("yMax")
                )
            )
        }
        return words
    }
}

/// The same numbers in every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func word(_ lengths: ClosedRange<Int> = 1...14) -> String {
        let signs = Array("abcdefghijklmnopqrstuvwxyzëéöüłşđ")
        let length = Int.random(in: lengths, using: &self)
        return String(
            (0..<length).map { _ in signs[Int.random(in: 0..<signs.count, using: &self)] }
        )
    }

    mutating func words(_ count: Int) -> String {
        (0..<count).map { _ in word() }.joined(separator: " ")
    }

    /// A letter of any shape: few or many blocks of any kind and length.
    mutating func letter(_ number: Int) -> LetterSheet {
        var blocks: [LetterText.Block] = []
        for _ in 0..<Int.random(in: 0...14, using: &self) {
            switch Int.random(in: 0...5, using: &self) {
            case 0: blocks.append(.heading(words(Int.random(in: 1...6, using: &self))))
            case 1:
                let count = Int.random(in: 1...7, using: &self)
                blocks.append(.bullets((0..<count).map { _ in words(9) }))
            case 2:
                let columns = Int.random(in: 1...4, using: &self)
                let rows = Int.random(in: 1...9, using: &self)
                blocks.append(
                    .table(
                        header: (0..<columns).map { _ in word() },
                        rows: (0..<rows).map { _ in (0..<columns).map { _ in words(3) } }
                    )
                )
            default: blocks.append(.paragraph(words(Int.random(in: 1...90, using: &self))))
            }
        }
        return LetterSheet.anna.with { sheet in
            sheet.text.blocks = blocks
            sheet.text.mark = number % 3 == 0 ? "SYNTHETISCH" : nil
            sheet.text.language = number % 2 == 0 ? "nl" : "en"
            sheet.kixBars = number % 4 == 0 ? "" : String(repeating: "FATD", count: 12)
            sheet.codeGroups = number % 5 == 0 ? [] : ["7KQ2", "XW4T", "9ZB3", "C1D\(number % 10)"]
        }
    }
}
