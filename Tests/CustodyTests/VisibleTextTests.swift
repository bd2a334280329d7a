// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("", ""), ("Łęcka-Ñandú 't Hooft", "Łęcka-Ñandú 't Hooft"), ("a\u{301}", "a\u{301}"),
        ("日本語 €", "日本語 €"), ("\\u{1B}", "\\u{1B}"),
        ("\u{1B}[2J", "\\u{1B}[2J"), ("\u{9B}31m", "\\u{9B}31m"), ("a\u{0}b", "a\\u{0}b"),
        ("\u{7F}\u{8}", "\\u{7F}\\u{8}"), ("\u{85}", "\\u{85}"), ("a\tb\rc\nd", "a\\tb\\rc\\nd"),
        ("\u{202E}nerw", "\\u{202E}nerw"),
        ("\u{202A}\u{2066}\u{2069}", "\\u{202A}\\u{2066}\\u{2069}"),
        ("\u{200E}\u{200F}\u{61C}", "\\u{200E}\\u{200F}\\u{61C}"),
        ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
        ("\u{200B}\u{200D}\u{FEFF}\u{AD}", "\\u{200B}\\u{200D}\\u{FEFF}\\u{AD}"),
        ("\u{E0041}", "\\u{E0041}"), ("\u{E000}", "\\u{E000}"), ("\u{378}", "\\u{378}"),
        ("\u{FFFF}", "\\u{FFFF}"), ("\u{3164}", "\\u{3164}"), ("\u{301}a", "\\u{301}a"),
        ("x\u{1B}\u{301}", "x\\u{1B}\\u{301}"), ("\r\n", "\\r\\n"),
    ])
    func `what cannot be seen stands there as an escape`(text: String, visible: String) {
        #expect(VisibleText.of(text) == visible)
        #expect(VisibleText.isVisible(text) == (text == visible))
        // Once made visible, nothing is left to do.
        #expect(VisibleText.isVisible(visible))
        #expect(VisibleText.of(bytes: Array(text.utf8)) == visible)
    }

    @Test func `every control, direction mark and separator is an escape`() {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200B...0x200F, 0x2028...0x202E,
            0x2060...0x206F, 0xFFF9...0xFFFB, 0xE0000...0xE007F,
        ]
        for range in ranges {
            for value in range {
                guard let scalar = Unicode.Scalar(value) else { continue }
                let visible = VisibleText.of("a\(Character(scalar))b")
                #expect(visible.unicodeScalars.allSatisfy { 0x20..<0x7F ~= $0.value })
                #expect(visible.hasPrefix("a\\") && visible.hasSuffix("b"))
            }
        }
    }

    @Test(
        arguments: [
            ([0x61, 0x9B, 0x62], "a\\x9Bb"), ([0xC3], "\\xC3"), ([0xC3, 0x28], "\\xC3("),
            ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xF0, 0x9F, 0x98], "\\xF0\\x9F\\x98"),
            ([0xC3, 0xA9, 0xFF], "é\\xFF"), ([0xC0, 0x80], "\\xC0\\x80"),
            ([0xC2, 0x9B], "\\u{9B}"),
            ([0x1B, 0x05], "\\u{1B}\\u{5}"),
        ] as [([UInt8], String)]
    )
    func `bytes that are no text are shown as bytes`(bytes: [UInt8], visible: String) {
        #expect(VisibleText.of(bytes: bytes) == visible)
    }

    @Test func `lines of the program's own stay lines`() {
        #expect(VisibleText.of("a\nb\u{1B}\n", keepsLines: true) == "a\nb\\u{1B}\n")
        #expect(VisibleText.of("a\r\nb", keepsLines: true) == "a\\r\nb")
        #expect(VisibleText.of(bytes: Array("a\n\u{9B}".utf8), keepsLines: true) == "a\n\\u{9B}")
    }
}

@Suite struct StoredNumberTests {
    @Test(arguments: [0, 6, 255, 256, 259, -1, Int.max, Int.min])
    func `a stored number that is no value is nothing, never the mildest`(number: Int) {
        #expect(Certainty(stored: number) == nil)
        #expect(AffectedGroup(stored: number) == nil)
        #expect(Origin(stored: number) == nil)
    }

    @Test func `a stored number of a value is that value`() {
        for value in Certainty.allCases { #expect(Certainty(stored: Int(value.rawValue)) == value) }
        for value in Origin.allCases { #expect(Origin(stored: Int64(value.rawValue)) == value) }
        for value in AffectedGroup.allCases {
            #expect(AffectedGroup(stored: value.rawValue) == value)
        }
        for value in ProvenanceGrade.allCases {
            #expect(ProvenanceGrade(stored: value.rawValue) == value)
        }
    }

    @Test(arguments: ["", "8", "-1", "+1", "01", " 1", "1 ", "ja", "\u{664}"])
    func `a secrecy that does not read is not taken for none`(text: String) {
        #expect(Secrecy.stored(text) == nil)
    }

    @Test func `secrecies are 0 to 7`() {
        for number in 0...7 { #expect(Secrecy.stored("\(number)") == number) }
    }
}
