// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters
import Testing

struct WaveTests {
    static let address = CategorySet(.address)
    static let more: CategorySet = [CategorySet(.address), CategorySet(.citizenNumber)]

    static func row(
        _ person: UInt64,
        _ certainty: Certainty = .reported,
        _ group: LetterGroup = .first,
        categories: CategorySet = address,
        hold: HoldReason? = nil,
        told: EarlierLetter? = nil
    ) -> WaveRow {
        WaveRow(
            person: person,
            certainty: certainty,
            group: group,
            categories: categories,
            hold: hold,
            earlier: told
        )
    }

    static func told(
        _ certainty: Certainty = .reported,
        categories: CategorySet = address,
        wave: Int = 1,
        needsCorrection: Bool = false
    ) -> EarlierLetter {
        EarlierLetter(
            wave: wave,
            certainty: certainty,
            categories: categories,
            needsCorrection: needsCorrection
        )
    }

    @Test func `everyone of the register is in one list, once`() throws {
        let rows = [
            Self.row(1), Self.row(2, hold: .safety), Self.row(3, .excluded, .notExcluded),
            Self.row(4, told: Self.told()), Self.row(5, .cannotBeExcluded, .notExcluded),
        ]
        let plan = try WavePlan(
            rows,
            decision: WaveDecision(wave: 2, audience: .reported, again: .ifSomethingIsNew)
        )
        #expect(plan.letters.map(\.person) == [1])
        #expect(plan.held.map(\.person) == [2])
        #expect(plan.heldByReason == [.safety: 1])
        #expect(plan.outside == [3, 5])
        #expect(plan.alreadyTold == [4])
    }

    @Test(
        arguments: [
            (told(), WhyAgain?.some(.everyone)), (told(.cannotBeExcluded), .moreCertain),
            (told(categories: []), .moreData), (told(.stolen), .correction),
            (told(categories: more), .correction), (told(needsCorrection: true), .correction),
            (nil, nil),
        ] as [(EarlierLetter?, WhyAgain?)]
    )
    func `another letter knows why`(earlier: EarlierLetter?, why: WhyAgain?) throws {
        let plan = try WavePlan(
            [Self.row(1, told: earlier)],
            decision: WaveDecision(wave: 2, audience: .everyone, again: .everyone)
        )
        #expect(plan.letters.map(\.whyAgain) == [why])
    }

    @Test func `who was written to and has nothing new waits, unless everyone is written to`()
        throws
    {
        let rows = [
            Self.row(1, told: Self.told()), Self.row(2, told: Self.told(.cannotBeExcluded)),
        ]
        func people(_ again: WaveDecision.Again) throws -> [UInt64] {
            try WavePlan(rows, decision: WaveDecision(wave: 2, audience: .everyone, again: again))
                .letters.map(\.person)
        }
        #expect(try people(.nobody) == [])
        #expect(try people(.ifSomethingIsNew) == [2])
        #expect(try people(.everyone) == [1, 2])
    }

    @Test(
        arguments: [
            (.everyone, false, [.everyone, .moreCertain]), (.everyone, true, [.moreCertain]),
            (.reported, false, [.moreCertain]), (.reported, true, [.moreCertain]),
        ] as [(WaveAudience, Bool, [WhyAgain])]
    )
    func `only a wave for all is written to all again`(
        audience: WaveAudience,
        onlyNews: Bool,
        reasons: [WhyAgain]
    ) throws {
        let again = WaveDecision.Again(audience, onlyNews: onlyNews)
        let plan = try WavePlan(
            [Self.row(1, told: Self.told()), Self.row(2, told: Self.told(.cannotBeExcluded))],
            decision: WaveDecision(wave: 2, audience: .everyone, again: again)
        )
        #expect(plan.letters.compactMap(\.whyAgain) == reasons)
        #expect(plan.letters.count + plan.alreadyTold.count == 2)
    }

