// SPDX-License-Identifier: EUPL-1.2

internal import Algorithms
public import Custody

/// Where a line of the register comes from.
public enum RegisterSource: Hashable, Sendable {
    /// The disclosure ledger: what the processor had through us, by how it came there.
    case ledger(Origin)
    /// A statement in the incident: a list of the processor, a call, a finding.
    case statement(Int)

    /// One number for both, as it stands in a stored page: origins below 16, statements above.
    ///
    /// Statements are numbered from 1 up as they are added, each with an entry of the ledger of its own:
    /// there are never 2^32 of them.
    public var number: UInt32 {
        switch self {
        case .ledger(let origin): return UInt32(origin.rawValue)
        case .statement(let id):
            precondition(
                (0...RegisterSource.lastStatement).contains(id),
                "a statement has a number of 32 bits"
            )
            return UInt32(16 + id)
        }
    }

    /// The highest number that a statement can have in a register.
    public static let lastStatement = Int(UInt32.max) - 16

    public init?(number: UInt32) {
        if number >= 16 {
            self = .statement(Int(number) - 16)
        } else if let origin = Origin(stored: number) {
            self = .ledger(origin)
        } else {
            return nil
        }
    }
}

/// What is known of one person from one source, and how sure it is that it leaked; sixteen bytes.
public struct RegisterLine: Hashable, Sendable {
    public var categories: CategorySet
    private var sourceBits: UInt32
    public var certainty: Certainty

    public init(certainty: Certainty, source: RegisterSource, categories: CategorySet) {
        self.certainty = certainty
        self.categories = categories
        sourceBits = source.number
    }

    public var source: RegisterSource {
        guard let source = RegisterSource(number: sourceBits) else {
            preconditionFailure("a line is made with a source")
        }
        return source
    }

    /// `source` as one number, without taking it apart.
    var sourceNumber: UInt32 { sourceBits }

    /// Does a statement say it, rather than the ledger?
    var isStated: Bool { sourceBits >= 16 }

    /// Surest first, then in the order in which this store came to know of the sources: how a
    /// register is kept. What is signed has an order of its own (`CanonicalRegister`).
    static func precedes(_ left: RegisterLine, _ right: RegisterLine) -> Bool {
        left.certainty != right.certainty
            ? left.certainty > right.certainty : left.sourceBits < right.sourceBits
    }
}

/// All lines of one person.
public struct RegisterRow: Hashable, Sendable {
    public var person: PersonNumber
    public var lines: [RegisterLine]

    public init(person: PersonNumber, lines: [RegisterLine]) {
        self.person = person
        self.lines = lines
    }

    /// The certainty of a category: the highest that a statement gave it; without any, what the
    /// ledger alone says (*cannot be excluded*); nil when it is not known to be there.
    public func certainty(of category: DataCategory) -> Certainty? {
        let stated = lines.filter {
            if case .statement = $0.source { $0.categories.contains(category) } else { false }
        }
        if let highest = stated.map(\.certainty).max() { return highest }
        return lines.first { $0.categories.contains(category) }?.certainty
    }

    /// The person's certainty: the highest of their categories.
    public var certainty: Certainty { lines[...].certainty }

    /// Everything the processor had of the person through us, by origin.
    public func categories(from origin: Origin) -> CategorySet {
        lines[...].categories(from: origin)
    }

    /// Does a newer row still have every line of this one, each category at least as certain?
    func isBorneOut(by newer: RegisterRow) -> Bool {
        let hasLines = lines.allSatisfy { line in
            let kept = newer.lines.filter {
                $0.source == line.source && $0.certainty == line.certainty
            }
            return !kept.isEmpty && line.categories.subtracting(kept[...].categories) == []
        }
        return hasLines
            && categories.categories.allSatisfy { category in
                guard let before = certainty(of: category) else { return true }
                return newer.certainty(of: category).map { $0 >= before } ?? false
            }
    }

    /// Everything any source knows to be there.
    public var categories: CategorySet { lines[...].categories }

    /// The statements that speak of this person, in the order in which they were added.
    public var statements: [Int] {
        lines.compactMap { line in
            if case .statement(let id) = line.source { id } else { nil }
        }.sorted()
    }
}

