// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import LetterPDF

/// The file as another program takes it apart (ISO 32000-1, 7.5 and 7.7).
struct FileStructureTests {
    static let sizes = [1, 2, 63, 64, 65, 200]

    @Test(arguments: sizes) func `a file of any number of letters is sound`(letters: Int) throws {
        let check = try run("qpdf", ["--check", "FILE"], on: pdf(crowd(letters)).bytes)
        #expect(check.status == 0, "\(check.output)")
        #expect(!check.output.contains("WARNING"))
    }

    /// Each kind of letter, by what it has of the parts that a letter may have.
    static let kinds: [(name: String, change: @Sendable (inout LetterSheet) -> Void)] = [
        ("as usual", { _ in }),
        ("without bars", { $0.kixBars = "" }),
        ("without code", { $0.codeGroups = [] }),
        ("without mark", { $0.text.mark = nil }),
        ("without blocks", { $0.text.blocks = [] }),
        ("without anything", { $0 = LetterSheet(LetterText()) }),
        ("in English", { $0.text.language = "en" }),
        ("with a long window", { $0.addresseeLines = ["A", "B", "C", "D", "E"] }),
        (
            "abroad",
            {
                $0.addresseeLines = (1...6).map { "Line \($0)" }; $0.kixBars = ""
            }
        ),
        ("of many pages", { $0.text.blocks = (1...90).map { .paragraph("Alinea \($0)") } }),
        (
            "with a long table",
            {
                $0.text.blocks = [.table(header: ["a"], rows: (1...99).map { ["\($0)"] })]
            }
        ),
        ("with signs of PDF", { $0.text.subject = "(a) \\ (b)) ((c <d> [e] /f %g" }),
    ]

    @Test(arguments: kinds.indices, [9, 10.5, 14, 18])
    func `each kind of letter is sound at each size`(kind: Int, size: Double) throws {
        var layout = PageLayout()
        layout.bodySize = size
        let sheet = LetterSheet.anna.with(Self.kinds[kind].change)
        let file = try pdf([sheet, .anna, sheet], layout: layout)
        let check = try run("qpdf", ["--check", "FILE"], on: file.bytes)
        #expect(check.status == 0 && !check.output.contains("WARNING"), "\(check.output)")
        #expect(file.summary.letters == 3 && file.summary.pages.isMultiple(of: 2))
    }

    @Test func `letters of any shape make a sound file, with the pages it says`() throws {
        var random = Seeded(7)
        let sheets = (0..<60).map { random.letter($0) }
        let file = try pdf(sheets)
        let check = try run("qpdf", ["--check", "FILE"], on: file.bytes)
        #expect(check.status == 0 && !check.output.contains("WARNING"), "\(check.output)")
        let pages = try ReadableFile(file.bytes).pages().count
        #expect(pages == file.summary.pages)
        #expect(pages.isMultiple(of: 2))
    }

