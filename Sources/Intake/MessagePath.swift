// SPDX-License-Identifier: EUPL-1.2

import HL7

/// Names a field by the row that maps it, without anything that could be a value.
struct MessagePath {
    private let message: HL7View

    init(_ message: HL7View) {
        self.message = message
    }

    func text(_ segment: HL7Segment, _ field: Int, _ row: MessageWalk.Row) -> String {
        switch row {
        case .field, .qualified: return "\(segment.name)-\(field)"
        case .part(let component, let subcomponent):
            let part = subcomponent == 0 ? "\(component)" : "\(component).\(subcomponent)"
            return "\(segment.name)-\(field).\(part)"
        case .observation(let code):
            guard MessagePath.isCode(message.slice(code)) else { return "\(segment.name)-\(field)" }
            return "\(segment.name)[\(message.text(code))]-\(field)"
        }
    }

    /// Short, with a letter and nothing that a sentence or a citizen number would need.
    static func isCode(_ code: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (1...24).contains(code.count) else { return false }
        var digits = 0
        for byte in code {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"):
                continue
            default: return false
            }
        }
        return digits < 8
    }
}
