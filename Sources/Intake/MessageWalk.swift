// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// Goes through the filled fields of a message with what the table says of each.
struct MessageWalk {
    /// Which row of a field spoke, to name it.
    enum Row {
        case field
        case qualified
        case part(component: Int, subcomponent: Int)
        /// The code of an observation as a range of the message.
        case observation(Range<Int>)
    }

    let message: HL7Message
    let lookup: FieldMapLookup

    /// Structural fields are left out unless `all`; a field of several values comes several times.
    @inline(__always)
    func forEachFilled(
        in group: MessageGroup,
        all: Bool = false,
        _ body: (HL7Segment, Int, FieldMeaning, Row) -> Void
    ) {
        message.bytes.withUnsafeBufferPointer { bytes in
            message.fieldOffsets.withUnsafeBufferPointer { offsets in
                lookup.cells.withUnsafeBufferPointer { cells in
                    for number in 0..<group.count {
                        let segment = message.segments[group.place(number)]
                        var table = FieldMapLookup.SegmentTable()
                        if let place = lookup.place(of: segment.name) {
                            table = lookup.tables[place]
                            if table.isStructural, !all { continue }
                        }
                        walk(segment, table, bytes, offsets, cells, all, body)
                    }
                }
            }
        }
    }

    @inline(__always)
    private func walk(
        _ segment: HL7Segment,
        _ table: FieldMapLookup.SegmentTable,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ offsets: UnsafeBufferPointer<UInt32>,
        _ cells: UnsafeBufferPointer<FieldMapLookup.Cell>,
        _ all: Bool,
        _ body: (HL7Segment, Int, FieldMeaning, Row) -> Void
    ) {
        let shift = segment.isHeader ? 1 : 0
        let first = Int(segment.firstField)
        var start = Int(offsets[first])
        for place in 0..<Int(segment.delimiterCount) {
            let next = Int(offsets[first + place + 1])
            let range = start..<next - 1
            start = next
            if range.isEmpty { continue }
            let field = place + 1 + shift
            let cell =
                field <= table.count
                ? cells[table.firstCell + field - 1] : FieldMapLookup.Cell(meaning: table.rest)
            if cell.detail >= 0 {
                walkDetail(segment, field, range, cell.detail, bytes, all, body)
            } else if all || cell.meaning.kind != .structural, isFilled(range, bytes) {
                if segment.name == .OBX, field == 5 {
                    let (meaning, code) = observation(segment, bytes)
                    let known = meaning ?? cell.meaning
                    if all || known.kind != .structural {
                        body(segment, field, known, .observation(code))
                    }
                } else {
                    body(segment, field, cell.meaning, .field)
                }
            }
        }
    }

    @inline(__always)
    private func isFilled(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // Letters and digits are never blank; whether they are delimiters the slower way knows.
        let byte = bytes[range.lowerBound]
        let delimiters = message.delimiters
        if byte >= 0x30, byte != delimiters.component, byte != delimiters.repetition,
            byte != delimiters.subcomponent
        {
            return true
        }
        return message.isFilled(range)
    }

    /// By the code in OBX-3, else the alternate code there, else the value type in OBX-2; with the
    /// range of the code.
    private func observation(
        _ segment: HL7Segment,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> (FieldMeaning?, Range<Int>) {
        let identifier = message.repetition(1, of: message.field(3, of: segment))
        let code = message.component(1, of: identifier)
        if let meaning = lookup.observation(bytes[code]) { return (meaning, code) }
        let alternate = message.component(4, of: identifier)
        if !alternate.isEmpty, let meaning = lookup.observation(bytes[alternate]) {
            return (meaning, alternate)
        }
        return (lookup.observation(bytes[message.field(2, of: segment)]), code)
    }

    /// A field with finer rows: repetition by repetition, value by value.
    private func walkDetail(
        _ segment: HL7Segment,
        _ field: Int,
        _ range: Range<Int>,
        _ place: Int,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ all: Bool,
        _ body: (HL7Segment, Int, FieldMeaning, Row) -> Void
    ) {
        let detail = lookup.details[place]
        let delimiters = message.delimiters
        forEachPart(of: range, by: delimiters.repetition, bytes) { _, repetition in
            let qualified = qualifier(of: repetition, detail)
            let whole = qualified.map { detail.qualified[$0].meaning } ?? detail.meaning
            let row = qualified == nil ? Row.field : .qualified
            if detail.parts.isEmpty {
                guard message.isFilled(repetition), all || whole.kind != .structural else { return }
                return body(segment, field, whole, row)
            }
            forEachPart(of: repetition, by: delimiters.component, bytes) { component, range in
                forEachPart(of: range, by: delimiters.subcomponent, bytes) { subcomponent, value in
                    let part = detail.part(component, subcomponent)
                    let meaning = part?.meaning ?? whole
                    if meaning.kind == .structural, !all { return }
                    guard isFilled(value, bytes) else { return }
                    let row =
                        part.map {
                            Row.part(component: $0.component, subcomponent: $0.subcomponent)
                        } ?? row
                    body(segment, field, meaning, row)
                }
            }
        }
    }

    @inline(__always)
    private func forEachPart(
        of range: Range<Int>,
        by delimiter: UInt8,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (Int, Range<Int>) -> Void
    ) {
        var start = range.lowerBound
        var number = 1
        var place = start
        while place < range.upperBound {
            if bytes[place] == delimiter, delimiter != 0 {
                if place > start { body(number, start..<place) }
                number += 1
                start = place + 1
            }
            place += 1
        }
        if place > start { body(number, start..<place) }
    }

    /// Which of the qualified rows holds for a repetition; the last one wins.
    func qualifier(of repetition: Range<Int>, _ detail: FieldMapLookup.Detail) -> Int? {
        guard !detail.qualified.isEmpty, !repetition.isEmpty else { return nil }
        return detail.qualified.lastIndex { holds($0.qualifier, in: repetition) }
    }

    private func holds(_ qualifier: [UInt8], in repetition: Range<Int>) -> Bool {
        if qualifier == FieldMapRow.atSign {
            return message.bytes[repetition].contains(UInt8(ascii: "@"))
        }
        if qualifier == FieldMapRow.untypedNumber { return isUntypedNumber(repetition) }
        return message.bytes.withUnsafeBufferPointer { bytes in
            var start = repetition.lowerBound
            var isFirst = true
            for place in repetition.lowerBound...repetition.upperBound {
                let isEnd = place == repetition.upperBound
                guard
                    isEnd || bytes[place] == message.delimiters.component
                        || bytes[place] == message.delimiters.subcomponent
                else { continue }
                if !isFirst, place - start == qualifier.count,
                    bytes[start..<place].elementsEqual(qualifier)
                {
                    return true
                }
                isFirst = false
                start = place + 1
            }
            return false
        }
    }

    /// Nine digits that pass the eleven test, in an identifier without authority, type and facility.
    private func isUntypedNumber(_ repetition: Range<Int>) -> Bool {
        let value = message.component(1, of: repetition)
        return value.count == 9 && CitizenNumber(utf8: message.bytes[value]) != nil
            && (4...6).allSatisfy { !message.isFilled(message.component($0, of: repetition)) }
    }
}
