// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// Gathers the categories of the filled fields of one patient's segments, and the paths of those that
/// nobody mapped: what `MessageWalk` says of each field, without saying it of each.
struct FieldCategories {
    let view: HL7View
    let lookup: FieldMapLookup

    /// The categories as bits.
    func read(
        _ group: MessageGroup,
        _ paths: inout UnclassifiedPaths,
        _ unclassified: inout [Int]
    ) -> UInt64 {
        var categories: UInt64 = 0
        lookup.actions.actions.withUnsafeBufferPointer { actions in
            var code: UInt32 = 0
            var place = -1
            var table = FieldActions.Segment()
            for number in 0..<group.count {
                let segment = view.segments[group.place(number)]
                if segment.name.code != code {
                    code = segment.name.code
                    place = lookup.place(of: segment.name) ?? -1
                    table = place < 0 ? FieldActions.Segment() : lookup.actions.segments[place]
                }
                if table.isStructural { continue }
                read(segment, table, actions, &categories) { field, range in
                    look(segment, field, range, place, &paths, &unclassified)
                }
            }
        }
        return categories
    }

    @inline(__always)
    private func read(
        _ segment: HL7Segment,
        _ table: FieldActions.Segment,
        _ actions: UnsafeBufferPointer<UInt64>,
        _ categories: inout UInt64,
        _ look: (Int, Range<Int>) -> UInt64
    ) {
        let shift = segment.isHeader ? 1 : 0
        let offsets = view.fieldOffsets
        let last = Int(segment.delimiterCount) + shift
        // Where field 1 would begin.
        let first = Int(segment.firstField) - 1 - shift
        var gathered = categories
        var fields = table.fields
        if last < 64 { fields &= (1 << UInt64(last)) - 1 }
        if shift == 1 { fields &= ~1 }
        var field = 0
        while true {
            if fields != 0 {
                field = fields.trailingZeroBitCount + 1
                fields &= fields - 1
            } else {
                field = max(field, 64) + 1
                guard field <= last, field <= table.count || table.rest != 0 else { break }
            }
            let action =
                field <= table.count ? actions[table.firstAction + field - 1] : table.rest
            guard action & ~gathered != 0 else { continue }
            let range =
                Int(offsets[first + field])..<Int(offsets[first + field + 1]) - 1
            if range.isEmpty { continue }
            if action & FieldActions.look != 0 {
                gathered |= look(field, range)
            } else if isFilled(range) {
                gathered |= action
            }
        }
        categories = gathered
    }

    @inline(__always)
    private func isFilled(_ range: Range<Int>) -> Bool {
        // Letters and digits are never blank; whether they are delimiters the slower way knows.
        let byte = view.bytes[range.lowerBound]
        if byte >= 0x30, byte != view.delimiters.component, byte != view.delimiters.repetition,
            byte != view.delimiters.subcomponent
        {
            return true
        }
        return view.isFilled(range)
    }

    /// What a field adds whose row alone does not say it.
    private func look(
        _ segment: HL7Segment,
        _ field: Int,
        _ range: Range<Int>,
        _ table: Int,
        _ paths: inout UnclassifiedPaths,
        _ unclassified: inout [Int]
    ) -> UInt64 {
        let cell = table < 0 ? FieldMapLookup.Cell() : lookup.cell(field, ofTable: table)
        if cell.detail >= 0 {
            return detail(segment, field, range, cell.detail, &paths, &unclassified)
        }
        guard isFilled(range) else { return 0 }
        var meaning = cell.meaning
        var code: Range<Int>?
        if segment.name == .OBX, field == 5 {
            let (known, found) = observation(segment)
            meaning = known ?? meaning
            code = found
        }
        switch meaning.kind {
        case .structural, .professional: return 0
        case .personal: return meaning.categories.rawValue
        case .unclassified:
            let number =
                code.map { paths.number(ofObservation: $0, in: view) }
                ?? paths.number(segment.name, field)
            if !unclassified.contains(number) { unclassified.append(number) }
            return 0
        }
    }

