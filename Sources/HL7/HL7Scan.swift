// SPDX-License-Identifier: EUPL-1.2

/// Finds the segments and fields of one message after the other in memory of its own that is used
/// again, so that a message costs no allocation. One for each thread.
public struct HL7Scan: ~Copyable {
    private var segments = UnsafeMutableBufferPointer<HL7Segment>.allocate(capacity: 64)
    private var offsets = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 1_024)

    /// The longest message that is read, in bytes: a PDF of 96 MB stands in it.
    public static let longest = 128 << 20

    /// Memory above this many offsets is given back when the next message is a small one.
    private static let kept = 1 << 20

    public init() {}

    deinit {
        segments.deallocate()
        offsets.deallocate()
    }

    /// The view is good until the next message is read, and as long as the bytes are.
    ///
    /// Segments may end in CR, LF or CRLF; an MLLP frame and white space around the message are
    /// skipped. A `characterSet` that somebody said goes before the one that is declared.
    public mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        limit: Int = HL7Scan.longest,
        characterSet: HL7CharacterSet? = nil
    ) throws(HL7ParseError) -> HL7View {
        guard bytes.count <= min(limit, Int(Int32.max)) else { throw .tooLong(limit: limit) }
        let head = try HL7Head(bytes)
        // Each offset takes a byte of the message at least; four are written at once.
        makeRoom(offsets: bytes.count + 8)
        var plain = HL7PlainIndex(bytes, head, segments: segments, offsets: offsets)
        let count: (segments: Int, offsets: Int)
        let isASCII: Bool
        if plain.read() {
            count = (plain.segmentCount, plain.offsetCount)
            isASCII = plain.isASCII
        } else {
            let index = try HL7Index(bytes, head, offsets)
            makeRoom(segments: index.segments.count)
            _ = segments.update(fromContentsOf: index.segments)
            count = (index.segments.count, index.offsetCount)
            isASCII = index.isASCII
        }
        return view(bytes, head.delimiters, count, isASCII, characterSet)
    }

    private func view(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ delimiters: HL7Delimiters,
        _ count: (segments: Int, offsets: Int),
        _ isASCII: Bool,
        _ said: HL7CharacterSet?
    ) -> HL7View {
        func view(_ characterSet: HL7CharacterSet) -> HL7View {
            HL7View(
                bytes: bytes,
                delimiters: delimiters,
                segments: UnsafeBufferPointer(rebasing: segments[..<count.segments]),
                fieldOffsets: UnsafeBufferPointer(rebasing: offsets[..<count.offsets]),
                characterSet: characterSet
            )
        }
        if let said { return view(said) }
        let found = view(.utf8)
        // Escapes (`\\Xhh\\`) are of the declared set also when everything is ASCII.
        let declared = found.segments.first.map { found.field(18, of: $0) } ?? 0..<0
        if isASCII, declared.isEmpty { return found }
        return view(
            HL7CharacterSet(of: isASCII ? nil : bytes, declared: found.slice(declared))
        )
    }

    private mutating func makeRoom(offsets count: Int) {
        let isTooLarge = offsets.count > HL7Scan.kept && count < HL7Scan.kept / 4
        guard offsets.count < count || isTooLarge else { return }
        offsets.deallocate()
        offsets = .allocate(capacity: count > HL7Scan.kept ? count : max(count * 2, 1_024))
    }

    private mutating func makeRoom(segments count: Int) {
        let isTooLarge = segments.count > HL7Scan.kept && count < HL7Scan.kept / 4
        guard segments.count < count || isTooLarge else { return }
        segments.deallocate()
        segments = .allocate(capacity: max(count * 2, 64))
    }
}

/// Where a message begins, and the delimiters it declares there.
struct HL7Head {
    let start: Int
    /// The line at which it begins, from 1.
    let line: Int
    let delimiters: HL7Delimiters

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(HL7ParseError) {
        (start, line) = HL7Head.skipPreamble(of: bytes)
        guard start < bytes.count else { throw .empty }
        guard start + 3 <= bytes.count, bytes[start] == 0x4D, bytes[start + 1] == 0x53,
            bytes[start + 2] == 0x48
        else { throw .noHeader }
        delimiters = try HL7Delimiters(behindMSH: bytes[(start + 3)...])
    }

    /// Byte order mark, start of an MLLP frame, white space and line ends before MSH.
    private static func skipPreamble(
        of bytes: UnsafeBufferPointer<UInt8>
    ) -> (place: Int, line: Int) {
        var place = 0
        var line = 1
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0x0A || byte == 0x0D { line += 1 }
            if byte <= 0x20 {
                place += 1
            } else if byte == 0xEF, place + 2 < bytes.count, bytes[place + 1] == 0xBB,
                bytes[place + 2] == 0xBF
            {
                place += 3
            } else {
                break
            }
        }
        return (place, line)
    }
}
