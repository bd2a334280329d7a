// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
import Hosting
import Store
import Testing

@testable import Admission

/// Two people publish, each with a command or at the desk.
@Suite struct PublicationTests {
    private let house: CaseStore
    private let gate: Gate

    init() throws {
        house = try CaseStore()
        try house.open()
        let key = house.folder.path + ".key"
        try Data((0..<32).map { UInt8($0) }).write(to: URL(fileURLWithPath: key))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        gate = Gate(
            place: StorePlace(
                try Settings(flags: [.store: house.folder.path, .keyFile: key], environment: [:])
            ),
            environment: ["XDG_CONFIG_HOME": house.folder.path + ".none"],
            now: house.now
        )
    }

    private func set(_ name: String, _ roles: OfficerRole...) throws {
        _ = try SetAccount(
            name: name,
            person: "Person \(name)",
            roles: Set(roles),
            because: StatedReason("for a test"),
            officer: house.officer
        ).run(in: house.store)
    }

    private func publish(
        as name: String,
        _ version: String = "opening",
        proof: Admitted.Proof = .session(until: .max)
    ) throws -> TwoPeopleOutcome {
        let admitted = Admitted(
            person: "Person \(name)",
            account: name,
            roles: [.privacyOfficer],
            proof: proof
        )
        return try gate.publish(version, of: "case", by: admitted, at: house.now, in: house.store)
    }

    private var isPublished: Bool {
        get throws {
            try ShowRegister(incident: "case", version: "opening").run(in: house.store).first?
                .isPublished ?? false
        }
    }

    private func proposals() throws -> [Proposal] {
        let file = try AccountFile(
            at: house.folder,
            root: house.root,
            origin: house.store.origin
        )
        defer { file.close() }
        return try file.proposals()
    }

    @Test func `the first proposes, again changes nothing, and another one publishes`() throws {
        try set("noor", .privacyOfficer)
        try set("hanneke", .board)
        for _ in 1...2 {
            guard case .waits = try publish(as: "noor") else {
                Issue.record("one person published")
                return
            }
        }
        #expect(try !isPublished)
        // As the desk finds it.
        #expect(try proposals().map(\.subject) == ["1"])
        guard case .done = try publish(as: "hanneke", "v1") else {
            Issue.record("two people did not publish")
            return
        }
        #expect(try isPublished)
        #expect(try proposals().map(\.settled) == ["published with hanneke"])
        #expect(throws: AdmissionError.publishedAlready("v1")) { try publish(as: "hanneke", "v1") }
    }

    @Test func `who proposed must still be somebody who may, and a machine agrees to nothing`()
        throws
    {
        try set("noor", .privacyOfficer)
        try set("hanneke", .board)
        #expect(throws: AdmissionError.agreedByMachine) {
            try publish(as: "noor", proof: .serviceKey)
        }
        _ = try publish(as: "noor")
        try set("noor", .agent)
        #expect(throws: AdmissionError.proposerMayNot("noor")) { try publish(as: "hanneke") }
        try set("noor")
        #expect(throws: AdmissionError.proposerMayNot("noor")) { try publish(as: "hanneke") }
        #expect(try !isPublished)
    }

    // MARK: A file of everybody

    private func write(
        as name: String,
        person: String? = nil,
        after hours: Int64 = 0,
        proof: Admitted.Proof = .session(until: .max)
    ) throws -> PeopleToFileOutcome {
        var gate = gate
        gate.now += hours * 3_600_000
        let admitted = Admitted(
            person: person ?? "Person \(name)",
            account: name,
            roles: [.privacyOfficer],
            proof: proof
        )
        let versions = try ShowRegister(incident: "case", version: "opening").run(in: house.store)
        return try gate.writePeople(of: versions[0], "case", by: admitted, in: house.store)
    }

    @Test func `a file of everybody is written once, by who proposed it, when another one agreed`()
        throws
    {
        try set("noor", .privacyOfficer)
        try set("jeroen", .dataManager)
        #expect(try write(as: "noor") == .waits(since: gate.now))
        #expect(try write(as: "noor", after: 1) == .waits(since: gate.now), "one person would do")
        guard case .agreed("Person noor", _) = try write(as: "jeroen", after: 1) else {
            Issue.record("another one did not agree")
            return
        }
        #expect(try write(as: "noor", after: 2) == .mayWrite(agreedBy: "Person jeroen"))
        guard case .waits = try write(as: "noor", after: 2) else {
            Issue.record("it was written twice on one agreement")
            return
        }
    }

    @Test func `one person with two accounts, and a machine, agree to no file`() throws {
        try set("noor", .privacyOfficer)
        _ = try write(as: "noor")
        #expect(try write(as: "noor2", person: "Person noor") == .waits(since: gate.now))
        #expect(throws: AdmissionError.agreedByMachine) {
            try write(as: "noor2", proof: .serviceKey)
        }
    }

    @Test func `a proposal and an agreement hold for a day, and for people who may still`() throws {
        try set("noor", .privacyOfficer)
        try set("jeroen", .dataManager)
        try set("tessa", .privacyOfficer)
        _ = try write(as: "noor")
        // Too late: it is Jeroen's proposal now.
        #expect(try write(as: "jeroen", after: 24) == .waits(since: gate.now + 24 * 3_600_000))
        guard case .agreed = try write(as: "tessa", after: 25) else {
            Issue.record("another one did not agree")
            return
        }
        guard case .waits = try write(as: "jeroen", after: 49) else {
            Issue.record("an agreement of yesterday holds")
            return
        }
        guard case .agreed = try write(as: "tessa", after: 50) else {
            Issue.record("another one did not agree")
            return
        }
        try set("tessa", .agent)
        guard case .waits = try write(as: "jeroen", after: 51) else {
            Issue.record("somebody agreed who may not any more")
            return
        }
    }
}