    /// By the code in OBX-3, else the alternate code there, else the value type in OBX-2; with the
    /// range of the code.
    private func observation(_ segment: HL7Segment) -> (FieldMeaning?, Range<Int>) {
        let identifier = view.repetition(1, of: view.field(3, of: segment))
        let code = view.component(1, of: identifier)
        if let meaning = lookup.observations.meaning(of: view.slice(code)) {
            return (meaning, code)
        }
        let alternate = view.component(4, of: identifier)
        if !alternate.isEmpty,
            let meaning = lookup.observations.meaning(of: view.slice(alternate))
        {
            return (meaning, alternate)
        }
        return (lookup.observations.meaning(of: view.slice(view.field(2, of: segment))), code)
    }

    /// A field with finer rows: repetition by repetition, value by value.
    private func detail(
        _ segment: HL7Segment,
        _ field: Int,
        _ range: Range<Int>,
        _ place: Int,
        _ paths: inout UnclassifiedPaths,
        _ unclassified: inout [Int]
    ) -> UInt64 {
        let detail = lookup.actions.details[place]
        var gathered: UInt64 = 0
        func gather(_ meaning: FieldMeaning, _ component: Int, _ subcomponent: Int) {
            switch meaning.kind {
            case .structural, .professional: break
            case .personal: gathered |= meaning.categories.rawValue
            case .unclassified:
                let number = paths.number(
                    segment.name,
                    field,
                    component: component,
                    subcomponent: subcomponent
                )
                if !unclassified.contains(number) { unclassified.append(number) }
            }
        }
        view.forEachRepetition(of: range) { repetition in
            let row = RepetitionQualifier(view, lookup).row(of: repetition, detail)
            let whole = row.map { lookup.actions.qualifiers[$0].meaning } ?? detail.meaning
            guard detail.components > 0 else {
                if whole.kind != .structural, view.isFilled(repetition) { gather(whole, 0, 0) }
                return
            }
            view.forEachValue(of: repetition) { component, subcomponent, value in
                var part = FieldActions.Part()
                if component <= detail.components {
                    let row = subcomponent <= detail.subcomponents ? subcomponent : 0
                    part =
                        lookup.actions.parts[
                            detail.firstPart + (component - 1) * (detail.subcomponents + 1) + row
                        ]
                }
                let meaning = part.component > 0 ? part.meaning : whole
                guard meaning.kind != .structural, isFilled(value) else { return }
                gather(meaning, part.component, part.subcomponent)
            }
        }
        return gathered
    }
}

extension HL7View {
    /// Calls `body` for each repetition that is not empty.
    @inline(__always)
    func forEachRepetition(of range: Range<Int>, _ body: (Range<Int>) -> Void) {
        let delimiter = delimiters.repetition
        var start = range.lowerBound
        for place in range where bytes[place] == delimiter && delimiter != 0 {
            if place > start { body(start..<place) }
            start = place + 1
        }
        if range.upperBound > start { body(start..<range.upperBound) }
    }

    /// Calls `body` for each value that is not empty with the numbers of its component and
    /// subcomponent.
    @inline(__always)
    func forEachValue(of range: Range<Int>, _ body: (Int, Int, Range<Int>) -> Void) {
        var start = range.lowerBound
        var component = 1
        var subcomponent = 1
        for place in range {
            let byte = bytes[place]
            let isComponent = byte == delimiters.component && byte != 0
            guard isComponent || byte == delimiters.subcomponent && byte != 0 else { continue }
            if place > start { body(component, subcomponent, start..<place) }
            start = place + 1
            if isComponent {
                component += 1
                subcomponent = 1
            } else {
                subcomponent += 1
            }
        }
        if range.upperBound > start { body(component, subcomponent, start..<range.upperBound) }
    }
}
