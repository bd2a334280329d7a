// SPDX-License-Identifier: EUPL-1.2

extension Unicode.Scalar {
    /// May a terminal or a log act on it instead of showing it: a control (C0, DEL, C1), a mark of
    /// direction, a character without width, a separator of lines or paragraphs?
    public var isActedOn: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
        }
    }

    /// What a reader sees instead, such as `\u{1B}`.
    fileprivate var escape: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}

extension String {
    /// The text with every character visible that a terminal would act on.
    public var visible: String {
        guard !utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return self }
        var text = ""
        text.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            if scalar.isActedOn {
                text += scalar.escape
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// The same for a text of several lines.
    public var visibleLines: String {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).visible }.joined(separator: "\n")
    }

    /// A JSON document that means the same, with `\u` escapes for what a terminal would act on.
    public var visibleJSON: String {
        guard !utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A }) else { return self }
        var text = ""
        text.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            // Line feeds stand between values only; JSONEncoder escapes those inside.
            if scalar.isActedOn, scalar != "\n" {
                for unit in Character(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
