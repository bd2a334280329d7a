// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Hosting

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("\u{1B}[31mred", "\\u{1B}[31mred"), ("a\u{9B}31m", "a\\u{9B}31m"),
        ("bell\u{7}", "bell\\u{7}"),
        ("\u{202E}gnp.exe", "\\u{202E}gnp.exe"), ("a\u{2066}b\u{2069}", "a\\u{2066}b\\u{2069}"),
        ("a\u{200B}b\u{FEFF}", "a\\u{200B}b\\u{FEFF}"),
        ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
        ("a\tb\nc\r", "a\\u{9}b\\u{A}c\\u{D}"), ("\u{7F}", "\\u{7F}"), ("\u{E0041}", "\\u{E0041}"),
        ("a\u{AD}b", "a\\u{AD}b"), ("\u{3164}", "\\u{3164}"),
    ])
    func `what a terminal acts on becomes visible`(text: String, shown: String) {
        #expect(text.visible == shown)
    }

    @Test(arguments: ["Anna de Vries", "Łukasiewicz-Nguyễn", "e\u{301}", "漢字", "👩", "C:\\temp", ""])
    func `a name stays as it is`(text: String) {
        #expect(text.visible == text)
    }

    @Test func `every scalar that is let through is one that shows`() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = String(Character(scalar)).visible.unicodeScalars
            if shown.contains(scalar) {
                #expect(
                    ![.control, .format, .lineSeparator, .paragraphSeparator]
                        .contains(scalar.properties.generalCategory)
                )
            } else {
                #expect(shown.allSatisfy { (0x20..<0x7F).contains($0.value) })
            }
        }
    }

    @Test func `JSON with hidden characters means the same and shows them`() throws {
        let json = "{\"a\" : \"x\u{9B}\u{202E}\u{E0041}é\"\n}"
        #expect(
            json.visibleJSON == "{\"a\" : \"x\\u009b\\u202e\\udb40\\udc41é\"\n}"
        )
        #expect("{\n}".visibleJSON == "{\n}")
    }
}