    @Test func `nobody gets two letters of one wave`() throws {
        let plan = try WavePlan(
            [Self.row(1, told: Self.told(wave: 2, needsCorrection: true))],
            decision: WaveDecision(wave: 2, audience: .everyone, again: .everyone)
        )
        #expect(plan.letters.isEmpty && plan.alreadyTold == [1])
        #expect(throws: WavePlan.Failure.personTwice(7)) {
            try WavePlan(
                [Self.row(7), Self.row(7)],
                decision: WaveDecision(wave: 1, audience: .everyone, again: .nobody)
            )
        }
        #expect(throws: WavePlan.Failure.waveOutOfOrder(3)) {
            try WavePlan(
                [Self.row(1, told: Self.told(wave: 3))],
                decision: WaveDecision(wave: 2, audience: .everyone, again: .everyone)
            )
        }
    }

    @Test(arguments: WaveAudience.allCases)
    func `excluded is never written to, whatever the decision`(audience: WaveAudience) throws {
        let plan = try WavePlan(
            [Self.row(1, .excluded)],
            decision: WaveDecision(wave: 1, audience: audience, again: .everyone)
        )
        #expect(plan.letters.isEmpty && plan.outside == [1])
        #expect(!audience.includes(.excluded))
    }

    @Test func `the reported are those whose data leaked for all that is known`() {
        #expect(
            Certainty.allCases.filter(WaveAudience.reported.includes)
                == [.reported, .stolen, .published]
        )
        #expect(
            Certainty.allCases.filter(WaveAudience.everyone.includes)
                == [.cannotBeExcluded, .reported, .stolen, .published]
        )
        // The word stands in the ledger.
        #expect(WaveAudience.allCases.map(\.rawValue) == ["reported", "everyone"])
    }

    @Test(
        arguments: [(0, 1, 1), (1, 1, 2), (0, 5000, 1), (4999, 5000, 1), (5000, 5000, 2)]
            as [(Int, Int, Int)]
    )
    func `print files are filled one after the other`(place: Int, size: Int, file: Int) {
        #expect(WavePlan.printFile(ofLetter: place, lettersInFile: size) == file)
    }

    @Test func `what a letter says and why it is held keep their numbers and codes`() {
        #expect(
            HoldReason.allCases.map { "\($0.rawValue) \($0.code)" } == [
                "1 deceased", "2 safety", "3 abroadUnknown", "4 noAddress", "5 addressInDoubt",
                "6 addressIncomplete", "7 signNotPrintable", "8 fieldUnreadable", "9 youngPerson",
                "10 sameName", "11 foundAgain", "12 evidenceGone", "13 saidDeceased",
                "14 saidElsewhere",
            ]
        )
        #expect(WhyAgain.allCases.map(\.rawValue) == [1, 2, 3, 4, 5])
        #expect(WaveAudience.allCases.map(\.rawValue) == ["reported", "everyone"])
        #expect(HoldReason.allCases.allSatisfy { HoldReason(code: $0.code) == $0 })
        #expect(HoldReason(code: "elsewhere") == nil)
        for reason in HoldReason.allCases {
            #expect(reason.name(in: .dutch) != reason.name(in: .english))
        }
    }

    @Test func `letters and held add up to the people of the wave`() throws {
        var rows: [WaveRow] = []
        for person in 0..<10_000 as Range<UInt64> {
            let group = LetterGroup.allCases[Int(person % 4)]
            rows.append(
                Self.row(
                    person,
                    person % 4 < 2 ? .reported : .cannotBeExcluded,
                    group,
                    hold: person % 100 == 0 ? .safety : person % 101 == 0 ? .deceased : nil,
                    told: group == .first ? Self.told() : nil
                )
            )
        }
        let plan = try WavePlan(
            rows,
            decision: WaveDecision(wave: 2, audience: .everyone, again: .everyone)
        )
        #expect(plan.letters.count + plan.held.count == rows.count)
        #expect(plan.lettersByGroup.values.reduce(0, +) == plan.letters.count)
        #expect(plan.heldByReason[.safety] == 100)
        #expect(plan.letters.allSatisfy { ($0.whyAgain != nil) == ($0.group == .first) })
    }

    static var person: Person {
        var person = Person(sourceID: SourceID("n-3"))
        person.initials = "T."
        person.surname = "Dijkstroom"
        person.street = "Korenpad"
        person.houseNumber = "7"
        person.postcode = "4321ZY"
        person.place = "Oud-Zijl"
        return person
    }

    static let lanes: [(change: @Sendable (inout Person) -> Void, lane: HoldReason)] = [
        ({ $0.secrecy = 4 }, .safety),
        ({ $0.addressStatus = .shelter }, .safety),
        ({ $0.deceasedOn = PartialDate("2024-01-01") }, .deceased),
        ({ $0.deceasedOn = PartialDate("00000000") }, .deceased),
        ({ $0.addressStatus = .unknownAbroad }, .abroadUnknown),
        ({ $0.addressStatus = .noAddress }, .noAddress),
        ({ ($0.street, $0.postcode, $0.place) = ("", "", "") }, .noAddress),
        ({ $0.addressStatus = .underInvestigation }, .addressInDoubt),
        ({ $0.houseLetter = "AB" }, .addressIncomplete),
        ({ $0.houseNumber = "" }, .addressIncomplete),
        ({ $0.country = "ZZ" }, .addressIncomplete),
        ({ $0.surname = "" }, .addressIncomplete),
        ({ ($0.secrecy, $0.deceasedOn) = (1, PartialDate("2024-00-00")) }, .deceased),
    ]

    @Test(arguments: lanes.indices)
    func `those who must not simply get a letter have a lane`(index: Int) {
        var person = Self.person
        #expect(HoldReason(person, on: Fixtures.wave.letterDate) == nil)
        Self.lanes[index].change(&person)
        #expect(HoldReason(person, on: Fixtures.wave.letterDate) == Self.lanes[index].lane)
    }

    @Test func `who has no lane can be written to`() throws {
        let reader = try #require(
            LetterCase(
                Self.person,
                truth: LetterTruth(
                    group: .second,
                    certainty: .reported,
                    categories: [.givenByUs: Self.address]
                ),
                letterCode: Fixtures.code()
            )
        )
        let letter = try Fixtures.letter(reader)
        #expect(letter.addressing.lines == ["T. Dijkstroom", "Korenpad 7", "4321 ZY  OUD-ZIJL"])
    }
}
