// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import LetterPDF

/// What is embedded of a face, and what the file says of it (ISO 32000-1, 9.7 and 9.10).
struct FontTests {
    private let font: LetterFont

    init() throws { font = try Fonts.noto.get() }

    @Test func `every sign that may be printed has a glyph, with a width`() throws {
        for subset in [font.regular, font.bold] {
            let known = Set(subset.glyphs.map(\.character))
            // Noto has all of them but a few that Unicode itself left empty.
            let missing = FontSubset.characters.joined().filter { !known.contains($0) }
            #expect(missing.count < 40, "\(missing.map { String($0, radix: 16) })")
            for sign in "AZaz09éÉëïłŁşŞđĐčžřțņģőűñßÆœ'’-–€•&" {
                for scalar in sign.unicodeScalars {
                    #expect(known.contains(scalar.value), "\(sign)")
                }
            }
            #expect(subset.glyphs.allSatisfy { $0.advance >= 0 })
            #expect(subset.glyphs.map(\.number) == subset.glyphs.map(\.number).sorted())
        }
    }

    @Test func `what is outside the subset has no glyph there`() {
        let known = Set(font.regular.glyphs.map(\.character))
        for sign in "ДΩ漢字あअ🙂".unicodeScalars { #expect(!known.contains(sign.value)) }
    }

    @Test func `the embedded outlines are much smaller than the font`() {
        #expect(font.regular.embedded.count < Fonts.regular.count / 3)
        #expect(font.bold.embedded.count < Fonts.bold.count / 3)
        #expect(font.regular.embedded.count < font.regular.embeddedLength)
    }

    @Test func `the same font gives the same subset, under the same name`() throws {
        let again = try LetterFont(regular: Fonts.regular, bold: Fonts.bold)
        #expect(again.regular.embedded == font.regular.embedded)
        #expect(again.regular.postScriptName == "NotoSans-Regular")
        #expect(again.bold.postScriptName == "NotoSans-Bold")
        #expect(again.regular.embedded != again.bold.embedded)
    }

    @Test func `both faces have six letters before their name, each its own`() throws {
        let text = try run("pdffonts", ["FILE"], on: pdf([.anna]).bytes).output
        let names = text.split(separator: "\n").dropFirst(2).compactMap { line in
            line.split(separator: " ").first.map(String.init)
        }
        #expect(names.count == 2)
        for name in names { #expect(name.firstMatch(of: /^[A-Z]{6}\+NotoSans-/) != nil) }
        #expect(Set(names.map { $0.prefix(6) }).count == 2)
    }

    @Test func `the widths in the file are those of the glyphs`() throws {
        let file = try ReadableFile(pdf([.anna]).bytes)
        let fonts = file.objects.values.filter { $0.contains("/CIDFontType2") }
        #expect(fonts.count == 2)
        for text in fonts {
            let subset = text.contains("NotoSans-Bold") ? font.bold : font.regular
            let widths = try Self.widths(in: text)
            #expect(widths.count == subset.glyphs.count)
            for glyph in subset.glyphs { #expect(widths[Int(glyph.number)] == glyph.advance) }
        }
    }

    /// The array `W`: a number, then in brackets the widths of it and of those after it.
    private static func widths(in text: String) throws -> [Int: Int] {
        let start = try #require(text.range(of: "/W ["))
        var widths: [Int: Int] = [:]
        var next: Int?
        var isInside = false
        let spaced = text[start.upperBound...].replacing("[", with: " [ ")
            .replacing("]", with: " ] ")
        for word in spaced.split(whereSeparator: \.isWhitespace) {
            switch word {
            case "[": isInside = true
            case "]":
                if !isInside { return widths }
                isInside = false
            default:
                let number = try #require(Int(word))
                if isInside, let glyph = next {
                    widths[glyph] = number
                    next = glyph + 1
                } else {
                    next = number
                }
            }
        }
        return widths
    }

    @Test func `every glyph reads back as its character, at most a hundred in a section`() throws {
        let file = try ReadableFile(pdf([.anna]).bytes)
        let maps = file.streams.values.filter { $0.contains("begincmap") }
        #expect(maps.count == 2)
        for map in maps {
            var entries: [Int: UInt32] = [:]
            for match in map.matches(of: /<([0-9A-F]{4})><([0-9A-F]{4})>\n/) {
                let glyph = try #require(Int(match.output.1, radix: 16))
                entries[glyph] = UInt32(match.output.2, radix: 16)
            }
            // The range of the codes themselves stands in the same notation.
            entries[0] = nil
            let isBold =
                font.bold.glyphs.filter { $0.character > 0 }.allSatisfy {
                    entries[Int($0.number)] == $0.character
                }
            let isRegular = font.regular.glyphs.filter { $0.character > 0 }.allSatisfy {
                entries[Int($0.number)] == $0.character
            }
            #expect(isBold || isRegular)
            for match in map.matches(of: /(\d+) beginbfchar/) {
                #expect((1...100).contains(try #require(Int(match.output.1))))
            }
        }
    }

    @Test func `heights and the box of the glyphs are those of a text face`() {
        for subset in [font.regular, font.bold] {
            #expect((700...1200).contains(subset.ascent))
            #expect((-500 ... -100).contains(subset.descent))
            #expect((600...800).contains(subset.capHeight))
            #expect(subset.boundingBox.count == 4)
            #expect(subset.boundingBox[0] < subset.boundingBox[2])
            #expect(subset.boundingBox[1] < subset.boundingBox[3])
        }
    }

    @Test(arguments: [4, 12, 100, 400, 2_000, 20_000])
    func `a font that is cut off is refused, never read beyond its end`(length: Int) {
        #expect(throws: (any Error).self) {
            try LetterFont(
                regular: Array(Fonts.regular.prefix(length)),
                bold: Array(Fonts.bold.prefix(length))
            )
        }
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `a font with changed bytes is refused or makes letters, and never crashes`(
        seed: UInt64
    ) throws {
        var random = Seeded(seed + 1)
        var bytes = Fonts.regular
        for _ in 0..<40 {
            // The directory and the heads of tables are where a change does most.
            let place = Int.random(in: 0..<(seed < 12 ? 400 : bytes.count), using: &random)
            bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
        do {
            let changed = try LetterFont(regular: bytes, bold: Fonts.bold)
            var writer = try BatchWriter(BatchDocument(title: "Proef"), font: changed) { _ in }
            try writer.add(.anna)
        } catch is LetterPDFError {}
    }
}
