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
    /// A person and, by the number of the origin, three sets of categories.
    private typealias Holding = SIMD4<UInt64>

    private struct Stated {
        var person: UInt64
        var categories: UInt64
        var statement: UInt32
        var certainty: Certainty
    }

    /// One for each person, in ascending order.
    private var settled: [Holding] = []
    /// Those that came since: runs in ascending order are taken as they are, for a ledger has its
    /// rows in long ones.
    private var fresh: [Holding] = []
    private var isFreshInOrder = true
    private var stated: [Stated] = []

    /// A run shorter than this, or than an eighth of what is settled, is put in order with what
    /// follows it, so that the same people are not gone through for few new ones.
    private static let shortRun = 1 << 14
    /// At least so many are settled at once.
    private static let fewFresh = 1 << 18

    public init() {}

    public mutating func add(_ person: PersonNumber, _ categories: CategorySet, origin: Origin) {
        let last = fresh.count - 1
        if last >= 0 {
            // Rows that follow each other are often about the same person.
            if fresh[last][0] == person.value {
                fresh[last][Int(origin.rawValue)] |= categories.rawValue
                return
            }
            if fresh.count >= max(Self.fewFresh, settled.count / 2) {
                settle()
            } else if person.value < fresh[last][0] {
                if isFreshInOrder, fresh.count >= max(Self.shortRun, settled.count / 8) {
                    settle()
                } else {
                    isFreshInOrder = false
                }
            }
        }
        var holding = Holding(person.value, 0, 0, 0)
        holding[Int(origin.rawValue)] = categories.rawValue
        fresh.append(holding)
    }

    public mutating func add(_ assertion: Assertion) {
        stated.append(
            Stated(
                person: assertion.person.value,
                categories: assertion.categories.rawValue,
                statement: RegisterSource.statement(assertion.statement).number - 16,
                certainty: assertion.certainty
            )
        )
    }

    /// Adds what another computation took: a ledger may be read in parts, on every core.
    public mutating func add(_ other: consuming RegisterComputation) {
        settle()
        other.settle()
        fresh = other.settled
        settle()
        stated += other.stated
    }

    /// Takes over what is fresh into what is settled.
    private mutating func settle() {
        if !isFreshInOrder { putFreshInOrder() }
        let isBehind = settled.last.map { last in fresh.first.map { last[0] < $0[0] } ?? true }
        if isBehind ?? true {
            if settled.isEmpty { swap(&settled, &fresh) } else { settled += fresh }
        } else {
            merge()
        }
        fresh.removeAll(keepingCapacity: true)
        isFreshInOrder = true
    }

    private mutating func putFreshInOrder() {
        fresh.sort { $0[0] < $1[0] }
        var kept = 0
        for number in fresh.indices.dropFirst() {
            if fresh[number][0] == fresh[kept][0] {
                Self.join(fresh[number], into: &fresh[kept])
            } else {
                kept += 1
                fresh[kept] = fresh[number]
            }
        }
        fresh.removeLast(fresh.count - kept - 1)
    }

    private static func join(_ other: Holding, into holding: inout Holding) {
        holding = Holding(
            holding[0],
            holding[1] | other[1],
            holding[2] | other[2],
            holding[3] | other[3]
        )
    }

    /// Puts two lists in order together, from behind and in their place.
    private mutating func merge() {
        var common = 0
        var number = 0
        for holding in fresh {
            while number < settled.count, settled[number][0] < holding[0] { number += 1 }
            if number < settled.count, settled[number][0] == holding[0] { common += 1 }
        }
        var own = settled.count - 1
        var new = fresh.count - 1
        settled.reserveCapacity(settled.count + fresh.count - common)
        settled.append(contentsOf: repeatElement(Holding(), count: fresh.count - common))
        var place = settled.count - 1
        while new >= 0 {
            if own < 0 || settled[own][0] < fresh[new][0] {
                settled[place] = fresh[new]
                new -= 1
            } else {
                let isSame = settled[own][0] == fresh[new][0]
                settled[place] = settled[own]
                own -= 1
                if isSame {
                    Self.join(fresh[new], into: &settled[place])
                    new -= 1
                }
            }
            place -= 1
        }
    }

    /// The register: one line per person, certainty and source.
    public consuming func register() -> Register {
        settle()
        stated.sort {
            ($0.person, $1.certainty.rawValue, $0.statement)
                < ($1.person, $0.certainty.rawValue, $1.statement)
        }
        var register = Register()
        var lines: [RegisterLine] = []
        var own = 0
        var said = 0
        while own < settled.count || said < stated.count {
            let person = min(
                own < settled.count ? settled[own][0] : .max,
                said < stated.count ? stated[said].person : .max
            )
            lines.removeAll(keepingCapacity: true)
            while said < stated.count, stated[said].person == person {
                append(stated[said], to: &lines)
                said += 1
            }
            if own < settled.count, settled[own][0] == person {
                for origin in Origin.allCases {
                    let categories = settled[own][Int(origin.rawValue)]
                    guard categories != 0 else { continue }
                    lines.append(
                        RegisterLine(
                            certainty: .cannotBeExcluded,
                            source: .ledger(origin),
                            categories: CategorySet(rawValue: categories)
                        )
                    )
                }
                own += 1
            }
            if lines.count > 1 { lines.sort(by: RegisterLine.precedes) }
            register.append(PersonNumber(person), lines: lines)
        }
        return register
    }

    /// What one statement says of a person with one certainty is one line.
    private func append(_ entry: Stated, to lines: inout [RegisterLine]) {
        let source = RegisterSource.statement(Int(entry.statement))
        let categories = CategorySet(rawValue: entry.categories)
        if let last = lines.last, last.source == source, last.certainty == entry.certainty {
            lines[lines.count - 1].categories.formUnion(categories)
        } else {
            lines.append(
                RegisterLine(certainty: entry.certainty, source: source, categories: categories)
            )
        }
    }
}
