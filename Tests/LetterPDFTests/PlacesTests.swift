// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import LetterPDF

/// Where words really are on the pages, as another program finds them.
struct PlacesTests {
    private static func points(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 }

    /// Layouts that mailing houses ask for.
    static let layouts: [PageLayout] = [
        PageLayout(),
        {
            var layout = PageLayout()
            layout.window = PageLayout.Rectangle(x: 20, y: 45, width: 85, height: 40)
            return layout
        }(),
        {
            var layout = PageLayout()
            layout.bodySize = 14
            layout.foldMarks = []
            return layout
        }(),
        {
            var layout = PageLayout()
            layout.bodySize = 18
            layout.leftMargin = 20
            layout.rightMargin = 20
            return layout
        }(),
        {
            var layout = PageLayout()
            layout.bodySize = 9
            layout.topMargin = 30
            layout.bottomMargin = 30
            return layout
        }(),
    ]

    @Test(arguments: layouts.indices) func `no word stands outside the margins or on another`(
        index: Int
    ) throws {
        let layout = Self.layouts[index]
        var random = Seeded(UInt64(index) + 11)
        let sheets = (0..<12).map { number in
            random.letter(number).with { $0.text.mark = nil }
        }
        let words = try PlacedWord.all(in: pdf(sheets, layout: layout).bytes)
        #expect(words.count > 200)
        let right = PageLayout.pageWidth - Self.points(layout.rightMargin)
        for word in words where word.bottom < PageLayout.pageHeight - Self.points(15) {
            let isSender = word.left >= Self.points(layout.senderColumn) - 1
            #expect(word.left >= Self.points(layout.leftMargin) - 1, "\(word)")
            #expect(isSender || word.right <= right + 1, "\(word)")
            #expect(word.right < PageLayout.pageWidth - Self.points(5), "\(word)")
        }
        for (page, words) in Dictionary(grouping: words, by: \.page) {
            for (place, word) in words.enumerated() {
                for other in words[(place + 1)...] {
                    let across = min(word.right, other.right) - max(word.left, other.left)
                    let down = min(word.bottom, other.bottom) - max(word.top, other.top)
                    // Lines stand closer than the boxes of a font with accents over capitals.
                    let isOver =
                        across > 1
                        && down > 0.5
                            * min(
                                word.bottom - word.top,
                                other.bottom - other.top
                            )
                    #expect(!isOver, "page \(page): \(word.text) \(other.text)")
                }
            }
        }
    }

    @Test(arguments: layouts.indices)
    func `nothing but the address comes near the window, and the address keeps inside it`(
        index: Int
    ) throws {
        let layout = Self.layouts[index]
        let window = layout.window
        var random = Seeded(UInt64(index) + 31)
        for lines in 1...5 {
            let addressee = (1...lines).map { "Adresregel\($0)" }
            let sheet = random.letter(1).with {
                $0.addresseeLines = addressee
                $0.text.returnLine = "Adresregel0"
                $0.text.mark = nil
            }
            let words = try PlacedWord.all(in: pdf([sheet], layout: layout).bytes)
            let clearance = layout.windowClearance
            for word in words where word.page == 1 {
                let isAddress = word.text.hasPrefix("Adresregel")
                let near =
                    word.right > Self.points(window.x - clearance)
                    && word.left < Self.points(window.x + window.width + clearance)
                    && word.bottom > Self.points(window.y - clearance)
                    && word.top < Self.points(window.y + window.height + clearance)
                #expect(near == isAddress, "\(word)")
                guard isAddress else { continue }
                #expect(word.left >= Self.points(window.x + 5) - 0.5)
                #expect(word.right <= Self.points(window.x + window.width - 5) + 0.5)
                #expect(word.top >= Self.points(window.y) - 1)
                #expect(word.bottom <= Self.points(window.y + window.height))
            }
            #expect(words.count { $0.text.hasPrefix("Adresregel") } == lines + 1)
        }
    }

