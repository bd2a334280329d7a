// SPDX-License-Identifier: EUPL-1.2

/// Measures text, breaks it into lines and writes lines as PDF text.
///
/// Words are shaped one by one and cached. Lines break at spaces, never at no-break spaces; two
/// spaces stay two spaces.
struct Typesetter {
    private let regular: Shaper
    private let bold: Shaper
    private let spaces: [Int]
    private var cache = WordCache()
    private var broken: [Broken: [Line]] = [:]
    private var spaceCodes: [[UInt8]] = []

    /// A line ready to be shown: `code` is a whole `[(…)]TJ`, `width` in points.
    struct Line {
        var code: [UInt8]
        var width: Double
    }

    init(_ font: LetterFont) throws {
        regular = try Shaper(font.regular)
        bold = try Shaper(font.bold)
        var widths: [Int] = []
        for shaper in [regular, bold] {
            var code = PDFBytes()
            let width = [UInt8(ascii: " ")].withUnsafeBufferPointer {
                shaper.append($0, size: 10, to: &code)
            }
            guard let width else { throw LetterPDFError.unusableFont }
            widths.append(width)
            spaceCodes.append(code.bytes)
        }
        spaces = widths
    }

    /// Width in points on one line.
    mutating func width(of text: String, _ style: TextStyle, in part: LetterPart) throws -> Double {
        var code = PDFBytes()
        return try appendLine(text, style, in: part, to: &code)
    }

    /// Appends `[(…)]TJ` for text on one line and returns its width in points.
    @discardableResult
    mutating func appendLine(
        _ text: String,
        _ style: TextStyle,
        in part: LetterPart,
        to content: inout PDFBytes
    ) throws -> Double {
        var text = text
        content.add("[(")
        let thousandths = try text.withUTF8 { bytes in
            var width = 0
            var start = 0
            for index in 0...bytes.count
            where index == bytes.count || bytes[index] == UInt8(ascii: " ") {
                width += try append(bytes, start..<index, style, part, to: &content)
                if index < bytes.count {
                    content.add(spaceCodes[style.face.rawValue])
                    width += spaces[style.face.rawValue]
                }
                start = index + 1
            }
            return width
        }
        content.add(")]TJ ")
        return Double(thousandths) * style.size / 1000
    }

    /// Appends the inside of a PDF string for text without spaces; returns its width in thousandths.
    @discardableResult
    mutating func appendWord(
        _ text: String,
        _ style: TextStyle,
        in part: LetterPart,
        to content: inout PDFBytes
    ) throws -> Int {
        var text = text
        return try text.withUTF8 { try append($0, 0..<$0.count, style, part, to: &content) }
    }

    private mutating func code(
        of text: String,
        _ style: TextStyle,
        in part: LetterPart
    ) throws -> (code: [UInt8], width: Int) {
        var content = PDFBytes()
        let width = try appendWord(text, style, in: part, to: &content)
        return (content.bytes, width)
    }

    /// Greedy lines no wider than `width` points, left aligned; a word that is too wide by itself is
    /// broken after a hyphen of its own, else between characters. A newline always ends a line.
    mutating func lines(
        _ text: String,
        _ style: TextStyle,
        width: Double,
        in part: LetterPart
    ) throws -> [Line] {
        let key = Broken(text: text, style: style, width: width)
        if let known = broken[key] { return known }
        let lines = try breaking(text, style, width: width, in: part)
        if broken.count >= 8_192 {
            broken.removeAll(keepingCapacity: true)
        }
        broken[key] = lines
        return lines
    }

    /// A text that was broken into lines before.
    private struct Broken: Hashable {
        let text: String
        let style: TextStyle
        let width: Double
    }

