// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Linkage
import Store
import Testing

/// What was on its way when a party was suspended: orders of which the ledger has no result.
@Suite struct OpenOrderTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.write("people.csv", IngestionFolder.header + IngestionFolder.row(1))
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
    }

    private func take(_ text: String) throws {
        let name = "\(UUID().uuidString).hl7"
        try test.write(name, text)
        _ = try MessageImport(.hl7, [test.path(name)], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
    }

    private func order(_ samples: String...) -> String {
        "MSH|^~\\&|A|B|C|D|20240131||OML^O21|\(samples[0])|P|2.5\r"
            + "PID|1||||Voorbeeldstra^Anna||19700203||||Proefstraat 1^^Nergens^^1234AB\rORC|NW|\r"
            + samples.map { "SPM|1|\($0)\r" }.joined()
    }

    private func result(_ sample: String) -> String {
        "MSH|^~\\&|C|D|A|B|20240305||ORU^R01|R-\(sample)|P|2.5\rOBR|1|||HPV\r"
            + "OBX|1|ST|02HPV^HPV||pos||||||F\rSPM|1|\(sample)\r"
    }

    private var open: Int {
        get throws { try test.store.openOrders(at: Party.ID(rawValue: "lab")) }
    }

    @Test func `an order is open until a result comes under one of its numbers`() throws {
        try take(order("S1000"))
        try take(order("S2000", "S2001"))
        #expect(try open == 2)
        try take(result("S2001"))
        #expect(try open == 1, "one of two numbers answers it")
        try take(result("S1000"))
        #expect(try open == 0)
        try take(result("S3000"))
        #expect(try open == 0, "a result that came first waits for its order, and is none")
        try take(order("S3000"))
        #expect(try open == 0, "its result was there already")
        #expect(try test.store.openOrders(at: Party.ID(rawValue: "other")) == 0)
    }
}
