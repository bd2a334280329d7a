// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import LetterPDF

/// Widths, lines and the bytes of PDF syntax, piece by piece.
struct TypesettingTests {
    private let regular = TextStyle(face: .regular, size: 10)

    private func typesetter() throws -> Typesetter { try Typesetter(Fonts.noto.get()) }

    // MARK: Lines

    @Test(arguments: 1...40 as ClosedRange<UInt64>, [30.0, 80, 227, 440])
    func `lines are no wider than their room, and hold every word in order`(
        seed: UInt64,
        width: Double
    ) throws {
        var typesetter = try typesetter()
        var random = Seeded(seed)
        let text = random.words(Int.random(in: 1...60, using: &random))
        let lines = try typesetter.lines(text, regular, width: width, in: .paragraph)
        for line in lines { #expect(line.width <= width + 0.01) }
        // Where words are broken there are more lines than spaces.
        if width < 200 { return }
        let total = try text.split(separator: " ").reduce(0.0) {
            try $0 + typesetter.width(of: String($1), regular, in: .paragraph)
        }
        let spaces = Double(text.split(separator: " ").count - lines.count)
        let space = try typesetter.width(of: " ", regular, in: .paragraph)
        // A word that is broken loses the kerning between its parts only.
        #expect(abs(lines.reduce(0) { $0 + $1.width } - total - max(0, spaces) * space) < 20)
    }

    @Test func `a line is as long as it can be`() throws {
        var typesetter = try typesetter()
        let word = try typesetter.width(of: "woord", regular, in: .paragraph)
        let space = try typesetter.width(of: " ", regular, in: .paragraph)
        let text = Array(repeating: "woord", count: 9).joined(separator: " ")
        let exact = 3 * word + 2 * space
        let three = try typesetter.lines(text, regular, width: exact + 0.01, in: .paragraph)
        #expect(three.count == 3)
        let two = try typesetter.lines(text, regular, width: exact - 0.2, in: .paragraph)
        #expect(two.count == 5)
    }

    @Test func `a date is not broken between two lines where it has room on one`() throws {
        var typesetter = try Typesetter(Fonts.noto.get())
        let text = "We wrote to you on 11 August 2025 about this."
        func width(_ part: String) throws -> Double {
            try typesetter.width(of: part, regular, in: .paragraph)
        }
        for end in ["We wrote to you on 11", "We wrote to you on 11 August"] {
            let lines = try typesetter.lines(
                text,
                regular,
                width: width(end) + 0.1,
                in: .paragraph
            )
            #expect(try abs(lines[0].width - width("We wrote to you on")) < 0.1)
        }
        // What is no date is broken as before.
        let other = "We wrote to you on 11 streets in the town."
        let lines = try typesetter.lines(
            other,
            regular,
            width: width("We wrote to you on 11") + 0.1,
            in: .paragraph
        )
        #expect(try abs(lines[0].width - width("We wrote to you on 11")) < 0.1)
    }

    @Test func `a newline ends a line, and an empty one is a line`() throws {
        var typesetter = try typesetter()
        let lines = try typesetter.lines("a\n\nb", regular, width: 200, in: .closing)
        #expect(lines.count == 3 && lines[1].width == 0)
    }

    @Test func `a word that is too wide is broken after its hyphen, else between characters`()
        throws
    {
        var typesetter = try typesetter()
        let width = try typesetter.width(of: "Verzonnenheuvel-", regular, in: .addressee)
        let hyphened = try typesetter.lines(
            "Verzonnenheuvel-Nergenshuizen",
            regular,
            width: width + 8,
            in: .addressee
        )
        #expect(hyphened.count == 2)
        #expect(abs(hyphened[0].width - width) < 0.02)
        let plain = try typesetter.lines(
            "Verzonnenheuvelnergenshuizen",
            regular,
            width: width + 8,
            in: .addressee
        )
        #expect(plain.count == 2)
        #expect(plain[0].width > width - 8, "as many characters as fit")
    }

    @Test func `a character wider than its room is refused, not dropped`() throws {
        var typesetter = try typesetter()
        #expect(throws: LetterPDFError.tooWide(.table)) {
            try typesetter.lines("W", regular, width: 3, in: .table)
        }
    }

    @Test func `a no-break space is never the end of a line`() throws {
        var typesetter = try typesetter()
        let tied = try typesetter.width(of: "14\u{A0}B\u{A0}to\u{A0}3", regular, in: .addressee)
        let lines = try typesetter.lines(
            "Straat 14\u{A0}B\u{A0}to\u{A0}3",
            regular,
            width: tied + 5,
            in: .addressee
        )
        #expect(lines.count == 2 && abs(lines[1].width - tied) < 0.05)
    }

    @Test func `the same words give the same code, whatever was set before`() throws {
        var fresh = try typesetter()
        var used = try typesetter()
        var random = Seeded(3)
        for _ in 0..<400 {
            _ = try used.width(of: random.words(5), regular, in: .paragraph)
            _ = try used.width(of: random.words(5), TextStyle(face: .bold, size: 8), in: .heading)
        }
        for text in ["Geachte A. Łukasiewicz", "1234 AB  VERZONNEN", "", "a  b"] {
            var (one, other) = (PDFBytes(), PDFBytes())
            try fresh.appendLine(text, regular, in: .addressee, to: &one)
            try used.appendLine(text, regular, in: .addressee, to: &other)
            #expect(one.bytes == other.bytes)
        }
    }

