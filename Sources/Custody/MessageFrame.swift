// SPDX-License-Identifier: EUPL-1.2

/// A message or resource, or the beginning of one that is too long, cut out of a stream, and where it
/// stands there.
public struct MessageFrame: Sendable, Masked {
    public var bytes: [UInt8]
    /// Offset in the stream.
    public var offset: Int
    /// Line in the stream, from 1; CR, LF and CRLF each end one.
    public var line: Int
    /// Offset and line right behind it: where to go on after it.
    public var end: Int
    public var endLine: Int
    /// `bytes` then hold only the beginning.
    public var isTooLong: Bool
    /// What is known of its end.
    public var ending: Ending

    public init(
        bytes: [UInt8],
        offset: Int,
        line: Int,
        end: Int,
        endLine: Int,
        isTooLong: Bool,
        ending: Ending = .whole
    ) {
        self.bytes = bytes
        self.offset = offset
        self.line = line
        self.end = end
        self.endLine = endLine
        self.isTooLong = isTooLong
        self.ending = ending
    }

    /// What is known of the end of a message.
    public enum Ending: Sendable, Hashable {
        /// A line end stands behind its last segment, or the end of its MLLP frame.
        case whole
        /// The stream ended in its last segment: the message may be cut off.
        case open
        /// Its MLLP frame has no end (0x1C): it is cut off.
        case cutOff
    }

    public var mask: String { "Frame(line \(line), \(bytes.count) bytes)" }
}
