// SPDX-License-Identifier: EUPL-1.2

/// Text as it may reach a terminal or a log: what cannot be seen, or changes what is seen around it,
/// stands there as an escape, `\u{202E}`.
///
/// That is: controls (C0, U+007F and C1, among them ESC and CSI U+009B), format characters (all that
/// turn the direction, join, or are not shown), separators of lines and paragraphs, characters that
/// are not shown by default, private and unassigned ones, a mark without a letter to stand on, and
/// bytes that are no UTF-8, `\x9B`. Everything else stays as it is.
public enum VisibleText {
    /// - Parameter keepsLines: line feeds stay; for text of several lines of the program's own.
    public static func of(_ text: some StringProtocol, keepsLines: Bool = false) -> String {
        if isPlain(text.utf8, keepsLines) { return String(text) }
        var visible = ""
        var hasBase = false
        for scalar in text.unicodeScalars {
            append(scalar, to: &visible, &hasBase, keepsLines)
        }
        return visible
    }

    /// The same of bytes that should be UTF-8.
    public static func of(bytes: some Collection<UInt8>, keepsLines: Bool = false) -> String {
        var visible = ""
        var hasBase = false
        var rest = bytes[...]
        while let first = rest.first {
            guard let (scalar, length) = scalar(at: rest) else {
                visible += "\\x" + (first < 0x10 ? "0" : "")
                visible += String(first, radix: 16, uppercase: true)
                hasBase = false
                rest = rest.dropFirst()
                continue
            }
            append(scalar, to: &visible, &hasBase, keepsLines)
            rest = rest.dropFirst(length)
        }
        return visible
    }

    /// The character that begins there with the bytes it takes; nil when they are no UTF-8.
    private static func scalar(
        at bytes: some Collection<UInt8>
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.prefix(4).makeIterator()
        guard case .valid(let encoded) = decoder.parseScalar(from: &iterator) else { return nil }
        return (UTF8.decode(encoded), encoded.count)
    }

    /// Does the text reach a terminal as it is?
    public static func isVisible(_ text: some StringProtocol) -> Bool {
        if isPlain(text.utf8, false) { return true }
        return of(text) == String(text)
    }

    private static func isPlain(_ bytes: some Sequence<UInt8>, _ keepsLines: Bool) -> Bool {
        bytes.allSatisfy { 0x20..<0x7F ~= $0 || keepsLines && $0 == 0x0A }
    }

    private static func append(
        _ scalar: Unicode.Scalar,
        to visible: inout String,
        _ hasBase: inout Bool,
        _ keepsLines: Bool
    ) {
        if keepsLines, scalar == "\n" {
            visible.unicodeScalars.append(scalar)
            hasBase = false
            return
        }
        switch kind(of: scalar) {
        case .shown:
            visible.unicodeScalars.append(scalar)
            hasBase = true
        case .mark where hasBase: visible.unicodeScalars.append(scalar)
        case .mark, .hidden:
            visible += escape(scalar)
            hasBase = false
        }
    }

    private enum Kind { case shown, mark, hidden }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        if scalar.properties.isDefaultIgnorableCodePoint { return .hidden }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            return .hidden
        case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
        default: return .shown
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        }
    }
}