    @Test func `a long line of the address goes on at a space, then at a hyphen, and stays whole`()
        throws
    {
        for name in [
            "Aleida Benedicta Christiana Diederika Everdina van Verzonnenhuizen",
            "Verzonnenheuvelmans-Nergenshuizerdijkstra-Oudenhoekermeerdijk",
            String(repeating: "W", count: 40),
        ] {
            let sheet = LetterSheet.anna.with {
                $0.addresseeLines[0] = name
                $0.salutation = "Beste lezer,"
                $0.text.mark = nil
                $0.text.blocks = []
            }
            let frame = ["-x", "43", "-y", "145", "-W", "283", "-H", "110"]
            let text = try run(
                "pdftotext",
                ["-raw", "-l", "1"] + frame + ["FILE", "-"],
                on: pdf([sheet]).bytes
            ).output
            let lines = text.split(separator: "\n").map(String.init)
            let end = try #require(lines.firstIndex { $0.hasPrefix("Zeezichtlaan") })
            let parts = lines[..<end].filter { !$0.hasPrefix("Retouradres") }
            #expect(parts.count >= 2)
            #expect(parts.joined().filter { $0 != " " } == name.filter { $0 != " " })
            if name.contains("-") { #expect(parts.dropLast().allSatisfy { $0.hasSuffix("-") }) }
        }
    }

    @Test func `parts of a line that are tied together move to the next line together`() throws {
        let line = "Allee naar de Verzonnen Heuvels en het Veer 14 B to 3"
        let tied = line.replacing(" 14 B to 3", with: "\u{A0}14\u{A0}B\u{A0}to\u{A0}3")
        let sheet = LetterSheet.anna.with {
            $0.addresseeLines[1] = tied
            $0.text.mark = nil
        }
        let text = try run("pdftotext", ["-raw", "-l", "1", "FILE", "-"], on: pdf([sheet]).bytes)
        #expect(
            text.output.replacing("\u{A0}", with: " ").contains("Veer 14 B to 3\n"),
            "number, letter and addition with the last word"
        )
    }

    @Test func `on every page stands its number, of how many, and the number of the letter`() throws
    {
        let long = LetterSheet.anna.with {
            $0.text.blocks = (1...40).map { .paragraph("Alinea \($0)") }
        }
        let file = try pdf([.anna, long])
        let text = try run("pdftotext", ["-raw", "FILE", "-"], on: file.bytes).output
        let pages = text.split(separator: "\u{C}", omittingEmptySubsequences: false).dropLast()
        #expect(pages.count == file.summary.pages)
        #expect(pages[0].contains("1 van 1") && pages[0].contains("1-1"))
        #expect(pages[2].contains("1 van 2") && pages[2].contains("2-1"))
        #expect(pages[3].contains("2 van 2") && pages[3].contains("2-2"))
        #expect(!pages[1].contains("van 1"), "the blank side is not counted")
    }

    @Test(arguments: [["7KQ2", "XW4T", "9ZB3", "C1D5"], ["7KQ2M", "XW4TH"], ["A"]])
    func `the letter code is text, group by group`(groups: [String]) throws {
        for size in [9, 10.5, 18] {
            var layout = PageLayout()
            layout.bodySize = size
            let sheet = LetterSheet.anna.with { $0.codeGroups = groups }
            let bytes = try pdf([sheet], layout: layout).bytes
            for mode in ["-raw", "-layout"] {
                let text = try run("pdftotext", [mode, "FILE", "-"], on: bytes).output
                #expect(text.contains(groups.joined(separator: " ")), "\(mode) at \(size)")
            }
        }
    }

    @Test(arguments: [1, 4, 18]) func `bars stand on one line, as high and apart as the post asks`(
        characters: Int
    ) throws {
        let bars = String(repeating: "FATD", count: characters)
        let file = try ReadableFile(pdf([.anna.with { $0.kixBars = bars }]).bytes)
        let content = try #require(file.streams.values.first { $0.contains("1.41732 0 0 4.25197") })
        let found = content.matches(of: /\s(\d+) ([01]) 1 ([123]) re/)
        #expect(found.count == bars.count)
        for (place, match) in found.enumerated() {
            #expect(Int(match.output.1) == 2 * place)
            let (low, high) = (Int(match.output.2), Int(match.output.3))
            switch Array(bars)[place] {
            case "F": #expect(low == 0 && high == 3)
            case "A": #expect(low == 1 && high == 2)
            case "D": #expect(low == 0 && high == 2)
            default: #expect(low == 1 && high == 1)
            }
        }
        // Half a millimetre wide and apart; a third of 4.5 mm high.
        #expect(abs(Self.points(0.5) - 1.41732) < 1e-4)
        #expect(abs(Self.points(1.5) - 4.25197) < 1e-4)
    }

    @Test func `more bars than the window is wide are refused`() {
        let bars = String(repeating: "F", count: 96)
        #expect(throws: LetterPDFError.tooWide(.addressee)) {
            try pdf([.anna.with { $0.kixBars = bars }])
        }
    }
}
