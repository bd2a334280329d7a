// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Incidents
import Ingestion
import Letters
import Store
import Synchronization
import Testing
import Verification

/// An import that is taken back leaves the store as if it had never been.
@Suite struct UndoImportTests {
    private static let archive = Party.ID(rawValue: "archive")

    /// A store with people and two parties.
    private static func made() throws -> IngestionFolder {
        let test = try IngestionFolder()
        try test.population(1...6)
        try test.store.add(
            party: Party(id: archive, name: "Archief Zuid"),
            role: .processor,
            from: 0,
            act: Act(by: "officer", at: IngestionFolder.now)
        )
        return test
    }

    private let test: IngestionFolder
    /// Where the wrong import never happened.
    private let clean: IngestionFolder

    init() throws {
        test = try Self.made()
        clean = try Self.made()
    }

    private func take(
        _ name: String,
        _ text: String,
        to party: String = "lab",
        in stores: IngestionFolder...
    ) throws {
        for store in stores {
            try store.write(name, text)
            _ = try MessageImport(.hl7, [store.path(name)], flow: IngestionFolder.flow(party))
                .run(in: store.store, store.context())
        }
    }

    private static func order(_ number: Int, person: Int = 1, sample: String? = nil) -> String {
        let sample = sample ?? "S\(number)"
        return IngestionFolder.order(number, person: person)
            .replacing("|S\(number)\r", with: "|\(sample)\rSPM|1|\(sample)\r")
    }

    private static func result(_ number: Int, sample: String, pid: String = "") -> String {
        "MSH|^~\\&|C|D|A|B|20240305||ORU^R01|\(number)|P|2.5\rPID|1||||\(pid)\r"
            + "OBR|1|\(sample)|\(sample)|HPV\rOBX|1|ST|02HPV^HPV||pos||||||F\rSPM|1|\(sample)\r"
    }

    /// The imports that are no populations.
    private func listed() throws -> [ListImports.Item] {
        try ListImports().run(in: test.store).filter { $0.kind != "population" }
    }

    /// Takes the first, the second, … of them back.
    private func undo(_ place: Int) throws -> UndoImport.Answer {
        try UndoImport(number: listed()[place - 1].number, because: "the wrong party")
            .run(in: test.store, test.context())
    }

    @Test func `whoever watches imports sees when each ended, and what was set aside and why`()
        throws
    {
        try take("first.hl7", Self.order(1) + "MSH\r" + Self.order(2), in: test)
        let watched = try WatchImports().run(in: test.store)
        let item = try #require(watched.imports.last)
        #expect(item.isFinished)
        #expect(item.lastRecorded >= item.begun)
        #expect(item.setAside == 1)
        #expect(item.setAsideBecause.values.reduce(0, +) == 1)
        #expect(item.files?.isEmpty == false)
        #expect(watched.imports == (try ListImports().run(in: test.store)))
        #expect(watched.filesBegun == 0)
        #expect(!watched.isWriting, "this process does not wait for itself")
        _ = try undo(1)
        #expect(try WatchImports().run(in: test.store).imports.last?.takenBackBecause != nil)
    }

