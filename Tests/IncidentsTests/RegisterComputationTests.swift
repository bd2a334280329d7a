// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Testing

@Suite struct RegisterComputationTests {
    private let order = CategorySet([.name, .address])
    private let result = CategorySet([.testResult])

    private func register(
        _ held: [(UInt64, CategorySet, Origin)],
        _ stated: [Assertion] = []
    ) -> Register {
        var computation = RegisterComputation()
        for (person, categories, origin) in held {
            computation.add(PersonNumber(person), categories, origin: origin)
        }
        for assertion in stated { computation.add(assertion) }
        return computation.register()
    }

    private func reported(_ person: UInt64, _ statement: Int = 1) -> Assertion {
        Assertion(
            person: PersonNumber(person),
            certainty: .reported,
            categories: CategorySet([.name]),
            statement: statement
        )
    }

    @Test func `the order of disclosures and assertions changes nothing`() {
        let held: [(UInt64, CategorySet, Origin)] = [
            (5, order, .givenByUs), (3, result, .producedThere), (5, result, .producedThere),
            (9, order, .givenByThirdParty), (3, order, .givenByUs),
        ]
        let stated = [reported(3), reported(77, 2), reported(3, 2)]
        let expected = register(held, stated)
        #expect(register(held.reversed(), stated.reversed()) == expected)
        #expect(expected.people.map(\.value) == [3, 5, 9, 77])
        #expect(expected.counts == [.reported: 2, .cannotBeExcluded: 2])
    }

