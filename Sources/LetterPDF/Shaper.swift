// SPDX-License-Identifier: EUPL-1.2

import CHarfBuzz

/// Turns a word into glyphs of one face, as the inside of a PDF string with its kerning.
///
/// A class because HarfBuzz's objects must be let go.
final class Shaper {
    private let font: OpaquePointer
    private let buffer: OpaquePointer
    private let scale: Double
    private let advances: [Int]
    private let characters: [UInt32]
    /// No ligatures: one glyph for one character reads back without further notes in the file.
    private var features: [hb_feature_t]

    init(_ subset: FontSubset) throws {
        let blob = subset.shaping.withUnsafeBytes {
            hb_blob_create(
                $0.bindMemory(to: CChar.self).baseAddress,
                UInt32(subset.shaping.count),
                HB_MEMORY_MODE_DUPLICATE,
                nil,
                nil
            )
        }
        let face = hb_face_create(blob, 0)
        hb_blob_destroy(blob)
        defer { hb_face_destroy(face) }
        guard let font = hb_font_create(face), let buffer = hb_buffer_create() else {
            throw LetterPDFError.unusableFont
        }
        self.font = font
        self.buffer = buffer
        scale = 1000 / Double(hb_face_get_upem(face))
        var advances = [Int](repeating: -1, count: Int(subset.glyphs.last?.number ?? 0) + 1)
        var characters = [UInt32](repeating: 0, count: advances.count)
        for glyph in subset.glyphs {
            advances[Int(glyph.number)] = glyph.advance
            characters[Int(glyph.number)] = glyph.character
        }
        self.advances = advances
        features = ["liga", "clig"].map { (name: StaticString) in
            hb_feature_t(
                tag: name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | hb_tag_t($1) } },
                value: 0,
                start: 0,
                end: UInt32.max
            )
        }
        self.characters = characters
    }

    deinit {
        hb_buffer_destroy(buffer)
        hb_font_destroy(font)
    }

    /// Appends the glyphs of a word and returns its width in thousandths of the size; nil if a
    /// character has no glyph.
    func append(
        _ word: UnsafeBufferPointer<UInt8>,
        size: Double,
        to code: inout PDFBytes
    ) -> Int? {
        shape(word)
        var count: UInt32 = 0
        guard let glyphs = hb_buffer_get_glyph_infos(buffer, &count),
            let positions = hb_buffer_get_glyph_positions(buffer, &count)
        else {
            return word.isEmpty ? 0 : nil
        }
        let isReadable = reads(glyphs, Int(count), as: word)
        if !isReadable {
            code.add(")]TJ/Span<</ActualText")
            code.addTextString(word)
            code.add(">>BDC[(")
        }
        var width = 0
        for index in 0..<Int(count) {
            let glyph = Int(glyphs[index].codepoint)
            guard glyph > 0, glyph < advances.count, advances[glyph] >= 0 else { return nil }
            let position = positions[index]
            let advance = thousandths(position.x_advance)
            let right = thousandths(position.x_offset)
            let up = Double(position.y_offset) * scale / 1000 * size
            code.addKern(-right)
            code.addRise(up == 0 ? nil : up)
            code.addGlyph(UInt16(glyph))
            code.addRise(up == 0 ? nil : 0)
            code.addKern(advances[glyph] - advance + right)
            width += advance
        }
        if !isReadable {
            code.add(")]TJ EMC[(")
        }
        return width
    }

    private func thousandths(_ units: Int32) -> Int { Int((Double(units) * scale).rounded()) }

    private func shape(_ word: UnsafeBufferPointer<UInt8>) {
        hb_buffer_clear_contents(buffer)
        word.withMemoryRebound(to: CChar.self) {
            hb_buffer_add_utf8(buffer, $0.baseAddress, Int32($0.count), 0, Int32($0.count))
        }
        hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES)
        hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
        hb_buffer_set_script(buffer, HB_SCRIPT_LATIN)
        hb_buffer_set_language(buffer, hb_language_from_string("nl", 2))
        hb_shape(font, buffer, &features, UInt32(features.count))
    }

    /// Whether the glyphs give back exactly these characters; a no-break space may read as a space.
    private func reads(
        _ glyphs: UnsafeMutablePointer<hb_glyph_info_t>,
        _ count: Int,
        as word: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var index = 0
        var rest = word.makeIterator()
        var decoder = UTF8()
        while case .scalarValue(let scalar) = decoder.decode(&rest) {
            let character = scalar.value == 0xA0 ? 0x20 : scalar.value
            guard index < count, Int(glyphs[index].codepoint) < characters.count,
                characters[Int(glyphs[index].codepoint)] == character
            else {
                return false
            }
            index += 1
        }
        return index == count
    }
}

/// The inside of `[(…)]TJ`.
extension PDFBytes {
    mutating func addGlyph(_ glyph: UInt16) {
        addEscaped(UInt8(glyph >> 8))
        addEscaped(UInt8(truncatingIfNeeded: glyph))
    }

    /// Moves left by so many thousandths of the size.
    mutating func addKern(_ thousandths: Int) {
        if thousandths != 0 {
            bytes.append(UInt8(ascii: ")"))
            add(thousandths)
            bytes.append(UInt8(ascii: "("))
        }
    }

    /// Lifts what follows by so many points; 0 returns to the line, nil leaves it.
    fileprivate mutating func addRise(_ points: Double?) {
        guard let points else { return }
        add(")]TJ ")
        add(points)
        add("Ts[(")
    }

    private mutating func addEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0D:
            add("\\r")
        default:
            bytes.append(byte)
        }
    }
}
