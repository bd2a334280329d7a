// SPDX-License-Identifier: EUPL-1.2

import Algorithms
import Foundation

/// Recomputes from the rows what each processor has of each person, and the sums of it, and
/// compares both with what is kept beside them: `spoor exposure` answers from the kept.
struct ExposureVerification {
    let entries: [EntryReader]
    /// Are there rows whose days are sealed?
    var hasSealedDays = false
    /// Entries whose rows no longer count.
    var undone = UndoneImports()

    func run(_ connections: ReadingConnections, _ report: inout VerificationReport) throws {
        let (flows, kept, sums) = try connections.first { snapshot in
            (try Flows(snapshot), try KeptHoldings(snapshot), try Self.keptSums(snapshot))
        }
        let shares = Self.shares(of: entries.filter { Self.disclosures.contains($0.kind) })
        let counts = try connections.map(shares) { [hasSealedDays, undone] entries, snapshot in
            var count = ExposureCount(of: flows, kept)
            try count.add(entries, snapshot, hasSealedDays: hasSealedDays, without: undone)
            return count
        }
        var whole = ExposureCount(of: flows, kept)
        for count in counts { whole.add(count) }
        for (party, name) in flows.parties.sorted(by: { $0.key < $1.key }) {
            let others = whole.differing(party)
            if others > 0 {
                report.found(
                    .exposure,
                    "what \(Finding.plain(name)) has of \(others) people is kept otherwise than its rows say"
                )
            }
            if !whole.fits(sums[party] ?? [:], party) {
                report.found(
                    .exposure,
                    "the sums of \(Finding.plain(name)) are not those of its rows"
                )
            }
        }
        let known = Set(flows.parties.keys)
        if !Set(sums.keys).union(kept.parties.keys).isSubset(of: known) {
            report.found(.exposure, "something is kept of a processor that was never recorded")
        }
    }

    /// Of format 1, and of format 2.
    private static let disclosures: Set<UInt8> = [2, 9]
    /// Each share has a count of everybody in memory.
    private static let mostShares = 4

    /// Runs of entries with about as many rows each, none twice, whatever the entries say of
    /// themselves.
    private static func shares(of entries: [EntryReader]) -> [ClosedRange<Int>] {
        let entries = entries.sorted { $0.sequence < $1.sequence }
        let rows = entries.reduce(0) { $0 + $1.rows }
        var shares: [ClosedRange<Int>] = []
        var (first, count) = (0, 0)
        for (place, entry) in entries.enumerated() {
            count += entry.rows
            let next = place + 1 < entries.count ? entries[place + 1].sequence : nil
            guard next != entry.sequence, next == nil || count * mostShares >= rows else {
                continue
            }
            shares.append(entries[first].sequence...entry.sequence)
            (first, count) = (place + 1, 0)
        }
        return shares
    }

    /// By processor, what is counted and for which value.
    private static func keptSums(_ snapshot: Snapshot) throws -> [Int: [ExposureCount.Sum: Int]] {
        var sums: [Int: [ExposureCount.Sum: Int]] = [:]
        let rows = try snapshot.cursor("SELECT party, what, value, amount FROM exposure_sum")
        while try rows.step() {
            let sum = ExposureCount.Sum(
                what: String(decoding: rows[1].bytes, as: UTF8.self),
                value: Int(rows[2].integer)
            )
            sums[Int(rows[0].integer), default: [:]][sum] = Int(rows[3].integer)
        }
        return sums
    }
}

/// The processors by their number, and of each flow whose it is and where the data came from.
struct Flows: Sendable {
    let parties: [Int: String]
    /// By the number of the flow.
    let flows: [Int: (party: Int, origin: Int)]

    private struct PartyBody: Decodable {
        var id: String
    }

    private struct FlowBody: Decodable {
        var number: Int
        var party: String
        var origin: Int
    }

    init(_ snapshot: Snapshot) throws {
        var numbers: [String: Int] = [:]
        for (place, body) in try Self.bodies(PartyBody.self, "party", snapshot).enumerated()
        where numbers[body.id] == nil {
            numbers[body.id] = place + 1
        }
        parties = Dictionary(uniqueKeysWithValues: numbers.map { ($1, $0) })
        flows = try Self.bodies(FlowBody.self, "flow", snapshot).reduce(into: [:]) { flows, body in
            guard let party = numbers[body.party], 1...3 ~= body.origin else { return }
            flows[body.number] = (party, body.origin)
        }
    }

    /// Facts of a kind in their order; those that do not read were found as rows that were changed.
    private static func bodies<Body: Decodable>(
        _ type: Body.Type,
        _ kind: String,
        _ snapshot: Snapshot
    )
        throws -> [Body]
    {
        let rows = try snapshot.cursor(
            "SELECT kind, body FROM fact ORDER BY entry, \"row\""
        )
        var bodies: [Body] = []
        while try rows.step() {
            guard rows[0].bytes.elementsEqual(kind.utf8),
                let body = try? JSONDecoder().decode(type, from: Data(rows[1].bytes))
            else { continue }
            bodies.append(body)
        }
        return bodies
    }
}

