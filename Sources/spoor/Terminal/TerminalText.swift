// SPDX-License-Identifier: EUPL-1.2

import Hosting

/// A text of the program's own words: what stands in its holes is made visible, also line feeds, so
/// that no value can begin a line of its own.
struct TerminalText: ExpressibleByStringInterpolation {
    let text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ value: some Any) { text += "\(value)".visible }
    }
}
