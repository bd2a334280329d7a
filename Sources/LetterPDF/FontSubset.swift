// SPDX-License-Identifier: EUPL-1.2

import CHarfBuzz

/// One face cut down to the characters of European names and letters, with what a PDF says of it.
///
/// Glyph numbers are those of the whole font, so text shaped with it fits the embedded file.
struct FontSubset: Sendable {
    /// With the layout tables, to shape with; characters outside the subset have no glyph here.
    let shaping: [UInt8]
    /// Outlines and advances only, compressed, to embed.
    let embedded: [UInt8]
    let embeddedLength: Int
    let postScriptName: String
    let glyphs: [Glyph]
    let ascent, descent, capHeight: Int
    let boundingBox: [Int]

    /// Advance in thousandths of the size; the character is 0 for a glyph that stands for none alone.
    struct Glyph: Sendable {
        let number: UInt16
        let advance: Int
        let character: UInt32
    }

    /// Latin with all its extensions, Vietnamese, combining marks, and the signs of ordinary print.
    static let characters: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0xA0...0x24F, 0x2B0...0x2FF, 0x300...0x36F, 0x1E00...0x1EFF,
        0x2010...0x2027, 0x2030...0x203A, 0x20AC...0x20AC, 0x2122...0x2122, 0x2212...0x2212,
    ]

    init(font: [UInt8]) throws {
        let face = try Face.reading(font)
        let plan = try face.plan { input in
            let set = hb_subset_input_unicode_set(input)
            for range in Self.characters {
                hb_set_add_range(set, range.lowerBound, range.upperBound)
            }
        }
        defer { hb_subset_plan_destroy(plan) }
        guard let cut = hb_subset_plan_execute_or_fail(plan) else {
            throw LetterPDFError.unusableFont
        }
        shaping = try Face(owning: cut).bytes()

        let subset = try Face.reading(shaping)
        let kept = Self.numbers(in: hb_subset_plan_old_to_new_glyph_mapping(plan))
        let outlines = try subset.outlines(of: kept)
        embeddedLength = outlines.count
        embedded = try Deflater(for: .fonts).compressed(outlines)

        postScriptName = try face.postScriptName()
        let scale = 1000 / Double(hb_face_get_upem(face.pointer))
        glyphs = try subset.glyphs(kept, scale: scale)
        (ascent, descent, capHeight) = try subset.heights(scale: scale)
        boundingBox = try face.boundingBox(scale: scale)
    }

    private static func numbers(in mapping: OpaquePointer?) -> [UInt16] {
        var numbers: [UInt16] = []
        for number in 0..<UInt32(UInt16.max) where hb_map_has(mapping, number) != 0 {
            numbers.append(UInt16(number))
        }
        return numbers
    }
}

/// A HarfBuzz face that is let go with its owner.
private struct Face: ~Copyable {
    let pointer: OpaquePointer

    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    static func reading(_ font: [UInt8]) throws -> Face {
        let blob = font.withUnsafeBytes {
            hb_blob_create(
                $0.bindMemory(to: CChar.self).baseAddress,
                UInt32(font.count),
                HB_MEMORY_MODE_DUPLICATE,
                nil,
                nil
            )
        }
        defer { hb_blob_destroy(blob) }
        guard hb_face_count(blob) > 0, let face = hb_face_create(blob, 0) else {
            throw LetterPDFError.unusableFont
        }
        let read = Face(owning: face)
        guard hb_face_get_glyph_count(face) > 0, try !read.table("glyf").isEmpty else {
            throw LetterPDFError.unusableFont
        }
        return read
    }

    deinit { hb_face_destroy(pointer) }

    func bytes() throws -> [UInt8] { try Self.taking(hb_face_reference_blob(pointer)) }

    func table(_ name: StaticString) throws -> [UInt8] {
        try Self.taking(hb_face_reference_table(pointer, Self.tag(name)))
    }

