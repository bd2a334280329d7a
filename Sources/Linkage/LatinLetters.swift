// SPDX-License-Identifier: EUPL-1.2

/// The plain letters a to z behind the letters of the Latin script, whatever their marks.
///
/// `ł đ ø` become `l d o`, `ß æ œ ĳ` become two letters. What is no Latin letter stays as it is.
enum LatinLetters {
    /// One or two plain letters; `.space` for the two signs among the letters (× and ÷).
    enum Plain: Equatable {
        case one(UInt8)
        case two(UInt8, UInt8)
        case space
        case notLatin
    }

    /// The plain form of a scalar from U+00C0 up.
    static func plain(_ scalar: UInt32) -> Plain {
        switch scalar {
        case 0x00C0..<0x0250: plain(code: low[Int(scalar - 0x00C0)])
        case 0x1E00..<0x1F00: plain(code: additional[Int(scalar - 0x1E00)])
        default: .notLatin
        }
    }

    private static func plain(code: UInt8) -> Plain {
        switch code {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .one(code)
        case UInt8(ascii: "A"): .two(UInt8(ascii: "a"), UInt8(ascii: "e"))
        case UInt8(ascii: "D"): .two(UInt8(ascii: "d"), UInt8(ascii: "z"))
        case UInt8(ascii: "I"): .two(UInt8(ascii: "i"), UInt8(ascii: "j"))
        case UInt8(ascii: "L"): .two(UInt8(ascii: "l"), UInt8(ascii: "j"))
        case UInt8(ascii: "N"): .two(UInt8(ascii: "n"), UInt8(ascii: "j"))
        case UInt8(ascii: "O"): .two(UInt8(ascii: "o"), UInt8(ascii: "e"))
        case UInt8(ascii: "S"): .two(UInt8(ascii: "s"), UInt8(ascii: "s"))
        case UInt8(ascii: "T"): .two(UInt8(ascii: "t"), UInt8(ascii: "h"))
        case UInt8(ascii: " "): .space
        default: .notLatin
        }
    }

    // Capitals stand for two letters: A ae, D dz, I ij, L lj, N nj, O oe, S ss, T th.

    /// U+00C0 to U+024F: Latin-1, Extended-A, Extended-B.
    private static let low = Array(
        """
        aaaaaaAceeeeiiiidnooooo ouuuuyTSaaaaaaAceeeeiiiidnooooo ouuuuyTy\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllll\
        lllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
        bb???????dd???e??ff????ikkl?????oo?????????????uu??yyzz?????????\
        ????DDDLLLNNNaaiioouuuuuuuuuueaaaaAAggggkkoooo??jDDDgg??nnaaAAoo\
        aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy??????acclt?\
        ???b??eejj??rryy
        """.utf8
    )

    /// U+1E00 to U+1EFF: Latin Extended Additional (Vietnamese among others).
    private static let additional = Array(
        """
        aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
        mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
        wwwwwwwwwwxxxxyyzzzzzzhtwyasssS?aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
        eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??vvyy
        """.utf8
    )
}
