// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import HL7

/// A message or resource cut out of a stream, and where it stands.
struct MessageFrame: Sendable, Masked {
    var bytes: [UInt8]
    /// Line in the stream, from 1.
    var line: Int
    /// Offset and line right behind it: where to go on after it.
    var end: Int
    var endLine: Int
    /// `bytes` then hold only the beginning.
    var isTooLong: Bool
    var ending = MessageFraming.Ending.whole

    var mask: String { "\(bytes.count) bytes at line \(line)" }
}

/// Cuts a stream of bytes into frames.
protocol FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [MessageFrame])
    mutating func cutRest(into frames: inout [MessageFrame])
}

extension MessageFraming: FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [MessageFrame]) {
        feed(bytes) { frames.append(MessageFrame($0)) }
    }

    mutating func cutRest(into frames: inout [MessageFrame]) {
        finish { frames.append(MessageFrame($0)) }
    }
}

extension FHIRFraming: FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [MessageFrame]) {
        feed(bytes) { frames.append(MessageFrame($0)) }
    }

    mutating func cutRest(into frames: inout [MessageFrame]) {
        finish { frames.append(MessageFrame($0)) }
    }
}

extension MessageFrame {
    fileprivate init(_ frame: MessageFraming.Frame) {
        self.init(
            bytes: frame.bytes,
            line: frame.line,
            end: frame.end,
            endLine: frame.endLine,
            isTooLong: frame.isTooLong,
            ending: frame.ending
        )
    }

    fileprivate init(_ frame: FHIRFraming.Frame) {
        self.init(
            bytes: frame.bytes,
            line: frame.line,
            end: frame.end,
            endLine: frame.endLine,
            isTooLong: frame.isTooLong
        )
    }
}
