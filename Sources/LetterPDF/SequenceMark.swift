// SPDX-License-Identifier: EUPL-1.2

/// Number of the letter in the batch and of its page, small in the corner of every printed page, for
/// whoever fills the envelopes.
struct SequenceMark {
    /// The ten digits and a hyphen.
    private let signs: [[UInt8]]
    private let start: [UInt8]
    private var letter = PDFBytes()

    private static let style = TextStyle(face: .regular, size: 5.5)

    init(_ typesetter: inout Typesetter) throws {
        var signs: [[UInt8]] = []
        for sign in "0123456789-" {
            var code = PDFBytes()
            try typesetter.appendWord(String(sign), Self.style, in: .footer, to: &code)
            signs.append(code.bytes)
        }
        self.signs = signs
        var start = PDFBytes()
        start.add("/Artifact BMC BT ")
        start.addFont(Self.style)
        start.add(PageLayout.points(8), PageLayout.points(8))
        start.add("Td[(")
        self.start = start.bytes
    }

    /// Begins the pages of a letter.
    mutating func set(_ number: Int) {
        letter.removeAll()
        letter.add(start)
        append(number, to: &letter)
        letter.add(signs[10])
    }

    func append(page: Int, to content: inout PDFBytes) {
        content.add(letter.bytes)
        append(page, to: &content)
        content.add(")]TJ ET EMC ")
    }

    private func append(_ number: Int, to content: inout PDFBytes) {
        for digit in "\(number)".utf8 {
            content.add(signs[Int(digit) - 48])
        }
    }
}
