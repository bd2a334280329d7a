// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Linkage
import Store
import Testing

/// A result that names somebody itself: theirs, or their sample's person's, never somebody else's.
@Suite struct SampleConflictTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.write(
            "people.csv",
            IngestionFolder.header + IngestionFolder.row(1)
                + IngestionFolder.row(2, surname: "Proefkonijn").replacing(
                    "1970-02",
                    with: "1955-11"
                )
        )
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
    }

    private static let anna = "Voorbeeldstra^Anna||19700203||||Proefstraat 1^^Nergens^^1234AB"
    private static let other = "Proefkonijn^Anna||19551103||||Proefstraat 2^^Nergens^^1234AB"

    private func order(_ pid: String) -> String {
        "MSH|^~\\&|A|B|C|D|20240131||OML^O21|1|P|2.5\rPID|1||||\(pid)\rORC|NW|S000100\rSPM|1|S000100\r"
    }

    private func result(_ pid: String, id: Int = 2) -> String {
        "MSH|^~\\&|C|D|A|B|20240305||ORU^R01|\(id)|P|2.5\rPID|1||||\(pid)\rOBR|1|S000100|S000100|HPV\r"
            + "OBX|1|ST|02HPV^HPV||pos||||||F\rSPM|1|S000100\r"
    }

    /// Takes files in one after the other; what the last came to.
    private func take(_ files: String...) throws -> ImportAnswer {
        var answer: ImportAnswer?
        for (number, text) in files.enumerated() {
            let name = "\(number)-\(text.hashValue).hl7"
            try test.write(name, text)
            answer = try MessageImport(.hl7, [test.path(name)], flow: IngestionFolder.flow())
                .run(in: test.store, test.context())
        }
        return try #require(answer)
    }

    /// How many results stand in the record of a person, by reference.
    private func results(of number: Int) throws -> Int {
        let reason = try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "test",
            reason: "whose results are whose",
            at: IngestionFolder.now
        )
        let found = try test.store.find(
            IdentityClaims(),
            sourceID: SourceID("VB-\(number)"),
            for: reason
        )
        return try test.store.evidence(about: #require(found.first), for: reason).disclosed
            .count { $0.disclosure.disclosedOn == 19_787 }
    }

    private func expectResults(_ one: Int, _ two: Int, open: Int) throws {
        #expect(try results(of: 1) == one)
        #expect(try results(of: 2) == two)
        #expect(try test.store.openEnds().unresolved == open)
    }

    @Test(arguments: [
        "Onbekendstra^Xander||19410101||||Verweg 1^^N^^9999XX", "Onbekendstra", "||19550131",
        "Voorbeeldstra^Anna||19411231", other,
    ])
    func `one that names somebody else than its sample's person is in nobody's record`(pid: String)
        throws
    {
        let answer = try take(order(Self.anna), result(pid))
        #expect(answer.counts[.unresolved] == 1)
        #expect(answer.counts[.linked] == 0)
        #expect(answer.counts[.ledgerRows] == 0)
        try expectResults(0, 0, open: 1)
        // A population that comes again does not settle it.
        _ = try PopulationImport(test.path("people.csv"))
            .run(in: test.store, test.context())
        try expectResults(0, 0, open: 1)
    }

    @Test(arguments: [
        "", "^A", "Voorbeeldstra", "Voorbeeldstra^A", "||19700203", "||1970",
        "Voorbeeldstra^A||19700302", anna, "Voorbeeldstraa^Anna||19700203",
    ])
    func `one that contradicts nothing is its sample's person's`(pid: String) throws {
        _ = try take(order(Self.anna), result(pid))
        try expectResults(1, 0, open: 0)
    }

    @Test func `the same in one file, whichever of the two comes first`() throws {
        _ = try take(result(Self.other) + order(Self.anna))
        try expectResults(0, 0, open: 1)
    }

    @Test func `one that came before its order is settled by it`() throws {
        let first = try take(result("Voorbeeldstra^A"), result("Onbekendstra^X", id: 3))
        #expect(first.counts[.unresolved] == 1)
        try expectResults(0, 0, open: 2)
        let answer = try take(order(Self.anna))
        #expect(answer.counts[.settled] == 1)
        try expectResults(1, 0, open: 1)
        #expect(try take(result("Voorbeeldstra^A")).counts[.cameTwice] == 1)
        try expectResults(1, 0, open: 1)
    }

    @Test func `of two who had one sample it is whose it can be`() throws {
        _ = try take(order(Self.anna) + order(Self.other).replacing("|1|P", with: "|9|P"))
        _ = try take(result("Proefkonijn"))
        try expectResults(0, 1, open: 0)
    }
}
