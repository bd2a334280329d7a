// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Database
import Foundation
import Incidents
import Letters
import Store
import Testing
import Vault

/// A real store in a folder of its own, with three invented people of whom a laboratory has data:
/// Anna and Bert by us, Cora by a practice on our behalf. A fourth, Dora, it does not know.
final class CaseStore {
    let folder: URL
    let root: RootKey
    let store: Store
    /// 6 August 2025, 14:40 in Amsterdam, and then a second later with each act.
    private(set) var now: Int64

    static let lab = Party.ID(rawValue: "lab")
    /// Passes the eleven test; nobody's.
    static let annasNumber = "111222333"

    init(now: Int64 = 1_754_484_000_000) throws {
        self.now = now
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("casework-\(UUID().uuidString)")
        root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        reason = try StatedReason("call 17")
        try Store.create(at: folder, root: root, synthetic: true, organisation: "Voorbeeld")
        store = try Store(at: folder, root: root, mode: .writing)
        try AddParty(
            Party(id: Self.lab, name: "Lab Vlietzicht"),
            role: .processor,
            from: Day(number: 0),
            officer: officer
        ).run(in: store)
        try add([
            Self.person("VB-1", "Eenhoorn", bsn: Self.annasNumber),
            Self.person("VB-2", "Tweelink"), Self.person("VB-3", "Driebergen"),
            Self.person("VB-4", "Vierhouten"),
        ])
        try disclose(["VB-1", "VB-2"], [.name, .testResult], .givenByUs, on: 20_000)
        try disclose(["VB-3"], [.name, .address], .givenByThirdParty, on: 16_000)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var officer: ActingOfficer {
        get throws { try ActingOfficer("privacy officer", now: tick()) }
    }

    let reason: StatedReason

    /// Lets time pass until then.
    func advance(to moment: Int64) { now = max(now, moment) }

    private func tick() -> Int64 {
        now += 1000
        return now
    }

    /// The same store, as somebody opens it who only looks.
    func reader() throws -> Store { try Store(at: folder, root: root, mode: .reading) }

    static func person(_ sourceID: String, _ surname: String, bsn: String = "") -> Person {
        var person = Person(sourceID: SourceID(sourceID))
        person.initials = "A."
        person.surname = surname
        person.citizenNumber = CitizenNumber(bsn)
        person.birthDate = PartialDate("1970-02-03")
        person.street = "Proefstraat"
        person.houseNumber = "12"
        person.postcode = "1234AB"
        person.place = "Nergenshuizen"
        return person
    }

    private func access() throws -> AccessReason {
        try AccessReason(
            user: "test",
            purpose: "test",
            caseReference: "",
            reason: "test",
            at: now
        )
    }

    func add(_ people: [Person]) throws {
        var intake = try store.populationIntake(for: access())
        var sealed = SealedPeople()
        #expect(try intake.seal(people, into: &sealed).isEmpty)
        _ = try store.record(people: sealed, progress: nil, act: Act(by: "test", at: now))
    }

    /// As a thief or a fault would: a row of somebody is gone.
    func lose(_ sourceID: String) throws -> String {
        let number = try number(sourceID)
        let file = try StoreFile(
            path: folder.appendingPathComponent("spoor.sqlite").path,
            writes: true
        )
        defer { file.close() }
        try file.write { try $0.execute("DELETE FROM person WHERE number = \(number.value)") }
        return number.reference
    }

    func number(_ sourceID: String) throws -> PersonNumber {
        let found = try store.find(
            IdentityClaims(),
            sourceID: SourceID(sourceID),
            for: access()
        )
        return try #require(found.first)
    }

    func disclose(
        _ people: [String],
        _ categories: Set<DataCategory>,
        _ origin: Origin,
        to party: Party.ID = lab,
        on day: Int
    ) throws {
        var batch = DisclosureBatch()
        let flow = Flow(
            party: party,
            agreement: "v1",
            purpose: "screening",
            basis: .publicTask,
            origin: origin,
            channel: "hl7v2",
            grade: .kept,
            sender: origin == .givenByThirdParty ? "practice" : ""
        )
        for person in people {
            batch.append(
                digest: DigestPair(
                    high: UInt64.random(in: 0 ... .max),
                    low: UInt64.random(in: 0 ... .max)
                ),
                subject: .person(try number(person)),
                flow: batch.number(of: flow),
                categories: CategorySet(categories),
                disclosedOn: day,
                keepUntil: nil,
                samples: []
            )
        }
        _ = try store.record(batch, act: Act(by: "test", at: tick(), counterparty: party.rawValue))
    }

    /// Messages about nobody known.
    func discloseUnresolved(_ count: Int) throws {
        var batch = DisclosureBatch()
        let flow = Flow(
            party: Self.lab,
            agreement: "v1",
            purpose: "screening",
            basis: .publicTask,
            origin: .givenByUs,
            channel: "hl7v2",
            grade: .kept,
            sender: ""
        )
        for _ in 0..<count {
            let claims = IdentityClaims(surnames: ["Niemand"])
            batch.append(
                digest: DigestPair(
                    high: UInt64.random(in: 0 ... .max),
                    low: UInt64.random(in: 0 ... .max)
                ),
                subject: .unresolved(reason: 1, claims: try store.seal(claims)),
                flow: batch.number(of: flow),
                categories: CategorySet(.name),
                disclosedOn: 20_000,
                keepUntil: nil,
                samples: []
            )
        }
        _ = try store.record(batch, act: Act(by: "test", at: tick(), counterparty: "lab"))
    }

    @discardableResult
    func open(
        _ reference: String = "case",
        _ moments: GivenMoment...
    ) throws -> OpenIncident.Answer {
        try OpenIncident(
            reference: reference,
            title: "Hack",
            parties: [Self.lab],
            said: "Files were copied",
            moments: moments,
            officer: officer
        ).run(in: store)
    }

    /// A list of the laboratory with these people, and records of nobody.
    func list(
        _ name: String,
        of people: [String],
        certainty: Certainty = .reported,
        unresolved: Int = 0,
        in incident: String = "case"
    ) throws {
        var records = try people.enumerated().map { place, person in
            ListedRecord(
                line: place + 2,
                person: try number(person),
                categories: [CategorySet(.name), CategorySet(.telephone)],
                basis: 1 << 3 | 1 << 5,
                record: nil
            )
        }
        for line in 0..<unresolved {
            let claims = IdentityClaims(surnames: ["Niemand\(line)"])
            records.append(
                ListedRecord(
                    line: people.count + line + 2,
                    person: nil,
                    categories: CategorySet(.name),
                    basis: 3,
                    record: try store.seal(claims)
                )
            )
        }
        _ = try store.add(
            statement: name,
            to: store.incident(incident),
            source: "mail of the laboratory",
            happenedAt: now,
            certainty: certainty,
            content: Array(name.utf8),
            mapping: "",
            records: records,
            act: Act(by: "test", at: tick(), counterparty: "lab")
        )
    }

    @discardableResult
    func freeze(_ name: String, in incident: String = "case") throws -> RegisterVersion {
        try FreezeRegister(incident: incident, name: name, officer: officer, reason: reason)
            .run(in: store)
    }

    func plan(
        _ wave: String,
        _ audience: WaveAudience,
        version: String? = nil,
        lettersInFile: Int = 5000,
        onlyNews: Bool = false
    ) throws -> PlanWave.Answer {
        try PlanWave(
            incident: "case",
            wave: wave,
            version: version,
            audience: audience,
            decision: "Crisis team: write",
            lettersInFile: lettersInFile,
            onlyNews: onlyNews,
            pages: AnyPage(),
            officer: officer,
            reason: reason
        ).run(in: store)
    }

    /// As if all print files of a wave had been made.
    func printAll(_ name: String, heldLate: [LateHold] = []) throws {
        let wave = try store.wave(name, of: store.incident("case"))
        for batch in stride(from: 1, through: wave.batches, by: 1) {
            try store.recordBatch(
                batch,
                of: wave,
                letters: try store.letters(of: wave, batch: batch).count - heldLate.count,
                heldLate: heldLate,
                pdfSHA256: "00",
                manifestSHA256: "00",
                letterDate: 20_310,
                act: Act(by: "test", at: tick(), counterparty: "lab")
            )
        }
    }

    /// Lines of the access log.
    func looks() throws -> [Substring] {
        try String(contentsOf: folder.appendingPathComponent("access.log"), encoding: .utf8)
            .split(separator: "\n")
    }
}

/// Pages that can show everybody.
struct AnyPage: AddressingCheck {
    func lane(of addressing: LetterAddressing) -> HoldReason? { nil }
}
