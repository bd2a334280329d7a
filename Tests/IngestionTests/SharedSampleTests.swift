// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Linkage
import Store
import Testing

/// A sample number that stands in messages of several people tells nobody whose a result is.
@Suite struct SharedSampleTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.write("people.csv", Self.people)
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
    }

    private static let people =
        IngestionFolder.header + IngestionFolder.row(1)
        + IngestionFolder.row(2, surname: "Proefkonijn").replacing("1970-02", with: "1955-11")
        + IngestionFolder.row(3, surname: "Eerdmans").replacing("1970-02", with: "1961-07")

    /// Who the people say they are.
    private static let pids = [
        "Voorbeeldstra^Anna||19700203||||Proefstraat 1^^Nergens^^1234AB",
        "Proefkonijn^Anna||19551103||||Proefstraat 2^^Nergens^^1234AB",
        "Eerdmans^Anna||19610703||||Proefstraat 3^^Nergens^^1234AB",
    ]

    private static func order(of person: Int, _ samples: String..., id: Int = 0) -> String {
        "MSH|^~\\&|A|B|C|D|20240131||OML^O21|\(id)|P|2.5\rPID|1||||\(pids[person - 1])\rORC|NW|\r"
            + samples.map { "SPM|1|\($0)\r" }.joined()
    }

    /// A result that says nothing of its person, or what `pid` says.
    private static func result(_ samples: String..., pid: String = "", id: Int = 9) -> String {
        "MSH|^~\\&|C|D|A|B|20240305||ORU^R01|\(id)|P|2.5\r"
            + (pid.isEmpty ? "" : "PID|1||||\(pid)\r") + "OBR|1|||HPV\r"
            + "OBX|1|ST|02HPV^HPV||pos||||||F\r" + samples.map { "SPM|1|\($0)\r" }.joined()
    }

    /// Takes files in one after the other; what the last came to.
    @discardableResult
    private func take(_ files: String...) throws -> ImportAnswer {
        var answer: ImportAnswer?
        for text in files {
            let name = "\(UUID().uuidString).hl7"
            try test.write(name, text)
            answer = try MessageImport(.hl7, [test.path(name)], flow: IngestionFolder.flow())
                .run(in: test.store, test.context())
        }
        return try #require(answer)
    }

    private var reason: AccessReason {
        get throws {
            try AccessReason(
                user: "officer",
                purpose: "test",
                caseReference: "test",
                reason: "whose results are whose",
                at: IngestionFolder.now
            )
        }
    }

    private func number(of person: Int) throws -> PersonNumber {
        try #require(
            try test.store.find(IdentityClaims(), sourceID: SourceID("VB-\(person)"), for: reason)
                .first
        )
    }

    /// How many results stand in the record of each person; how many are open by the number, and wait.
    private func expect(
        _ results: [Int],
        shared: Int = 0,
        others: Int = 0,
        waiting: Int = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let found = try (1...3).map {
            try test.store.evidence(about: number(of: $0), for: reason).disclosed
                .count { $0.disclosure.disclosedOn == 19_787 }
        }
        #expect(found == results, sourceLocation: sourceLocation)
        let records = try test.store.unlinkedRecords()[Party.ID(rawValue: "lab")] ?? [:]
        #expect(records["sampleOfSeveral"] ?? 0 == shared, sourceLocation: sourceLocation)
        #expect(
            try test.store.openEnds().unresolved == shared + others,
            sourceLocation: sourceLocation
        )
        #expect(try test.store.openEnds().waitingResults == waiting, sourceLocation: sourceLocation)
        try test.verify()
    }

    @Test(arguments: ["ONBEKEND", "0000", "nvt.", "S000100"])
    func `a result under a number of two people is nobody's, in whatever order the files come`(
        number: String
    ) throws {
        let files = [
            Self.order(of: 1, number), Self.order(of: 2, number), Self.result(number),
        ]
        for order in [[0, 1, 2], [0, 2, 1], [2, 0, 1], [1, 2, 0]] {
            let fresh = try SharedSampleTests()
            for place in order { try fresh.take(files[place]) }
            try fresh.expect([0, 0, 0], shared: 1)
            // What comes twice counts once.
            #expect(try fresh.take(Self.result(number)).counts[.cameTwice] == 1)
            try fresh.expect([0, 0, 0], shared: 1)
        }
        // All in one file, and beside it a number that is one person's.
        try take(files.joined() + Self.order(of: 3, "S000200") + Self.result("S000200", id: 8))
        try expect([0, 0, 1], shared: 1)
    }

    @Test
    func `a result that a number gave to one person leaves them when it is somebody else's too`()
        throws
    {
        try take(Self.order(of: 1, "S000100"), Self.result("S000100"))
        try expect([1, 0, 0])
        try take(Self.order(of: 2, "S000100"))
        try expect([0, 0, 0], shared: 1)
        try take(Self.order(of: 3, "S000100"), Self.result("S000100", id: 10))
        try expect([0, 0, 0], shared: 2)
    }

    @Test func `two orders of one person share their result`() throws {
        try take(Self.order(of: 1, "S000100"), Self.result("S000100"))
        try take(Self.order(of: 1, "S000100", id: 7))
        try expect([1, 0, 0])
    }

    @Test
    func `a result that names its person stays theirs, and shows that the number is theirs too`()
        throws
    {
        try take(Self.order(of: 1, "S000100"), Self.order(of: 2, "S000100"))
        try take(Self.result("S000100", pid: Self.pids[0]), Self.result("S000100"))
        // An order of neither contradicts it: a number of several says nothing.
        try take(Self.result("S000100", pid: Self.pids[2], id: 11))
        try expect([1, 0, 1], shared: 1)
        // A number with one order, and a result that names somebody else.
        try take(Self.order(of: 1, "S000300"), Self.result("S000300", id: 12))
        try expect([2, 0, 1], shared: 1)
        try take(Self.result("S000300", pid: Self.pids[1], id: 13))
        try expect([1, 0, 1], shared: 2, others: 1)
        // The other way round: who was named had the number before the order came.
        try take(Self.result("S000400", pid: Self.pids[1], id: 14))
        try take(Self.order(of: 1, "S000400"), Self.result("S000400", id: 15))
        try expect([1, 1, 1], shared: 3, others: 1)
    }

    @Test
    func `a result that says too little of its person leaves them too, unless it tells them apart`()
        throws
    {
        try take(Self.order(of: 1, "S000100"))
        try take(
            Self.result("S000100", pid: "^A"),
            Self.result("S000100", pid: "Voorbeeldstra", id: 3)
        )
        try expect([2, 0, 0])
        try take(Self.order(of: 2, "S000100"))
        try expect([1, 0, 0], shared: 1)
        // The same within one file.
        let fresh = try SharedSampleTests()
        try fresh.take(
            Self.order(of: 1, "S000100") + Self.order(of: 2, "S000100")
                + Self.result("S000100", pid: "^A")
                + Self.result("S000100", pid: "Voorbeeldstra", id: 3)
        )
        try fresh.expect([1, 0, 0], shared: 1)
    }

    @Test func `of several numbers of a result that of one person counts`() throws {
        try take(Self.order(of: 1, "ONBEKEND"), Self.order(of: 2, "ONBEKEND", "S000200"))
        try take(Self.result("ONBEKEND", "S000200"))
        try expect([0, 1, 0])
        // Numbers of different people contradict each other.
        try take(Self.order(of: 3, "S000300"), Self.result("S000200", "S000300", id: 10))
        try expect([0, 1, 0], shared: 1)
        // One that was taken by a number alone goes when another of its numbers is somebody else's.
        try take(Self.result("S000200", "S000900", id: 11))
        try expect([0, 2, 0], shared: 1, waiting: 1)
        try take(Self.order(of: 1, "S000900"))
        try expect([0, 1, 0], shared: 2)
    }

    @Test func `it is its person's again when the other order is taken back`() throws {
        try take(Self.order(of: 1, "S000100"), Self.result("S000100"))
        try take(Self.order(of: 2, "S000100"))
        try expect([0, 0, 0], shared: 1)
        let undone = try UndoImport(number: 4, because: "another laboratory")
            .run(in: test.store, test.context())
        #expect(undone.settled == 1)
        try expect([1, 0, 0])
        // And nobody's when that comes again; it waits when neither order is left.
        try take(Self.order(of: 2, "S000100"))
        try expect([0, 0, 0], shared: 1)
        for number in [2, 5] {
            _ = try UndoImport(number: number, because: "wrong")
                .run(in: test.store, test.context())
        }
        try expect([0, 0, 0], waiting: 1)
        try take(Self.order(of: 3, "S000100"))
        try expect([0, 0, 1])
    }

    @Test func `it is its person's when the two are one, and nobody's when they are parted`() throws
    {
        try take(Self.order(of: 1, "S000100"), Self.order(of: 2, "S000100"), Self.result("S000100"))
        let act = Act(by: "officer", at: IngestionFolder.now)
        let join = try test.store.join(
            .known(number(of: 2)),
            to: .known(number(of: 1)),
            replaced: false,
            because: "one patient in two files",
            act: act
        )
        let retried = try RetryUnresolved(because: "joined").run(in: test.store, test.context())
        #expect(retried.settled == 1)
        try expect([1, 1, 0])
        #expect(try test.store.exposures(today: 20_000).first?.people == 1)
        _ = try test.store.part(join: join.number, because: "sisters", act: act)
        try expect([0, 0, 0], shared: 1)
    }
}
