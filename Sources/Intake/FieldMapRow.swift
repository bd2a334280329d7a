// SPDX-License-Identifier: EUPL-1.2

import HL7

/// A row of the table of fields: where, in which messages, and what it means.
///
/// | path | is |
/// |---|---|
/// | `PID-5` `PV1-20..35` | a field, or fields from … to |
/// | `PID-5.1.4` | a component, or a subcomponent of one |
/// | `PID-3[NNNLD]` | a repetition of which any part behind the first is that text |
/// | `PID-13[@]` | a repetition that holds an at sign |
/// | `PID-3[#]` | nine digits that pass the eleven test, without type or authority |
/// | `OBX[CODE]-5` | the value of an observation: the code or the other code in OBX-3, else OBX-2 |
/// | `NK1-*` | every field that has no row of its own |
///
/// `@result` behind it keeps it to results, `@order` to everything else.
struct FieldMapRow: Sendable, Equatable {
    enum Direction: Sendable { case both, orders, results }

    enum Place: Sendable, Equatable {
        case segment
        case fields(ClosedRange<Int>)
        /// Subcomponent 0 is the whole component.
        case part(field: Int, component: Int, subcomponent: Int)
        case qualified(field: Int, qualifier: [UInt8])
        case observation(code: [UInt8])
    }

    var segment: HL7SegmentName
    var place: Place
    var direction = Direction.both
    var meaning: FieldMeaning

    static let lastField = 254
    static let atSign: [UInt8] = [UInt8(ascii: "@")]
    static let untypedNumber: [UInt8] = [UInt8(ascii: "#")]

    init?(path: Substring, _ meaning: FieldMeaning) {
        var path = path
        for (suffix, only) in [("@result", Direction.results), ("@order", .orders)]
        where path.hasSuffix(suffix) {
            path = path.dropLast(suffix.count)
            direction = only
        }
        guard let segment = HL7SegmentName(path.prefix(3)) else { return nil }
        self.segment = segment
        self.meaning = meaning
        guard let place = FieldMapRow.place(path.dropFirst(3), segment) else { return nil }
        self.place = place
    }

    private static func place(_ rest: Substring, _ segment: HL7SegmentName) -> Place? {
        if rest.first == "[" {
            guard segment == .OBX, rest.hasSuffix("]-5"), rest.count > 4 else { return nil }
            return .observation(code: Array(rest.dropFirst().dropLast(3).utf8))
        }
        guard rest.first == "-" else { return nil }
        let address = rest.dropFirst()
        if address == "*" { return .segment }
        if let open = address.firstIndex(of: "["), address.last == "]" {
            let qualifier = address[open...].dropFirst().dropLast()
            guard let field = number(address[..<open]), !qualifier.isEmpty else { return nil }
            return .qualified(field: field, qualifier: Array(qualifier.utf8))
        }
        let parts = address.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { number($0) }
        if parts.count == 3, parts[1].isEmpty, numbers.count == 2 {
            return numbers[0] < numbers[1] ? .fields(numbers[0]...numbers[1]) : nil
        }
        guard numbers.count == parts.count else { return nil }
        switch numbers.count {
        case 1: return .fields(numbers[0]...numbers[0])
        case 2: return .part(field: numbers[0], component: numbers[1], subcomponent: 0)
        case 3: return .part(field: numbers[0], component: numbers[1], subcomponent: numbers[2])
        default: return nil
        }
    }

    private static func number(_ text: Substring) -> Int? {
        guard let number = Int(text), (1...lastField).contains(number) else { return nil }
        return number
    }
}
