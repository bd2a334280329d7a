// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import Store
import Testing

@Suite struct RegisterTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        try test.open()
    }

    private func compute(
        _ asOf: LedgerPoint = .now,
        in store: Store? = nil
    ) throws -> ComputeRegister.Answer {
        try ComputeRegister(
            incident: "case",
            asOf: asOf,
            officer: test.officer,
            reason: test.reason
        ).run(in: store ?? test.store)
    }

    @Test func `computing is freezing without the freezing, and needs no writer`() throws {
        try test.list("list-1", of: ["VB-1"], unresolved: 2)
        let entries = try test.store.entryCount
        let looks = try test.looks().count
        let computed = try compute(in: test.reader())
        #expect(try test.store.entryCount == entries)
        let lines = try test.looks()
        #expect(lines.count == looks + 1)
        #expect(lines.last?.contains("call 17") == true)
        let frozen = try test.freeze("with-list")
        #expect(frozen.hash == computed.hash)
        #expect(computed.counts == ["reported": 1, "cannotBeExcluded": 2])
        #expect(computed.records == 3 && computed.unresolved == 2 && computed.people == 3)
    }

    @Test func `as of is a place in the ledger or a moment`() throws {
        let before = try test.store.entryCount
        let then = test.now
        try test.list("list-1", of: ["VB-1"])
        #expect(try compute().counts["reported"] == 1)
        #expect(try compute(.entries(before)).counts["reported"] == nil)
        #expect(try compute(.recordedBy(then)).counts["reported"] == nil)
        #expect(try compute(.entries(0)).people == 0)
        let all = try test.store.entryCount
        for wrong in [-1, all + 1] {
            #expect(throws: CaseworkError.notInLedger(entry: wrong, entries: all)) {
                try compute(.entries(wrong))
            }
        }
    }

    @Test func `a name is refused before anyone is opened for it`() throws {
        let looks = try test.looks().count
        for (name, refusal) in [
            ("opening", .alreadyThere(.registerVersion(name: "opening"))),
            ("v9", .refused(.versionNamedByNumber("v9"))),
            ("9", .refused(.versionNamedByNumber("9"))),
            ("", .refused(.emptyName(.registerVersion))),
        ] as [(String, StoreError)] {
            #expect(throws: refusal, "\(name)") { try test.freeze(name) }
        }
        #expect(try test.looks().count == looks)
        #expect(try ShowRegister(incident: "case").run(in: test.store).count == 1)
    }

    @Test func `publishing takes two officers`() throws {
        func publish(_ second: String) throws -> RegisterVersion {
            try PublishRegister(
                incident: "case",
                version: "v1",
                officer: test.officer,
                second: .named(second)
            ).run(in: test.store)
        }
        for same in ["", " Privacy  OFFICER "] {
            #expect(throws: StoreError.refused(.sameOfficerTwice)) { try publish(same) }
        }
        #expect(try publish("second officer").isPublished)
        #expect(
            try ShowRegister(incident: "case", version: "opening").run(in: test.store)[0]
                .isPublished
        )
        #expect(throws: StoreError.alreadyThere(.publication(of: "opening")), "once is enough") {
            try publish("second officer")
        }
    }

    @Test(arguments: ["1", "v1", "opening"])
    func `a version is named by its number or its name`(name: String) throws {
        let shown = try ShowRegister(incident: "case", version: name).run(in: test.reader())
        #expect(shown.map(\.version) == [1])
    }

    @Test(arguments: ["2", "v2", "Opening", ""])
    func `another name names nothing`(name: String) throws {
        #expect(throws: CaseworkError.noVersion(name)) {
            try ShowRegister(incident: "case", version: name).run(in: test.store)
        }
    }

    private func compare(_ from: String, _ to: String) throws -> CompareRegisters.Answer {
        try CompareRegisters(incident: "case", from: from, to: to).run(in: test.reader())
    }

    @Test func `every move has its cause, also the way back`() throws {
        try test.list("list-1", of: ["VB-1", "VB-4"])
        try test.freeze("with")
        try WithdrawStatement(
            incident: "case",
            statement: "list-1",
            because: StatedReason("wrong export"),
            officer: test.officer
        ).run(in: test.store)
        try test.freeze("less")
        let there = try compare("opening", "with")
        #expect(!there.isSame && there.unchanged == 2)
        #expect(there.moves.map(\.from) == [nil, .cannotBeExcluded])
        #expect(there.moves.map(\.to) == [.reported, .reported])
        #expect(there.moves.allSatisfy { $0.because == [.statement("list-1")] && $0.gone.isEmpty })
        let back = try compare("with", "less")
        #expect(back.moves.allSatisfy { $0.gone == [.withdrawn("list-1")] })
        // Before it was withdrawn it only did not count yet.
        let turned = try compare("with", "opening")
        #expect(turned.moves.allSatisfy { $0.gone == [.statement("list-1")] })
        #expect(try compare("opening", "less").isSame)
        #expect(throws: CaseworkError.noVersion("later")) { try compare("opening", "later") }
    }

    private func explain(_ person: String) throws -> ExplainRow.Answer {
        try ExplainRow(
            incident: "case",
            person: .named(person),
            officer: test.officer,
            reason: test.reason
        ).run(in: test.reader())
    }

    @Test func `why is told source by source, under a line in the log`() throws {
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("with")
        let reference = try test.number("VB-1").reference
        let looks = try test.looks().count
        let anna = try explain(reference)
        #expect(try test.looks().count == looks + 1)
        #expect(try test.looks().last?.contains(reference) == true)
        #expect(anna.person == reference && anna.certainty == .reported && anna.version == 2)
        #expect(anna.sources.count == 2)
        guard case .ledger(_, .givenByUs, "", let day) = anna.sources[0].place else {
            Issue.record("the ledger comes first")
            return
        }
        #expect(day == Day(number: 20_000) && anna.sources[0].basis == "kept")
        guard case .statement("list-1", 2, false, _) = anna.sources[1].place else {
            Issue.record("then the list")
            return
        }
        #expect(anna.sources[1].basis == "birthDate+name")
        #expect(anna.sources[1].categories == [CategorySet(.name), CategorySet(.telephone)])
    }

    @Test func `who is not in the register has no certainty, and who does not exist is refused`()
        throws
    {
        let dora = try explain("VB-4")
        #expect(dora.certainty == nil && dora.sources.isEmpty)
        #expect(throws: CaseworkError.nobodyHasReference) { try explain("VB-9") }
    }

    @Test func `disclosures to another party explain nothing here`() throws {
        try AddParty(
            Party(id: Party.ID(rawValue: "printer"), name: "Drukkerij"),
            role: .processor,
            from: Day(number: 0),
            officer: test.officer
        ).run(in: test.store)
        try test.disclose(
            ["VB-1"],
            [.address],
            .givenByUs,
            to: Party.ID(rawValue: "printer"),
            on: 20_200
        )
        #expect(try explain("VB-1").sources.count == 1)
    }

    private func export(_ version: String? = nil, in store: Store) throws -> (
        RegisterVersion, String
    ) {
        var bytes: [UInt8] = []
        let written = try ExportRegister(
            incident: "case",
            version: version,
            officer: test.officer,
            reason: test.reason
        ).run(in: store) { bytes += $0 }
        return (written.version, String(decoding: bytes, as: UTF8.self))
    }

    @Test func `an export holds sourceIds and no names`() throws {
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("with")
        let (version, text) = try export(in: test.reader())
        #expect(version.version == 2)
        let lines = text.split(separator: "\n")
        #expect(lines.first == "sourceId,certainty,categories,source")
        #expect(lines.count == 5)
        #expect(lines.contains("VB-1,reported,name+telephone,list-1"))
        #expect(!text.contains("Eenhoorn"))
        #expect(try export("opening", in: test.store).1.contains("list-1") == false)
    }

    @Test func `an export that is not what was frozen is refused before its first piece`() throws {
        let incident = try test.store.incident("case")
        _ = try test.store.freeze(
            test.store.computeRegister(of: incident),
            hash: "00",
            name: "forged",
            of: incident,
            act: Act(by: "test", at: test.now)
        )
        var pieces = 0
        #expect(throws: CaseworkError.registerHashDiffers(version: "forged")) {
            try ExportRegister(
                incident: "case",
                version: "forged",
                officer: test.officer,
                reason: test.reason
            ).run(in: test.store) { _ in pieces += 1 }
        }
        #expect(pieces == 0)
    }

    @Test func `an export of a version that is not there hands out nothing`() throws {
        var pieces = 0
        #expect(throws: CaseworkError.noVersion("later")) {
            try ExportRegister(
                incident: "case",
                version: "later",
                officer: test.officer,
                reason: test.reason
            ).run(in: test.store) { _ in pieces += 1 }
        }
        #expect(pieces == 0)
    }
}
