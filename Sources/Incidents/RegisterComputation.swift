// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What a source says about one person in an incident (bewering). Append-only in the store.
public struct Assertion: Hashable, Sendable {
    public var person: PersonNumber
    public var certainty: Certainty
    public var categories: CategorySet
    public var statement: Int

    public init(
        person: PersonNumber,
        certainty: Certainty,
        categories: CategorySet,
        statement: Int
    ) {
        self.person = person
        self.certainty = certainty
        self.categories = categories
        self.statement = statement
    }
}

/// Computes a register from disclosures and assertions, in any order of either.
///
/// The register starts full: everyone with a disclosure to the processor is in it, as
/// *cannot be excluded*; assertions only move certainty or add what we did not know of.
public struct RegisterComputation: Sendable {
    private var table = PersonTable()
    /// Per person three sets, by origin.
    private var held: [UInt64] = []
    private var stated: [Stated] = []
    private var last: (person: PersonNumber?, slot: Int) = (nil, 0)

    private struct Stated {
        var slot: UInt32
        var statement: UInt16
        var certainty: Certainty
        var categories: UInt64
    }

    public init() {}

    public mutating func add(_ person: PersonNumber, _ categories: CategorySet, origin: Origin) {
        // Rows that follow each other are often about the same person.
        if person != last.person { last = (person, slot(of: person)) }
        held[last.slot * 3 + Int(origin.rawValue) - 1] |= categories.rawValue
    }

    public mutating func add(_ assertion: Assertion) {
        let slot = self.slot(of: assertion.person)
        stated.append(
            Stated(
                slot: UInt32(slot),
                statement: UInt16(assertion.statement),
                certainty: assertion.certainty,
                categories: assertion.categories.rawValue
            )
        )
    }

    /// Adds what another computation took: a ledger may be read in parts, on every core.
    public mutating func add(_ other: consuming RegisterComputation) {
        var slots = [UInt32](repeating: 0, count: other.table.count)
        for slot in slots.indices {
            let own = self.slot(of: other.table.person(at: slot))
            slots[slot] = UInt32(own)
            for origin in 0..<3 { held[own * 3 + origin] |= other.held[slot * 3 + origin] }
        }
        stated.reserveCapacity(stated.count + other.stated.count)
        for var entry in other.stated {
            entry.slot = slots[Int(entry.slot)]
            stated.append(entry)
        }
    }

    private mutating func slot(of person: PersonNumber) -> Int {
        let slot = table.slot(of: person)
        if slot * 3 == held.count { held.append(contentsOf: [0, 0, 0]) }
        return slot
    }

    /// The register: one line per person, certainty and source.
    public consuming func register() -> Register {
        stated.sort {
            ($0.slot, $1.certainty.rawValue, $0.statement)
                < ($1.slot, $0.certainty.rawValue, $1.statement)
        }
        var firstStated = [UInt32](repeating: 0, count: table.count + 1)
        for entry in stated { firstStated[Int(entry.slot) + 1] += 1 }
        for slot in 0..<table.count { firstStated[slot + 1] += firstStated[slot] }

        var register = Register()
        var lines: [RegisterLine] = []
        for slot in table.slotsInOrder() {
            lines.removeAll(keepingCapacity: true)
            let own = stated[Int(firstStated[slot])..<Int(firstStated[slot + 1])]
            for entry in own {
                let source = RegisterSource.statement(Int(entry.statement))
                if let last = lines.last, last.source == source, last.certainty == entry.certainty {
                    lines[lines.count - 1].categories.formUnion(
                        CategorySet(rawValue: entry.categories)
                    )
                } else {
                    lines.append(
                        RegisterLine(
                            certainty: entry.certainty,
                            source: source,
                            categories: CategorySet(rawValue: entry.categories)
                        )
                    )
                }
            }
            for origin in Origin.allCases {
                let categories = held[slot * 3 + Int(origin.rawValue) - 1]
                guard categories != 0 else { continue }
                lines.append(
                    RegisterLine(
                        certainty: .cannotBeExcluded,
                        source: .ledger(origin),
                        categories: CategorySet(rawValue: categories)
                    )
                )
            }
            if lines.count > 1 { lines.sort(by: RegisterLine.precedes) }
            register.append(table.person(at: slot), lines: lines)
        }
        return register
    }
}
