// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Store
import Testing

@Suite struct PersonTests {
    private let test: CaseStore

    init() throws { test = try CaseStore() }

    private func answer(
        _ question: PersonQuestion,
        incident: String? = nil
    ) throws -> PersonAnswer {
        try AnswerPerson(
            question,
            incident: incident,
            officer: test.officer,
            reason: test.reason
        ).run(in: test.reader())
    }

    private func find(_ given: [PersonAttribute: String]) throws -> String {
        try answer(.attributes(try PersonSearch(given))).name
    }

    @Test func `an answer says what went where, and no more of the person than is needed`() throws {
        let anna = try answer(.named("VB-1"))
        #expect(anna.name.contains("Eenhoorn") && anna.birthYear == 1970)
        #expect(anna.place == "Nergenshuizen")
        #expect(anna.disclosed.map(\.party) == ["lab"])
        #expect(anna.disclosed[0].origin == .givenByUs && anna.disclosed[0].times == 1)
        #expect(anna.disclosed[0].categories == [CategorySet(.name), CategorySet(.testResult)])
        #expect(anna.advice == [.beAlert, .health])
        #expect(anna.incidents.isEmpty && anna.letters.isEmpty)
        #expect(!"\(anna) \(String(reflecting: anna))".contains("Eenhoorn"))
    }

    @Test func `of whom nothing is known there is nothing to advise`() throws {
        let dora = try answer(.named("VB-4"))
        #expect(dora.disclosed.isEmpty && dora.advice.isEmpty)
    }

    @Test func `several disclosures to one party are one line`() throws {
        try test.disclose(["VB-1"], [.telephone], .givenByUs, on: 19_000)
        try test.disclose(["VB-1"], [.address], .producedThere, on: 20_500)
        let disclosed = try answer(.named("VB-1")).disclosed
        #expect(disclosed.map(\.origin) == [.givenByUs, .producedThere])
        #expect(disclosed[0].times == 2)
        #expect(
            disclosed[0].first == Day(number: 19_000) && disclosed[0].last == Day(number: 20_000)
        )
        #expect(disclosed[0].categories.contains(.telephone))
    }

    @Test func `the standing is that of the last version, in the incident that is asked for`()
        throws
    {
        try test.open()
        try test.open("other")
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("with")
        let both = try answer(.named("VB-1")).incidents
        #expect(both.map(\.incident) == ["case", "other"])
        #expect(both.map(\.certainty) == [.reported, .cannotBeExcluded])
        #expect(both[0].because == ["list-1"] && both[0].version == 2)
        #expect(both[0].stated.map(\.statement) == ["list-1"])
        #expect(both[0].stated.map(\.certainty) == [.reported])
        #expect(both[0].stated[0].categories.contains(.name), "what the list names")
        #expect(both[1].stated.isEmpty, "the list is of the other incident")
        #expect(try answer(.named("VB-1"), incident: "other").incidents.count == 1)
        #expect(try answer(.named("VB-4")).incidents.map(\.certainty) == [nil, nil])
        #expect(throws: CaseworkError.noIncident("third")) {
            try answer(.named("VB-1"), incident: "third")
        }
    }

    @Test func `the letters are told as they are: planned, printed, held or cancelled`() throws {
        var secret = CaseStore.person("VB-2", "Tweelink")
        secret.secrecy = 4
        try test.add([secret])
        try test.open()
        _ = try test.plan("first", .everyone)
        #expect(try answer(.named("VB-1")).letters.map(\.date) == [nil])
        #expect(try answer(.named("VB-2")).letters.map(\.held) == [.safety])
        try test.printAll("first")
        let printed = try #require(try answer(.named("VB-1")).letters.first)
        #expect(printed.date == Day(number: 20_310) && printed.batch == 1 && !printed.cancelled)
        #expect(printed.wave == "first" && printed.group == .notExcluded)
    }

    @Test func `the line stands in the log before the answer, with its reason`() throws {
        let looks = try test.looks().count
        let reference = try test.number("VB-1").reference
        _ = try answer(.named(reference))
        let lines = try test.looks()
        #expect(lines.count > looks)
        #expect(lines.last?.contains(reference) == true)
        #expect(lines.last?.contains("call 17") == true)
        #expect(lines.last?.contains("privacy officer") == true)
    }

    @Test func `a letter is answered by its code`() throws {
        try test.open()
        _ = try test.plan("first", .everyone)
        let wave = try test.store.wave("first", of: test.store.incident("case"))
        let code = test.store.letterCodes(wave: wave.number).code(for: try test.number("VB-3"))
        #expect(try answer(.letterCode(code.text)).name.contains("Driebergen"))
        let unused = test.store.letterCodes(wave: 99).code(for: try test.number("VB-3"))
        #expect(throws: CaseworkError.noSuchLetterCode) { try answer(.letterCode(unused.text)) }
        #expect(throws: CaseworkError.notALetterCode) { try answer(.letterCode("1234")) }
    }

    @Test(
        arguments: [
            [.surname: "eenhoorn", .birthDate: "1970-02-03"],
            [.surname: "Eenhoorn", .initials: "Anna Berta", .birthDate: "03-02-1970"],
            [.surname: "EENHOORN", .postcode: "1234 ab", .houseNumber: "12"],
            [.citizenNumber: CaseStore.annasNumber, .surname: "Eenhoorn"],
            [.sourceID: "VB-1"],
        ] as [[PersonAttribute: String]]
    )
    func `somebody is found by attributes that all fit`(given: [PersonAttribute: String]) throws {
        #expect(try find(given).contains("Eenhoorn"))
    }

    @Test(
        arguments: [
            ([:], .tooFewAttributes(atLeast: 2)),
            ([.surname: "Eenhoorn"], .tooFewAttributes(atLeast: 2)),
            ([.surname: "Eenhoorn", .initials: ""], .tooFewAttributes(atLeast: 2)),
            ([.surname: "Eenhoorn", .initials: "A"], .attributesFindNobody),
            ([.surname: "Eenhoorn", .birthDate: "1970-00-00"], .attributesFindNobody),
            ([.surname: "Eenhoorn", .postcode: "1234AB"], .attributesFindNobody),
            ([.surname: "Eenhoorn", .birthDate: "spring"], .notABirthDate),
            ([.surname: "Eenhoorn", .citizenNumber: "123456789"], .notACitizenNumber),
            ([.surname: "Anders", .birthDate: "1970-02-03"], .nobodyFits),
            ([.surname: "Eenhoorn", .initials: "B", .birthDate: "1970-02-03"], .nobodyFits),
            ([.initials: "A", .birthDate: "1970-02-03"], .attributesFindNobody),
            ([.postcode: "1234AB", .houseNumber: "12"], .severalFit(4)),
        ] as [([PersonAttribute: String], CaseworkError)]
    )
    func `nobody is found by less, by what is none, or among several`(
        given: [PersonAttribute: String],
        refusal: CaseworkError
    ) {
        #expect(throws: refusal) { try find(given) }
    }

    @Test func `a question masks whom it is about`() throws {
        let search = try PersonSearch([.surname: "Eenhoorn", .birthDate: "1970-02-03"])
        for question in [PersonQuestion.attributes(search), .named("VB-1"), .letterCode("X")] {
            let text = "\(question) \(String(reflecting: question))"
            #expect(!text.contains("Eenhoorn") && !text.contains("VB-1"))
        }
    }
}
