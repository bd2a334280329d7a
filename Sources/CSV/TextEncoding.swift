// SPDX-License-Identifier: EUPL-1.2

/// The encodings in which laboratories and practices send lists.
public enum TextEncoding: String, CaseIterable, Equatable, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case latin1 = "iso-8859-1"
    case windows1252 = "windows-1252"
}

/// What the first bytes of a file tell about its encoding.
public struct TextEncodingGuess: Equatable, Sendable {
    public enum Ground: Equatable, Sendable {
        case byteOrderMark
        /// Every byte is ASCII, which all but UTF-16 have in common.
        case ascii
        /// Characters outside ASCII are well-formed UTF-8, which chance does not produce.
        case wellFormed
        /// Not UTF-8; the bytes that occur are letters and signs of the encoding.
        case notUTF8
    }

    public let encoding: TextEncoding
    public let ground: Ground

    public init(encoding: TextEncoding, ground: Ground) {
        self.encoding = encoding
        self.ground = ground
    }

    /// Nil when no encoding of ours fits, as in a file that is not text.
    ///
    /// A character that the end of the sample cuts in two does not count against UTF-8.
    public init?(sample: [UInt8]) {
        if sample.starts(with: [0xEF, 0xBB, 0xBF]) {
            self.init(encoding: .utf8, ground: .byteOrderMark)
        } else if sample.starts(with: [0xFF, 0xFE]) {
            self.init(encoding: .utf16LittleEndian, ground: .byteOrderMark)
        } else if sample.starts(with: [0xFE, 0xFF]) {
            self.init(encoding: .utf16BigEndian, ground: .byteOrderMark)
        } else if sample.allSatisfy({ $0 < 0x80 }) {
            self.init(encoding: .utf8, ground: .ascii)
        } else if Self.isUTF8(sample) {
            self.init(encoding: .utf8, ground: .wellFormed)
        } else if let encoding = Self.singleByteEncoding(of: sample) {
            self.init(encoding: encoding, ground: .notUTF8)
        } else {
            return nil
        }
    }

    private static func isUTF8(_ sample: [UInt8]) -> Bool {
        sample.withUnsafeBytes { bytes in
            var validator = UTF8Validator()
            var index = 0
            return validator.nextProblem(in: bytes, from: &index, base: 0) == nil
        }
    }

    /// Windows-1252 holds all printable characters of Latin-1, so it is named for both.
    static func singleByteEncoding(of bytes: some Sequence<UInt8>) -> TextEncoding? {
        for byte in bytes {
            switch byte {
            case 0x81, 0x8D, 0x8F, 0x90, 0x9D: return nil
            case 0x00...0x08, 0x0E...0x1F, 0x7F: return nil
            default: continue
            }
        }
        return .windows1252
    }
}
