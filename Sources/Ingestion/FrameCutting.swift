// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import HL7

/// Cuts a stream of bytes into frames.
protocol FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [MessageFrame])
    mutating func cutRest(into frames: inout [MessageFrame])
    /// What the stream says of itself that is not so.
    var remarks: [FileRemark] { get }
}

extension MessageFraming: FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [MessageFrame]) {
        feed(bytes) { frames.append($0) }
    }

    mutating func cutRest(into frames: inout [MessageFrame]) {
        finish { frames.append($0) }
    }

    var remarks: [FileRemark] {
        var remarks: [FileRemark] = []
        let (messages, batches) = (batchCounts.messages, batchCounts.batches)
        if messages.trailers > 0 {
            remarks.append(
                .batchCount(
                    batches: messages.trailers,
                    said: messages.said,
                    found: messages.found
                )
            )
        }
        if batches.trailers > 0 {
            remarks.append(.fileCount(said: batches.said, found: batches.found))
        }
        if batchCounts.notCompared > 0 { remarks.append(.countsNotCompared) }
        return remarks
    }
}

extension FHIRFraming: FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [MessageFrame]) {
        feed(bytes) { frames.append($0) }
    }

    mutating func cutRest(into frames: inout [MessageFrame]) {
        finish { frames.append($0) }
    }

    var remarks: [FileRemark] { [] }
}
