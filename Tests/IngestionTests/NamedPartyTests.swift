// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Store
import Testing

/// A message that names another party than that of its import is not booked on this one in silence.
@Suite struct NamedPartyTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.write("people.csv", IngestionFolder.header + IngestionFolder.row(1))
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
        try test.store.add(
            party: Party(id: Party.ID(rawValue: "elders"), name: "Lab  Élders Oost"),
            role: .processor,
            from: 0,
            act: act
        )
    }

    private var act: Act { Act(by: "officer", at: IngestionFolder.now) }

    /// An order: MSH-3 with MSH-4, and MSH-5 with MSH-6.
    private static func order(_ sender: String, _ receiver: String, id: Int = 1) -> String {
        "MSH|^~\\&|\(sender)|\(receiver)|20240131||OML^O21|\(id)|P|2.5||||||UNICODE UTF-8\r"
            + "PID|1||||Voorbeeldstra^Anna||19700203||||&Proefstraat&1^^Nergens^^1234AB^NLD\r"
            + "ORC|NW|S\(id)00000\r"
    }

    private static func result(_ sender: String, _ receiver: String, id: Int = 1) -> String {
        order(sender, receiver, id: id).replacing("OML^O21", with: "ORU^R01")
    }

    private func take(
        _ text: String,
        _ format: MessageFormat = .hl7,
        to party: String = "lab",
        said: SaidAtImport = SaidAtImport()
    ) throws -> ImportAnswer {
        let path = try test.write("\(UUID().uuidString).\(format == .hl7 ? "hl7" : "json")", text)
        return try MessageImport(format, [path], flow: IngestionFolder.flow(party), said: said)
            .run(in: test.store, test.context())
    }

    private func expectSetAside(
        _ answer: ImportAnswer,
        _ isSetAside: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            answer.setAside == (isSetAside ? [.namesOtherParty: 1] : [:]),
            sourceLocation: sourceLocation
        )
        #expect(
            answer.counts[.ledgerRows] ?? 0 > 0 || isSetAside,
            sourceLocation: sourceLocation
        )
        #expect(answer.needsALook || !isSetAside, sourceLocation: sourceLocation)
    }

    @Test(arguments: ["elders|X", "X|ELDERS", "lab élders OOST|", "X^ELDERS|", "|Lab Élders Oost"])
    func `an order to another recorded party is set aside, and counted beside the party's figures`(
        receiver: String
    ) throws {
        expectSetAside(try take(Self.order("EPD|ZH", receiver)))
        #expect(try test.store.setAside()[Party.ID(rawValue: "lab")] == 1)
        #expect(try test.held(1).isEmpty)
        // It is taken in where it belongs.
        expectSetAside(try take(Self.order("EPD|ZH", receiver), to: "elders"), false)
        try test.verify()
    }

    @Test(arguments: ["lab|X", "Lab Vlietzicht|ELDERS", "LIMS|X", "|", "elder|oost"])
    func `an order to its party, or to nobody who is recorded, is booked`(receiver: String) throws {
        expectSetAside(try take(Self.order("EPD|ZH", receiver)), false)
    }

    @Test func `of what came to us the sender counts, and of what went out the receiver`() throws {
        let ours = SaidAtImport(ours: ["EPD"])
        expectSetAside(try take(Self.result("elders|X", "EPD|ZH"), said: ours))
        expectSetAside(try take(Self.result("EPD|ZH", "elders|X", id: 2), said: ours))
        // Somebody else recorded on the side of ours: the way is known, and it is not theirs.
        expectSetAside(
            try take(
                Self.order("elders|X", "LIMS|X", id: 3),
                said: SaidAtImport(direction: .given)
            ),
            false
        )
        expectSetAside(
            try take(
                Self.order("elders|X", "LIMS|X", id: 4),
                said: SaidAtImport(direction: .received)
            )
        )
        // Nothing says the way: neither side may be another party.
        expectSetAside(try take(Self.result("LIMS|X", "elders|X", id: 5)))
        expectSetAside(try take(Self.result("lab|X", "elders|X", id: 6)), false)
    }

    @Test func `a receiver who is not recorded is counted once, where the way is known`() throws {
        let ours = SaidAtImport(ours: ["EPD"])
        let both = Self.order("EPD|ZH", "LIMS|X") + Self.order("EPD|ZH", "LIMS|X", id: 2)
        let answer = try take(both + Self.order("EPD|ZH", "lab|X", id: 3), said: ours)
        #expect(answer.counts[.partiesUnknown] == 2)
        #expect(answer.counts[.directionsByKind] == nil)
        let neither = try take(Self.order("A|B", "LIMS|X", id: 4))
        #expect(neither.counts[.partiesUnknown] == nil)
        #expect(neither.counts[.directionsByKind] == 1)
    }

    @Test func `a code that an officer says is a party's decides, until they say otherwise`() throws
    {
        func set(_ code: String, of party: String, holds: Bool = true) throws {
            try test.store.set(
                code: code,
                of: Party.ID(rawValue: party),
                holds: holds,
                because: "told by them",
                act: act
            )
        }
        expectSetAside(try take(Self.order("EPD|ZH", "LIMS 2|X")), false)
        try set("lims  2", of: "elders")
        expectSetAside(try take(Self.order("EPD|ZH", "LIMS 2|X", id: 2)))
        try set("LIMS 2", of: "lab")
        expectSetAside(try take(Self.order("EPD|ZH", "LIMS 2|X", id: 2)), false)
        #expect(try test.store.partyCodes() == [Party.ID(rawValue: "lab"): ["LIMS 2"]])
        #expect(throws: StoreError.alreadyThere(.partyCode(of: Party.ID(rawValue: "lab")))) {
            try set("lims 2", of: "lab")
        }
        try set("LIMS 2", of: "lab", holds: false)
        #expect(try test.store.partyCodes().isEmpty)
        #expect(throws: StoreError.notFound(.partyCode(of: Party.ID(rawValue: "lab")))) {
            try set("LIMS 2", of: "lab", holds: false)
        }
        #expect(throws: StoreError.refused(.codeIsName)) { try set("ELDERS", of: "lab") }
        #expect(throws: StoreError.notFound(.party(Party.ID(rawValue: "nobody")))) {
            try set("X", of: "nobody")
        }
    }

    private func retry(
        _ party: String? = "lab",
        isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws -> RetryNamedParty.Answer {
        try RetryNamedParty(
            party.map(Party.ID.init(rawValue:)),
            because: "their new application"
        )
        .run(in: test.store, test.context(isInterrupted: isInterrupted))
    }

    private func call(_ party: String, _ code: String, holds: Bool = true) throws {
        try test.store.set(
            code: code,
            of: Party.ID(rawValue: party),
            holds: holds,
            because: "told by them",
            act: act
        )
    }

    @Test
    func
        `what named another party is taken in once its name is said to be of the party of the import`()
        throws
    {
        try call("elders", "LIMS 2")
        try call("elders", "LIMS 3")
        let both = Self.order("EPD|ZH", "LIMS 2|X") + Self.order("EPD|ZH", "LIMS 3|X", id: 2)
        let said = SaidAtImport(direction: .given, day: 19_800)
        #expect(try take(both, said: said).setAside == [.namesOtherParty: 2])
        #expect(try test.held(1).isEmpty)
        // Nothing was said of this party.
        let before = try retry()
        #expect(before.takenIn == 0 && before.stillSetAside == 2 && before.needsALook)
        try call("lab", "LIMS 2")
        // It is an import to the other party that is asked for.
        #expect(try retry("elders") == RetryNamedParty.Answer())
        let answer = try retry()
        #expect(answer.takenIn == 1 && answer.stillSetAside == 1 && answer.toImportAgain.isEmpty)
        #expect(try !test.held(1).isEmpty)
        #expect(try test.store.setAside()[Party.ID(rawValue: "lab")] == 1)
        #expect(try test.store.importRemainders().settled == 1)
        // Once more nothing is new, and the same file brings it as one that came twice.
        #expect(try retry().takenIn == 0)
        #expect(try take(both + " ", said: said).counts[.cameTwice] == 1)
        #expect(try test.rows(of: 1) == 1)
        try test.verify()
    }

    @Test func `what an interruption leaves is taken in by trying again, and counts once`() throws {
        try call("elders", "LIMS 2")
        expectSetAside(try take(Self.order("EPD|ZH", "LIMS 2|X")))
        try call("lab", "LIMS 2")
        #expect(throws: IngestionError.interrupted) { try retry(isInterrupted: { true }) }
        #expect(try test.held(1).isEmpty)
        #expect(try test.store.setAside()[Party.ID(rawValue: "lab")] == 1)
        let retried = try RetryUnresolved(because: "goes on").run(in: test.store, test.context())
        #expect(retried.named.takenIn == 1 && !retried.named.needsALook)
        #expect(try test.rows(of: 1) == 1)
        #expect(try test.store.setAside()[Party.ID(rawValue: "lab")] == nil)
        try test.verify()
    }

    @Test func `a code that is taken back brings in what was set aside for it, of every party`()
        throws
    {
        try call("elders", "LIMS 2")
        expectSetAside(try take(Self.order("EPD|ZH", "LIMS 2|X")))
        try call("elders", "LIMS 2", holds: false)
        #expect(try retry(nil).takenIn == 1)
        #expect(try !test.held(1).isEmpty)
    }

    @Test func `it is taken in as it was asked for at its import, whatever was agreed since`()
        throws
    {
        try call("elders", "LIMS 2")
        let path = try test.write("one.hl7", Self.order("EPD|ZH", "LIMS 2|X"))
        expectSetAside(
            try MessageImport(
                .hl7,
                [path],
                flow: IngestionFolder.flow("lab", purpose: "research"),
                grade: .reconstructed,
                said: SaidAtImport(ours: ["EPD"]),
                encoding: "windows-1252"
            ).run(in: test.store, test.context())
        )
        try test.store.add(
            agreement: "v2",
            with: Party.ID(rawValue: "lab"),
            from: 19_000,
            incidentHours: nil,
            keepMonths: 12,
            act: act
        )
        try call("lab", "LIMS 2")
        #expect(try retry().takenIn == 1)
        let flows = try test.store.flows.values
        #expect(flows.count == 1)
        let flow = try #require(flows.first)
        #expect(flow.agreement.isEmpty && flow.purpose == "research")
        #expect(flow.grade == .reconstructed && flow.origin == .givenByUs)
        #expect(try test.store.said.map(\.body.ours) == [["EPD"], ["EPD"]])
    }

    @Test func `a bundle that named another party is taken in as well, and goes with its import`()
        throws
    {
        try call("elders", "LIMS 2")
        let bundle = Self.bundle(
            #"{"resourceType":"MessageHeader","destination":[{"name":"LIMS 2"}]}"#
        )
        expectSetAside(try take(bundle, .fhir))
        try call("lab", "LIMS 2")
        #expect(try retry().takenIn == 1)
        #expect(try !test.held(1).isEmpty)
        #expect(try ListImports().run(in: test.store).map(\.kind) == ["population", "fhir"])
        let number = try #require(try ListImports().run(in: test.store).last?.number)
        let undone = try UndoImport(number: number, because: "wrong file")
            .run(in: test.store, test.context())
        #expect(undone.rows == 1)
        #expect(try test.held(1).isEmpty)
        #expect(try retry().takenIn == 0)
        try test.verify()
    }

    @Test func `what is set aside of an import that was taken back is not tried`() throws {
        try call("elders", "LIMS 2")
        expectSetAside(try take(Self.order("EPD|ZH", "LIMS 2|X")))
        let number = try #require(try ListImports().run(in: test.store).last?.number)
        _ = try UndoImport(number: number, because: "wrong file")
            .run(in: test.store, test.context())
        try call("lab", "LIMS 2")
        #expect(try retry() == RetryNamedParty.Answer())
        #expect(try test.held(1).isEmpty)
    }

    @Test func `an import that was read by a table of its own is named, to be imported again`()
        throws
    {
        try call("elders", "LIMS 2")
        let table = try test.write("table.csv", "# none\n")
        let path = try test.write("one.hl7", Self.order("EPD|ZH", "LIMS 2|X"))
        var request = MessageImport(.hl7, [path], flow: IngestionFolder.flow("lab"))
        request.fieldTable = table
        expectSetAside(try request.run(in: test.store, test.context()))
        try call("lab", "LIMS 2")
        let answer = try retry()
        #expect(answer.takenIn == 0 && answer.toImportAgain.values.reduce(0, +) == 1)
        #expect(answer.needsALook && answer.stillSetAside == 0)
        #expect(try test.held(1).isEmpty)
    }

    private static let patient =
        #"{"resource":{"resourceType":"Patient","id":"p","name":[{"family":"Voorbeeldstra","given":["Anna"]}],"#
        + #""birthDate":"1970-02-03","address":[{"postalCode":"1234AB","line":["Proefstraat 1"]}]}}"#

    private static func bundle(_ resources: String...) -> String {
        #"{"resourceType":"Bundle","type":"message","timestamp":"2024-01-31T10:00:00Z","entry":["#
            + (resources.map { #"{"resource":\#($0)}"# } + [patient]).joined(separator: ",") + "]}"
    }

    private static let organization =
        #"{"resourceType":"Organization","id":"o1","name":"Elsewhere","identifier":[{"value":"ELDERS"}]}"#

    @Test(arguments: [
        #"{"resourceType":"MessageHeader","destination":[{"name":"Elders"}]}"#,
        #"{"resourceType":"MessageHeader","destination":[{"endpoint":"http://x","receiver":{"display":"y"}}],"#
            + #""receiver":{"reference":"Organization/o1"}}"#,
        #"{"resourceType":"Task","for":{"reference":"Patient/p"},"owner":{"identifier":{"value":"elders"}}}"#,
        #"{"resourceType":"Task","for":{"reference":"Patient/p"},"owner":{"reference":"Organization/elders"}}"#,
        #"{"resourceType":"ServiceRequest","subject":{"reference":"Patient/p"},"#
            + #""performer":[{"reference":"Organization/o1"}]}"#,
    ])
    func `an order in FHIR that names another party's organisation is set aside`(resource: String)
        throws
    {
        expectSetAside(try take(Self.bundle(resource, Self.organization), .fhir))
    }

    @Test(arguments: [
        #"{"resourceType":"MessageHeader","destination":[{"name":"Elders"},{"name":"LAB"}]}"#,
        #"{"resourceType":"ServiceRequest","subject":{"reference":"Patient/p"},"#
            + #""performer":[{"reference":"Practitioner/elders","display":"elders"}]}"#,
        #"{"resourceType":"ServiceRequest","subject":{"reference":"Patient/p"},"requester":{"display":"elders"}}"#,
    ])
    func `one that names its own party too, or a person who is called so, is booked`(
        resource: String
    ) throws {
        expectSetAside(try take(Self.bundle(resource, Self.organization), .fhir), false)
    }
}
