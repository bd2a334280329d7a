// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import HL7

/// Cuts a stream of bytes into frames.
protocol FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [MessageFrame])
    mutating func cutRest(into frames: inout [MessageFrame])
}

extension MessageFraming: FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [MessageFrame]) {
        feed(bytes) { frames.append($0) }
    }

    mutating func cutRest(into frames: inout [MessageFrame]) {
        finish { frames.append($0) }
    }
}

extension FHIRFraming: FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [MessageFrame]) {
        feed(bytes) { frames.append($0) }
    }

    mutating func cutRest(into frames: inout [MessageFrame]) {
        finish { frames.append($0) }
    }
}