/// What is kept of each processor and person, in the order of the people.
struct KeptHoldings: Sendable {
    struct Of: Sendable {
        /// Where the holdings of this processor begin among all.
        var first: Int
        var people: [Int64] = []
    }

    private(set) var parties: [Int: Of] = [:]
    /// Three sets of categories for each: given, produced there, by third parties.
    private(set) var categories: [UInt64] = []

    init(_ snapshot: Snapshot) throws {
        let rows = try snapshot.cursor(
            """
            SELECT party, person, given, produced, third_party FROM holding
            ORDER BY party, person
            """
        )
        while try rows.step() {
            let party = Int(rows[0].integer)
            parties[party, default: Of(first: categories.count / 3)].people.append(rows[1].integer)
            for column in 2..<5 as Range<Int32> {
                categories.append(UInt64(bitPattern: rows[column].integer))
            }
        }
    }
}

/// A count of rows: what is in them of each person of whom something is kept, and the sums.
struct ExposureCount: Sendable {
    struct Sum: Hashable, Sendable {
        var what: String
        var value: Int
    }

    /// What the rows of a processor come to.
    private struct Rows: Sendable {
        var count = 0
        var first = Int.max
        var last = Int.min
        var keepUntil: [Int: Int] = [:]
        /// Rows without a last day, by the day of disclosure.
        var withoutTerm: [Int: Int] = [:]
        /// Rows whose days are sealed, and those of them with a last day.
        var sealed = 0
        var sealedTerms = 0
        /// Rows of people of whom nothing is kept.
        var missing = 0

        mutating func addSealed(hasTerm: Bool) {
            count += 1
            sealed += 1
            if hasTerm { sealedTerms += 1 }
        }

        mutating func add(day: Int, keepUntil: Int?) {
            count += 1
            first = min(first, day)
            last = max(last, day)
            if let keepUntil {
                self.keepUntil[keepUntil, default: 0] += 1
            } else {
                withoutTerm[day, default: 0] += 1
            }
        }
    }

    private let flows: Flows
    private let kept: KeptHoldings
    private var found: [UInt64]
    private var rows: [Int: Rows] = [:]

    init(of flows: Flows, _ kept: KeptHoldings) {
        self.flows = flows
        self.kept = kept
        found = [UInt64](repeating: 0, count: kept.categories.count)
    }

    mutating func add(
        _ entries: ClosedRange<Int>,
        _ snapshot: Snapshot,
        hasSealedDays: Bool,
        without undone: UndoneImports
    ) throws {
        let cursor = try snapshot.cursor(
            """
            SELECT person, flow, categories, disclosed_on, keep_until,
                \(hasSealedDays ? "days" : "NULL"), entry, "row" FROM disclosure
            WHERE entry BETWEEN ? AND ? ORDER BY entry, "row"
            """,
            [Int64(entries.lowerBound), Int64(entries.upperBound)]
        )
        var places: [Int: Int] = [:]
        var states: [State] = []
        // Of two rows one behind the other the flow is often the same.
        var (number, now) = (Int.min, -1)
        while try cursor.step() {
            if undone.contains(Int(cursor[6].integer), row: Int(cursor[7].integer)) { continue }
            if Int(cursor[1].integer) != number {
                number = Int(cursor[1].integer)
                if places[number] == nil, let flow = flows.flows[number] {
                    places[number] = states.count
                    states.append(State(flow, kept.parties[flow.party]))
                }
                now = places[number] ?? -1
            }
            guard now >= 0 else { continue }
            if cursor[5].form == .null {
                states[now].rows.add(
                    day: Int(cursor[3].integer),
                    keepUntil: cursor[4].form == .integer ? Int(cursor[4].integer) : nil
                )
            } else {
                states[now].rows.addSealed(hasTerm: cursor[4].form == .integer)
            }
            let categories = UInt64(bitPattern: cursor[2].integer)
            guard categories != 0 else { continue }
            guard let place = states[now].place(of: cursor[0].integer) else {
                states[now].rows.missing += 1
                continue
            }
            found[place] |= categories
        }
        for state in states { add(state.rows, to: state.party) }
    }

    /// A flow while its rows are read: whose it is, and where the last person stood.
    private struct State {
        let party: Int
        let origin: Int
        let of: KeptHoldings.Of
        var rows = Rows()
        var place = 0

        init(_ flow: (party: Int, origin: Int), _ of: KeptHoldings.Of?) {
            party = flow.party
            origin = flow.origin
            self.of = of ?? KeptHoldings.Of(first: 0)
        }

        /// Where the set of categories of a person is; nil when nothing is kept of them.
        mutating func place(of person: Int64) -> Int? {
            guard of.people.find(person, from: &place) else { return nil }
            return (of.first + place) * 3 + origin - 1
        }
    }

    mutating func add(_ other: ExposureCount) {
        for place in found.indices { found[place] |= other.found[place] }
        for (party, rows) in other.rows { add(rows, to: party) }
    }

