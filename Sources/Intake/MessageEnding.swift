// SPDX-License-Identifier: EUPL-1.2

import HL7

/// Whether a message that no line end closes goes on behind what is there.
///
/// HL7 2.5.1, 2.5.4 ends every segment in a CR, the last one too; many files lack that one, so it is no
/// sign by itself. A last segment without the fields it must have is, and a result or an order that
/// holds none.
struct MessageEnding {
    /// The number of the last field that a segment must have (HL7 2.5.1).
    private static let required: [HL7SegmentName?: Int] = [
        .MSH: 12, HL7SegmentName("EVN"): 2, .PID: 5, HL7SegmentName("PV1"): 2, .ORC: 1, .OBR: 4,
        .OBX: 11, .SPM: 4,
    ]
    private static let ordered: [HL7SegmentName] = [.ORC, .OBR, .OBX, .SPM, .SAC]

    static func isCut(_ view: HL7View, _ kind: MessageKind) -> Bool {
        guard let last = view.segments.last else { return true }
        if last.fieldCount < required[last.name] ?? 0 { return true }
        // ORU, OUL, OML, ORM and the like.
        guard view.slice(kind.type(view)).first == UInt8(ascii: "O") else { return false }
        return !view.segments.contains { ordered.contains($0.name) }
    }

    /// Whether another message begins within a line, because the line end before it is missing: a field
    /// ends in MSH, and the delimiters of the header follow. No text of a field can be that: in a text
    /// the field delimiter is escaped (HL7 2.5.1, 2.7.1).
    static func holdsAnother(_ view: HL7View) -> Bool {
        guard let header = view.segments.first, header.isHeader else { return false }
        let delimiters = view.slice(view.field(2, of: header))
        guard delimiters.count >= 3 else { return false }
        for segment in view.segments {
            // Of the header the delimiters themselves are its first field.
            let first = Int(segment.firstField) + (segment.isHeader ? 1 : 0)
            let last = Int(segment.firstField) + Int(segment.delimiterCount) - 1
            guard first < last else { continue }
            for place in first..<last {
                let end = view.field(at: place).upperBound
                guard view.bytes[end &- 1] == UInt8(ascii: "H"),
                    view.slice(view.field(at: place)).suffix(3).elementsEqual("MSH".utf8),
                    view.slice(view.field(at: place + 1)).starts(with: delimiters)
                else { continue }
                return true
            }
        }
        return false
    }
}
