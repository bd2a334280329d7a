// SPDX-License-Identifier: EUPL-1.2

import LetterPDF
import Testing

struct RefusalTests {
    private static let changes: [(LetterPart, @Sendable (inout LetterSheet) -> Void)] = [
        (.sender, { $0.text.senderLines[1] = "漢" }), (.returnLine, { $0.text.returnLine = "漢" }),
        (.addressee, { $0.addresseeLines[1] = "Straat 漢" }), (.date, { $0.text.dateLine = "漢" }),
        (.reference, { $0.referenceLine = "漢" }), (.subject, { $0.text.subject = "漢" }),
        (.salutation, { $0.salutation = "漢" }), (.heading, { $0.text.blocks = [.heading("漢")] }),
        (.paragraph, { $0.text.blocks = [.paragraph("een \t tab")] }),
        (.bullet, { $0.text.blocks = [.bullets(["漢"])] }),
        (.table, { $0.text.blocks = [.table(header: ["a"], rows: [["漢"]])] }),
        (.closing, { $0.text.closingLines = ["漢"] }), (.code, { $0.text.codeLabel = "漢" }),
        (.footer, { $0.text.footer = "漢 {page}" }), (.mark, { $0.text.mark = "漢" }),
    ]

    @Test(arguments: changes.indices) func `a character without a glyph is refused where it stands`(
        index: Int
    ) throws {
        let (part, change) = Self.changes[index]
        #expect(throws: LetterPDFError.missingGlyph(in: part)) {
            try pdf([.anna.with(change)])
        }
    }

    @Test func `a letter can be tried without writing it`() throws {
        var writer = try BatchWriter(
            BatchDocument(title: "Proef"),
            font: Fonts.noto.get()
        ) { _ in }
        try writer.check(.anna)
        #expect(throws: LetterPDFError.missingGlyph(in: .heading)) {
            try writer.check(.anna.with { $0.text.blocks = [.heading("漢")] })
        }
        #expect(writer.letterCount == 0)
    }

    @Test(arguments: ["FATX", "FAT", "fatd"]) func `bars are F, A, D and T in fours`(
        bars: String
    ) throws {
        #expect(throws: LetterPDFError.invalidBars) {
            try pdf([.anna.with { $0.kixBars = bars }])
        }
    }

    @Test func `six lines fit the window without bars, not with them`() throws {
        let six = LetterSheet.anna.with { $0.addresseeLines = (1...6).map { "Regel \($0)" } }
        #expect(throws: LetterPDFError.tooTall(.addressee)) { try pdf([six]) }
        #expect(try pdf([six.with { $0.kixBars = "" }]).summary.letters == 1)
    }

    @Test func `a return line wider than the window is refused`() throws {
        let wide = String(repeating: "Retouradres ", count: 12)
        #expect(throws: LetterPDFError.tooWide(.returnLine)) {
            try pdf([.anna.with { $0.text.returnLine = wide }])
        }
    }

    @Test func `a row with another number of cells is refused`() throws {
        #expect(throws: LetterPDFError.unevenTable) {
            try pdf([.anna.with { $0.text.blocks = [.table(header: ["a", "b"], rows: [["c"]])] }])
        }
    }

    @Test(arguments: [[], Array("geen letter".utf8)]) func `bytes that are no font are refused`(
        bytes: [UInt8]
    ) throws {
        #expect(throws: LetterPDFError.unusableFont) {
            try LetterFont(regular: bytes, bold: bytes)
        }
    }

    @Test func `a letter does not show itself in a log`() {
        #expect("\(LetterSheet.anna)" == "LetterSheet(•••)")
        var dumped = ""
        dump(LetterSheet.anna, to: &dumped)
        #expect(!dumped.contains("Zeezichtlaan"))
        #expect(!"\(LetterText.Block.paragraph("Zeezichtlaan"))".contains("Zee"))
    }
}
