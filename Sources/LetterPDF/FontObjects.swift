// SPDX-License-Identifier: EUPL-1.2

/// The objects by which a PDF carries a face: a composite font with Identity-H (ISO 32000-1, 9.7).
extension FontSubset {
    func write(into file: inout ObjectWriter, bold: Bool) throws -> ObjectNumber {
        let program = try file.addStream(
            compressed: embedded,
            dictionary: "/Length1 ",
            length: embeddedLength
        )
        let descriptor = try file.addObject { object in
            object.add("<</Type/FontDescriptor/FontName/")
            object.add(taggedName)
            object.add("/Flags 4/ItalicAngle 0/FontBBox[")
            for edge in boundingBox {
                object.add(Double(edge))
            }
            object.add("]/Ascent ")
            object.add(ascent)
            object.add("/Descent ")
            object.add(descent)
            object.add("/CapHeight ")
            object.add(capHeight)
            object.add("/StemV ")
            object.add(bold ? 140 : 80)
            object.add("/FontFile2 ")
            object.add(program)
            object.add(">>")
        }
        let descendant = try file.addObject { object in
            object.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/")
            object.add(taggedName)
            object.add("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>")
            object.add("/CIDToGIDMap/Identity/FontDescriptor ")
            object.add(descriptor)
            object.add("/DW 600/W[")
            addWidths(to: &object)
            object.add("]>>")
        }
        let reading = try file.addStream(toUnicode)
        return try file.addObject { object in
            object.add("<</Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont/")
            object.add(taggedName)
            object.add("/DescendantFonts[")
            object.add(descendant)
            object.add("]/ToUnicode ")
            object.add(reading)
            object.add(">>")
        }
    }

    /// The name with the six letters that say it is a subset, the same letters for the same subset.
    private var taggedName: [UInt8] {
        var rest = Checksum.of(embedded)
        var name: [UInt8] = []
        for _ in 0..<6 {
            name.append(65 + UInt8(rest % 26))
            rest /= 26
        }
        return name + Array("+\(postScriptName)".utf8)
    }

    /// Runs of glyph numbers that follow each other, each with its advances.
    private func addWidths(to object: inout PDFBytes) {
        var next: UInt16?
        for glyph in glyphs {
            if glyph.number != next {
                object.add(next == nil ? "" : "]")
                object.add(Int(glyph.number))
                object.add("[")
            } else {
                object.add(" ")
            }
            object.add(glyph.advance)
            next = glyph.number &+ 1
        }
        object.add(next == nil ? "" : "]")
    }

    /// From glyphs back to characters, for search, copying and reading aloud.
    private var toUnicode: PDFBytes {
        var map = PDFBytes()
        map.add("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
        map.add("/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n")
        map.add("/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n")
        map.add("1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
        let known = glyphs.filter { $0.character > 0 }
        // A section may hold at most a hundred entries.
        for start in stride(from: 0, to: known.count, by: 100) {
            let section = known[start..<min(start + 100, known.count)]
            map.add(section.count)
            map.add(" beginbfchar\n")
            for glyph in section {
                map.add("<")
                map.addHexadecimal(UInt32(glyph.number), digits: 4)
                map.add("><")
                map.addHexadecimal(glyph.character, digits: 4)
                map.add(">\n")
            }
            map.add("endbfchar\n")
        }
        map.add("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        return map
    }
}
