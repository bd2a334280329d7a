// SPDX-License-Identifier: EUPL-1.2

import LetterPDF
import Testing

struct BatchWriterTests {
    @Test func `a batch says how many letters and pages it holds`() throws {
        let (bytes, summary) = try pdf(crowd(130))
        #expect(summary.letters == 130)
        #expect(summary.pages == 260)
        #expect(summary.bytes == bytes.count)
        let info = try run("pdfinfo", ["FILE"], on: bytes)
        #expect(info.output.contains("Pages:           260\n"))
        #expect(info.output.contains("Title:           Brieven, partij 1\n"))
    }

    @Test func `the same letters give the same bytes`() throws {
        #expect(try pdf(crowd(50)).bytes == pdf(crowd(50)).bytes)
        #expect(try pdf(crowd(50)).bytes != pdf(crowd(50).reversed()).bytes)
    }

    @Test func `sharing a text saves work and changes no byte`() throws {
        let shared = crowd(60).enumerated().map { number, sheet in
            sheet.with { if number % 3 == 0 { $0.salutation = "" } }
        }
        // The same words in memory of their own.
        let apart = shared.map { sheet in sheet.with { $0.text = sheet.text } }
        let mixed = zip(shared, apart).enumerated().map { $0 % 5 == 0 ? $1.0 : $1.1 }
        let bytes = try pdf(shared).bytes
        #expect(try pdf(apart).bytes == bytes)
        #expect(try pdf(mixed).bytes == bytes)
    }

    @Test func `words that were set before change no byte`() throws {
        let shaping = try ShapingCache(Fonts.noto.get())
        let other = LetterSheet.anna.with {
            $0.text.subject = "Een andere brief"
            $0.salutation = "Beste lezer,"
            $0.codeGroups = ["ABCD", "EFGH"]
        }
        _ = try pdf([other] + crowd(3), shaping: shaping)
        var layout = PageLayout()
        layout.bodySize = 18
        _ = try pdf(crowd(3), layout: layout, shaping: shaping)
        #expect(try pdf(crowd(50), shaping: shaping).bytes == pdf(crowd(50)).bytes)
    }

    @Test func `more words than are remembered change no byte`() throws {
        let shaping = try ShapingCache(Fonts.noto.get())
        var writer = try BatchWriter(BatchDocument(title: "Proef"), shaping: shaping) { _ in }
        // Twice as many as the cache holds before it forgets, in lines of five words.
        for number in 0..<2_400 {
            try writer.add(
                .anna.with {
                    $0.addresseeLines = "abcdef".map { line in
                        "vwxyz".map { "\(line)\($0)\(number)" }.joined(separator: " ")
                    }
                    $0.kixBars = ""
                }
            )
        }
        #expect(try pdf(crowd(50), shaping: shaping).bytes == pdf(crowd(50)).bytes)
    }

    @Test func `the file is sound to an independent reader`() throws {
        let check = try run("qpdf", ["--check", "FILE"], on: pdf(crowd(300)).bytes)
        #expect(check.status == 0)
        #expect(!check.output.contains("WARNING"))
    }

    @Test func `the last line tells where the cross-reference stream starts`() throws {
        let bytes = try pdf([.anna]).bytes
        let tail = String(decoding: bytes.suffix(40), as: UTF8.self).split(separator: "\n")
        let start = try #require(tail.dropLast().last.flatMap { Int($0) })
        let object = String(decoding: bytes[start..<start + 40], as: UTF8.self)
        #expect(object.contains(" 0 obj\n<</Type/XRef"))
        #expect(tail.last == "%%EOF")
    }

    @Test(arguments: [9, 10.5, 14, 18]) func `every letter has an even number of pages`(
        size: Double
    ) throws {
        var layout = PageLayout()
        layout.bodySize = size
        for paragraphs in [0, 1, 12, 25, 40] {
            let text = "Dit is een alinea die lang genoeg is om over twee regels te lopen, hoop ik."
            let sheet = LetterSheet.anna.with {
                $0.text.blocks += Array(repeating: .paragraph(text), count: paragraphs)
            }
            #expect(try pdf([sheet], layout: layout).summary.pages.isMultiple(of: 2))
        }
    }

    @Test func `two thousand letters take less than two kilobytes each`() throws {
        let (bytes, summary) = try pdf(crowd(2_000))
        #expect(summary.letters == 2_000)
        #expect(bytes.count / 2_000 < 2_048)
    }

    @Test func `a sentence that differs in each letter does not repeat the others`() throws {
        let long = String(repeating: "Deze zin staat in elke brief van deze partij. ", count: 30)
        let sheets = crowd(400).enumerated().map { number, sheet in
            sheet.with { $0.text.blocks += [.paragraph(long), .paragraph("Groep \(number)")] }
        }
        #expect(try pdf(sheets).bytes.count / 400 < 3_500)
    }

    @Test func `a refused letter leaves no trace`() throws {
        let collected = Collected()
        var writer = try BatchWriter(
            BatchDocument(title: "Brieven, partij 1"),
            font: Fonts.noto.get()
        ) { collected.bytes.append(contentsOf: $0) }
        try writer.add(.anna)
        #expect(throws: LetterPDFError.missingGlyph(in: .code)) {
            try writer.add(
                .anna.with {
                    $0.codeGroups = ["漢"]; $0.text.subject = "Anders"
                }
            )
        }
        try writer.add(.anna)
        #expect(writer.letterCount == 2)
        _ = try writer.finish()
        #expect(try collected.bytes == pdf([.anna, .anna]).bytes)
    }

    @Test func `an error of the sink reaches the caller`() throws {
        struct Full: Error {}
        #expect(throws: Full.self) {
            var writer = try BatchWriter(
                BatchDocument(title: "Vol"),
                font: Fonts.noto.get()
            ) { _ in throw Full() }
            try writer.add(.anna)
            _ = try writer.finish()
        }
    }
}
