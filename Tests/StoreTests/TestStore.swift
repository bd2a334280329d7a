// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import Custody
import Foundation
import GRDB
import Incidents
import Store
import Testing
import Vault

/// A real store in a folder of its own, which goes when the test ends.
final class TestStore {
    let folder: URL
    let root: RootKey
    private var opened: Store?
    /// When the next act is, milliseconds since 1970.
    var clock: Int64 = 1_754_481_600_000

    var store: Store {
        guard let opened else { preconditionFailure("the store is closed") }
        return opened
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-test-\(UUID().uuidString)")
        root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        try Store.create(at: folder, root: root, synthetic: true, organisation: "Voorbeeld")
        opened = try Store(at: folder, root: root, mode: .writing)
        try store.add(
            party: Party(id: .lab, name: "Lab Vlietzicht"),
            role: .processor,
            from: 0,
            act: act()
        )
    }

    func close() { opened = nil }

    func open(_ mode: Store.Mode = .writing) throws {
        opened = nil
        opened = try Store(at: folder, root: root, mode: mode)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func act() -> Act {
        clock += 1000
        return Act(by: "officer", at: clock, counterparty: "lab")
    }

    func reason(_ purpose: String = "test") throws -> AccessReason {
        try AccessReason.test(purpose, at: clock)
    }

    @discardableResult
    func add(_ people: Person...) throws -> [PersonNumber] {
        var intake = try store.populationIntake(for: reason())
        var sealed = SealedPeople()
        #expect(try intake.seal(people, into: &sealed).isEmpty)
        _ = try store.record(people: sealed, progress: nil, act: act())
        return try people.map { try number($0.sourceID.text) }
    }

    func number(_ sourceID: String) throws -> PersonNumber {
        let found = try store.find(
            IdentityClaims(),
            sourceID: SourceID(sourceID),
            for: reason()
        )
        try #require(found.count == 1)
        return found[0]
    }

    @discardableResult
    func record(_ items: ReceivedDisclosure...) throws -> ImportOutcome {
        try record(all: items)
    }

    @discardableResult
    func record(all items: [ReceivedDisclosure]) throws -> ImportOutcome {
        var batch = DisclosureBatch()
        for item in items {
            batch.append(
                digest: item.digest,
                subject: item.subject,
                flow: batch.number(of: item.flow),
                categories: item.categories,
                disclosedOn: item.disclosedOn,
                keepUntil: item.keepUntil,
                samples: item.samples
            )
        }
        return try store.record(batch, act: act())
    }

    /// Two messages about somebody who was not known when they came.
    func recordUnresolved(settledAs person: PersonNumber) throws {
        for number in 1...2 {
            let claims = IdentityClaims(surnames: ["\(number)"])
            var item = ReceivedDisclosure.order("late \(number)", of: person, CategorySet([.name]))
            item.subject = .unresolved(reason: number, claims: try store.seal(claims))
            item.disclosedOn = number
            item.keepUntil = number == 1 ? 9 : nil
            try record(item)
        }
        #expect(try store.resolveAgain(for: reason(), act: act()) { _ in person } == 2)
    }

    func openIncident() throws -> IncidentFact {
        try store.openIncident(
            reference: "lab-2025",
            title: "Hack",
            party: .lab,
            said: "",
            act: act()
        )
    }

    func list(
        _ name: String,
        _ incident: IncidentFact,
        certainty: Certainty = .reported,
        _ records: [ListedRecord]
    ) throws -> StatementFact {
        try store.add(
            statement: name,
            to: incident,
            source: name,
            happenedAt: clock,
            certainty: certainty,
            content: Array(name.utf8),
            mapping: "",
            records: records,
            act: act()
        )
    }

    func freeze(_ name: String, _ incident: IncidentFact) throws -> RegisterFact {
        let computed = try store.computeRegister(of: incident)
        return try store.freeze(
            computed,
            hash: Store.hash(of: store.canonical(computed, for: reason())),
            name: name,
            of: incident,
            act: act()
        )
    }

    func hash(_ incident: IncidentFact) throws -> String {
        try Store.hash(
            of: store.canonical(store.computeRegister(of: incident), for: reason())
        )
    }
}

extension Database {
    /// Does what the schema refuses, as somebody with the file in their hands can; the schema itself
    /// stays as it is, for a changed one is found before anything is read.
    func loosen() throws {
        try execute(sql: "PRAGMA ignore_check_constraints = ON")
        try execute(sql: "PRAGMA foreign_keys = OFF")
        let connection = try #require(sqliteConnection)
        #expect(spoor_sqlite_without_triggers(connection) == SQLITE_OK)
    }
}

extension AccessReason {
    static func test(
        _ purpose: String = "test",
        reason: String = "because",
        at: Int64 = 0
    ) throws -> AccessReason {
        try AccessReason(
            user: "officer",
            purpose: purpose,
            caseReference: "case",
            reason: reason,
            at: at
        )
    }
}

extension Party.ID {
    static let lab = Party.ID(rawValue: "lab")
}

extension Person {
    static func named(_ sourceID: String, _ surname: String, bsn: String = "") -> Person {
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
}

extension Flow {
    static func toLab(_ origin: Origin, sender: String = "") -> Flow {
        Flow(
            party: .lab,
            agreement: "v1",
            purpose: "screening",
            basis: .publicTask,
            origin: origin,
            channel: "hl7v2",
            grade: .kept,
            sender: sender
        )
    }
}

/// One message or row as a test gives it.
struct ReceivedDisclosure {
    var digest: DigestPair
    var subject: DisclosureBatch.Subject
    var flow: Flow
    var categories: CategorySet
    var disclosedOn: Int
    var keepUntil: Int?
    var samples: [DigestPair]

    static func order(
        _ content: String,
        of person: PersonNumber,
        _ categories: CategorySet,
        samples: DigestPair...
    ) -> ReceivedDisclosure {
        ReceivedDisclosure(
            digest: digest(content),
            subject: .person(person),
            flow: .toLab(.givenByUs),
            categories: categories,
            disclosedOn: 20_000,
            keepUntil: nil,
            samples: samples
        )
    }

    static func result(_ content: String, samples: DigestPair...) -> ReceivedDisclosure {
        ReceivedDisclosure(
            digest: digest(content),
            subject: .sampleOnly,
            flow: .toLab(.producedThere),
            categories: CategorySet([.testResult]),
            disclosedOn: 20_010,
            keepUntil: 25_000,
            samples: samples
        )
    }

    static func digest(_ content: String) -> DigestPair {
        var hash = Hasher()
        hash.combine(content)
        return DigestPair(
            high: UInt64(bitPattern: Int64(hash.finalize())),
            low: UInt64(content.utf8.count)
        )
    }
}