    @Test func `widths grow with the size, and bold is wider`() throws {
        var typesetter = try typesetter()
        let text = "Bevolkingsonderzoek"
        let ten = try typesetter.width(of: text, regular, in: .heading)
        let twenty = try typesetter.width(
            of: text,
            TextStyle(face: .regular, size: 20),
            in: .heading
        )
        let bold = try typesetter.width(of: text, TextStyle(face: .bold, size: 10), in: .heading)
        #expect(abs(twenty - 2 * ten) < 0.01)
        #expect(bold > ten)
    }

    @Test(arguments: ["漢", "Дом", "a\u{7}", "🙂", "x\u{FFFD}"])
    func `a sign without a glyph is refused where it stands, also in a word that is known`(
        text: String
    ) throws {
        var typesetter = try typesetter()
        _ = try typesetter.width(of: "x", regular, in: .subject)
        for _ in 0..<2 {
            #expect(throws: LetterPDFError.missingGlyph(in: .subject)) {
                try typesetter.width(of: "woord \(text)", regular, in: .subject)
            }
        }
    }

    // MARK: Syntax

    @Test(arguments: [
        (0.0, "0 "), (1, "1 "), (-1, "-1 "), (0.5, ".5 "), (1.25, "1.25 "), (-0.004, "0 "),
        (0.005, ".01 "), (99.999, "100 "), (123_456_789.5, "123456789.5 "), (-12.3, "-12.3 "),
    ])
    func `a number has at most two decimals and none that it does not need`(
        number: Double,
        text: String
    ) throws {
        var bytes = PDFBytes()
        bytes.add(number)
        let written = String(decoding: bytes.bytes, as: UTF8.self)
        let value = try #require(Double(written.dropLast()))
        #expect(abs(value - number) <= 0.0051)
        #expect(written == text || written == "0" + text, "\(written)")
    }

    @Test func `whole numbers are written in full, up to the largest`() {
        for number in [0, 7, 10, 99_999_999, 100_000_000, 100_000_001, .max, -1, .min] {
            var bytes = PDFBytes()
            bytes.add(number)
            #expect(String(decoding: bytes.bytes, as: UTF8.self) == "\(number)")
        }
        var random = Seeded(5)
        for _ in 0..<500 {
            let number = Int.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)
            var bytes = PDFBytes()
            bytes.add(number)
            #expect(String(decoding: bytes.bytes, as: UTF8.self) == "\(number)")
        }
    }

    @Test func `a text string is UTF-16 in hexadecimal digits, with its mark`() {
        var bytes = PDFBytes()
        bytes.addTextString("Aé€🙂".utf8)
        #expect(String(decoding: bytes.bytes, as: UTF8.self) == "<FEFF004100E920ACD83DDE42>")
        var plain = PDFBytes()
        plain.addTextString(["7KQ2", "XW4T"])
        #expect(String(decoding: plain.bytes, as: UTF8.self) == "(7KQ2 XW4T)")
        var odd = PDFBytes()
        odd.addTextString(["7)", "é"])
        #expect(String(decoding: odd.bytes, as: UTF8.self) == "<FEFF00370029002000E9>")
    }

    // MARK: Bytes

    @Test func `bytes are equal when all are, at every length and place`() {
        for length in 0...40 {
            let bytes = (0..<length).map { UInt8($0 * 7 & 255) }
            #expect(Self.equal(bytes, bytes))
            #expect(!Self.equal(bytes, bytes + [0]))
            for place in 0..<length {
                var other = bytes
                other[place] ^= 1
                #expect(!Self.equal(bytes, other))
                #expect(Self.hash(bytes) != Self.hash(other))
            }
        }
        #expect(Self.hash([]) != Self.hash([0]))
        #expect(Self.hash([0]) != Self.hash([0, 0]))
    }

    private static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.withUnsafeBytes { one in other.withUnsafeBytes { areEqual(one, $0) } }
    }

    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { byteHash($0, seed: 1) }
    }

    // MARK: Trying

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `what the check of a sheet lets pass is printed, and what it refuses is refused`(
        seed: UInt64
    ) throws {
        var random = Seeded(seed)
        let font = try Fonts.noto.get()
        let check = try SheetCheck(font)
        var writer = try BatchWriter(BatchDocument(title: "Proef"), font: font) { _ in }
        for _ in 0..<20 {
            let lines = Int.random(in: 1...7, using: &random)
            let sheet = LetterSheet.anna.with { sheet in
                sheet.addresseeLines = (0..<lines).map { _ in
                    let sign = Int.random(in: 0...30, using: &random) == 0 ? " 漢" : ""
                    return random.words(Int.random(in: 1...9, using: &random)) + sign
                }
                sheet.salutation =
                    "Geachte \(random.words(Int.random(in: 1...40, using: &random))),"
                sheet.kixBars = Bool.random(using: &random) ? "" : "FATDFATD"
            }
            func refusal(_ body: () throws -> Void) -> LetterPDFError? {
                do { try body() } catch { return error as? LetterPDFError }
                return nil
            }
            let tried = refusal { try check.check(sheet) }
            var printed: LetterPDFError?
            do { try writer.add(sheet) } catch { printed = error as? LetterPDFError }
            #expect(tried == printed)
        }
    }

    @Test func `a page without room is refused before anything is tried`() throws {
        var layout = PageLayout()
        layout.rightMargin = 190
        #expect(throws: LetterPDFError.unusableLayout) {
            try SheetCheck(Fonts.noto.get(), layout: layout)
        }
        for size in [0, 3.9, 24.1, 100] {
            var layout = PageLayout()
            layout.bodySize = size
            #expect(throws: LetterPDFError.unusableLayout) { try pdf([.anna], layout: layout) }
        }
    }
}
