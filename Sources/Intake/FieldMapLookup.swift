// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// The table of fields made ready for one direction: from segment and field to a meaning in a few
/// steps over flat arrays. It is read for every field of every message and never changes, so it is
/// shared by reference.
final class FieldMapLookup: Sendable {
    /// What a field means, and where the finer rows are; -1 when it has none.
    struct Cell: Sendable {
        var meaning = FieldMeaning.unmapped
        var detail = -1
    }

    /// The finer rows of a field.
    struct Detail: Sendable {
        var meaning: FieldMeaning
        /// By what stands in the repetition; the last that holds counts.
        var qualified: [(qualifier: [UInt8], meaning: FieldMeaning)] = []
        var parts: [(component: Int, subcomponent: Int, meaning: FieldMeaning)] = []

        /// The row of a subcomponent, else that of its component.
        func part(
            _ component: Int,
            _ subcomponent: Int
        ) -> (component: Int, subcomponent: Int, meaning: FieldMeaning)? {
            var found: (component: Int, subcomponent: Int, meaning: FieldMeaning)?
            for part in parts where part.component == component {
                if part.subcomponent == subcomponent { return part }
                if part.subcomponent == 0 { found = part }
            }
            return found
        }
    }

    struct SegmentTable: Sendable {
        /// Where its cells begin: fields 1 to the last that has a row; what comes behind is `rest`.
        var firstCell = 0
        var count = 0
        var rest = FieldMeaning.unmapped
        /// Nothing in the segment is anything but structural.
        var isStructural = false
    }

    private static let bits: UInt32 = 10
    /// Half of the slots stay free.
    static let mostSegments = 1 << (Int(bits) - 1) - 1
    /// Open addressing by segment code: its table plus one, 0 for a free slot.
    private let slots: [UInt16]
    private let codes: [UInt32]
    let tables: [SegmentTable]
    let cells: [Cell]
    let details: [Detail]
    let observations: FieldMapCodes
    /// The same for the reading of many messages; its segments stand as `tables` do.
    let actions: FieldActions

    init(_ rows: [FieldMapRow]) {
        let draft = FieldMapDraft(rows)
        var slots = [UInt16](repeating: 0, count: 1 << Int(FieldMapLookup.bits))
        var codes = [UInt32](repeating: 0, count: slots.count)
        var tables: [SegmentTable] = []
        var cells: [Cell] = []
        var names: [HL7SegmentName] = []
        precondition(draft.segments.count <= FieldMapLookup.mostSegments, "as FieldMap refuses")
        for (name, segment) in draft.segments {
            var slot = FieldMapLookup.slot(name.code)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            let isStructural =
                segment.rest == .structural
                && segment.cells.allSatisfy { $0.meaning == .structural && $0.detail < 0 }
            tables.append(
                SegmentTable(
                    firstCell: cells.count,
                    count: segment.cells.count,
                    rest: segment.rest,
                    isStructural: isStructural
                )
            )
            names.append(name)
            cells += segment.cells
            slots[slot] = UInt16(tables.count)
            codes[slot] = name.code
        }
        self.slots = slots
        self.codes = codes
        self.tables = tables
        self.cells = cells
        details = draft.details
        observations = draft.observations
        actions = FieldActions(Array(zip(names, tables)), cells, draft.details)
    }

    private static func slot(_ code: UInt32) -> Int {
        Int((code &* 0x9E37_79B1) >> (32 - bits))
    }

    func place(of segment: HL7SegmentName) -> Int? {
        var slot = FieldMapLookup.slot(segment.code)
        while slots[slot] != 0 {
            if codes[slot] == segment.code { return Int(slots[slot]) - 1 }
            slot = (slot + 1) & (1 << Int(FieldMapLookup.bits) - 1)
        }
        return nil
    }

    /// What a field means, with the place of its finer rows.
    func cell(_ field: Int, of segment: HL7SegmentName) -> Cell {
        guard let place = place(of: segment), field >= 1 else { return Cell() }
        return cell(field, ofTable: place)
    }

    func cell(_ field: Int, ofTable place: Int) -> Cell {
        let table = tables[place]
        return field <= table.count ? cells[table.firstCell + field - 1] : Cell(meaning: table.rest)
    }

    func observation(_ code: UnsafeBufferPointer<UInt8>.SubSequence) -> FieldMeaning? {
        observations.meaning(of: UnsafeBufferPointer(rebasing: code))
    }
}
