// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Store
import Testing
import Vault
import Verification

/// A real store with one laboratory, and files beside it; both go when the test ends.
final class IngestionFolder {
    let folder: URL
    let store: Store
    /// What was told so far.
    private(set) var events: [IngestionEvent] = []

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-ingestion-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        let place = folder.appendingPathComponent("store")
        try Store.create(at: place, root: root, synthetic: true, organisation: "Voorbeeld")
        store = try Store(at: place, root: root, mode: .writing)
        try store.add(
            party: Party(id: Party.ID(rawValue: "lab"), name: "Lab Vlietzicht"),
            role: .processor,
            from: 0,
            act: Act(by: "officer", at: Self.now, counterparty: "lab")
        )
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let now: Int64 = 1_754_481_600_000

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        return path(name)
    }

    func context(
        dryRun: Bool = false,
        acknowledges: Bool = false,
        isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) -> IngestionContext {
        IngestionContext(
            officer: "officer",
            now: Self.now,
            dryRun: dryRun,
            acknowledges: acknowledges,
            isInterrupted: isInterrupted,
            words: { "\($0)" }
        )
    }

    /// The ledger verifies, and the sums that are kept are those of a full count.
    func verify() throws {
        try store.publishTiles()
        let report = try LedgerVerifier(folder: folder.appendingPathComponent("store")).verify()
        #expect(report.findings == [])
        #expect(try store.exposures(today: 20_000) == store.recountedExposures(today: 20_000))
    }

    func tell(_ event: IngestionEvent) { events.append(event) }

    var committed: [Int] {
        events.compactMap { if case .committed(let count) = $0 { count } else { nil } }
    }

    static func flow(_ party: String = "lab", purpose: String = "screening") -> FlowRequest {
        FlowRequest(party: Party.ID(rawValue: party), purpose: purpose, basis: .publicTask)
    }

    // MARK: People and messages, all invented

    static let header =
        "sourceId,bsn,initials,givenNames,prefix,surname,partnerPrefix,partnerSurname,nameUse,"
        + "birthDate,street,houseNumber,houseLetter,houseAddition,postcode,place,country,"
        + "deceasedOn,secrecy,addressStatus,language,salutationPreference\n"

    static func row(_ number: Int, surname: String = "Voorbeeldstra") -> String {
        "VB-\(number),,A.,Anna,,\(surname),,,E,1970-02-03,Proefstraat,\(number),,,1234AB,Nergens,"
            + "NL,,0,,nl,\n"
    }

    /// An order for the person of `row(person)`.
    static func order(_ number: Int, person: Int = 1) -> String {
        "MSH|^~\\&|A|B|C|D|20240131||OML^O21|\(number)|P|2.4\r"
            + "PID|1||||Voorbeeldstra^Anna||19700203||||"
            + "&Proefstraat&\(person)^^Nergens^^1234AB^NLD\rORC|NW|S\(number)\r"
    }

    /// One member of RFC 1952 in stored blocks, which need no program to make.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        func little(_ value: UInt32, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
        }
        var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var start = 0
        repeat {
            let end = min(start + 60_000, bytes.count)
            let length = UInt32(end - start)
            packed.append(end == bytes.count ? 1 : 0)
            packed += little(length, 2) + little(~length, 2) + bytes[start..<end]
            start = end
        } while start < bytes.count
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return packed + little(~sum, 4) + little(UInt32(bytes.count), 4)
    }

    /// What the laboratory has of a person, by origin.
    func held(_ number: Int = 1) throws -> [Origin: Set<DataCategory>] {
        let flows = try store.flows
        return try disclosed(number).reduce(into: [:]) { held, item in
            let origin = try #require(flows[item.disclosure.flow]?.origin)
            held[origin, default: []].formUnion(item.disclosure.categories.categories)
        }
    }

    /// How many ledger rows are about a person.
    func rows(of number: Int) throws -> Int { try disclosed(number).count }

    private func disclosed(_ number: Int) throws -> [PersonEvidence.Disclosed] {
        let reason = try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "test",
            reason: "what came from where",
            at: IngestionFolder.now
        )
        let found = try store.find(
            IdentityClaims(),
            sourceID: SourceID("VB-\(number)"),
            for: reason
        )
        return try store.evidence(about: #require(found.first), for: reason).disclosed
    }

    @discardableResult
    func population(_ numbers: ClosedRange<Int>) throws -> ImportAnswer {
        try write("people.csv", Self.header + numbers.map { Self.row($0) }.joined())
        return try PopulationImport(path("people.csv")).run(in: store, context(), tell: tell)
    }
}
