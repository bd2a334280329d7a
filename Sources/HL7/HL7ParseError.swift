// SPDX-License-Identifier: EUPL-1.2

/// Why bytes are no HL7 v2 message: where and what, never the content.
public enum HL7ParseError: Error, Equatable, Sendable {
    case empty
    /// It does not begin with MSH.
    case noHeader
    /// MSH ends before it has named a component delimiter.
    case headerTooShort
    /// A line, counted from 1, that does not begin with a segment name (a capital and two capitals
    /// or digits) and the field delimiter.
    case segmentName(line: Int)
    /// Behind that line, counted from 1, a segment begins after a CR, while the header ends in an LF:
    /// which of both ends a segment, and which stands in a text, cannot be told.
    case mixedLineEnds(line: Int)
    /// Within a line another message begins: `MSH` and the same delimiters.
    case messageInside
    /// Longer than the limit that was set, in bytes.
    case tooLong(limit: Int)
}
