// SPDX-License-Identifier: EUPL-1.2

import HL7

/// The rows of the table gathered by segment and field, later rows over earlier ones.
struct FieldMapDraft {
    struct Segment {
        var cells: [FieldMapLookup.Cell] = []
        var rest = FieldMeaning.unmapped
    }

    private(set) var segments: [HL7SegmentName: Segment] = [:]
    private(set) var details: [FieldMapLookup.Detail] = []
    private(set) var observations = FieldMapCodes()

    init(_ rows: [FieldMapRow]) {
        // First what stands for a whole segment: the other rows are made out of it.
        for row in rows where row.place == .segment {
            segments[row.segment, default: Segment()].rest = row.meaning
        }
        for row in rows { add(row) }
    }

    private mutating func add(_ row: FieldMapRow) {
        switch row.place {
        case .segment: break
        case .fields(let fields):
            for field in fields { set(row.meaning, row.segment, field) }
        case .part(let field, let component, let subcomponent):
            let detail = detail(row.segment, field)
            details[detail].parts.removeAll {
                $0.component == component && $0.subcomponent == subcomponent
            }
            details[detail].parts.append((component, subcomponent, row.meaning))
        case .qualified(let field, let qualifier):
            let detail = detail(row.segment, field)
            details[detail].qualified.removeAll { $0.qualifier == qualifier }
            details[detail].qualified.append((qualifier, row.meaning))
        case .observation(let code): observations.set(code, row.meaning)
        }
    }

    private mutating func set(_ meaning: FieldMeaning, _ name: HL7SegmentName, _ field: Int) {
        makeRoom(name, field)
        segments[name]?.cells[field - 1].meaning = meaning
        if let detail = segments[name]?.cells[field - 1].detail, detail >= 0 {
            details[detail].meaning = meaning
        }
    }

    /// Where the finer rows of a field are, made when there were none.
    private mutating func detail(_ name: HL7SegmentName, _ field: Int) -> Int {
        makeRoom(name, field)
        guard let cell = segments[name]?.cells[field - 1], cell.detail < 0 else {
            return segments[name]?.cells[field - 1].detail ?? 0
        }
        details.append(FieldMapLookup.Detail(meaning: cell.meaning))
        segments[name]?.cells[field - 1].detail = details.count - 1
        return details.count - 1
    }

    private mutating func makeRoom(_ name: HL7SegmentName, _ field: Int) {
        var segment = segments[name] ?? Segment()
        while segment.cells.count < field {
            segment.cells.append(FieldMapLookup.Cell(meaning: segment.rest))
        }
        segments[name] = segment
    }
}
