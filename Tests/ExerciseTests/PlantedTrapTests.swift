// SPDX-License-Identifier: EUPL-1.2

import Exercise
import Foundation
import Testing

/// The traps, looked for in the files as a stranger would read them.
struct PlantedTrapTests {
    private struct Row {
        let cells: [String]
        var number: String { cells[1] }
        var initial: Character? { cells[2].first }
        var surname: String { cells[5] }
        var birthDate: String { cells[9] }
        var house: String { cells[14].isEmpty ? "" : cells[14] + cells[11] }
    }

    private static func population(_ scratch: Scratch) throws -> [Row] {
        try scratch.rows("input/population.csv").map(Row.init)
    }

    @Test(arguments: [(500, 1), (2_000, 2), (3_000, 3), (8_000, 4)] as [(Int, UInt64)])
    func `every kind of trap is there, in every size`(people: Int, seed: UInt64) throws {
        let figures = try Scratch(people: people, seed: seed).figures
        let planted = figures.planted
        #expect(planted.count == 13 + 10 + 9 + 3 + 3 + 3)
        let inSecond = planted.filter { $0.key.hasPrefix("list-2.") && $0.key != "list-2.totals" }
        for (kind, count) in planted where inSecond[kind] == nil { #expect(count > 0, "\(kind)") }
        // A small second list has fewer records that lead to nobody than there are kinds.
        let poor = figures.unresolved - figures.unresolvedAfterFirst
        #expect(inSecond.values.reduce(0, +) == poor)
        #expect(inSecond.values.count { $0 > 0 } == min(8, poor))
    }

    @Test func `twins differ in their initial only, mother and daughter in their age`() throws {
        let scratch = try Scratch()
        let rows = try Self.population(scratch).filter { !$0.house.isEmpty }
        let houses = Dictionary(grouping: rows) { $0.house + $0.surname }.values
            .filter { $0.count == 2 && $0[0].initial != $0[1].initial }
        let twins = houses.count { $0[0].birthDate == $0[1].birthDate }
        #expect(twins >= scratch.figures.planted["relation.twins", default: .max])
        let families = houses.count - twins
        #expect(families >= scratch.figures.planted["relation.motherAndDaughter", default: .max])
    }

    @Test func `namesakes live in different houses`() throws {
        let scratch = try Scratch()
        let pairs = Dictionary(grouping: try Self.population(scratch)) { row in
            row.surname + row.birthDate + row.cells[2]
        }.values.filter { $0.count == 2 && $0[0].house != $0[1].house }
        #expect(pairs.count >= scratch.figures.planted["relation.namesakes", default: .max])
    }

    @Test func `numbers alone in a list are partly of somebody and partly of nobody`() throws {
        let scratch = try Scratch()
        let known = Set(try Self.population(scratch).map(\.number))
        let alone = try scratch.records("input/list-1.csv", separator: ";").filter { row in
            !row[0].isEmpty && row[1...5].allSatisfy(\.isEmpty)
        }
        let planted = scratch.figures.planted
        #expect(
            alone.count { known.contains($0[0]) } == planted["list-1.numberOfSomebody"]
        )
        #expect(
            alone.count { !known.contains($0[0]) } == planted["list-1.numberOfNobody"]
        )
    }

    @Test func `the numbers of others stand before whole people in both lists and in the feed`()
        throws
    {
        let scratch = try Scratch()
        let rows = try Self.population(scratch)
        let owners = Dictionary(uniqueKeysWithValues: rows.map { ($0.number, $0) })
        func isMisplaced(_ number: String, _ house: String, _ birthDate: String) -> Bool {
            guard let owner = owners[number], !house.isEmpty else { return false }
            let isElsewhere = owner.house != house
            return isElsewhere && owner.birthDate.replacing("-", with: "") != birthDate
        }
        let second = try scratch.records("input/list-2.csv").count { row in
            isMisplaced(row[4], row[2].replacing(" ", with: "") + row[3].filter(\.isNumber), row[0])
        }
        #expect(second > 0)
        let orders = try scratch.messages().filter { $0.segments[0][8] == "OML^O21" }
        let conflicts = orders.count { order in
            guard let patient = order.segments.first(where: { $0[0] == "PID" }), patient.count > 11
            else { return false }
            let address = patient[11].split(separator: "^", omittingEmptySubsequences: false)
            let number = address[0].split(separator: "&", omittingEmptySubsequences: false)[2]
            let citizen = patient[3].prefix { $0 != "^" }
            return isMisplaced(String(citizen), String(address[4]) + String(number), patient[7])
        }
        #expect(conflicts > 0)
        #expect(conflicts <= scratch.figures.planted["message.conflict", default: 0])
    }

    @Test func `the feed holds duplicates, early results, cancellations and broken messages`()
        throws
    {
        let scratch = try Scratch()
        let planted = scratch.figures.planted
        let messages = try scratch.messages()
        #expect(messages.count == scratch.figures.messages)
        let repeated = messages.count - Set(messages.map(\.control)).count
        #expect(repeated == planted["message.duplicate"])
        var ordered: Set<String> = []
        var early = 0
        var cancelled: Set<String> = []
        for message in messages {
            if let order = message.segments.first(where: { $0[0] == "ORC" }) {
                ordered.insert(order[4])
                if order[1] == "CA" { cancelled.insert(message.control) }
            } else if let sample = message.segments.first(where: { $0[0] == "SPM" }),
                sample[11] == "P", !ordered.contains(sample[2])
            {
                early += 1
            }
        }
        #expect(early == planted["message.earlyResult"])
        #expect(cancelled.count == planted["message.cancellation"])
        let broken = messages.count { $0.segments.count < 3 }
        #expect(broken == planted["message.truncated"])
    }

    @Test func `results name somebody else than the person whose sample they have`() throws {
        let scratch = try Scratch()
        let known = Set(try Self.population(scratch).map(\.number))
        let messages = try scratch.messages()
        var orders: [String: Set<String>] = [:]
        for message in messages {
            guard let order = message.segments.first(where: { $0[0] == "ORC" }),
                let number = Self.number(in: message.segments)
            else { continue }
            orders[order[4], default: []].insert(number)
        }
        let again = messages.count { message in
            guard let sample = message.segments.first(where: { $0[0] == "SPM" }),
                let number = Self.number(in: message.segments)
            else { return false }
            return known.contains(number) && orders[sample[2]]?.contains(number) == false
        }
        #expect(again == scratch.figures.planted["message.sampleAgain"])
    }

    /// The citizen number in PID-3.
    private static func number(in segments: [[String]]) -> String? {
        segments.first { $0[0] == "PID" }.map { String($0[3].prefix { $0 != "^" }) }
    }

    @Test func `a line feed in a field has a whole person behind it, who is never disclosed`()
        throws
    {
        let scratch = try Scratch()
        let people = try Self.population(scratch)
        let found = try scratch.messages().flatMap(\.segments).filter { segment in
            segment.contains { $0.contains("\nPID") }
        }
        #expect(found.count == scratch.figures.planted["message.lineFeed"])
        #expect(found.allSatisfy { $0[0] == "NTE" })
        let truth = try scratch.rows("truth.csv")
        for segment in found {
            let place = try #require(segment.firstIndex { $0.contains("\nPID") })
            let number = segment[place + 3].prefix { $0 != "^" }
            let person = try #require(people.first { $0.number == number })
            #expect(truth.first { $0[0] == person.cells[0] }?[1] == "none")
        }
    }

    @Test func `some birth dates do not read, some deaths have no day, and some are only a D`()
        throws
    {
        let scratch = try Scratch()
        let planted = scratch.figures.planted
        let people = try Self.population(scratch)
        let bad = people.filter {
            let year = Int($0.birthDate.prefix(4)) ?? 0
            let month = Int($0.birthDate.dropFirst(5).prefix(2)) ?? 0
            return year < 1_850 || month > 12
        }
        #expect(bad.count == planted["person.badField"])
        let unknown = people.filter { ["0000-00-00", "00000000"].contains($0.cells[17]) }
        #expect(unknown.count == planted["person.unknownDeath"])
        let held = try scratch.rows("truth.csv").filter { row in
            (bad + unknown).contains { $0.cells[0] == row[0] }
        }.map { $0[8] }
        #expect(held.count { $0 == "fieldUnreadable" } == bad.count)
        #expect(held.count { $0 == "deceased" } == unknown.count)
        // No number beside them: what links them is the name in one column.
        let initials = try scratch.records("input/list-2.csv")
            .filter { $0[1].hasPrefix("D. ") && $0[4].isEmpty }
        #expect(initials.count >= planted["person.initialD", default: .max])
    }

    @Test func `bundles have patients of one id under two bases, and files by type refer`() throws {
        let scratch = try Scratch()
        let planted = scratch.figures.planted
        func resources(_ name: String) throws -> [[String: Any]] {
            try scratch.bytes("input/fhir/\(name)").split(separator: 0x0A).map {
                try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
            }
        }
        let bundles = try resources("bundles.ndjson")
        #expect(bundles.count == planted["resource.bundleOfTwoBases"])
        for bundle in bundles {
            let entries = try #require(bundle["entry"] as? [[String: Any]])
            let urls = entries.compactMap { $0["fullUrl"] as? String }
            #expect(urls.count { $0.hasSuffix("/Patient/1") } == 2)
            #expect(Set(urls).count == 3)
        }
        let patients = Set(try resources("Patient.ndjson").compactMap { $0["id"] as? String })
        #expect(patients.count == planted["resource.byType"])
        let subjects = try resources("Condition.ndjson").compactMap {
            ($0["subject"] as? [String: String])?["reference"]
        }
        let here = subjects.filter { patients.contains(String($0.dropFirst("Patient/".count))) }
        #expect(here.count == patients.count)
        #expect(subjects.count - here.count == planted["resource.ofNobody"])
    }

    @Test(arguments: ["list-1", "list-2"])
    func `the last row of a list counts the others`(name: String) throws {
        let scratch = try Scratch()
        let separator: Character = name == "list-1" ? ";" : ","
        let rows = try scratch.rows("input/\(name).csv", separator: separator)
        #expect(rows.last?[0] == "Totaal")
        #expect(rows.last?[1] == "\(rows.count - 1)")
        #expect(scratch.figures.planted["\(name).totals"] == 1)
    }

    @Test func `the population has what registries have`() throws {
        let rows = try Self.population(Scratch(people: 5_000))
        #expect(rows.contains { $0.birthDate.hasSuffix("-00-00") })
        #expect(rows.contains { $0.cells[16] != "NL" })
        #expect(rows.contains { !$0.cells[21].isEmpty })
        #expect(rows.contains { $0.cells[4] == "'t" })
        #expect(rows.contains { $0.surname.hasPrefix("IJ") })
        let statuses = ["", "shelter", "unknownAbroad", "noAddress", "underInvestigation"]
        #expect(Set(rows.map { $0.cells[19] }).isSubset(of: statuses))
        #expect(Set(rows.map { $0.cells[19] }).count == statuses.count)
        let names = rows.map(\.surname).joined()
        for letter in "éëçğłșü" { #expect(names.lowercased().contains(letter), "\(letter)") }
    }
}
