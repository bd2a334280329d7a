// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Incidents
import Letters
import Printing
import Store
import Testing
import Vault

/// A real store with a wave of letters to invented people, and a folder for its print files.
final class PrintingFolder {
    let folder: URL
    let store: Store
    let incident: IncidentFact
    let wave: WaveFact
    let people: [PersonNumber]

    static let now: Int64 = 1_754_481_600_000

    /// `held` people of `count` are held by the plan; `batchSize` letters stand in a print file.
    init(count: Int = 5, held: Int = 1, batchSize: Int = 2) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-printing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        let place = folder.appendingPathComponent("store")
        try Store.create(at: place, root: root, synthetic: true, organisation: "Voorbeeld")
        store = try Store(at: place, root: root, mode: .writing)
        let act = Act(by: "officer", at: Self.now, counterparty: "lab")
        let lab = Party.ID(rawValue: "lab")
        try store.add(
            party: Party(id: lab, name: "Laboratorium Vlietzicht"),
            role: .processor,
            from: 0,
            act: act
        )
        try Self.add((1...count).map(Self.person), to: store)
        var people: [PersonNumber] = []
        for number in 1...count { people.append(try Self.number("VB-\(number)", in: store)) }
        self.people = people
        let flow = Flow(
            party: lab,
            agreement: "v1",
            purpose: "screening",
            basis: .publicTask,
            origin: .givenByUs,
            channel: "hl7v2",
            grade: .kept
        )
        var batch = DisclosureBatch()
        for (place, person) in people.enumerated() {
            batch.append(
                digest: DigestPair(high: 1, low: UInt64(place)),
                subject: .person(person),
                flow: batch.number(of: flow),
                categories: CategorySet([.name, .address, .citizenNumber]),
                disclosedOn: 20_000,
                keepUntil: nil,
                samples: []
            )
        }
        _ = try store.record(batch, act: act)
        incident = try store.openIncident(
            reference: "hack",
            title: "Hack",
            party: lab,
            said: "",
            act: act
        )
        let computed = try store.computeRegister(of: incident)
        let frozen = try store.freeze(
            computed,
            hash: Store.hash(of: store.canonical(computed, for: Self.reason())),
            name: "one",
            of: incident,
            act: act
        )
        let letters = people.enumerated().map { place, person in
            PlannedLetter(
                person: person,
                group: .notExcluded,
                whyAgain: nil,
                held: place < held ? .noAddress : nil,
                batch: place < held ? 0 : (place - held) / batchSize + 1
            )
        }
        wave = try store.record(
            wave: "first",
            of: incident,
            version: frozen,
            who: "everyone",
            decision: "everyone is told",
            letters: letters,
            heldByReason: held == 0 ? [:] : ["noAddress": held],
            act: act
        )
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static func person(_ number: Int) -> Person {
        var person = Person(sourceID: SourceID("VB-\(number)"))
        person.initials = "A."
        person.surname = "Voorbeeldstra"
        person.birthDate = PartialDate("1970-02-03")
        person.street = "Proefstraat"
        person.houseNumber = "\(number)"
        person.postcode = "1234AB"
        person.place = "Nergenshuizen"
        return person
    }

    private static func add(_ people: [Person], to store: Store) throws {
        var intake = try store.populationIntake(for: reason())
        var sealed = SealedPeople()
        #expect(try intake.seal(people, into: &sealed).isEmpty)
        _ = try store.record(
            people: sealed,
            progress: nil,
            act: Act(by: "test", at: 1_754_481_600_000)
        )
    }

    /// What became known of somebody after the plan.
    func change(_ place: Int, _ change: (inout Person) -> Void) throws {
        var person = Self.person(place + 1)
        change(&person)
        try Self.add([person], to: store)
    }

    private static func number(_ sourceID: String, in store: Store) throws -> PersonNumber {
        let found = try store.find(
            IdentityClaims(),
            sourceID: SourceID(sourceID),
            for: reason()
        )
        return try #require(found.first)
    }

    static func reason() throws -> AccessReason {
        try AccessReason(
            user: "officer",
            purpose: "letters",
            caseReference: "hack",
            reason: "because",
            at: now
        )
    }

    var output: URL { folder.appendingPathComponent("out") }

    func printing(isInterrupted: @escaping @Sendable () -> Bool = { false }) throws -> WavePrinting
    {
        var printing = WavePrinting(
            incident: "hack",
            wave: "first",
            settings: try Self.settings(),
            folder: output,
            officer: "officer",
            reason: "the decision",
            now: Self.now
        )
        printing.isInterrupted = isInterrupted
        return printing
    }

    /// Names in the folder for print files, hidden ones too.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: output.path).sorted()
    }

    /// Changes the letters of the wave, as somebody with the file in their hands can.
    func alter(_ sql: String) throws {
        let database = try DatabaseQueue(
            path: folder.appendingPathComponent("store/spoor.sqlite").path
        )
        try database.write { db in
            for trigger in try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ) {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try db.execute(sql: sql)
        }
    }

    static func settings() throws -> LetterSettings {
        try JSONDecoder().decode(LetterSettings.self, from: Data(settingsText.utf8))
    }

    static let settingsText = """
        {
          "organisation": "Bevolkingsonderzoek Waterland",
          "senderLines": ["Bevolkingsonderzoek Waterland", "Postbus 1234"],
          "returnLine": "Retouradres: Postbus 1234, 1000 AA Nergenshuizen",
          "signatureLines": ["de directie"],
          "processor": "Laboratorium Vlietzicht",
          "incidentDate": "2025-07-06",
          "toldDate": "2025-08-06",
          "reference": "WL-2025-01",
          "telephone": "0800-0000",
          "website": "bevolkingsonderzoekwaterland.example",
          "privacyOfficer": "fg@bevolkingsonderzoekwaterland.example",
          "words": {
            "nl": {
              "purpose": "het bevolkingsonderzoek",
              "careData": "gegevens over uw deelname en uw gezondheid",
              "thirdParty": "uw huisarts",
              "measures": ["Wij sturen nu niets meer naar het laboratorium."],
              "openingHours": "maandag tot en met vrijdag van 8.00 tot 20.00 uur"
            }
          }
        }
        """
}
