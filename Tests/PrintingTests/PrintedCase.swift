// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import Letters
import Printing
import Store
import Testing
import Vault

/// A case from people to printed pages, as an officer goes through it: the plan asks the pages, the
/// letters are read back by `pdftotext`.
final class PrintedCase {
    let folder: URL
    let store: Store
    private(set) var now: Int64 = 1_754_484_000_000
    /// What is done now is of this one.
    var incident = "case"

    static let lab = Party.ID(rawValue: "lab")

    init(_ people: [Person]) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-printed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        let place = folder.appendingPathComponent("store")
        try Store.create(at: place, root: root, synthetic: true, organisation: "Voorbeeld")
        store = try Self.opened(place, root)
        try AddParty(
            Party(id: Self.lab, name: "Laboratorium Vlietzicht"),
            role: .processor,
            from: Day(number: 0),
            officer: officer
        ).run(in: store)
        try add(people)
    }

    /// A program that another test starts at this moment may still hold what was open here, until it is
    /// itself: the lock is free in some milliseconds.
    private static func opened(_ place: URL, _ root: RootKey) throws -> Store {
        for _ in 0..<200 {
            if let store = try? Store(at: place, root: root, mode: .writing) { return store }
            usleep(5_000)
        }
        return try Store(at: place, root: root, mode: .writing)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var officer: ActingOfficer {
        get throws { try ActingOfficer("officer", now: tick()) }
    }

    private func tick() -> Int64 {
        now += 1000
        return now
    }

    private func access() throws -> AccessReason {
        try AccessReason(
            user: "test",
            purpose: "test",
            caseReference: "",
            reason: "because",
            at: now
        )
    }

    func add(_ people: [Person]) throws {
        var intake = try store.populationIntake(for: access())
        var sealed = SealedPeople()
        #expect(try intake.seal(people, into: &sealed).isEmpty)
        _ = try store.record(people: sealed, progress: nil, act: Act(by: "test", at: now))
    }

    func number(_ sourceID: String) throws -> PersonNumber {
        let id = SourceID(sourceID)
        return try #require(try store.find(IdentityClaims(), sourceID: id, for: access()).first)
    }

    /// What the laboratory had of these people, by whom it was given.
    func disclose(
        _ people: [String],
        _ categories: Set<DataCategory>,
        _ origin: Origin = .givenByUs
    ) throws {
        var batch = DisclosureBatch()
        let flow = Flow(
            party: Self.lab,
            agreement: "v1",
            purpose: "screening",
            basis: .publicTask,
            origin: origin,
            channel: "hl7v2",
            grade: .kept,
            sender: origin == .givenByThirdParty ? "practice" : ""
        )
        for (place, person) in people.enumerated() {
            batch.append(
                digest: DigestPair(high: UInt64(now), low: UInt64(place)),
                subject: .person(try number(person)),
                flow: batch.number(of: flow),
                categories: CategorySet(categories),
                disclosedOn: 20_000,
                keepUntil: nil,
                samples: []
            )
        }
        _ = try store.record(batch, act: Act(by: "test", at: tick(), counterparty: "lab"))
    }

    func open() throws {
        _ = try OpenIncident(
            reference: incident,
            title: "Hack",
            parties: [Self.lab],
            said: "Files were copied",
            officer: officer
        ).run(in: store)
    }

    /// A list of the laboratory, or a finding, with these people.
    func list(
        _ name: String,
        of people: [String],
        _ categories: Set<DataCategory>,
        _ certainty: Certainty = .reported
    ) throws {
        let records = try people.enumerated().map { place, person in
            ListedRecord(
                line: place + 2,
                person: try number(person),
                categories: CategorySet(categories),
                basis: 3,
                record: nil
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

    func withdraw(_ statement: String) throws {
        _ = try WithdrawStatement(
            incident: incident,
            statement: statement,
            because: StatedReason("it was wrong"),
            officer: officer
        ).run(in: store)
    }

    func freeze(_ name: String) throws {
        _ = try FreezeRegister(
            incident: incident,
            name: name,
            officer: officer,
            reason: StatedReason("a new version")
        ).run(in: store)
    }

    func request(
        _ wave: String,
        onlyNews: Bool = false,
        audience: WaveAudience = .everyone
    ) throws -> PlanWave {
        PlanWave(
            incident: incident,
            wave: wave,
            audience: audience,
            decision: "Crisis team: write",
            lettersInFile: 3,
            onlyNews: onlyNews,
            pages: try PageCheck(),
            officer: try officer,
            reason: try StatedReason("the decision")
        )
    }

    func plan(
        _ wave: String,
        onlyNews: Bool = false,
        audience: WaveAudience = .everyone
    ) throws -> WaveStanding {
        try request(wave, onlyNews: onlyNews, audience: audience).run(in: store).wave
    }

    func handOver(_ wave: String) throws {
        let officer = try officer
        _ = try HandOverWave(
            incident: incident,
            wave: wave,
            when: WrittenMoment(Instant(milliseconds: officer.now).text),
            carrier: "the post",
            officer: officer
        ).run(in: store)
    }

    static let today = Day(number: 20_306)

    func moment(_ moment: DutyMoment, at time: Int64) throws {
        _ = try RecordMoment(
            incident: incident,
            moment: GivenMoment(moment, happenedAt: time),
            officer: officer
        ).run(in: store)
    }

    func preview(
        _ subject: PreviewWave.Subject,
        _ settings: LetterSettings? = nil
    ) throws -> WavePreview.Answer {
        try WavePreview(
            PreviewWave(
                subject,
                pages: PageCheck(),
                officer: officer,
                reason: StatedReason("approve")
            ),
            settings: settings ?? Self.settings(),
            letterDay: Self.today
        ).run(in: store)
    }

    /// Prints a wave: each letter as its reader sees it, and how the wave stands.
    func print(
        _ wave: String,
        _ settings: LetterSettings? = nil,
        day: Int = today.number
    ) throws -> (letters: [String], answer: WavePrintingAnswer) {
        let output = folder.appendingPathComponent("out")
        var printing = WavePrinting(
            incident: incident,
            wave: wave,
            settings: try settings ?? Self.settings(),
            folder: output,
            officer: "officer",
            reason: "the decision",
            now: tick()
        )
        printing.letterDay = day
        let answer = try printing.run(in: store)
        let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
        // A file of which every letter was held late has no page to read.
        let letters = try names.sorted().filter { $0.hasPrefix("\(wave)-") && $0.hasSuffix("csv") }
            .map { output.appendingPathComponent($0) }
            .filter { try Data(contentsOf: $0).count { $0 == 0x0A } > 1 }
            .flatMap {
                try PrintedPages($0.deletingPathExtension().appendingPathExtension("pdf")).letters
            }
        return (letters, answer)
    }

    /// In both languages, with what an organisation may leave out.
    static func settings() throws -> LetterSettings {
        var settings = try PrintingFolder.settings()
        settings.discoveredDate = "2025-07-06"
        settings.incidentDate = nil
        settings.telephoneAbroad = "+31 20 000 00 00"
        settings.words["nl"]?.publishedPlace = "op een website van criminelen"
        var english = try #require(settings.words["nl"])
        english.purpose = "the screening programme"
        english.careData = "data about your participation and your health"
        english.thirdParty = "your general practitioner"
        english.measures = ["We no longer send anything to the laboratory."]
        english.openingHours = "every day"
        english.publishedPlace = "on a website of criminals"
        english.returnLine = "Return address: Postbus 1234, 1000 AA Nergenshuizen"
        english.signatureLines = ["the management"]
        settings.words["en"] = english
        return settings
    }
}