    @Test(arguments: sizes) func `every object that is named is there, and none is there unnamed`(
        letters: Int
    ) throws {
        let file = try ReadableFile(pdf(crowd(letters)).bytes)
        var seen: Set<Int> = []
        var open = [file.root]
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            open += try ReadableFile.references(in: file.object(next))
        }
        let lost = Set(file.objects.keys).subtracting(seen).filter {
            // Information of the document and the lengths of streams are named by the trailer and by qpdf.
            Int(file.objects[$0] ?? "") == nil && file.objects[$0]?.contains("/Producer") != true
        }
        #expect(lost.isEmpty)
    }

    @Test(arguments: sizes) func `the tree of pages counts right, and every page knows its parent`(
        letters: Int
    ) throws {
        let file = try ReadableFile(pdf(crowd(letters)).bytes)
        let pages = try file.pages()
        #expect(pages.count == 2 * letters)
        #expect(Set(pages.map(\.page)).count == pages.count, "no page twice")
        for (page, parent) in pages {
            #expect(try ReadableFile.reference("Parent", in: file.object(page)) == parent)
        }
        let top = try #require(ReadableFile.reference("Pages", in: file.object(file.root)))
        let node = try file.object(top)
        #expect(ReadableFile.number("Count", in: node) == pages.count)
        #expect(node.contains("/MediaBox"))
        for leaf in ReadableFile.array("Kids", in: node) {
            let text = try file.object(leaf)
            let kids = ReadableFile.array("Kids", in: text)
            #expect(ReadableFile.number("Count", in: text) == kids.count)
            #expect((1...128).contains(kids.count))
            #expect(ReadableFile.reference("Parent", in: text) == top)
        }
    }

    @Test func `every entry of the cross-reference leads to the object of its number`() throws {
        let bytes = try pdf(crowd(90)).bytes
        let table = try run("qpdf", ["--show-xref", "FILE"], on: bytes).output
        var found = 0
        for line in table.split(separator: "\n") {
            guard let match = line.firstMatch(of: /^(\d+)\/0: uncompressed; offset = (\d+)/),
                let offset = Int(match.output.2)
            else { continue }
            let start = Array("\(match.output.1) 0 obj\n".utf8)
            #expect(bytes[offset...].starts(with: start), "\(line)")
            found += 1
        }
        #expect(found > 90, "a content stream for each printed page")
        #expect(table.contains("compressed; stream = "))
    }

    @Test func `the length of each stream is that of its bytes`() throws {
        let bytes = try pdf(crowd(5)).bytes
        // As bytes: a stream may hold anything.
        let text = String(decoding: bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
        let characters = Array(text.utf8)
        var streams = 0
        for match in text.matches(of: /\/Length (\d+)>>stream\n/) {
            let start = text.utf8.distance(from: text.startIndex, to: match.range.upperBound)
            let end = start + (try #require(Int(match.output.1)))
            #expect(characters[end...].starts(with: Array("\nendstream\nendobj\n".utf8)))
            streams += 1
        }
        #expect(streams > 10)
    }

    @Test func `a file names itself by its bytes: other letters, another name`() throws {
        func name(_ sheets: [LetterSheet]) throws -> Substring {
            let text = try pdf(sheets).bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }
            let match = String(decoding: text, as: UTF8.self).firstMatch(
                of: /\/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]/
            )
            let found = try #require(match)
            #expect(found.output.1 == found.output.2)
            return Substring(String(found.output.1))
        }
        #expect(try name(crowd(3)) == name(crowd(3)))
        #expect(try name(crowd(3)) != name(crowd(4)))
        #expect(try name(crowd(2)) != name(crowd(2).reversed()))
    }

    @Test func `no clock is read: only a given date stands in the file`() throws {
        let silent = try run("pdfinfo", ["FILE"], on: pdf([.anna]).bytes)
        #expect(!silent.output.contains("CreationDate"))
        let collected = Collected()
        var writer = try BatchWriter(
            BatchDocument(title: "Partij", creationDate: "D:20260911120000Z"),
            font: Fonts.noto.get()
        ) { collected.bytes.append(contentsOf: $0) }
        try writer.add(.anna)
        _ = try writer.finish()
        let dated = try run("pdfinfo", ["FILE"], on: collected.bytes)
        #expect(dated.output.contains("CreationDate:"))
        #expect(dated.output.contains("2026"))
    }

    @Test func `the document says its language, and each letter in another one says its own`()
        throws
    {
        let english = LetterSheet.anna.with { $0.text.language = "en" }
        let file = try ReadableFile(pdf([.anna, english]).bytes)
        let catalog = try file.object(file.root)
        #expect(catalog.contains("/Lang"))
        #expect(catalog.contains("/DuplexFlipLongEdge"))
        let contents = file.streams.values
        #expect(contents.contains { $0.contains("/Span") && $0.contains("/Lang") })
        let dutch = try ReadableFile(pdf([.anna]).bytes)
        #expect(!dutch.streams.values.contains { $0.contains("/Span <</Lang") })
    }

    @Test func `an empty batch is a file too`() throws {
        let file = try pdf([])
        #expect(file.summary.letters == 0 && file.summary.pages == 0)
        #expect(file.summary.bytes == file.bytes.count)
    }
}
