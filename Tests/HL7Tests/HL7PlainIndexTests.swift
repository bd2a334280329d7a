// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import HL7

/// The quick index against the general one: the same segments and fields of every message.
@Suite struct HL7PlainIndexTests {
    private struct Found: Equatable {
        var names: [UInt32] = []
        var segments: [Range<Int>] = []
        var fields: [[Range<Int>]] = []
        var isASCII = true
    }

    private func found(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ segments: [HL7Segment],
        _ offsets: UnsafeBufferPointer<UInt32>,
        _ isASCII: Bool
    ) -> Found {
        var found = Found(isASCII: isASCII)
        for segment in segments {
            found.names.append(segment.name.code)
            found.segments.append(segment.start..<segment.end)
            let first = Int(segment.firstField)
            // A segment has an offset for each field and one behind its end.
            found.fields.append(
                (0..<Int(segment.delimiterCount)).map {
                    Int(offsets[first + $0])..<Int(offsets[first + $0 + 1]) - 1
                }
            )
        }
        return found
    }

    /// Nil when the message is no plain one, or none at all.
    private func plain(_ bytes: [UInt8], segments count: Int = 64) -> (Found, Found?)? {
        bytes.withUnsafeBufferPointer { bytes in
            guard let head = try? HL7Head(bytes) else { return nil }
            return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: bytes.count + 8) {
                offsets in
                withUnsafeTemporaryAllocation(of: HL7Segment.self, capacity: count) { segments in
                    var plain = HL7PlainIndex(bytes, head, segments: segments, offsets: offsets)
                    guard plain.read() else { return nil }
                    let quick = found(
                        bytes,
                        Array(segments[..<plain.segmentCount]),
                        UnsafeBufferPointer(offsets),
                        plain.isASCII
                    )
                    guard let index = try? HL7Index(bytes, head, offsets) else {
                        return (quick, nil)
                    }
                    let general = found(
                        bytes,
                        index.segments,
                        UnsafeBufferPointer(offsets),
                        index.isASCII
                    )
                    return (quick, general)
                }
            }
        }
    }

    private let message = Array(
        """
        MSH|^~\\&|LIS|LAB|BVO|X|20240229101500||ORU^R01|1|P|2.5\rPID|1||900000004^^^^NNNLD||Proef^Bo\r\
        OBR|1|||02HPV\rOBX|1|ST|02HPV16||NEG||||||F|||20240229101500\rOBX\rNTE|1|L|goed
        """.utf8
    )

    @Test func `a plain message of every length is read alike`() throws {
        for count in 9...message.count {
            for end in ["", "\r", "\n", "\r\n"] {
                let bytes = Array(message[..<count]) + Array(end.utf8)
                if let (quick, general) = plain(bytes) { #expect(quick == general) }
            }
        }
        let whole = try #require(plain(message))
        #expect(whole.0.names.count == 6)
        #expect(whole.0 == whole.1)
    }

    @Test func `messages with changed bytes are read alike, or left to the general index`() {
        var state: UInt64 = 11
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let odd = Array("||\r\r\n\n\t \u{1C}^A9".utf8) + [0, 0x7F, 0xC3]
        var plains = 0
        for round in 0..<40_000 {
            var bytes = message
            if round % 3 == 1 {
                bytes = bytes.map { $0 == 0x0D ? 0x0A : $0 }
            } else if round % 3 == 2 {
                bytes = bytes.flatMap { $0 == 0x0D ? [0x0D, 0x0A] : [$0] }
            }
            for _ in 0..<draw(4) {
                let place = draw(bytes.count)
                switch draw(3) {
                case 0: bytes[place] = odd[draw(odd.count)]
                case 1: bytes.insert(odd[draw(odd.count)], at: place)
                default: bytes.remove(at: place)
                }
            }
            guard let (quick, general) = plain(bytes) else { continue }
            plains += 1
            #expect(quick == general)
        }
        #expect(plains > 10_000)
    }

    @Test func `a delimiter of 0x7F divides nothing behind the end`()
        throws
    {
        for count in 0..<16 {
            let text = "MSH\u{7F}^~\\&\u{7F}A\u{7F}" + String(repeating: "x", count: count)
            let read = try HL7Message(Array(text.utf8))
            #expect(read.segments.count == 1)
            #expect(read.segments[0].fieldCount == 4)
            let strange = try HL7Message(Array((text + "\ty").utf8))
            #expect(strange.segments[0].fieldCount == 4)
        }
    }

    @Test func `a scan reads large and small messages one after the other`() throws {
        var scan = HL7Scan()
        let many = Array("MSH|^~\\&|A".utf8) + (0..<300).flatMap { Array("\rOBX|\($0)|x".utf8) }
        for bytes in [message, many, message, many] {
            let (segments, last) = try bytes.withUnsafeBufferPointer { buffer in
                let view = try scan.read(buffer)
                let last = try #require(view.segments.last)
                return (view.segments.count, view.text(view.field(2, of: last)))
            }
            #expect(segments == (bytes.count == many.count ? 301 : 6))
            #expect(last == (bytes.count == many.count ? "x" : "L"))
        }
    }

    @Test(
        arguments: [
            [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x98, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
            [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3],
            [0xE2, 0x82], [0x80], [0xFF], [0xF0, 0x9F, 0x98, 0x41], [0xE9, 0x41], [],
        ] as [[UInt8]]
    )
    func `UTF-8 is told from other bytes as texts tell it`(odd: [UInt8]) {
        for before in 0..<10 {
            let bytes =
                Array(repeating: UInt8(0x41), count: before) + odd + Array("tail of it".utf8)
            let short = Array(repeating: UInt8(0x41), count: before) + odd
            for bytes in [bytes, short] {
                #expect(
                    bytes.withUnsafeBufferPointer { UTF8Check.isValid($0) }
                        == (String(validating: bytes, as: UTF8.self) != nil)
                )
            }
        }
    }
}
