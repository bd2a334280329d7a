// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// The table of fields as the reading of many messages needs it: for each field of each segment the
/// categories it adds when it is filled, as bits, and which fields need not be looked at at all.
struct FieldActions: Sendable {
    /// The field has finer rows, is an observation, or nothing maps it: bits alone do not say it.
    static let look: UInt64 = 1 << 63

    struct Segment: Sendable {
        var firstAction = 0
        var count = 0
        /// Of the fields behind the last that has a row.
        var rest = FieldActions.look
        /// A bit for each of the fields 1 to 64 that adds anything.
        var fields = UInt64.max

        var isStructural: Bool { fields == 0 && rest == 0 }
    }

    /// One text that a repetition may hold (`NNNLD`), and what its row says then.
    struct Qualifier: Sendable {
        enum Test: Sendable { case text, atSign, untypedNumber }
        var test: Test
        var ends: CodeEnds
        var text: [UInt8]
        var meaning: FieldMeaning

        var isCitizenNumber: Bool { meaning.categories.contains(DataCategory.citizenNumber) }
    }

    /// A component or subcomponent: the row that speaks of it, 0 when the whole field does.
    struct Part: Sendable {
        var component = 0
        var subcomponent = 0
        var meaning = FieldMeaning.unmapped
    }

    /// The finer rows of a field.
    struct Detail: Sendable {
        var meaning: FieldMeaning
        var qualifiers: Range<Int>
        /// A bit for the length of each qualifying text, the longest all in bit 63.
        var lengths: UInt64 = 0
        /// Where the parts begin: for each component its subcomponents from 0, which is any other.
        var firstPart: Int
        var components: Int
        var subcomponents: Int
    }

    /// No row speaks of the part: the whole field does. No action has all these bits.
    static let whole = UInt64.max

    private(set) var segments: [Segment] = []
    private(set) var actions: [UInt64] = []
    private(set) var details: [Detail] = []
    private(set) var qualifiers: [Qualifier] = []
    private(set) var parts: [Part] = []
    /// What each of `parts` adds, and what any of its component and those behind it do.
    private(set) var partActions: [(own: UInt64, behind: UInt64)] = []

    init(
        _ tables: [(name: HL7SegmentName, table: FieldMapLookup.SegmentTable)],
        _ cells: [FieldMapLookup.Cell],
        _ details: [FieldMapLookup.Detail]
    ) {
        for (name, table) in tables {
            let isObservation = name == .OBX
            var segment = Segment(firstAction: actions.count)
            segment.count = isObservation ? max(table.count, 5) : table.count
            segment.rest = FieldActions.action(FieldMapLookup.Cell(meaning: table.rest))
            for field in stride(from: 1, through: segment.count, by: 1) {
                let cell =
                    field <= table.count
                    ? cells[table.firstCell + field - 1] : FieldMapLookup.Cell(meaning: table.rest)
                let isValue = isObservation && field == 5 && cell.meaning.kind != .structural
                actions.append(isValue ? FieldActions.look : FieldActions.action(cell))
            }
            segment.fields = 0
            for field in 1...64 {
                let action =
                    field <= segment.count
                    ? actions[segment.firstAction + field - 1] : segment.rest
                if action != 0 { segment.fields |= 1 << UInt64(field - 1) }
            }
            segments.append(segment)
        }
        for detail in details { add(detail) }
    }

    private static func action(_ cell: FieldMapLookup.Cell) -> UInt64 {
        cell.detail < 0 ? action(cell.meaning) : look
    }

    /// What a filled value adds.
    static func action(_ meaning: FieldMeaning) -> UInt64 {
        switch meaning.kind {
        case .structural, .professional: 0
        case .personal: meaning.categories.rawValue
        case .unclassified: look
        }
    }

    private mutating func add(_ detail: FieldMapLookup.Detail) {
        let first = qualifiers.count
        var lengths: UInt64 = 0
        for row in detail.qualified {
            let test: Qualifier.Test =
                switch row.qualifier {
                case FieldMapRow.atSign: .atSign
                case FieldMapRow.untypedNumber: .untypedNumber
                default: .text
                }
            if test == .text { lengths |= 1 << UInt64(min(row.qualifier.count, 63)) }
            qualifiers.append(
                Qualifier(
                    test: test,
                    ends: row.qualifier.withUnsafeBufferPointer { CodeEnds($0) },
                    text: row.qualifier,
                    meaning: row.meaning
                )
            )
        }
        let components = detail.parts.map(\.component).max() ?? 0
        let subcomponents = detail.parts.map(\.subcomponent).max() ?? 0
        details.append(
            Detail(
                meaning: detail.meaning,
                qualifiers: first..<qualifiers.count,
                lengths: lengths,
                firstPart: parts.count,
                components: components,
                subcomponents: subcomponents
            )
        )
        for component in stride(from: 1, through: components, by: 1) {
            for subcomponent in 0...subcomponents {
                let row = detail.part(component, subcomponent)
                let part = row.map {
                    Part(
                        component: $0.component,
                        subcomponent: $0.subcomponent,
                        meaning: $0.meaning
                    )
                }
                parts.append(part ?? Part())
                let own = part.map { FieldActions.action($0.meaning) } ?? FieldActions.whole
                partActions.append((own, 0))
            }
        }
        var behind: UInt64 = 0
        for component in stride(from: components, through: 1, by: -1) {
            let first = partActions.count - (components - component + 1) * (subcomponents + 1)
            for place in first...first + subcomponents {
                let own = partActions[place].own
                if own != FieldActions.whole { behind |= own }
            }
            for place in first...first + subcomponents { partActions[place].behind = behind }
        }
    }
}