    private mutating func breaking(
        _ text: String,
        _ style: TextStyle,
        width: Double,
        in part: LetterPart
    ) throws -> [Line] {
        let room = Int(width * 1000 / style.size)
        let space = spaces[style.face.rawValue]
        var lines: [Line] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = PDFBytes()
            var used = 0
            func close() {
                lines.append(
                    Line(
                        code: Array("[(".utf8) + line.bytes + Array(")]TJ ".utf8),
                        width: Double(used) * style.size / 1000
                    )
                )
            }
            let words = paragraph.split(separator: " ")
            for (place, word) in words.enumerated() {
                if used > 0, Self.beginsDate(words[place...]) {
                    var whole = 2 * space
                    for next in words[place..<place + 3] {
                        whole += try code(of: String(next), style, in: part).width
                    }
                    if used + space + whole > room, whole <= room {
                        close()
                        line.removeAll()
                        used = 0
                    }
                }
                for piece in try pieces(String(word), style, room: room, part) {
                    if used > 0 && (piece.isRest || used + space + piece.width > room) {
                        close()
                        line.removeAll()
                        used = 0
                    }
                    if used > 0 {
                        line.add(spaceCodes[style.face.rawValue])
                        used += space
                    }
                    line.add(piece.code)
                    used += piece.width
                }
            }
            close()
        }
        return lines
    }

    /// `11 augustus 2025`: read as one, so it is not broken between two lines.
    private static func beginsDate(_ words: ArraySlice<Substring>) -> Bool {
        guard words.count > 2, let day = words.first else { return false }
        let (month, year) = (words[words.startIndex + 1], words[words.startIndex + 2])
        return day.count <= 2 && day.allSatisfy(\.isWholeNumber)
            && month.allSatisfy(\.isLetter)
            && year.count >= 4 && year.prefix(4).allSatisfy(\.isWholeNumber)
    }

    private struct Piece {
        let code: [UInt8]
        let width: Int
        /// Continues a word on the next line.
        let isRest: Bool
    }

    /// The word, in as many pieces as it takes to fit.
    private mutating func pieces(
        _ word: String,
        _ style: TextStyle,
        room: Int,
        _ part: LetterPart
    ) throws -> [Piece] {
        let whole = try code(of: word, style, in: part)
        if whole.width <= room {
            return [Piece(code: whole.code, width: whole.width, isRest: false)]
        }
        var pieces: [Piece] = []
        var rest = Substring(word)
        while !rest.isEmpty {
            var end = rest.index(after: rest.startIndex)
            var best = try code(of: String(rest[..<end]), style, in: part)
            while end < rest.endIndex {
                let next = rest.index(after: end)
                let longer = try code(of: String(rest[..<next]), style, in: part)
                if longer.width > room { break }
                (end, best) = (next, longer)
            }
            if end < rest.endIndex, let hyphen = rest[..<end].lastIndex(of: "-") {
                end = rest.index(after: hyphen)
                best = try code(of: String(rest[..<end]), style, in: part)
            }
            if best.width > room { throw LetterPDFError.tooWide(part) }
            pieces.append(Piece(code: best.code, width: best.width, isRest: !pieces.isEmpty))
            rest = rest[end...]
        }
        return pieces
    }

    private mutating func append(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ style: TextStyle,
        _ part: LetterPart,
        to content: inout PDFBytes
    ) throws -> Int {
        if range.isEmpty { return 0 }
        let spelling = UnsafeBufferPointer(rebasing: bytes[range])
        let seed = UInt64(style.size.bitPattern) &+ UInt64(style.face.rawValue)
        let key = byteHash(UnsafeRawBufferPointer(spelling), seed: seed)
        let word = try cache.word(spelling, style, key) ?? shape(spelling, key, style, part)
        cache.append(word, to: &content)
        return word.width
    }

    private mutating func shape(
        _ spelling: UnsafeBufferPointer<UInt8>,
        _ key: UInt64,
        _ style: TextStyle,
        _ part: LetterPart
    ) throws -> WordCache.Word {
        var code = PDFBytes()
        let shaper = style.face == .regular ? regular : bold
        guard let width = shaper.append(spelling, size: style.size, to: &code) else {
            throw LetterPDFError.missingGlyph(in: part)
        }
        return cache.insert(spelling, style, key, code: code.bytes, width: width)
    }
}
