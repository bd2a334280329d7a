// SPDX-License-Identifier: EUPL-1.2

import Hosting

/// A text of the program's own words: what stands in its holes is made visible, also line feeds, so
/// that no value can begin a line of its own.
package struct TerminalText: ExpressibleByStringInterpolation {
    package let text: String

    package init(stringLiteral value: String) { text = value }

    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: some Any) { text += "\(value)".visible }
    }
}