    private mutating func add(_ more: Rows, to party: Int) {
        var sum = rows[party] ?? Rows()
        sum.count += more.count
        sum.first = min(sum.first, more.first)
        sum.last = max(sum.last, more.last)
        sum.missing += more.missing
        sum.sealed += more.sealed
        sum.sealedTerms += more.sealedTerms
        sum.keepUntil.merge(more.keepUntil, uniquingKeysWith: +)
        sum.withoutTerm.merge(more.withoutTerm, uniquingKeysWith: +)
        rows[party] = sum
    }

    /// Of how many people something else is kept than the rows say.
    func differing(_ party: Int) -> Int {
        let missing = rows[party]?.missing ?? 0
        guard let of = kept.parties[party] else { return missing }
        return missing
            + of.people.indices.count { person in
                let sets = (of.first + person) * 3..<(of.first + person) * 3 + 3
                return found[sets] != kept.categories[sets] || found[sets].allSatisfy { $0 == 0 }
            }
    }

    /// Are sums as they have to be? Of rows whose days are sealed, the first and the last day and the
    /// rows by last day or by day of disclosure can be bounded only: how many they are, and not beyond
    /// those that can be read. `spoor exposure --recount` compares them to the day, with the key.
    func fits(_ kept: [Sum: Int], _ party: Int) -> Bool {
        let days: Set<String> = ["first", "last", "keepUntil", "withoutTerm", "dayUnknown"]
        guard kept.filter({ !days.contains($0.key.what) }) == sums(of: party) else { return false }
        let rows = rows[party] ?? Rows()
        func amounts(_ what: String) -> [Int: Int] {
            kept.reduce(into: [:]) { if $1.key.what == what { $0[$1.key.value] = $1.value } }
        }
        let terms = amounts("keepUntil")
        let open = amounts("withoutTerm")
        let unknown = amounts("dayUnknown")
        // In rows of format 1 every day is known.
        guard [terms, open, unknown].allSatisfy({ $0.values.allSatisfy { $0 > 0 } }),
            unknown.keys.allSatisfy({ $0 == 0 }),
            unknown[0] ?? 0 <= rows.sealed - rows.sealedTerms
        else { return false }
        let isKnown = rows.count > unknown[0] ?? 0
        let (first, last) = (amounts("first"), amounts("last"))
        guard first.count == (isKnown ? 1 : 0), last.count == first.count else { return false }
        if isKnown {
            guard let first = first[0], let last = last[0], first <= last else { return false }
            guard rows.sealed > 0 || first == rows.first && last == rows.last else { return false }
            guard first <= rows.first, last >= rows.last else { return false }
        }
        guard Self.hold(terms, rows.keepUntil, rows.sealedTerms) else { return false }
        // An earlier version left rows without a last day out of the sums.
        if open.isEmpty, unknown.isEmpty { return true }
        return Self.hold(
            open,
            rows.withoutTerm,
            rows.sealed - rows.sealedTerms - (unknown[0] ?? 0)
        )
    }

    /// Are kept amounts those of the rows that can be read, and of so many others?
    private static func hold(_ kept: [Int: Int], _ rows: [Int: Int], _ others: Int) -> Bool {
        kept.values.reduce(0, +) == rows.values.reduce(0, +) + others
            && rows.allSatisfy { kept[$0.key] ?? 0 >= $0.value }
    }

    /// The sums but for those over days, as they have to be.
    private func sums(of party: Int) -> [Sum: Int] {
        guard let rows = rows[party], rows.count > 0 else { return [:] }
        var sums: [Sum: Int] = [Sum(what: "rows", value: 0): rows.count]
        func add(_ what: String, _ value: Int, _ count: Int) {
            if count > 0 { sums[Sum(what: what, value: value)] = count }
        }
        var categories = [Int](repeating: 0, count: 64)
        var origins = [Int](repeating: 0, count: 3)
        var people = 0
        let of = kept.parties[party] ?? KeptHoldings.Of(first: 0)
        for person in of.people.indices {
            var all: UInt64 = 0
            for origin in 0..<3 {
                let set = found[(of.first + person) * 3 + origin]
                if set != 0 { origins[origin] += 1 }
                all |= set
            }
            if all != 0 { people += 1 }
            while all != 0 {
                categories[all.trailingZeroBitCount] += 1
                all &= all - 1
            }
        }
        add("people", 0, people)
        for (place, count) in origins.enumerated() { add("origin", place + 1, count) }
        for (bit, count) in categories.enumerated() { add("category", bit, count) }
        return sums
    }
}

extension [Int64] {
    /// Goes to where `wanted` is, in ascending order, by ever larger steps from `place` on.
    fileprivate func find(_ wanted: Int64, from place: inout Int) -> Bool {
        if place >= count || self[place] > wanted { place = 0 }
        var step = 1
        var low = place
        while low + step < count, self[low + step] < wanted {
            low += step
            step *= 2
        }
        place = self[low..<Swift.min(low + step, count)].partitioningIndex { $0 >= wanted }
        return place < count && self[place] == wanted
    }
}