    /// The two stores answer alike, whoever asks; and the ledger verifies.
    private func expectAlike(_ comment: Comment = "", line: SourceLocation = #_sourceLocation)
        throws
    {
        for party in ["lab", "archive"] {
            #expect(try hash(test, party) == hash(clean, party), comment, sourceLocation: line)
        }
        let today = 20_000
        #expect(
            try test.store.exposures(today: today) == clean.store.exposures(today: today),
            comment,
            sourceLocation: line
        )
        #expect(
            try test.store.recountedExposures(today: today) == test.store.exposures(today: today),
            sourceLocation: line
        )
        #expect(try test.store.openEnds() == clean.store.openEnds(), comment, sourceLocation: line)
        #expect(
            try test.store.unlinkedRecords() == clean.store.unlinkedRecords(),
            comment,
            sourceLocation: line
        )
        let remainders = try [test, clean].map { try ShowRemainders().run(in: $0.store) }
        #expect(remainders[0] == remainders[1], comment, sourceLocation: line)
        let report = try LedgerVerifier(folder: test.store.folder).verify()
        #expect(report.findings.isEmpty, "\(report.findings)", sourceLocation: line)
    }

    private func incident(_ test: IngestionFolder, _ party: String) throws -> IncidentFact {
        let reference = "hack-\(party)"
        if let known = try? test.store.incident(reference) { return known }
        return try test.store.openIncident(
            reference: reference,
            title: "Hack",
            party: Party.ID(rawValue: party),
            said: "",
            act: Act(by: "officer", at: IngestionFolder.now)
        )
    }

    private func hash(_ test: IngestionFolder, _ party: String) throws -> String {
        let reason = try test.context().reason
        let computed = try test.store.computeRegister(of: incident(test, party))
        return try Store.hash(of: test.store.canonical(computed, for: reason))
    }

    @Test func `the wrong party goes out, and the same file to the right one counts`() throws {
        let text = Self.order(1) + Self.order(2, person: 2) + Self.result(3, sample: "S1")
        try take("feed.hl7", text, to: "archive", in: test)
        #expect(try listed().map(\.party) == ["archive"])
        let answer = try undo(1)
        #expect(answer.rows == 3)
        #expect(answer.cameAgain.isEmpty)
        try expectAlike("the party has nothing")
        try take("feed.hl7", text, to: "lab", in: test, clean)
        try expectAlike("the right party has it")
        let listed = try listed()
        #expect(listed.map(\.takenBackBecause) == ["the wrong party", nil])
        #expect(listed.map(\.rows) == [3, 3])
    }

    @Test func `the same files to the same party count again after they were taken back`() throws {
        let unclassified = Self.order(7) + "RDT|anything\r"
        let unknown = Self.order(4).replacing("19700203", with: "19411111")
        let text =
            Self.order(1) + Self.result(3, sample: "S1") + unknown
            + Self.result(5, sample: "S9") + unclassified + Self.order(6) + "no message\r"
        try take("feed.hl7", text, in: test)
        _ = try undo(1)
        try expectAlike()
        #expect(try test.store.openEnds() == (waitingResults: 0, unresolved: 0))
        for round in 2...3 {
            try take("feed.hl7", text, in: test)
            if round == 2 {
                try take("feed.hl7", text, in: clean)
                try expectAlike("taken in again")
                _ = try undo(2)
                #expect(try test.store.disclosureCount() == 0)
            }
        }
        try expectAlike("and once more")
        try take("feed.hl7", text, in: test)
        try expectAlike("what comes twice still counts once")
    }

    @Test func `a result of another import loses its person with the order, and finds them again`()
        throws
    {
        try take("results.hl7", Self.result(3, sample: "S1"), in: test, clean)
        try take("orders.hl7", Self.order(1), in: test)
        #expect(try test.store.disclosureCount() == 2)
        let answer = try undo(2)
        #expect(answer.rows == 2)
        try expectAlike("it waits")
        try take("right.hl7", Self.order(1), in: test, clean)
        #expect(try test.store.disclosureCount() == 2)
        try expectAlike("it has its person")
    }

    @Test func `a result that came after the order waits when the order is taken back`() throws {
        try take("orders.hl7", Self.order(1), in: test)
        try take("results.hl7", Self.result(3, sample: "S1"), in: test, clean)
        #expect(try undo(1).results == 0)
        try expectAlike()
        #expect(try undo(2).results == 1)
        #expect(try test.store.openEnds().waitingResults == 0)
    }

    @Test func `a result with another order of the same person stays theirs`() throws {
        let (first, second) = (Self.order(1), Self.order(2, sample: "S1"))
        try take("results.hl7", Self.result(3, sample: "S1"), in: test, clean)
        try take("wrong.hl7", first, in: test)
        try take("right.hl7", second, in: test, clean)
        #expect(try test.store.disclosureCount() == 3)
        _ = try undo(2)
        #expect(try test.store.disclosureCount() == 2)
        try expectAlike()
        _ = try undo(3)
        #expect(try test.store.disclosureCount() == 0)
        #expect(try test.store.openEnds().waitingResults == 1)
        #expect(try LedgerVerifier(folder: test.store.folder).verify().findings.isEmpty)
    }

    @Test(arguments: ["Voorbeeldstra^A", "Onbekendstra^Xander||19410101"])
    func `a result that names somebody is judged again without the order`(pid: String) throws {
        try take("orders.hl7", Self.order(1), in: test)
        try take("results.hl7", Self.result(3, sample: "S1", pid: pid), in: test, clean)
        _ = try undo(1)
        try expectAlike("about nobody known")
        try take("orders2.hl7", Self.order(1), in: test, clean)
        try expectAlike("as if the order came now")
    }

    @Test func `a result that contradicted the order is its own person's without it`() throws {
        let pid = "Voorbeeldstra^Anna||19700203||||Proefstraat 2^^Nergens^^1234AB"
        try take("orders.hl7", Self.order(1), in: test)
        try take("results.hl7", Self.result(3, sample: "S1", pid: pid), in: test, clean)
        #expect(try test.store.openEnds().unresolved == 1)
        #expect(try undo(1).settled == 1)
        try expectAlike()
    }

    @Test func `what was settled later goes with the import that brought it`() throws {
        try take("early.hl7", Self.order(1, person: 9) + Self.order(2, person: 1), in: test)
        try take("other.hl7", Self.order(7, person: 9), in: test, clean)
        for store in [test, clean] {
            try store.write(
                "more.csv",
                IngestionFolder.header + (1...9).map { IngestionFolder.row($0) }.joined()
            )
            _ = try PopulationImport(store.path("more.csv")).run(in: store.store, store.context())
        }
        #expect(try test.store.disclosureCount() == 3)
        _ = try undo(1)
        #expect(try test.store.disclosureCount() == 1)
        try expectAlike()
    }

    @Test
    func `contents that came again with a later import are told, and come back with its files`()
        throws
    {
        try take("wrong.hl7", Self.order(1) + Self.order(2), in: test)
        try take("right.hl7", Self.order(2) + Self.order(3), in: test, clean)
        let answer = try undo(1)
        #expect(answer.cameAgain == [3: 1])
        #expect(try test.store.disclosureCount() == 1)
        try take("right.hl7", Self.order(2) + Self.order(3), in: test)
        try expectAlike()
    }

    @Test func `a later import that was taken back itself is not told`() throws {
        try take("wrong.hl7", Self.order(1) + Self.order(2), in: test)
        try take("wrong too.hl7", Self.order(2) + Self.order(3), in: test)
        #expect(try undo(2).cameAgain.isEmpty)
        #expect(try undo(1).cameAgain.isEmpty)
        try expectAlike()
    }

    @Test func `under a planned wave nothing is taken back until it is printed or cancelled`()
        throws
    {
        try take("orders.hl7", Self.order(1), in: test)
        let incident = try incident(test, "lab")
        let act = Act(by: "officer", at: IngestionFolder.now)
        let version = try test.store.freeze(
            test.store.computeRegister(of: incident),
            hash: hash(test, "lab"),
            name: "one",
            of: incident,
            act: act
        )
        let person = try #require(try test.store.load(version).people.first)
        let wave = try test.store.record(
            wave: "one",
            of: incident,
            version: version,
            who: "everyone",
            decision: "all",
            letters: [
                PlannedLetter(
                    person: person,
                    group: .notExcluded,
                    whyAgain: nil,
                    held: nil,
                    batch: 1
                )
            ],
            heldByReason: [:],
            act: act
        )
        #expect(throws: StoreError.refused(.waveOfTheseData(name: "one"))) { try undo(1) }
        #expect(try listed().allSatisfy { $0.takenBackBecause == nil })
        try test.store.cancel(wave, because: "other data", act: act)
        #expect(try undo(1).rows == 1)
    }

    @Test func `a back-file is taken back like messages`() throws {
        let text =
            "bsn,surname,initials,birthDate,postcode,houseNumber,categories,disclosedOn,sender\n"
            + ",Voorbeeldstra,A.,1970-02-03,1234AB,1,name,2016-05-04,Practice\n"
            + ",Nobody,A.,1970-02-03,1234AB,1,name,2016-05-04,Practice\n"
        try test.write("back.csv", text)
        let backfile = BackfileImport(test.path("back.csv"), flow: IngestionFolder.flow())
        _ = try backfile.run(in: test.store, test.context())
        let answer = try undo(1)
        #expect(answer.rows == 1)
        #expect(answer.unresolved == 1)
        try expectAlike()
        _ = try backfile.run(in: test.store, test.context())
        #expect(try test.store.disclosureCount() == 1)
    }

    @Test func `one that was cut off is gone on with under its number`() throws {
        try test.write("long.hl7", (1...40).map { Self.order($0) }.joined())
        let feed = MessageImport(.hl7, [test.path("long.hl7")], flow: IngestionFolder.flow())
        #expect(throws: IngestionError.interrupted) {
            try feed.run(in: test.store, test.context(isInterrupted: { true }))
        }
        _ = try feed.run(in: test.store, test.context())
        _ = try feed.run(in: test.store, test.context())
        let listed = try listed()
        #expect(listed.map(\.rows) == [40])
        #expect(listed.map(\.isFinished) == [true])
    }

    @Test func `one that was cut off is another import when something else is asked for`() throws {
        for name in ["a.hl7", "b.hl7"] {
            try test.write(name, Self.order(name == "a.hl7" ? 1 : 2))
        }
        var feed = MessageImport(
            .hl7,
            [test.path("a.hl7"), test.path("b.hl7")],
            flow: IngestionFolder.flow()
        )
        let hasCommitted = Atomic(false)
        #expect(throws: IngestionError.interrupted) {
            try feed.run(
                in: test.store,
                test.context(
                    acknowledges: true,
                    isInterrupted: { hasCommitted.load(ordering: .relaxed) }
                )
            ) {
                if case .committed = $0 { hasCommitted.store(true, ordering: .relaxed) }
            }
        }
        let cutOff = try #require(try listed().first)
        #expect(!cutOff.isFinished && cutOff.rows == 1)
        feed.grade = .reconstructed
        _ = try feed.run(in: test.store, test.context())
        #expect(try listed().map(\.isFinished) == [false, true])
        #expect(try listed().map(\.rows) == [1, 1])
    }

    @Test func `an import that is not there, or was taken back, is refused`() throws {
        try take("feed.hl7", Self.order(1), in: test)
        #expect(throws: StoreError.notFound(.importNumber(9))) {
            try UndoImport(number: 9, because: "wrong").run(in: test.store, test.context())
        }
        _ = try undo(1)
        #expect(throws: StoreError.alreadyThere(.undo(of: 2))) { try undo(1) }
    }

    @Test func `a population is taken back when nothing speaks of its people any more`() throws {
        try test.write(
            "wrong.csv",
            IngestionFolder.header + IngestionFolder.row(2, surname: "Anders")
                + (7...8).map { IngestionFolder.row($0) }.joined()
        )
        let wrong = PopulationImport(test.path("wrong.csv"))
        _ = try wrong.run(in: test.store, test.context())
        try take("feed.hl7", Self.order(7, person: 7) + Self.order(8), in: test, clean)
        #expect(try test.store.disclosureCount() == 2)
        let population = try ListImports().run(in: test.store).filter { $0.kind == "population" }
        #expect(population.map(\.people) == [6, 3])
        let undo = UndoImport(number: population[1].number, because: "another hospital's")
        #expect(throws: StoreError.refused(.peopleSpokenOf(1))) {
            try undo.run(in: test.store, test.context())
        }
        #expect(try test.store.peopleCount() == 8)
        _ = try self.undo(1)
        let answer = try undo.run(in: test.store, test.context())
        #expect([answer.withdrawn, answer.changed].elementsEqual([2, 1]))
        #expect(try test.store.peopleCount() == 6)
        #expect(try LedgerVerifier(folder: test.store.folder).verify().findings.isEmpty)
        // Those whom it changed are set right by the right population; nothing is about the others.
        try test.write("right.csv", IngestionFolder.header + IngestionFolder.row(2))
        _ = try PopulationImport(test.path("right.csv")).run(in: test.store, test.context())
        try take("feed.hl7", Self.order(7, person: 7) + Self.order(8), in: test)
        try expectAlike("as if it had never been")
        // Who stands in a right one comes back, as they were.
        for store in [test, clean] {
            try store.write("more.csv", IngestionFolder.header + IngestionFolder.row(7))
            _ = try PopulationImport(store.path("more.csv")).run(in: store.store, store.context())
        }
        #expect(try test.store.disclosureCount() == 2)
        try expectAlike("with one of them")
    }

    @Test func `a population of somebody who is joined to another number is not taken back`() throws
    {
        try test.write("wrong.csv", IngestionFolder.header + IngestionFolder.row(7))
        _ = try PopulationImport(test.path("wrong.csv")).run(in: test.store, test.context())
        let number = try #require(try ListImports().run(in: test.store).last?.number)
        let undo = UndoImport(number: number, because: "another hospital's")
        func found(_ sourceID: String) throws -> PersonNumber {
            try #require(
                try test.store.find(
                    IdentityClaims(),
                    sourceID: SourceID(sourceID),
                    for: test.context().reason
                ).first
            )
        }
        let act = Act(by: "officer", at: IngestionFolder.now)
        let join = try test.store.join(
            .known(found("VB-7")),
            to: .known(found("VB-1")),
            replaced: false,
            because: "twice",
            act: act
        )
        #expect(throws: StoreError.refused(.personJoined)) {
            try undo.run(in: test.store, test.context())
        }
        #expect(try test.store.peopleCount() == 7)
        _ = try test.store.part(join: join.number, because: "two people", act: act)
        #expect(try undo.run(in: test.store, test.context()).withdrawn == 1)
    }

    @Test func `fields that another import has too are counted as often as it has them`() throws {
        let field = "RDT|anything\r"
        try take("right.hl7", Self.order(1) + field, in: test, clean)
        try take("wrong.hl7", Self.order(2) + field + "RDT|a|b\r", to: "archive", in: test)
        #expect(try test.store.importRemainders().unclassified == ["RDT-1": 2, "RDT-2": 1])
        _ = try undo(2)
        #expect(try test.store.importRemainders().unclassified == ["RDT-1": 1])
        try expectAlike()
        try take("wrong.hl7", Self.order(2) + field + "RDT|a|b\r", in: test, clean)
        #expect(try test.store.importRemainders().unclassified == ["RDT-1": 2, "RDT-2": 1])
        try expectAlike("taken in again")
    }

    /// Workers read them apart, each with a list of its own.
    @Test func `fields of many messages are counted each under its own path`() throws {
        let text = (1...300).map { Self.order($0) + ($0 > 100 ? "RDT||b\r" : "RDT|a\r") }.joined()
        try take("many.hl7", text, in: test)
        #expect(
            try test.store.importRemainders().unclassified == ["RDT-1": 100, "RDT-2": 200]
        )
        try test.verify()
    }

    @Test func `a register that was computed before is frozen as what stood then`() throws {
        try take("feed.hl7", Self.order(1) + Self.order(2, person: 2), in: test)
        try take("more.hl7", Self.order(3, person: 3), in: test)
        let incident = try incident(test, "lab")
        let computed = try test.store.computeRegister(of: incident)
        let hash = try hash(test, "lab")
        _ = try undo(1)
        func freeze(_ computed: ComputedRegister, _ hash: String, _ name: String) throws
            -> RegisterFact
        {
            try test.store.freeze(
                computed,
                hash: hash,
                name: name,
                of: incident,
                act: Act(by: "officer", at: IngestionFolder.now)
            )
        }
        // What is kept of people is that of now: with it the register of then is not compared.
        let before = try freeze(computed, hash, "before")
        #expect(before.counts.values.reduce(0, +) == 3)
        let after = try freeze(
            test.store.computeRegister(of: incident),
            self.hash(test, "lab"),
            "after"
        )
        #expect(after.counts.values.reduce(0, +) == 1)
        #expect(try LedgerVerifier(folder: test.store.folder).verify().findings.isEmpty)
    }

    @Test func `frozen versions stay what they were, and computing them again gives the same`()
        throws
    {
        try take("feed.hl7", Self.order(1) + Self.result(3, sample: "S8"), in: test)
        let incident = try incident(test, "lab")
        let entries = try test.store.entryCount
        let before = try test.store.computeRegister(of: incident)
        _ = try undo(1)
        #expect(try test.store.computeRegister(of: incident).register.count == 0)
        let again = try test.store.computeRegister(of: incident, asOfEntries: entries)
        #expect(again.register.count == 1)
        #expect(again.unlinked == before.unlinked)
        #expect(again.unlinked.waitingSamples == 1)
    }
}

extension IngestionContext {
    fileprivate var reason: AccessReason {
        get throws {
            try AccessReason(
                user: officer,
                purpose: "test",
                caseReference: "test",
                reason: "whether two stores answer alike",
                at: now
            )
        }
    }
}
