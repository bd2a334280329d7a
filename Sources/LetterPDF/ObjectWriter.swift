// SPDX-License-Identifier: EUPL-1.2

/// Writes the objects of one PDF 1.7 file in one pass: content as streams, all else packed together
/// in object streams, found again by a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).
///
/// Keeps eight bytes for each object and no object itself.
struct ObjectWriter: ~Copyable {
    private var locations: [Location] = [.free]
    private var packed = PDFBytes()
    private var packedNumbers: [(number: ObjectNumber, offset: Int)] = []
    private var output = PDFBytes()
    private var flushed = 0
    private var checksum = Checksum()
    private var packing: [UInt8] = []
    private let deflater: Deflater
    private let sink: (UnsafeRawBufferPointer) throws -> Void

    private static let packSize = 24_000
    private static let bufferSize = 64_000

    init(sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
        self.sink = sink
        deflater = try Deflater(for: .pages)
        output.add("%PDF-1.7\n%")
        output.add([0xE2, 0xE3, 0xCF, 0xD3, 0x0A])
    }

    var length: Int { flushed + output.count }

    /// A number to refer to before its object is written.
    mutating func reserve() -> ObjectNumber {
        locations.append(.free)
        return ObjectNumber(value: locations.count - 1)
    }

    mutating func addObject(_ body: (inout PDFBytes) -> Void) throws -> ObjectNumber {
        let number = reserve()
        try setObject(number, body)
        return number
    }

    mutating func setObject(_ number: ObjectNumber, _ body: (inout PDFBytes) -> Void) throws {
        packedNumbers.append((number, packed.count))
        body(&packed)
        packed.add(" ")
        if packed.count > Self.packSize {
            try flushPacked()
        }
    }

    /// A stream; `entries` are those of its dictionary besides its length and filter.
    mutating func addStream(
        _ content: borrowing PDFBytes,
        entries: PDFBytes = PDFBytes()
    ) throws -> ObjectNumber {
        let number = reserve()
        packing.removeAll(keepingCapacity: true)
        try content.bytes.withUnsafeBytes { try deflater.append($0, to: &packing) }
        writeStream(number, packing, "/Filter/FlateDecode", entries)
        try flushIfFull()
        return number
    }

    /// A stream as it is: compressing the half kilobyte of one letter saves a third of it and takes
    /// as long as all the rest of the letter.
    mutating func addShortStream(_ content: borrowing PDFBytes) throws -> ObjectNumber {
        let number = reserve()
        writeStream(number, content.bytes, "", PDFBytes())
        try flushIfFull()
        return number
    }

    /// A stream compressed before, with its full length under a name such as `/Length1`.
    mutating func addStream(
        compressed: [UInt8],
        dictionary: StaticString,
        length: Int
    ) throws -> ObjectNumber {
        let number = reserve()
        var entries = PDFBytes()
        entries.add(dictionary)
        entries.add(length)
        writeStream(number, compressed, "/Filter/FlateDecode", entries)
        try flushIfFull()
        return number
    }

    /// Ends the file; nothing may be added afterwards.
    mutating func finish(root: ObjectNumber, information: ObjectNumber) throws {
        try flushPacked()
        let number = reserve()
        locations[number.value] = .offset(length)
        try flush()
        let identifier = identifier
        var table = PDFBytes()
        for (previous, location) in zip([.free] + locations, locations) {
            location.add(to: &table, after: previous)
        }
        var entries = PDFBytes()
        entries.add("/Type/XRef/Size ")
        entries.add(locations.count)
        entries.add("/W[1 5 2]/DecodeParms<</Predictor 12/Columns 8>>/Root ")
        entries.add(root)
        entries.add("/Info ")
        entries.add(information)
        entries.add("/ID[")
        for _ in 0..<2 {
            entries.add("<")
            for part in identifier {
                entries.addHexadecimal(part, digits: 8)
            }
            entries.add(">")
        }
        entries.add("]")
        let start = length
        packing.removeAll(keepingCapacity: true)
        try table.bytes.withUnsafeBytes { try deflater.append($0, to: &packing) }
        writeStream(number, packing, "/Filter/FlateDecode", entries)
        output.add("startxref\n")
        output.add(start)
        output.add("\n%%EOF\n")
        try flush()
    }

    /// Names the bytes written so far, so equal files have equal names and no chance is involved.
    private var identifier: [UInt32] {
        let sum = UInt32(truncatingIfNeeded: checksum.value)
        let size = UInt64(flushed)
        return [
            sum, UInt32(truncatingIfNeeded: size), UInt32(truncatingIfNeeded: size >> 32),
            UInt32(truncatingIfNeeded: locations.count),
        ]
    }

    private mutating func writeStream(
        _ number: ObjectNumber,
        _ data: [UInt8],
        _ filter: StaticString,
        _ entries: PDFBytes
    ) {
        locations[number.value] = .offset(length)
        output.add(number.value)
        output.add(" 0 obj\n<<")
        output.add(entries.bytes)
        output.add(filter)
        output.add("/Length ")
        output.add(data.count)
        output.add(">>stream\n")
        output.add(data)
        output.add("\nendstream\nendobj\n")
    }

    private mutating func flushPacked() throws {
        if packedNumbers.isEmpty { return }
        var content = PDFBytes()
        let number = ObjectNumber(value: locations.count)
        for (index, object) in packedNumbers.enumerated() {
            content.add(object.number.value)
            content.add(" ")
            content.add(object.offset)
            content.add(" ")
            locations[object.number.value] = .packed(in: number, index: index)
        }
        var entries = PDFBytes()
        entries.add("/Type/ObjStm/N ")
        entries.add(packedNumbers.count)
        entries.add("/First ")
        entries.add(content.count)
        content.add(packed.bytes)
        packed.removeAll()
        packedNumbers.removeAll(keepingCapacity: true)
        _ = try addStream(content, entries: entries)
    }

    private mutating func flushIfFull() throws {
        if output.count > Self.bufferSize {
            try flush()
        }
    }

    private mutating func flush() throws {
        try output.bytes.withUnsafeBytes { bytes in
            checksum.update(bytes)
            try sink(bytes)
        }
        flushed += output.count
        output.removeAll()
    }

    /// Where an object is: at an offset, or at an index in an object stream. Eight bytes.
    private struct Location {
        private let bits: UInt64

        static let free = Location(bits: 0)

        static func offset(_ offset: Int) -> Location {
            Location(bits: 1 << 56 | UInt64(offset))
        }

        static func packed(in stream: ObjectNumber, index: Int) -> Location {
            Location(bits: 2 << 56 | UInt64(stream.value) << 16 | UInt64(index))
        }

        /// Type in one byte, offset or stream in five, index in two: the columns of the table.
        private var columns: UInt64 {
            let body = bits & 0xFF_FFFF_FFFF_FFFF
            let wide = bits >> 56 == 2 ? body : body << 16
            return (bits >> 56) << 56 | wide
        }

        /// As differences from the row above (PNG predictor "up"), which compress far better.
        func add(to table: inout PDFBytes, after previous: Location) {
            table.bytes.append(2)
            for place in stride(from: UInt64(56), through: 0, by: -8) {
                let byte = UInt8(truncatingIfNeeded: columns >> place)
                let above = UInt8(truncatingIfNeeded: previous.columns >> place)
                table.bytes.append(byte &- above)
            }
        }
    }
}
