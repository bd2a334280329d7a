// SPDX-License-Identifier: EUPL-1.2

/// The customer index (klantindex, KIX) that the post sorts letters by: at most 18 letters and
/// digits, four bars each, without start bar, stop bar or check character.
public struct KIX: Hashable, Sendable {
    public enum Failure: Error, Equatable {
        case empty
        case tooLong(characters: Int)
        /// A character that is no letter A–Z and no digit, counted from 1.
        case character(position: Int)
    }

    /// One bar: does it rise above the track, and does it go below it?
    public enum Bar: Character, Sendable, Hashable {
        case full = "F"
        case ascender = "A"
        case descender = "D"
        case tracker = "T"
    }

    /// `1231FZ13XHS`: postcode, house number, and `X` before a letter or addition.
    public let content: String

    /// Lower case counts as upper case.
    public init(content: String) throws(Failure) {
        let bytes = content.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        guard !bytes.isEmpty else { throw .empty }
        if let at = bytes.firstIndex(where: { KIX.value(of: $0) == nil }) {
            throw .character(position: at + 1)
        }
        guard bytes.count <= 18 else { throw .tooLong(characters: bytes.count) }
        self.content = String(decoding: bytes, as: UTF8.self)
    }

    /// Letter and addition are joined, without spaces, full stops and hyphens; nothing else of
    /// them is ever left out.
    public init(
        postcode: String,
        houseNumber: String,
        letter: String = "",
        addition: String = ""
    ) throws(Failure) {
        let behind = (letter + addition).without(" -.")
        let number = houseNumber + (behind.isEmpty ? "" : "X" + behind)
        try self.init(content: postcode.without(" ") + number)
    }

    /// Four bars a character, left to right.
    public var bars: [Bar] {
        content.utf8.flatMap { byte in
            let value = KIX.value(of: byte) ?? 0
            let ascenders = KIX.patterns[value / 6]
            let descenders = KIX.patterns[value % 6]
            return (0..<4).map { index in
                switch (ascenders >> (3 - index) & 1, descenders >> (3 - index) & 1) {
                case (1, 1): Bar.full
                case (1, 0): Bar.ascender
                case (0, 1): Bar.descender
                default: Bar.tracker
                }
            }
        }
    }

    /// The bars as letters: `TDFA`.
    public var text: String {
        let content = content.utf8
        return String(unsafeUninitializedCapacity: content.count * 4) { bars in
            var count = 0
            for byte in content {
                let value = KIX.value(of: byte) ?? 0
                let ascenders = KIX.patterns[value / 6] << 1
                let descenders = KIX.patterns[value % 6]
                for shift: UInt8 in [3, 2, 1, 0] {
                    let bar = ascenders >> shift & 2 | descenders >> shift & 1
                    bars[count] = KIX.letters[Int(bar)]
                    count += 1
                }
            }
            return count
        }
    }

    /// A tracker, a descender, an ascender and a full bar.
    private static let letters = Array("TDAF".utf8)

    /// The six ways in which two bars of four can be raised.
    private static let patterns: [UInt8] = [0b0011, 0b0101, 0b0110, 0b1001, 0b1010, 0b1100]

    private static func value(of byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x5A: Int(byte) - 0x41 + 10
        default: nil
        }
    }
}

extension String {
    /// Without the given characters, of which nearly no text has any.
    fileprivate func without(_ characters: String) -> String {
        utf8.contains(where: { characters.utf8.contains($0) })
            ? filter { !characters.contains($0) } : self
    }
}
