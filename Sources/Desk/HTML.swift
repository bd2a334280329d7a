// SPDX-License-Identifier: EUPL-1.2

/// A piece of a page. Text that is put into it is escaped; only what the program itself wrote is not.
struct HTML: Sendable, ExpressibleByStringInterpolation, Equatable {
    private(set) var text: String

    static let nothing: HTML = ""

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    private init(text: String) { self.text = text }

    /// What a reader sees, whatever it holds: the five signs that mean something are written as entities,
    /// and controls and marks of direction, which could turn a line round, are left out.
    init(escaping words: String) {
        var text = ""
        text.reserveCapacity(words.utf8.count)
        for scalar in words.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\n", "\t": text.unicodeScalars.append(scalar)
            default:
                guard !Self.isActedOn(scalar) else { continue }
                text.unicodeScalars.append(scalar)
            }
        }
        self.text = text
    }

    private static func isActedOn(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x202a...0x202e, 0x2066...0x2069,
            0xfffe...0xffff:
            true
        default: false
        }
    }

    /// A piece that is there or not. In place of a choice between two literals within a page, which would
    /// be text, and escaped.
    static func when(_ isThere: Bool, _ piece: @autoclosure () -> HTML) -> HTML {
        isThere ? piece() : nothing
    }

    static func + (left: HTML, right: HTML) -> HTML { HTML(text: left.text + right.text) }

    static func += (left: inout HTML, right: HTML) { left.text += right.text }

    var isEmpty: Bool { text.isEmpty }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ words: String) {
            text += HTML(escaping: words).text
        }

        mutating func appendInterpolation(_ words: Substring) {
            text += HTML(escaping: String(words)).text
        }

        mutating func appendInterpolation(_ piece: HTML) { text += piece.text }

        mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { text += piece.text }
        }

        /// A number as a program reads it; for people see ``Words``.
        mutating func appendInterpolation(plain number: Int) { text += String(number) }

        /// An attribute that is there or not: ` checked`.
        mutating func appendInterpolation(_ attribute: HTML, if isThere: Bool) {
            if isThere { text += attribute.text }
        }
    }
}

extension [HTML] {
    func joined(_ separator: HTML = "") -> HTML {
        var all = HTML.nothing
        for (place, piece) in enumerated() {
            if place > 0 { all += separator }
            all += piece
        }
        return all
    }
}