    /// A subset that keeps glyph numbers and drops instructions for screens.
    func plan(_ choose: (OpaquePointer) -> Void) throws -> OpaquePointer {
        guard let input = hb_subset_input_create_or_fail() else {
            throw LetterPDFError.unusableFont
        }
        defer { hb_subset_input_destroy(input) }
        let flags = HB_SUBSET_FLAGS_RETAIN_GIDS.rawValue | HB_SUBSET_FLAGS_NO_HINTING.rawValue
        hb_subset_input_set_flags(input, flags)
        choose(input)
        guard let plan = hb_subset_plan_create_or_fail(pointer, input) else {
            throw LetterPDFError.unusableFont
        }
        return plan
    }

    func outlines(of glyphs: [UInt16]) throws -> [UInt8] {
        let plan = try plan { input in
            let set = hb_subset_input_glyph_set(input)
            for glyph in glyphs {
                hb_set_add(set, UInt32(glyph))
            }
            let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
            for name: StaticString in [
                "GSUB", "GPOS", "GDEF", "cmap", "name", "OS/2", "post", "STAT",
            ] {
                hb_set_add(dropped, Self.tag(name))
            }
        }
        defer { hb_subset_plan_destroy(plan) }
        guard let cut = hb_subset_plan_execute_or_fail(plan) else {
            throw LetterPDFError.unusableFont
        }
        return try Face(owning: cut).bytes()
    }

    func glyphs(_ numbers: [UInt16], scale: Double) throws -> [FontSubset.Glyph] {
        guard let font = hb_font_create(pointer) else {
            throw LetterPDFError.unusableFont
        }
        defer { hb_font_destroy(font) }
        var characters: [UInt32: UInt32] = [:]
        for character in FontSubset.characters.joined() {
            var glyph: UInt32 = 0
            // The lowest character wins, so a no-break space reads back as a space.
            if hb_font_get_nominal_glyph(font, character, &glyph) != 0, characters[glyph] == nil {
                characters[glyph] = character
            }
        }
        return numbers.map { number in
            let advance = Double(hb_font_get_glyph_h_advance(font, UInt32(number))) * scale
            return FontSubset.Glyph(
                number: number,
                advance: Int(advance.rounded()),
                character: characters[UInt32(number)] ?? 0
            )
        }
    }

    func heights(scale: Double) throws -> (ascent: Int, descent: Int, capHeight: Int) {
        let header = try table("hhea")
        guard header.count >= 8 else {
            throw LetterPDFError.unusableFont
        }
        let metrics = try table("OS/2")
        let ascent = Self.signed(header, at: 4, scale)
        let capHeight = metrics.count >= 90 ? Self.signed(metrics, at: 88, scale) : ascent * 7 / 10
        return (ascent, Self.signed(header, at: 6, scale), capHeight)
    }

    func boundingBox(scale: Double) throws -> [Int] {
        let head = try table("head")
        guard head.count >= 44 else {
            throw LetterPDFError.unusableFont
        }
        return [36, 38, 40, 42].map { Self.signed(head, at: $0, scale) }
    }

    /// Name 6 of the naming table, letters and hyphens only as a PDF name wants.
    func postScriptName() throws -> String {
        var length: UInt32 = 64
        var text = [CChar](repeating: 0, count: 64)
        hb_ot_name_get_utf8(
            pointer,
            hb_ot_name_id_t(6),
            hb_language_from_string("en", 2),
            &length,
            &text
        )
        let name = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.filter {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
        }
        return name.isEmpty ? "Letter" : String(decoding: name, as: UTF8.self)
    }

    private static func signed(_ table: [UInt8], at index: Int, _ scale: Double) -> Int {
        let bits = UInt16(table[index]) << 8 | UInt16(table[index + 1])
        return Int((Double(Int16(bitPattern: bits)) * scale).rounded())
    }

    private static func taking(_ blob: OpaquePointer?) throws -> [UInt8] {
        defer { hb_blob_destroy(blob) }
        var length: UInt32 = 0
        guard let data = hb_blob_get_data(blob, &length) else { return [] }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(length)))
    }

    private static func tag(_ name: StaticString) -> hb_tag_t {
        name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | hb_tag_t($1) } }
    }
}
