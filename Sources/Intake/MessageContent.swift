// SPDX-License-Identifier: EUPL-1.2

import HL7

/// The content of a message, whatever its line ends: its segments with a CR between them, without the
/// empty fields and components at their ends (HL7 2.5.1, 2.5.3: a sender may leave them out). The same
/// message sent twice has the same.
struct MessageContent {
    /// Nil when the bytes of the message are that already, as they nearly always are.
    private(set) var normalised: [UInt8]?

    mutating func read(_ view: HL7View) {
        normalised = nil
        guard !isNormal(view) else { return }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(view.bytes.count)
        for segment in view.segments {
            if !bytes.isEmpty { bytes.append(0x0D) }
            bytes += view.slice(segment.start..<end(of: segment, view))
        }
        normalised = bytes
    }

    private func isNormal(_ view: HL7View) -> Bool {
        var place = 0
        for segment in view.segments {
            guard segment.start == place, isDelimiter(segment.end - 1, segment, view) == false,
                segment.end == view.bytes.count || view.bytes[segment.end] == 0x0D
            else { return false }
            place = segment.end + 1
        }
        return place == view.bytes.count + 1
    }

    private func end(of segment: HL7Segment, _ view: HL7View) -> Int {
        var end = segment.end
        while end > segment.start + 3, isDelimiter(end - 1, segment, view) { end -= 1 }
        return end
    }

    /// Does a delimiter stand there that says nothing? Those of a header are its content.
    @inline(__always)
    private func isDelimiter(_ place: Int, _ segment: HL7Segment, _ view: HL7View) -> Bool {
        let byte = view.bytes[place]
        let delimiters = view.delimiters
        if byte == delimiters.field { return !segment.isHeader || place > segment.start + 3 }
        guard
            byte == delimiters.component || byte == delimiters.repetition
                || byte == delimiters.subcomponent
        else { return false }
        return !segment.isHeader && byte != 0
    }
}
