// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Foundation
import Identities
import Store
import Testing
import Vault

/// A real store in a folder of its own, which goes when the test ends.
final class House {
    let folder: URL
    let root: RootKey
    private(set) var store: Store
    private var clock: Int64 = 1_754_481_600_000

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-identities-\(UUID().uuidString)")
        root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        try Store.create(at: folder, root: root, synthetic: true, organisation: "Voorbeeld")
        store = try Store(at: folder, root: root, mode: .writing)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A reason of its own: each is a look of its own.
    func reason() throws -> AccessReason {
        clock += 1
        return try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "case",
            reason: "because",
            at: clock
        )
    }

    @discardableResult
    func add(_ people: Person...) throws -> PopulationOutcome { try add(all: people) }

    @discardableResult
    func add(all people: [Person]) throws -> PopulationOutcome {
        var intake = try store.populationIntake(for: reason())
        var sealed = SealedPeople()
        #expect(try intake.seal(people, into: &sealed).isEmpty)
        return try store.record(people: sealed, progress: nil)
    }

    func number(_ sourceID: String) throws -> PersonNumber {
        let found = try store.find(
            IdentityClaims(),
            sourceID: SourceID(sourceID),
            for: reason()
        )
        return try #require(found.first)
    }

    func lines() throws -> [String] {
        try String(
            contentsOf: folder.appendingPathComponent("access.log"),
            encoding: .utf8
        ).split(separator: "\n").map(String.init)
    }

    /// What somebody with the file in their hands can do.
    func tamper(_ statements: String...) throws {
        let file = try StoreFile(
            path: folder.appendingPathComponent("spoor.sqlite").path,
            writes: true
        )
        try file.write { db in
            for table in ["person_version"] {
                for act in ["update", "delete"] {
                    try db.execute("DROP TRIGGER IF EXISTS \(table)_refuses_\(act)")
                }
            }
            for statement in statements { try db.execute(statement) }
        }
        file.close()
    }

    func all<Result>(_ sql: String, _ read: (Statement) throws -> Result) throws -> [Result] {
        let file = try StoreFile(
            path: folder.appendingPathComponent("spoor.sqlite").path,
            writes: false
        )
        defer { file.close() }
        return try file.read { try $0.all(sql, read: read) }
    }
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
