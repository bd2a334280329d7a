// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters
import Store
import Testing

/// What anybody may read is what was said outside, and nothing else.
@Suite struct PublicStatusTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        try test.open("case", .init(.processorToldController, happenedAt: test.now - 60_000))
    }

    private func publish(_ version: String) throws {
        _ = try PublishRegister(
            incident: "case",
            version: version,
            officer: test.officer,
            second: .named("second officer")
        ).run(in: test.store)
    }

    private func say(
        _ text: String,
        _ version: String?,
        place: String = "Public page"
    ) throws {
        let officer = try test.officer
        try SayPublicly(
            incident: "case",
            said: WrittenMoment(at: officer.now - 500),
            place: place,
            text: text,
            version: version,
            because: StatedReason("it was in the newspaper"),
            officer: officer
        ).run(in: test.store)
    }

    private func shown() throws -> ShowPublicStatus.Answer {
        try ShowPublicStatus().run(in: test.reader())
    }

    @Test func `before words of a published version were said, nothing of an incident is shown`()
        throws
    {
        #expect(try shown().incidents.isEmpty, "it is open, and nobody said so outside")
        try publish("v1")
        #expect(try shown().incidents.isEmpty, "a version that is published is not said yet")
        try say("A newspaper wrote of 9000 people.", nil)
        #expect(try shown().incidents.isEmpty, "words of others are not ours")
        try say("In confidence: {people} people.", "v1", place: "to parliament")
        #expect(try shown().incidents.isEmpty, "what was told to one is not published to all")
        try say("It is about {people} people.", "v1")
        let incident = try #require(try shown().incidents.first)
        #expect(incident.said.map(\.words) == ["It is about 3 people."])
        #expect(incident.parties == ["Lab Vlietzicht"])
    }

    @Test func `words with an older figure say so, and the newer figure waits until it is said`()
        throws
    {
        try publish("v1")
        try say("{reported} were reported.", "v1")
        #expect(try shown().incidents.first?.said.map(\.isOld) == [false])
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("list-1")
        #expect(try shown().incidents.first?.said.map(\.isOld) == [false], "it is not published")
        try publish("list-1")
        let old = try shown().incidents.first?.said
        #expect(old?.map(\.isOld) == [true])
        #expect(old?.map(\.words) == ["0 were reported."])
        try say("{reported} was reported.", "list-1")
        let both = try shown().incidents.first?.said
        #expect(both?.map(\.words) == ["1 was reported.", "0 were reported."])
        #expect(both?.map(\.isOld) == [false, true])
    }

    @Test func `a kind of data of few people is not named to everybody`() throws {
        try publish("v1")
        try say("It is about {people} people.", "v1")
        let incident = try #require(try shown().incidents.first)
        #expect(incident.categories.isEmpty)
        #expect(incident.hasOthers)
        #expect(incident.advice.isEmpty)
        let many = try CaseStore()
        let people = (10..<20).map { "VB-\($0)" }
        try many.add(people.map { CaseStore.person($0, "Velen") })
        try many.disclose(people, [.name, .citizenNumber], .givenByUs, on: 20_000)
        try many.disclose(["VB-10"], [.telephone], .givenByUs, on: 20_000)
        try many.open("case", .init(.processorToldController, happenedAt: many.now - 60_000))
        _ = try PublishRegister(
            incident: "case",
            version: "v1",
            officer: many.officer,
            second: .named("second officer")
        ).run(in: many.store)
        let officer = try many.officer
        try SayPublicly(
            incident: "case",
            said: WrittenMoment(at: officer.now - 500),
            place: "public page",
            text: "It is about {people} people.",
            version: "v1",
            because: StatedReason("it was in the newspaper"),
            officer: officer
        ).run(in: many.store)
        let named = try #require(try ShowPublicStatus().run(in: many.reader()).incidents.first)
        #expect(Set(named.categories) == [.name, .citizenNumber])
        #expect(named.hasOthers)
        #expect(named.advice == [.beAlert, .citizenNumber])
    }
}
