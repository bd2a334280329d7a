// SPDX-License-Identifier: EUPL-1.2
import CSV
import Testing

@Suite struct EncodingTests {
    /// Letters of Latin-1 only.
    static func bytes(_ text: String, as encoding: TextEncoding) -> [UInt8] {
        switch encoding {
        case .utf8: Array(text.utf8)
        case .latin1, .windows1252: text.unicodeScalars.map { UInt8($0.value) }
        case .utf16LittleEndian:
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian:
            [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
    }

    private func text(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
        var transcoder = TextTranscoder(from: encoding)
        var output: [UInt8] = []
        bytes.withUnsafeBytes { transcoder.append($0, to: &output) }
        transcoder.finish(&output)
        return output
    }

    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x61], .utf8, .byteOrderMark),
            ([0xFF, 0xFE, 0x61, 0x00], .utf16LittleEndian, .byteOrderMark),
            ([0xFE, 0xFF, 0x00, 0x61], .utf16BigEndian, .byteOrderMark),
            ([0x61], .utf8, .ascii),
            ([0xC3, 0xAB, 0xE2, 0x82], .utf8, .wellFormed),
            ([0x4A, 0xF6, 0x72, 0x67], .windows1252, .notUTF8),
            ([0x80, 0x20], .windows1252, .notUTF8),
        ] as [([UInt8], TextEncoding, TextEncodingGuess.Ground)]
    )
    func `the first bytes tell the encoding`(
        sample: [UInt8],
        encoding: TextEncoding,
        ground: TextEncodingGuess.Ground
    ) {
        #expect(
            TextEncodingGuess(sample: sample)
                == TextEncodingGuess(encoding: encoding, ground: ground)
        )
    }

    @Test func `bytes that are no text have no encoding`() {
        #expect(TextEncodingGuess(sample: [0xFF, 0x00, 0x81, 0x02]) == nil)
    }

    @Test func `windows-1252 has the euro sign where Latin-1 has a control character`() {
        #expect(text([0x80, 0x9F, 0xEB], .windows1252) == Array("€Ÿë".utf8))
        #expect(text([0x80, 0xEB], .latin1) == Array("\u{80}ë".utf8))
    }

    @Test func `UTF-16 has pairs, and half a pair is not replaced unseen`() {
        #expect(text([0x3D, 0xD8, 0x00, 0xDE], .utf16LittleEndian) == Array("😀".utf8))
        #expect(text([0xD8, 0x3D, 0x00, 0x61], .utf16BigEndian) == [0xED, 0xA0, 0xBD, 0x61])
        #expect(text([0x00, 0x61, 0x00], .utf16BigEndian) == [0x61, 0xFF])
        let reader = CSVReader(encoding: .utf16BigEndian)
        #expect(
            Reading(reader, [0xD8, 0x3D, 0x00, 0x0A]).reasons == [
                .notUTF8(line: 1, column: 1, looksLike: nil)
            ]
        )
    }

    @Test(
        arguments: [
            ([0x61, 0x0A, 0x4A, 0xF6, 0x72, 0x0A], 2, 2, .windows1252),
            ([0x22, 0x61, 0x0A, 0x62, 0x62, 0x93, 0x22], 2, 3, .windows1252),
            ([0xC0, 0xAF, 0x0A], 1, 1, .windows1252),
            ([0xED, 0xA0, 0x80], 1, 1, .windows1252),
            ([0x61, 0xF5, 0x81], 1, 2, nil),
            ([0x61, 0xE2, 0x82], 1, 2, .windows1252),
        ] as [([UInt8], Int, Int, TextEncoding?)]
    )
    func `a row that is not UTF-8 says where, and what it looks like`(
        bytes: [UInt8],
        line: Int,
        column: Int,
        encoding: TextEncoding?
    ) {
        let reason = CSVRowProblem.Reason.notUTF8(line: line, column: column, looksLike: encoding)
        #expect(Reading(CSVReader(), bytes).reasons == [reason])
    }

    @Test(arguments: ["Zoë", "ﬁ€", "漢字", "😀", "\u{10FFFF}", "\u{800}", "\u{D7FF}\u{E000}"])
    func `well-formed UTF-8 passes`(text: String) {
        #expect(Reading(text).rows == [[text]])
    }
}
