// SPDX-License-Identifier: EUPL-1.2

import CSV
public import Custody

/// The form of a register that is signed: lines `sourceId TAB certainty TAB categories TAB source LF`
/// sorted by the bytes of the sourceId, under one header line; the lines of one person surest first,
/// then by the name of the source.
///
/// No random number, no clock and no number that a store gave enters it, so any two computations
/// over the same facts are equal to the byte, on any store.
public struct CanonicalRegister: Sendable {
    /// How the lines are written.
    public enum Spelling: Sendable {
        /// The form of which the hash stands in the ledger.
        case signed
        /// Comma separated values (RFC 4180), for people and other programs; what a spreadsheet would run
        /// as a formula has an apostrophe before it.
        case csv
    }

    private let register: Register
    /// Aligned with the register's people.
    private let sources: SourceColumn
    private let statementNames: [Int: String]
    /// The places of the people in the register, in the order of the lines.
    private let order: [Int]
    private let ranks: Ranks

    /// `sources` gives the population's number of each person, in the register's order.
    public init(_ register: Register, sources: SourceColumn, statementNames: [Int: String]) {
        precondition(register.count == sources.count, "one sourceId for each person")
        self.register = register
        self.sources = sources
        self.statementNames = statementNames
        order = sources.order()
        ranks = Ranks(statementNames)
    }

    /// People in it.
    public var count: Int { order.count }

    /// The line before all others.
    public static func header(_ spelling: Spelling = .signed) -> [UInt8] {
        switch spelling {
        case .signed: Array("spoor/register/1\n".utf8)
        case .csv: Array("sourceId,certainty,categories,source\n".utf8)
        }
    }

    /// The lines of some of the people, counted in the order of the form: parts of it can be made on
    /// every core and put one behind the other.
    public func lines(ofPeople places: Range<Int>, _ spelling: Spelling = .signed) -> [UInt8] {
        let separator = UInt8(ascii: spelling == .signed ? "\t" : ",")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(places.count * 352)
        var endings = Endings()
        for index in order[places] {
            for line in inOrder(register.lines(at: index)) {
                append(sources[index], spelling, to: &bytes)
                bytes.append(separator)
                endings.append(line, to: &bytes) { ending(line, spelling, separator) }
            }
        }
        return bytes
    }

    /// The place of each source, by its number, among the bytes of the names of all.
    private struct Ranks {
        /// Of the low numbers, which nearly all are.
        private var low = [Int](repeating: 0, count: 256)
        private var others: [UInt32: Int] = [:]

        init(_ statementNames: [Int: String]) {
            let sources =
                Origin.allCases.map(RegisterSource.ledger)
                + statementNames.keys.map(RegisterSource.statement)
            func name(_ source: RegisterSource) -> String {
                CanonicalRegister.name(of: source, statementNames)
            }
            let names = Set(sources.map(name)).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
            for source in sources {
                let number = source.number
                let place = places[name(source)] ?? 0
                if number < low.count { low[Int(number)] = place } else { others[number] = place }
            }
        }

        subscript(number: UInt32) -> Int {
            number < low.count ? low[Int(number)] : others[number] ?? 0
        }
    }

    /// The lines of one person surest first, then by the name of the source, then by categories:
    /// the register itself keeps them by the number of the statement, which is this store's own.
    private func inOrder(_ lines: ArraySlice<RegisterLine>) -> ArraySlice<RegisterLine> {
        func precedes(_ left: RegisterLine, _ right: RegisterLine) -> Bool {
            if left.certainty != right.certainty { return left.certainty > right.certainty }
            let (first, second) = (ranks[left.sourceNumber], ranks[right.sourceNumber])
            if first != second { return first < second }
            return left.categories != right.categories
                && left.categories.text.utf8.lexicographicallyPrecedes(right.categories.text.utf8)
        }
        for index in lines.indices.dropFirst() where precedes(lines[index], lines[index - 1]) {
            return lines.sorted(by: precedes)[...]
        }
        return lines
    }

    /// What stands behind the sourceId, spelled once: few different ones in a register of millions.
    private struct Endings {
        private var lines = [RegisterLine?](repeating: nil, count: size)
        private var spelled = [[UInt8]](repeating: [], count: size)

        private static let size = 1024

        /// Lines that meet in a place take turns in it.
        mutating func append(
            _ line: RegisterLine,
            to bytes: inout [UInt8],
            _ spell: () -> [UInt8]
        ) {
            var mixed = line.categories.rawValue &* 0x9E37_79B9_7F4A_7C15
            mixed ^= UInt64(line.sourceNumber) &* 0xFF51_AFD7_ED55_8CCD
            mixed ^= UInt64(line.certainty.rawValue) << 54
            let place = Int(mixed >> 54)
            if lines[place] != line {
                lines[place] = line
                spelled[place] = spell()
            }
            bytes.append(contentsOf: spelled[place])
        }
    }

    private func ending(_ line: RegisterLine, _ spelling: Spelling, _ separator: UInt8) -> [UInt8] {
        var bytes = Array(line.certainty.code.utf8)
        bytes.append(separator)
        bytes += Array(line.categories.text.utf8)
        bytes.append(separator)
        append(Array(name(of: line.source).utf8)[...], spelling, to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// A text of somebody else's making might hold a comma, a quote or a formula.
    private func append(_ text: ArraySlice<UInt8>, _ spelling: Spelling, to bytes: inout [UInt8]) {
        switch spelling {
        case .signed: bytes += text
        case .csv: text.withUnsafeBufferPointer { CSVWriter().append(field: $0, to: &bytes) }
        }
    }

    /// `givenByUs` and so on for the ledger, else the name of the statement.
    public func name(of source: RegisterSource) -> String { Self.name(of: source, statementNames) }

    private static func name(
        of source: RegisterSource,
        _ statementNames: [Int: String]
    ) -> String {
        switch source {
        case .ledger(let origin): return origin.code
        case .statement(let id):
            guard let name = statementNames[id] else {
                preconditionFailure(
                    "a canonical register is made with the names of its statements"
                )
            }
            return name
        }
    }
}