    @Test func `a page reads back, and a damaged one does not`() throws {
        let whole = register(
            (1...10_000).map { (UInt64($0) * 7919, order, .givenByUs) },
            (1...5000).map { reported(UInt64($0) * 7919) }
        )
        var pages: [(first: PersonNumber, bytes: [UInt8])] = []
        RegisterPage.forEachPage(of: whole) { pages.append((first: $0, bytes: $1)) }
        #expect(pages.count == 3)
        var read = Register()
        for page in pages {
            #expect(page.bytes.withUnsafeBytes { RegisterPage.read($0, into: &read) })
        }
        #expect(read == whole)
        var damaged = Register()
        #expect(
            !pages[0].bytes.dropLast().withUnsafeBytes { RegisterPage.read($0, into: &damaged) }
        )
    }

    /// Everyone once more, each named by so many statements, numbered up to the last.
    private func wide(_ counts: [Int], last: Int) -> Register {
        var stated: [Assertion] = []
        for (number, count) in counts.enumerated() {
            for place in 0..<count { stated.append(reported(UInt64(number + 1), last - place)) }
        }
        return register([(1, order, .givenByUs)], stated)
    }

    @Test(
        arguments: [
            ([1], 65_519, false), ([254], 300, false), ([255], 300, true), ([256], 300, true),
            ([1], 65_520, true), ([1], 70_000, true), ([1, 256, 1], 65_520, true),
            ([1], RegisterSource.lastStatement, true),
        ] as [([Int], Int, Bool)]
    )
    func `more than 255 lines, and statements above 65,535, are kept as they are`(
        counts: [Int],
        last: Int,
        isWide: Bool
    ) {
        let register = wide(counts, last: last)
        #expect(register[0].statements.last == last)
        #expect(register[0].lines.count == counts[0] + 1)
        var read = Register()
        RegisterPage.forEachPage(of: register) { _, bytes in
            #expect((bytes[8] == 255 && bytes[9] == 0) == isWide)
            #expect(bytes.withUnsafeBytes { RegisterPage.read($0, into: &read) })
            // A page that is cut off anywhere is none.
            for length in stride(from: 1, to: bytes.count, by: 7) where length < 60 {
                var damaged = Register()
                #expect(
                    !bytes.prefix(length).withUnsafeBytes { RegisterPage.read($0, into: &damaged) }
                )
            }
        }
        #expect(read == register)
    }

    @Test func `a page of everyday people has the bytes it always had`() {
        let register = register([(7, order, .givenByUs)], [reported(7, 2)])
        RegisterPage.forEachPage(of: register) { _, bytes in
            #expect(
                bytes == [
                    0, 0, 0, 0, 0, 0, 0, 7, 2, 3, 0, 18, 0, 0, 0, 0, 0, 0, 0,
                    UInt8(CategorySet([.name]).rawValue), 2, 0, 1,
                ] + (0..<8).map { UInt8(truncatingIfNeeded: order.rawValue >> (56 - 8 * $0)) }
            )
        }
    }

    @Test func `statements whose numbers once met in one are two sources`() {
        let register = register(
            [],
            [reported(1, 65_519), reported(1, 65_520), reported(1, 80_000)]
        )
        #expect(register[0].statements == [65_519, 65_520, 80_000])
        let names = [65_519: "a", 65_520: "b", 80_000: "c"]
        let text = CanonicalRegister(
            register,
            sources: SourceColumn([SourceID("x")]),
            statementNames: names
        ).text()
        #expect(text.split(separator: "\n").count == 4)
    }

    @Test func `an export defuses formulas, and what is signed keeps its bytes`() {
        let canonical = CanonicalRegister(
            register([], [reported(1)]),
            sources: SourceColumn([SourceID("=HYPERLINK(1)")]),
            statementNames: [1: "+lijst"]
        )
        #expect(
            canonical.text(.csv)
                == """
                sourceId,certainty,categories,source
                "'=HYPERLINK(1)",reported,name,"'+lijst"

                """
        )
        #expect(canonical.text().contains("\n=HYPERLINK(1)\treported\tname\t+lijst\n"))
    }

    @Test func `the canonical form is sorted by the bytes of the sourceId`() {
        let two = register([(1, order, .givenByUs), (2, order, .givenByUs)], [reported(2)])
        let text = CanonicalRegister(
            two,
            sources: SourceColumn([SourceID("b"), SourceID("B")]),
            statementNames: [1: "list-1"]
        ).text()
        #expect(
            text == """
                spoor/register/1
                B\treported\tname\tlist-1
                B\tcannotBeExcluded\taddress+name\tgivenByUs
                b\tcannotBeExcluded\taddress+name\tgivenByUs

                """
        )
    }

    @Test func `the lines of one person are sorted by the names of their sources, on any store`() {
        func text(_ numbers: [Int: String], _ stated: [Assertion]) -> String {
            CanonicalRegister(
                register([(2, order, .givenByUs)], stated),
                sources: SourceColumn([SourceID("VB-1")]),
                statementNames: numbers
            ).text()
        }
        let found = Assertion(
            person: PersonNumber(2),
            certainty: .stolen,
            categories: CategorySet([.name]),
            statement: 3
        )
        let excluded = Assertion(
            person: PersonNumber(2),
            certainty: .cannotBeExcluded,
            categories: CategorySet([.name]),
            statement: 4
        )
        let names = [1: "b", 2: "a", 3: "z", 4: "h"]
        let expected = """
            spoor/register/1
            VB-1\tstolen\tname\tz
            VB-1\treported\tname\ta
            VB-1\treported\tname\tb
            VB-1\tcannotBeExcluded\taddress+name\tgivenByUs
            VB-1\tcannotBeExcluded\tname\th

            """
        #expect(text(names, [reported(2, 1), reported(2, 2), found, excluded]) == expected)
        let others = [1: "a", 2: "b", 3: "z", 4: "h"]
        #expect(text(others, [reported(2, 1), reported(2, 2), found, excluded]) == expected)
    }

    @Test func `as comma separated values a sourceId with a comma or a quote is quoted`() {
        let three = register([
            (1, order, .givenByUs), (2, order, .givenByUs), (3, order, .givenByUs),
        ])
        let text = CanonicalRegister(
            three,
            sources: SourceColumn([SourceID("c"), SourceID("a,b"), SourceID("b\"c")]),
            statementNames: [:]
        ).text(.csv)
        #expect(
            text == """
                sourceId,certainty,categories,source
                "a,b",cannotBeExcluded,address+name,givenByUs
                "b""c",cannotBeExcluded,address+name,givenByUs
                c,cannotBeExcluded,address+name,givenByUs

                """
        )
    }

    @Test func `sourceIds sort by their bytes, also when eight bytes do not tell them apart`() {
        let texts = [
            "VB-00000012", "VB-0000", "VB-000000", "VB-00000011", "", "é", "VB-00000\u{0}", "a",
            "VB-00000",
        ]
        let column = SourceColumn(texts.map { SourceID($0) })
        let sorted = column.order().map { texts[$0] }
        #expect(sorted == texts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    }

    @Test func `groups follow certainty, first statement and origin`() {
        let all = register(
            [
                (1, order, .givenByUs), (2, order, .givenByUs), (3, order, .givenByUs),
                (4, order, .givenByThirdParty), (5, order, .givenByThirdParty),
                (5, result, .producedThere),
            ],
            [reported(1), reported(1, 2), reported(2, 2)]
        )
        let groups = (0..<all.count).map { AffectedGroup(of: all[$0], firstList: 1) }
        #expect(groups == [.first, .second, .notExcluded, .reconstructed, .notExcluded])
    }

    @Test(
        arguments: [
            // On an earlier statement that only excluded, or could not exclude, and on list 2.
            ([(.excluded, 1), (.reported, 2)], .first),
            ([(.cannotBeExcluded, 1), (.reported, 2)], .first),
            // On both lists; on the later list only.
            ([(.reported, 3), (.reported, 2)], .first), ([(.reported, 3)], .second),
            // Found in files: on no list, also when the finding came first, and with a list.
            ([(.stolen, 1)], .second), ([(.published, 2)], .second),
            ([(.stolen, 1), (.reported, 2)], .first), ([(.stolen, 1), (.reported, 3)], .second),
            // Only in what somebody said who could not exclude it: no third party sent anything.
            ([(.cannotBeExcluded, 1)], .notExcluded), ([(.excluded, 1)], nil),
        ] as [([(Certainty, Int)], AffectedGroup?)]
    )
    func `only lists make a first and a second group`(
        said: [(Certainty, Int)],
        group: AffectedGroup?
    ) throws {
        let one = register(
            [],
            said.map {
                Assertion(
                    person: PersonNumber(1),
                    certainty: $0,
                    categories: CategorySet([.name]),
                    statement: $1
                )
            }
        )
        #expect(AffectedGroup(of: one[0], firstList: 2) == group)
        #expect(AffectedGroup(of: one[0], firstList: nil) != .first)
    }

    @Test func `a difference says which source no longer speaks of somebody`() {
        let held: [(UInt64, CategorySet, Origin)] = [(1, order, .givenByUs)]
        let difference = RegisterDifference(
            from: register(held, [reported(1)]),
            to: register(held, [])
        )
        #expect(difference.moves.map(\.key.gone) == [[.statement(1)]])
        #expect(difference.moves.map(\.key.because) == [[]])
    }

    @Test func `a difference counts those who entered and left, and says because of what`() {
        let old = register([(1, order, .givenByUs), (2, order, .givenByUs)])
        let new = register([(2, order, .givenByUs), (3, order, .givenByThirdParty)], [reported(2)])
        let difference = RegisterDifference(from: old, to: new)
        #expect(difference.moves.count == 3)
        let entered = difference.moves.first { $0.key.from == nil }
        #expect(entered?.value == 1)
        #expect(entered?.key.because == [.ledger(.givenByThirdParty)])
        #expect(difference.moves.contains { $0.key.to == nil })
        #expect(difference.moves.contains { $0.key.because == [.statement(1)] })
    }

    @Test func `long runs, short ones and parts make the same register as one by one`() {
        var state: UInt64 = 9
        func dice(_ sides: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % sides
        }
        // Two runs that are long enough to be taken as they are, rows in no order, one run again.
        var held: [(UInt64, CategorySet, Origin)] = []
        for (people, isRun) in [(40_000, true), (30_000, true), (9_000, false), (20_000, true)] {
            var run = (0..<people).map { _ in dice(60_000) &* 3 }
            if isRun { run.sort() }
            for person in run {
                let origin = Origin.allCases[Int(dice(3))]
                held.append((person, CategorySet(rawValue: 1 << dice(20)), origin))
            }
        }
        var expected: [UInt64: [Origin: UInt64]] = [:]
        for (person, categories, origin) in held {
            expected[person, default: [:]][origin, default: 0] |= categories.rawValue
        }
        var parts = [RegisterComputation(), RegisterComputation()]
        for (number, row) in held.enumerated() {
            parts[number < 61_000 ? 0 : 1].add(PersonNumber(row.0), row.1, origin: row.2)
        }
        var joined = parts[1]
        joined.add(parts[0])
        let whole = register(held, [reported(7)])
        #expect(whole.people.map(\.value) == (expected.keys + [7]).sorted())
        for index in 0..<whole.count where whole.people[index].value != 7 {
            let sets = expected[whole.people[index].value] ?? [:]
            for origin in Origin.allCases {
                #expect(whole[index].categories(from: origin).rawValue == sets[origin] ?? 0)
            }
        }
        joined.add(reported(7))
        #expect(joined.register() == whole)
    }
}

extension CanonicalRegister {
    /// All of it, put together of its people one by one.
    fileprivate func text(_ spelling: Spelling = .signed) -> String {
        let each = (0..<count).flatMap { lines(ofPeople: $0..<$0 + 1, spelling) }
        #expect(each == lines(ofPeople: 0..<count, spelling))
        return String(decoding: Self.header(spelling) + each, as: UTF8.self)
    }
}
