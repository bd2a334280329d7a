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
        let last = Int(segment.delimiterCount) &+ shift
        // Where field 1 would begin.
        let first = Int(segment.firstField) &- 1 &- shift
        var gathered = categories
        var fields = table.fields
        if last < 64 { fields &= (1 << UInt64(last)) - 1 }
        if shift == 1 { fields &= ~1 }
        var field = 0
        while true {
            if fields != 0 {
                field = fields.trailingZeroBitCount &+ 1
                fields &= fields &- 1
            } else {
                field = max(field, 64) &+ 1
                guard field <= last, field <= table.count || table.rest != 0 else { break }
            }
            let action =
                field <= table.count ? actions[table.firstAction &+ field &- 1] : table.rest
            guard action & ~gathered != 0 else { continue }
            let range = view.field(at: first &+ field)
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

    /// What a field adds whose row alone does not say it. Seldom asked, so it stays out of the loop.
    @inline(never)
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
            paths.note(number, &unclassified)
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
    @inline(never)
    private func detail(
        _ segment: HL7Segment,
        _ field: Int,
        _ range: Range<Int>,
        _ number: Int,
        _ paths: inout UnclassifiedPaths,
        _ unclassified: inout [Int]
    ) -> UInt64 {
        let detail = lookup.actions.details[number]
        let partActions = lookup.actions.partActions
        var gathered: UInt64 = 0
        var start = range.lowerBound
        while let repetition = view.nextRepetition(from: &start, of: range) {
            let qualifier = RepetitionQualifier(view, lookup).row(of: repetition, detail)
            let whole = qualifier.map { lookup.actions.qualifiers[$0].meaning } ?? detail.meaning
            if detail.components == 0 {
                let action = FieldActions.action(whole)
                guard action & ~gathered != 0, view.isFilled(repetition) else { continue }
                if action == FieldActions.look {
                    paths.note(paths.number(segment.name, field), &unclassified)
                } else {
                    gathered |= action
                }
                continue
            }
            let wholeAction = FieldActions.action(whole)
            var value = HL7ValueCursor(repetition, of: view)
            while value.next() {
                let row = place(of: value, detail)
                let (own, behind) = row < 0 ? (FieldActions.whole, 0) : partActions[row]
                // Nothing that comes could add to it.
                if (behind | wholeAction) & ~gathered == 0 { break }
                let action = own == FieldActions.whole ? wholeAction : own
                guard action & ~gathered != 0, isFilled(value.range) else { continue }
                guard action == FieldActions.look else {
                    gathered |= action
                    continue
                }
                let part =
                    own == FieldActions.whole ? FieldActions.Part() : lookup.actions.parts[row]
                let number = paths.number(
                    segment.name,
                    field,
                    component: part.component,
                    subcomponent: part.subcomponent
                )
                paths.note(number, &unclassified)
            }
        }
        return gathered
    }

    /// Where the row of a value stands among the parts; -1 when none does.
    @inline(__always)
    private func place(of value: HL7ValueCursor, _ detail: FieldActions.Detail) -> Int {
        guard value.component <= detail.components else { return -1 }
        let column = value.subcomponent <= detail.subcomponents ? value.subcomponent : 0
        return detail.firstPart &+ (value.component &- 1) &* (detail.subcomponents &+ 1) &+ column
    }
}
