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
        #expect(planted.count == 11 + 9 + 8 + 3)
        let inSecond = planted.filter { $0.key.hasPrefix("list-2.") }
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
        let alone = try scratch.rows("input/list-1.csv", separator: ";").filter { row in
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
        let second = try scratch.rows("input/list-2.csv").count { row in
            isMisplaced(row[5], row[3].replacing(" ", with: "") + row[4].filter(\.isNumber), row[0])
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