/// The lines of one person where they stand: in a register of millions nothing is copied to ask.
extension ArraySlice<RegisterLine> {
    var certainty: Certainty {
        var excluded: UInt64 = 0
        var ledger: UInt64 = 0
        var highest: Certainty?
        for line in self {
            guard line.isStated else {
                ledger |= line.categories.rawValue
                continue
            }
            if line.certainty == .excluded { excluded |= line.categories.rawValue }
            highest = Swift.max(highest ?? line.certainty, line.certainty)
        }
        if let highest, highest > .cannotBeExcluded { return highest }
        return ledger & ~excluded == 0 ? highest ?? .cannotBeExcluded : .cannotBeExcluded
    }

    func categories(from origin: Origin) -> CategorySet {
        let number = RegisterSource.ledger(origin).number
        return CategorySet(
            rawValue: reduce(0) {
                $1.sourceNumber == number ? $0 | $1.categories.rawValue : $0
            }
        )
    }

    var categories: CategorySet {
        CategorySet(rawValue: reduce(0) { $0 | $1.categories.rawValue })
    }

    /// Is it a list of the processor, with this person on it?
    func isListed(in statement: Int) -> Bool {
        let number = RegisterSource.statement(statement).number
        return contains { $0.certainty == .reported && $0.sourceNumber == number }
    }
}

/// The register of the affected (register van betrokkenen): everyone, by internal number, with
/// flat storage so that it can hold millions.
public struct Register: Sendable, Equatable {
    /// In ascending order.
    public private(set) var people: [PersonNumber] = []
    private var starts: [UInt32] = [0]
    private var lines: [RegisterLine] = []

    public init() {}

    /// Adds a person; must come in ascending order of number.
    public mutating func append(_ person: PersonNumber, lines newLines: [RegisterLine]) {
        precondition(people.last.map { $0 < person } ?? true, "a register is kept in order")
        people.append(person)
        lines.append(contentsOf: newLines)
        starts.append(UInt32(lines.count))
    }

    public var count: Int { people.count }

    public subscript(index: Int) -> RegisterRow {
        RegisterRow(person: people[index], lines: Array(lines(at: index)))
    }

    func lines(at index: Int) -> ArraySlice<RegisterLine> {
        lines[Int(starts[index])..<Int(starts[index + 1])]
    }

    public func certainty(at index: Int) -> Certainty { lines(at: index).certainty }

    /// Everything any source knows to be there.
    public func categories(at index: Int) -> CategorySet { lines(at: index).categories }

    /// The group of a person; nil when everything about them is excluded.
    public func group(at index: Int, firstList: Int?) -> AffectedGroup? {
        AffectedGroup(of: lines(at: index), firstList: firstList)
    }

    /// The place of a person, by binary search.
    public func index(of person: PersonNumber) -> Int? {
        let place = people.partitioningIndex { $0 >= person }
        return place < people.count && people[place] == person ? place : nil
    }

    public func row(of person: PersonNumber) -> RegisterRow? {
        index(of: person).map { self[$0] }
    }

    /// Who has a line here that a newer register lacks, whole or in part, or a category that is less certain in
    /// it. What came beside that is no reason: a letter from this one is still true, and the next one tells
    /// the rest.
    public func notBorneOut(by newer: Register) -> Set<PersonNumber> {
        var people: Set<PersonNumber> = []
        var next = 0
        for place in self.people.indices {
            let person = self.people[place]
            while next < newer.count, newer.people[next] < person { next += 1 }
            guard next < newer.count, newer.people[next] == person else {
                people.insert(person)
                continue
            }
            let (old, new) = (lines(at: place), newer.lines(at: next))
            if old != new, !self[place].isBorneOut(by: newer[next]) { people.insert(person) }
        }
        return people
    }

    /// People per certainty.
    public var counts: [Certainty: Int] {
        var tally = [Int](repeating: 0, count: 256)
        for index in 0..<count { tally[Int(certainty(at: index).rawValue)] += 1 }
        return Dictionary(
            uniqueKeysWithValues: Certainty.allCases.compactMap { certainty in
                let people = tally[Int(certainty.rawValue)]
                return people == 0 ? nil : (certainty, people)
            }
        )
    }

    /// People per category, at whatever certainty.
    public var peoplePerCategory: [DataCategory: Int] {
        var tally = [Int](repeating: 0, count: 64)
        for index in 0..<count {
            var bits = categories(at: index).rawValue
            while bits != 0 {
                tally[bits.trailingZeroBitCount] += 1
                bits &= bits - 1
            }
        }
        return Dictionary(
            uniqueKeysWithValues: DataCategory.allCases.compactMap { category in
                let people = tally[Int(category.rawValue)]
                return people == 0 ? nil : (category, people)
            }
        )
    }
}
