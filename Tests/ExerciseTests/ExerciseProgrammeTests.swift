// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import Exercise

struct ExerciseProgrammeTests {
    @Test func `the same seed gives the same bytes`() throws {
        let (one, other) = (try Scratch(seed: 7), try Scratch(seed: 7))
        #expect(one.figures == other.figures)
        let paths = try one.paths
        #expect(paths.count == 29)
        #expect(try paths == other.paths)
        for path in paths { #expect(try one.bytes(path) == other.bytes(path), "\(path)") }
    }

    @Test func `another seed gives other people`() throws {
        let (one, other) = (try Scratch(seed: 7), try Scratch(seed: 8))
        #expect(try one.bytes("truth.csv") != other.bytes("truth.csv"))
    }

    @Test func `the groups keep the proportions of the case`() throws {
        let figures = try Scratch(people: 2_000).figures
        #expect(figures.population == 2_120)
        #expect(figures.groups.first == 861)
        #expect(figures.groups.second == 459)
        #expect(figures.groups.notExcluded == 599)
        #expect(figures.groups.reconstructed == 81)
        #expect(figures.firstListRecords == 861 + 170)
        #expect(figures.secondListRecords == 459 + 13 + 11 + 6)
        #expect(figures.unresolved == 176)
    }

    @Test func `the case at a tenth of its size has the figures of the table`() throws {
        let plan = ExercisePlan.ofCase(people: 94_100)
        #expect(plan.groups.first == 40_500)
        #expect(plan.groups.second == 21_600)
        #expect(plan.groups.notExcluded == 28_200)
        #expect(plan.groups.reconstructed == 3_800)
        #expect(plan.poorInFirst == 8_000)
        #expect(plan.poorInSecond == 300)
        #expect(plan.doubles == 600)
        #expect(plan.overlap == 500)
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `a random shape leaves no group empty`(seed: UInt64) throws {
        let figures = try Scratch(people: 1_000, seed: seed, shape: .random).figures
        let groups = figures.groups
        let sizes = [groups.first, groups.second, groups.notExcluded, groups.reconstructed]
        #expect(sizes.allSatisfy { $0 >= 10 })
        #expect(sizes.reduce(0, +) == 1_000)
    }

    @Test func `the files have as many rows as the figures say`() throws {
        let scratch = try Scratch()
        let figures = scratch.figures
        #expect(try scratch.rows("truth.csv").count == figures.population)
        #expect(try scratch.rows("input/population.csv").count == figures.population)
        let first = try scratch.records("input/list-1.csv", separator: ";")
        let second = try scratch.records("input/list-2.csv")
        #expect(first.count == figures.firstListRecords)
        #expect(second.count == figures.secondListRecords)
        #expect(first.allSatisfy { $0.count == 8 })
        #expect(second.allSatisfy { $0.count == 8 })
        #expect(try scratch.messages().count == figures.messages)
    }

    @Test func `citizen numbers start with a nine, pass the eleven test and are of one person`()
        throws
    {
        let numbers = try Scratch().rows("input/population.csv").map { $0[1] }
        #expect(Set(numbers).count == numbers.count)
        for number in numbers {
            let digits = number.compactMap(\.wholeNumberValue)
            try #require(digits.count == 9)
            let sum = zip(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(digits[0] == 9 && sum.isMultiple(of: 11))
        }
    }

    @Test func `no two people share birth date, house and initial`() throws {
        let rows = try Scratch(people: 5_000).rows("input/population.csv")
        #expect(rows.allSatisfy { $0.count == 22 })
        let keys = rows.filter { !$0[14].isEmpty }.map { row in
            [row[9], row[14], row[11], String(row[2].prefix(1))].joined(separator: "|")
        }
        #expect(Set(keys).count == keys.count)
    }

    @Test func `every message has its own control id and stands behind an answer`() throws {
        let scratch = try Scratch()
        let truth = try scratch.rows("truth-messages.csv")
        #expect(Set(truth.map { $0[0] }).count == truth.count)
        let written = Set(try scratch.messages().map(\.control))
        #expect(written == Set(truth.filter { $0[1].hasSuffix(".hl7") }.map { $0[0] }))
        let affected = Set(truth.map { $0[2] }).subtracting([""])
        let people = try scratch.rows("truth.csv").filter { !$0[3].isEmpty }.map { $0[0] }
        #expect(affected == Set(people))
    }
}
