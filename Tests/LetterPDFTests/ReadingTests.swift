// SPDX-License-Identifier: EUPL-1.2

import LetterPDF
import Testing

struct ReadingTests {
    @Test func `a reader that is not installed fails the test that needs it`() {
        #expect(throws: MissingProgram.self) {
            try run("pdftotext", ["FILE", "-"], on: [], from: "/nowhere")
        }
    }

    @Test(arguments: [
        "Łukasiewicz-Nguyễn", "Ștefan", "IJsbrand", "'t Hooft", "Çelik-Öztürk", "Đặng Thị Ánh",
        "M\u{301}ira", "Ģirts Ņ. (Ǵ)", "100% \\ of (50%)", "a\u{A0}b",
    ]) func `a name reads back as it was given`(name: String) throws {
        let sheet = LetterSheet.anna.with {
            $0.addresseeLines[0] = name
            $0.text.mark = nil
        }
        let text = try run("pdftotext", ["-raw", "FILE", "-"], on: pdf([sheet]).bytes)
        let lines = text.output.split(separator: "\n").map(String.init)
        #expect(lines.contains { Array($0.utf8) == Array(name.utf8) || $0 == plain(name) })
    }

    /// A no-break space has the glyph of a space.
    private func plain(_ text: String) -> String {
        String(text.map { $0 == "\u{A0}" ? " " : $0 })
    }

    @Test func `everything in the letter is on the page`() throws {
        let sheet = LetterSheet.anna.with { $0.text.mark = nil }
        let bytes = try pdf([sheet]).bytes
        let text = try run("pdftotext", ["-layout", "FILE", "-"], on: bytes)
        for piece in [
            "Stichting Zonnedael", "Retouradres: Postbus 12, 9999 XA Verzonnen",
            "9999 XB VERZONNEN", "Verzonnen, 1 september 2031", "Kenmerk: ZD-1",
            "Geachte A. Łukasiewicz-Nguyễn,", "Wat is er gebeurd?", "Niet uit te sluiten",
            "Geef nooit codes door.", "B. de Bedachte", "Uw briefcode", "7KQ2M", "XW4TH", "9ZB3C",
            "1 van 1",
        ] {
            #expect(
                text.output.replacing("  ", with: " ").contains(piece),
                "\(piece)"
            )
        }
    }

    @Test func `fonts are embedded, subset and readable`() throws {
        let fonts = try run("pdffonts", ["FILE"], on: pdf([.anna]).bytes)
        let rows = fonts.output.split(separator: "\n").dropFirst(2)
        #expect(rows.count == 2)
        #expect(rows.allSatisfy { $0.contains("CID TrueType") && $0.contains("yes yes yes") })
    }

    @Test func `in the window stands the address and nothing else`() throws {
        let bytes = try pdf([.anna.with { $0.text.mark = nil }]).bytes
        // The window of the default layout and 5 mm around it, in points.
        let frame = ["-x", "43", "-y", "128", "-W", "283", "-H", "127"]
        let text = try run("pdftotext", ["-raw", "-l", "1"] + frame + ["FILE", "-"], on: bytes)
        #expect(
            text.output.split(whereSeparator: { $0 == "\n" || $0 == "\u{C}" }) == [
                "Retouradres: Postbus 12, 9999 XA Verzonnen", "A. Łukasiewicz-Nguyễn",
                "Zeezichtlaan 14 B", "9999 XB VERZONNEN",
            ]
        )
    }

    @Test func `a long table goes on under its header`() throws {
        let rows = (1...70).map { ["Rij \($0)", "Door ons gegeven"] }
        let sheet = LetterSheet.anna.with {
            $0.text.blocks = [.table(header: ["Nummer", "Herkomst"], rows: rows)]
        }
        let (bytes, summary) = try pdf([sheet])
        #expect(summary.pages == 4)
        let text = try run("pdftotext", ["-layout", "FILE", "-"], on: bytes)
        #expect(text.output.split(separator: "Herkomst").count - 1 == 3)
        #expect(rows.allSatisfy { text.output.contains($0[0]) })
    }
}
