// SPDX-License-Identifier: EUPL-1.2

import Foundation
import LetterPDF
import Testing

/// What other programs find in a document: what is read aloud, in which order, and as what.
@Suite struct TaggedDocumentTests {
    private static let document = TaggedDocument(
        title: "Stand van zaken <lab>",
        language: "nl",
        blocks: [
            .heading(level: 1, "Stand van zaken: 3 mensen"), .strong("Drie mensen."),
            .paragraph("Onbekenden hebben gegevens meegenomen."),
            .heading(level: 2, "Wat er gebeurde"),
            .list(["Eerst dit.", "Toen dat."]),
            .table(
                .init(
                    caption: "Hoe zeker",
                    columns: [.init("Zekerheid"), .init("Mensen", isNumeric: true)],
                    rows: [["gemeld", "1"], ["niet uit te sluiten", "2"], ["uitgesloten", ""]]
                )
            ),
        ],
        footer: "Versie 2, pagina {page} van {pages}"
    )

    private func bytes(_ document: TaggedDocument = Self.document) throws -> [UInt8] {
        try document.pdf(Fonts.noto.get())
    }

    /// The elements as a reader of the structure meets them, each with its depth.
    private func structure(_ bytes: [UInt8]) throws -> [String] {
        let file = try ReadableFile(bytes)
        let root = try #require(
            ReadableFile.reference("StructTreeRoot", in: file.object(file.root))
        )
        let top = try #require(ReadableFile.reference("K", in: file.object(root)))
        func walk(_ number: Int, _ depth: Int) throws -> [String] {
            let object = try file.object(number)
            let kind = object.firstMatch(of: /\/S \/(\w+)/).map { String($0.output.1) } ?? "?"
            let scope = object.firstMatch(of: /\/Scope \/(\w+)/).map { " \($0.output.1)" } ?? ""
            let kids = ReadableFile.array("K", in: object).filter {
                file.objects[$0]?.contains("/StructElem") == true
            }
            return try [String(repeating: " ", count: depth) + kind + scope]
                + kids.flatMap { try walk($0, depth + 1) }
        }
        return try walk(top, 0)
    }

    @Test func `headings, text, list and table stand in the structure as what they are`() throws {
        #expect(
            try structure(bytes()) == [
                "Document", " H1", " P", " P", " H2", " L", "  LI", "   Lbl", "   LBody", "  LI",
                "   Lbl", "   LBody", " Table", "  Caption", "  TR", "   TH Column",
                "   TH Column", "  TR", "   TH Row", "   TD", "  TR", "   TH Row", "   TD", "  TR",
                "   TH Row", "   TD",
            ]
        )
    }

    @Test func `it says that it is tagged, in which language, how it is called, and by which norm`()
        throws
    {
        let bytes = try bytes()
        let file = try ReadableFile(bytes)
        let catalog = try file.object(file.root)
        #expect(catalog.contains("/Marked true") && catalog.contains("/DisplayDocTitle true"))
        let metadata = try #require(ReadableFile.reference("Metadata", in: catalog))
        let words = try #require(file.streams[metadata])
        #expect(words.contains("<pdfuaid:part>1</pdfuaid:part>"))
        #expect(words.contains("Stand van zaken &lt;lab&gt;"))
        let told = try run("pdfinfo", ["FILE"], on: bytes).output
        #expect(told.contains("Tagged:          yes"))
        #expect(told.contains("Title:           Stand van zaken <lab>"))
        let isSound = try run("qpdf", ["--check", "FILE"], on: bytes)
        #expect(isSound.status == 0, "\(isSound.output)")
        let fonts = try run("pdffonts", ["FILE"], on: bytes).output.split(separator: "\n")
        #expect(fonts.dropFirst(2).allSatisfy { $0.contains("yes yes yes") })
    }

    /// Each piece that a page shows belongs to one element, or is an artifact; the numbers of the pieces are
    /// those of the table of parents.
    private func check(_ bytes: [UInt8]) throws {
        let file = try ReadableFile(bytes)
        let root = try #require(
            ReadableFile.reference("StructTreeRoot", in: file.object(file.root))
        )
        let parents = try #require(ReadableFile.reference("ParentTree", in: file.object(root)))
        let listed = ReadableFile.references(in: try file.object(parents)).count
        let owners = try file.object(parents).matches(of: /(\d+)\s+\[([^\]]*)\]/).map {
            ReadableFile.references(in: String($0.output.2))
        }
        var pieces = 0
        for (place, page) in try file.pages().enumerated() {
            let object = try file.object(page.page)
            #expect(ReadableFile.number("StructParents", in: object) == place)
            let content = try #require(ReadableFile.reference("Contents", in: object))
            let stream = try #require(file.streams[content])
            let marks = stream.matches(of: /\/MCID (\d+)>>BDC/).compactMap { Int($0.output.1) }
            #expect(marks == Array(0..<marks.count))
            pieces += marks.count
            // The owner of each piece names it among its own.
            try #require(owners.count > place && owners[place].count == marks.count)
            for (mark, owner) in owners[place].enumerated() {
                let named = try Regex("/MCID \(mark)\\s+/Pg \(page.page) 0 R")
                #expect(try file.object(owner).contains(named), "\(mark) of page \(place)")
            }
            // No text outside a piece: each shown text stands between a beginning and an end.
            var depth = 0
            for token in stream.matches(of: /BDC|BMC|EMC|BT/) {
                switch token.output {
                case "EMC": depth -= 1
                case "BT": #expect(depth > 0)
                default: depth += 1
                }
            }
            #expect(depth == 0)
        }
        #expect(pieces == listed && pieces > 0)
    }

    @Test func `every piece of every page has its place in the structure`() throws {
        try check(bytes())
        var many = Self.document
        many.blocks += (0..<200).map {
            .paragraph("Alinea \($0) " + String(repeating: "woord ", count: 40))
        }
        try check(bytes(many))
    }

    @Test func `a table goes on over pages: each row whole, the head again, and nothing twice`()
        throws
    {
        var long = Self.document
        let rows = (1...150).map { ["rij \($0)", "\($0)"] }
        long.blocks = [
            .heading(level: 1, "Lang"),
            .table(.init(columns: [.init("Naam"), .init("Getal", isNumeric: true)], rows: rows)),
        ]
        let bytes = try bytes(long)
        try check(bytes)
        let text = try run("pdftotext", ["-layout", "FILE", "-"], on: bytes).output
        let pages = text.split(separator: "\u{0C}").filter { $0.contains("rij") }
        #expect(pages.count > 2 && pages.allSatisfy { $0.contains("Naam") })
        for number in 1...150 {
            #expect(text.matches(of: try Regex("rij \(number)\\s")).count == 1, "\(number)")
        }
        // Who listens hears the head once.
        #expect(try structure(bytes).count { $0.contains("TH Column") } == 2)
    }

    @Test func `a cell that is longer than a page goes on on the next, and all of it is there`()
        throws
    {
        var long = Self.document
        let words = (1...3000).map { "w\($0)" }
        long.blocks = [
            .heading(level: 1, "Lang"),
            .table(
                .init(
                    columns: [.init("Vraag"), .init("Antwoord")],
                    rows: [["Alles", words.joined(separator: " ")], ["Daarna", "klaar"]]
                )
            ),
        ]
        let bytes = try bytes(long)
        try check(bytes)
        let text = try run("pdftotext", ["-raw", "FILE", "-"], on: bytes).output
        let found = text.split(whereSeparator: \.isWhitespace).filter {
            $0.hasPrefix("w") && Int($0.dropFirst()) != nil
        }
        #expect(found.map(String.init) == words)
        #expect(text.contains("klaar"))
    }

    @Test func `the foot says which page of how many, and the same document gives the same bytes`()
        throws
    {
        var two = Self.document
        two.blocks += (0..<40).map { .paragraph("Alinea \($0)") }
        let bytes = try bytes(two)
        let text = try run("pdftotext", ["-layout", "FILE", "-"], on: bytes).output
        #expect(text.contains("pagina 1 van 2") && text.contains("pagina 2 van 2"))
        #expect(try self.bytes(two) == bytes)
    }

    @Test func `what the fonts do not have stands as its code, and a level is never skipped`()
        throws
    {
        var odd = Self.document
        odd.blocks = [
            .heading(level: 2, "Begin"), .heading(level: 3, "Verder"),
            .paragraph("Ж → é\u{202E}\u{200B}\u{7}x"),
        ]
        let bytes = try bytes(odd)
        let text = try run("pdftotext", ["-raw", "FILE", "-"], on: bytes).output
        #expect(text.contains("[U+0416] [U+2192] éx"))
        #expect(try structure(bytes) == ["Document", " H1", " H2", " P"])
        // Nothing of it in a log.
        #expect("\(odd)" == "TaggedDocument(•••)" && "\(odd.blocks)".contains("Ж") == false)
    }

    @Test func `any mixture of blocks is sound and loses no word`() throws {
        var dice = Seeded(7)
        for _ in 0..<12 {
            var document = Self.document
            var words: [String] = []
            func text(_ count: Int) -> String {
                let text = dice.words(count)
                words += text.split(separator: " ").map(String.init)
                return text
            }
            document.blocks = (0..<Int.random(in: 1...30, using: &dice)).map { _ in
                switch Int.random(in: 0...4, using: &dice) {
                case 0: .heading(level: Int.random(in: 1...3, using: &dice), text(4))
                case 1: .list((0..<Int.random(in: 1...9, using: &dice)).map { _ in text(12) })
                case 2:
                    .table(
                        .init(
                            columns: (0..<3).map { _ in .init(text(1)) },
                            rows: (0..<Int.random(in: 1...40, using: &dice)).map { _ in
                                (0..<3).map { _ in text(5) }
                            }
                        )
                    )
                default: .paragraph(text(Int.random(in: 1...120, using: &dice)))
                }
            }
            let bytes = try bytes(document)
            try check(bytes)
            #expect(try run("qpdf", ["--check", "FILE"], on: bytes).status == 0)
            let shown = try run("pdftotext", ["-raw", "FILE", "-"], on: bytes).output
            let found = Set(shown.split(whereSeparator: \.isWhitespace).map(String.init))
            #expect(Set(words).subtracting(found).isEmpty)
        }
    }
}
