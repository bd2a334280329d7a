// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Store
import Testing

@Suite struct StatementTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        try test.open()
        try test.list("list-1", of: ["VB-1"], unresolved: 2)
    }

    private func withdraw(_ name: String) throws {
        try WithdrawStatement(
            incident: "case",
            statement: name,
            because: StatedReason("wrong export"),
            officer: test.officer
        ).run(in: test.store)
    }

    @Test func `statements are listed with what became of them`() throws {
        try test.list("list-2", of: ["VB-2"])
        try withdraw("list-1")
        let listed = try ListStatements(incident: "case").run(in: test.reader())
        #expect(listed.map(\.name) == ["list-1", "list-2"])
        #expect(listed.map(\.isWithdrawn) == [true, false])
        #expect(listed.map(\.unresolved) == [2, 0])
        #expect(listed.allSatisfy { $0.certainty == Certainty.reported.rawValue })
    }

    @Test func `what a source said on a day counts from its beginning, and is kept as a day`()
        throws
    {
        let officer = try test.officer
        let day = try WrittenMoment(officer.today.text)
        func add(_ name: String, _ earliest: Int64, _ latest: Int64?) throws -> StatementFact {
            try test.store.add(
                statement: name,
                to: test.store.incident("case"),
                source: "mail",
                happenedAt: earliest,
                notAfter: latest,
                certainty: .reported,
                content: Array(name.utf8),
                mapping: "",
                records: [],
                act: Act(by: "test", at: officer.now)
            )
        }
        let fact = try add("today", day.earliest, day.latest)
        #expect(fact.happenedAt == day.earliest)
        // The day is not over: what was said on it was said by now.
        #expect(fact.notAfter == officer.now)
        #expect(try add("exact", officer.now, nil).notAfter == nil)
        let listed = try ListStatements(incident: "case").run(in: test.reader())
        #expect(listed.last { $0.name == "today" }?.notAfter == officer.now)
        #expect(throws: StoreError.refused(.notSaidYet)) { try add("later", officer.now + 1, nil) }
    }

    @Test func `what is withdrawn once, or was never said, cannot be withdrawn`() throws {
        try withdraw("list-1")
        #expect(throws: StoreError.alreadyThere(.withdrawal(of: "list-1"))) {
            try withdraw("list-1")
        }
        #expect(throws: CaseworkError.noStatement("list-9")) { try withdraw("list-9") }
    }

    @Test func `unresolved records are handed out for review, under one line of the log`() throws {
        let looks = try test.looks().count
        var records: [UnresolvedRecords.Record] = []
        let count = try UnresolvedRecords(
            incident: "case",
            statement: "list-1",
            officer: test.officer,
            reason: test.reason
        ).run(in: test.reader()) { records.append($0) }
        #expect(count == 2 && records.map(\.line) == [3, 4])
        #expect(records.map(\.claims.surnames) == [["Niemand0"], ["Niemand1"]])
        #expect(records.allSatisfy { $0.reason == "tooFewIdentifiers" })
        #expect(!"\(records)".contains("Niemand"))
        #expect(try test.looks().count == looks + 1)
    }

    private func links(of statement: String, in store: Store) throws -> [StatementLinks.Link] {
        var links: [StatementLinks.Link] = []
        let count = try StatementLinks(
            incident: "case",
            statement: statement,
            officer: test.officer,
            reason: test.reason
        ).run(in: store) { links.append($0) }
        #expect(count == links.count)
        return links
    }

    @Test
    func `of each record it is told whose it is and by what, or why nobody's, behind the log`()
        throws
    {
        try test.list("list-2", of: ["VB-2", "VB-1", "VB-2"], unresolved: 1)
        let looks = try test.looks().count
        let links = try links(of: "list-2", in: test.reader())
        #expect(links.map(\.line) == [2, 3, 4, 5])
        #expect(links.map(\.source?.text) == ["VB-2", "VB-1", "VB-2", nil])
        #expect(links.map(\.linkedBy) == Array(repeating: "birthDate+name", count: 3) + [""])
        #expect(links.map(\.reason) == ["", "", "", "tooFewIdentifiers"])
        #expect(!"\(links)".contains("VB-"))
        // One line for the lines of the list, one for the people behind them.
        let lines = try test.looks().dropFirst(looks)
        #expect(lines.count == 2 && lines.first?.contains("list-2") == true)
        #expect(lines.allSatisfy { $0.contains("audit") })
    }

    @Test func `a person who is lost ends the audit with an error, behind the lines in the log`()
        throws
    {
        _ = try test.lose("VB-1")
        let looks = try test.looks().count
        #expect(throws: (any Error).self) { try links(of: "list-1", in: test.reader()) }
        #expect(try test.looks().count == looks + 2)
    }

    @Test func `nothing is opened of a statement that is not there`() throws {
        let looks = try test.looks().count
        #expect(throws: CaseworkError.noStatement("list-9")) {
            try UnresolvedRecords(
                incident: "case",
                statement: "list-9",
                officer: test.officer,
                reason: test.reason
            ).run(in: test.store) { _ in }
        }
        #expect(throws: CaseworkError.noStatement("list-9")) {
            try links(of: "list-9", in: test.store)
        }
        #expect(throws: CaseworkError.noIncident("other")) {
            try ListStatements(incident: "other").run(in: test.store)
        }
        #expect(try test.looks().count == looks)
    }
}
