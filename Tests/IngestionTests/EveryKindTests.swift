// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Linkage
import Store
import Testing

/// One file of each kind that programs of this sort are known to read wrongly, in one folder, taken in as
/// anybody would: each file and each message is accounted for. What is right for a kind by itself stands
/// in the tests of what reads it.
@Suite struct EveryKindTests {
    /// A file of the folder, and what becomes of what is in it.
    private struct Planted {
        var name: String
        var bytes: [UInt8]
        /// Ledger rows by the number of the person in the population.
        var rows: [Int: Int] = [:]
        var nobody: [UnresolvedReason] = []
        var setAside: [SetAsideReason] = []
        /// Messages that say what another says.
        var twice = 0
        /// Results whose order never comes.
        var waiting = 0
        /// What is said of the file; one that is left out holds no message.
        var remark: FileRemark?

        init(_ name: String, _ text: String, rows: [Int: Int] = [:]) {
            self.init(name, Array(text.utf8), rows: rows)
        }

        init(_ name: String, _ bytes: [UInt8], rows: [Int: Int] = [:]) {
            (self.name, self.bytes, self.rows) = (name, bytes, rows)
        }

        func with(_ change: (inout Planted) -> Void) -> Planted {
            var copy = self
            change(&copy)
            return copy
        }
    }

    private let test: IngestionFolder

    init() throws { test = try IngestionFolder() }

    // MARK: People

    private static let numbers = (100_000_000...100_000_200)
        .compactMap { CitizenNumber(value: $0)?.digits }
    private static let known = 40
    /// Whose sourceId begins with zeros, which spreadsheets take away.
    private static let zeros = (1...3).map { person in
        IngestionFolder.row(90 + person).replacing("VB-", with: "000")
            .replacing(",,A.", with: ",\(numbers[10 + person]),A.")
    }

    private static let people: String = {
        var rows = (1...known).map { IngestionFolder.row($0) }
        func set(_ person: Int, _ old: String, _ new: String) {
            rows[person - 1] = rows[person - 1].replacing(old, with: new)
        }
        set(4, "Voorbeeldstra", "Proefkonijn")
        set(4, "1970-02-03", "1955-11-03")
        // 4: died on a day that nobody knows.
        set(8, "NL,,0", "NL,00000000,0")
        set(12, "Voorbeeldstra", "Šimićević")
        set(13, "Voorbeeldstra", "Müller")
        set(22, ",,A.", ",\(numbers[1]),A.")
        set(23, ",,A.", ",\(numbers[0]),A.")
        // 20: nobody who lives was born then.
        set(31, "1970-02-03", "1791-02-03")
        // 21: a sign that no font has.
        set(32, "Voorbeeldstra", "Voorbeeld\u{13000}")
        return IngestionFolder.header + rows.joined() + zeros.joined()
    }()

    // MARK: Messages

    private static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") }
    }

    private static func order(_ person: Int, _ change: (String, String)...) -> String {
        change.reduce(IngestionFolder.order(1000 + person, person: person)) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    private static func result(_ pid: String, sample: String) -> String {
        "MSH|^~\\&|C|D|A|B|20240305||ORU^R01|\(sample)|P|2.5\rPID|1||||\(pid)\r"
            + "OBR|1|\(sample)|\(sample)|HPV\rOBX|1|ST|02HPV^HPV||pos||||||F\rSPM|1|\(sample)\r"
    }

    private static let home = "&Proefstraat&11^^Nergens^^1234AB^NLD"

    private static var hl7: [Planted] {
        let other = "Proefkonijn^Anna||19551103||||Proefstraat 4^^Nergens^^1234AB"
        return [
            Planted(
                "02-sample-again.hl7",
                order(3) + result(other, sample: "S1003"),
                rows: [3: 1]
            ).with { $0.nobody = [.conflictSample] },
            Planted(
                "03-line-feed.hl7",
                order(5) + "NTE|1||Doorgestuurd:\n" + order(6).split(separator: "\r")[1] + "\r",
                rows: [5: 1]
            ),
            Planted("05-nobody.hl7", order(99) + result("", sample: "S9")).with {
                ($0.nobody, $0.waiting) = ([.notInPopulation], 1)
            },
            Planted(
                "06-declared.hl7",
                bytes(
                    order(
                        12,
                        ("|P|2.4", "|P|2.5.1|||||NLD|8859/2"),
                        ("Voorbeeldstra", "\u{A9}imi\u{E6}evi\u{E8}")
                    )
                ),
                rows: [12: 1]
            ),
            Planted(
                "06-guessed.hl7",
                bytes(order(13, ("Voorbeeldstra", "M\u{FC}ller"))),
                rows: [13: 1]
            ),
            Planted("09-no-day.hl7", order(14, ("|20240131|", "||")), rows: [14: 1]),
            Planted("09-month.hl7", order(15, ("|20240131|", "|29190131|"))).with {
                $0.setAside = [.dayToCome]
            },
            Planted("10-UPPER.HL7.GZ", IngestionFolder.gzip(Array(order(16).utf8)), rows: [16: 1]),
            Planted("10-scan.hl7", "%PDF-1.7\n").with { $0.remark = .holds(.pdf) },
            Planted("10-notes.txt", "geen bericht\n").with { $0.remark = .holds(.text) },
            Planted(
                "11-address.hl7",
                order(11, (home, "Kliniekweg 1^^Elders^^9999ZZ^NLD^BDL~\(home)^H")),
                rows: [11: 1]
            ),
            Planted(
                "12-alias.hl7",
                order(17, ("Voorbeeldstra^Anna", "Oudenaam^Zus^^^^^A~Voorbeeldstra^Anna^^^^^L")),
                rows: [17: 1]
            ),
            Planted(
                "14-Verborgen_Zelda_111222333.hl7",
                "PID|1||||Voorbeeldstra^Anna||19700203\r"
            ).with { $0.setAside = [.noHeader] },
            Planted(
                "15-cut.hl7.gz",
                IngestionFolder.gzip(Array((order(18) + order(19)).utf8)).dropLast(20)
            ).with {
                ($0.rows, $0.setAside, $0.remark) = ([18: 1], [.cutOff], .gzipCutOff)
            },
            Planted(
                "16-mllp.hl7",
                "\u{0B}\(order(20))\u{1C}\r\u{0B}\(order(21))",
                rows: [20: 1]
            ).with { $0.setAside = [.cutOff] },
            Planted(
                "17-same.hl7",
                order(24) + order(24).replacing("\r", with: "||\r\n"),
                rows: [24: 1]
            ).with { $0.twice = 1 },
            Planted(
                "22-large.hl7",
                order(25) + "OBX|1|ED|PDF||^application^pdf^Base64^"
                    + String(repeating: "QUFB", count: 4_500_000) + "\r",
                rows: [25: 1]
            ),
            Planted("23-utf16.hl7", [0xFF, 0xFE] + order(26).utf16.flatMap { [UInt8($0), 0] })
                .with { ($0.rows, $0.remark) = ([26: 1], .utf16) },
            Planted("23-x.xml", "<ClinicalDocument/>").with { $0.remark = .holds(.xml) },
            Planted("23-x.zip", [0x50, 0x4B, 3, 4, 20]).with { $0.remark = .holds(.zip) },
            Planted(
                "24-earlier-results.hl7",
                result(
                    "Voorbeeldstra^Anna||19700203||||&Proefstraat&27^^Nergens^^1234AB^NLD",
                    sample: ""
                ).replacing("|C|D|A|B|", with: "|EPD|B|LIMS|LAB|"),
                rows: [27: 1]
            ),
        ]
    }

    // MARK: Resources

    private static func patient(_ person: Int, id: String = "p", _ more: String = "") -> String {
        #"{"resourceType":"Patient","id":"\#(id)",\#(more)"birthDate":"1970-02-03","#
            + #""name":[{"family":"Voorbeeldstra","given":["Anna"]}],"#
            + #""address":[{"line":["Proefstraat \#(person)"],"postalCode":"1234AB"}]}"#
    }

    private static func observation(_ subject: String) -> String {
        #"{"resourceType":"Observation","id":"o","subject":{"reference":"\#(subject)"},"valueString":"neg"}"#
    }

    private static func bundle(_ entries: (base: String, resource: String)...) -> String {
        let entries = entries.enumerated().map { number, entry in
            let type =
                entry.resource.contains(#"":"Patient""#) ? "Patient/p" : "Observation/\(number)"
            return
                #"{"fullUrl":"https://\#(entry.base).example/\#(type)","resource":\#(entry.resource)}"#
        }
        return
            #"{"resourceType":"Bundle","type":"collection","entry":[\#(entries.joined(separator: ","))]}"#
    }

    private static var fhir: [Planted] {
        let work = #""address":[{"use":"work","line":["Kliniekweg 1"],"postalCode":"9999ZZ"},"#
        let nickname = #""name":[{"use":"nickname","given":["Zus"]},"#
        let identifiers =
            #""identifier":[{"use":"old","system":"http://fhir.nl/fhir/NamingSystem/bsn","value":"\#(numbers[0])"},"#
            + #"{"use":"official","system":"http://fhir.nl/fhir/NamingSystem/bsn","value":"\#(numbers[1])"}],"#
        return [
            // The result is of the second base's patient: whom it names, and what was found.
            Planted(
                "01-two-bases.json",
                bundle(("a", patient(1)), ("b", patient(2)), ("b", observation("Patient/p"))),
                rows: [1: 1, 2: 2]
            ),
            Planted("07-Patient.ndjson", patient(7, id: "seven") + "\n", rows: [7: 1]),
            // Whose result it is stands in the other file; of the second nowhere.
            Planted(
                "07-Observation.ndjson",
                observation("Patient/seven") + "\n"
                    + observation("Patient/none").replacing(#""o""#, with: #""o2""#) + "\n",
                rows: [7: 1]
            ).with { $0.setAside = [.referenceNotFound] },
            Planted(
                "11-address.json",
                patient(28).replacing(#""address":["#, with: work),
                rows: [28: 1]
            ),
            Planted(
                "12-nickname.json",
                patient(29).replacing(#""name":["#, with: nickname),
                rows: [29: 1]
            ),
            Planted("13-old-number.json", patient(22, identifiers), rows: [22: 1]),
            Planted(
                "17-same.json",
                patient(30) + "\n",
                rows: [30: 1]
            ),
            Planted("17-same-indented.json", patient(30).replacing(",\"", with: ",\n  \"")).with {
                $0.twice = 1
            },
            Planted(
                "25-no-time.json",
                bundle(("a", patient(33)), ("a", observation("Patient/p"))),
                rows: [33: 2]
            ),
        ]
    }

    // MARK: All of it

    /// Takes the folder in as messages of a format: the answer, and what was said of files by name.
    private func take(_ format: MessageFormat) throws -> (ImportAnswer, [String: FileRemark]) {
        var remarks: [String: FileRemark] = [:]
        let answer = try MessageImport(
            format,
            [test.path("in")],
            flow: IngestionFolder.flow(),
            said: SaidAtImport(ours: ["EPD"])
        ).run(in: test.store, test.context()) { event in
            guard case .remark(let file, let remark) = event else { return }
            remarks[URL(fileURLWithPath: file).lastPathComponent] = remark
        }
        return (answer, remarks)
    }

    private func expect(
        _ answer: ImportAnswer,
        of planted: [Planted],
        _ remarks: [String: FileRemark],
        others: [Planted],
        are content: FileContent
    ) {
        let rows = planted.reduce(0) { $0 + $1.rows.values.reduce(0, +) }
        func sum(_ count: KeyPath<Planted, Int>) -> Int {
            planted.reduce(0) { $0 + $1[keyPath: count] }
        }
        #expect(answer.counts[.ledgerRows] == rows)
        #expect(answer.counts[.unresolved] == sum(\.nobody.count))
        #expect(answer.counts[.waiting] == sum(\.waiting))
        #expect(answer.counts[.cameTwice] == sum(\.twice))
        // Each that was read is about somebody known, about nobody known, waits, or is set aside.
        #expect(
            answer.read
                == answer.counts[.linked, default: 0] + sum(\.nobody.count) + sum(\.waiting)
                + sum(\.setAside.count)
        )
        let reasons = planted.flatMap(\.setAside).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(answer.setAside == reasons)
        var said = planted.reduce(into: [:]) { $0[$1.name] = $1.remark }
        for other in others {
            switch other.remark {
            case .holds(let content)?: said[other.name] = .holds(content)
            default: said[other.name] = .holds(content)
            }
        }
        #expect(remarks == said)
        #expect(answer.files.values.reduce(0, +) == said.count)
        #expect(answer.needsALook)
    }

    @Test func `each file and each message is accounted for, and the sums agree`() throws {
        let (hl7, fhir) = (Self.hl7, Self.fhir)
        try FileManager.default.createDirectory(
            atPath: test.path("in"),
            withIntermediateDirectories: true
        )
        for file in hl7 + fhir {
            try Data(file.bytes).write(to: URL(fileURLWithPath: test.path("in/" + file.name)))
        }
        try test.write("people.csv", Self.people)
        let people = try PopulationImport(test.path("people.csv"))
            .run(in: test.store, test.context())
        #expect(people.counts[.newPeople] == Self.known + Self.zeros.count)
        // Of those with a bad field nobody is lost, and each is counted.
        #expect(
            people.marked == [FieldMark(.birthDate, .impossibleDate): 1]
        )
        // 8: the zeros are gone, and they are no new people.
        let spreadsheet = Self.zeros.map { String($0.trimmingPrefix("000")) }
        try test.write("excel.csv", IngestionFolder.header + spreadsheet.joined())
        #expect(throws: IngestionError.self) {
            try PopulationImport(test.path("excel.csv")).run(in: test.store, test.context())
        }

        let (messages, saidOfHL7) = try take(.hl7)
        expect(messages, of: hl7, saidOfHL7, others: fhir, are: .json)
        #expect(messages.counts[.assumedEncodings] == 1)
        #expect(messages.counts[.daysUnknown] == 1)
        let (resources, saidOfFHIR) = try take(.fhir)
        expect(resources, of: fhir, saidOfFHIR, others: hl7, are: .hl7)
        #expect(resources.counts[.daysUnknown] == resources.counts[.linked])

        // 18 and 19: the list of the laboratory, as a spreadsheet writes it.
        _ = try test.store.openIncident(
            reference: "hack",
            title: "Hack",
            party: Party.ID(rawValue: "lab"),
            said: "",
            act: Act(by: "officer", at: IngestionFolder.now, counterparty: "lab")
        )
        let header = "BSN;Achternaam;Voorletters;Geboortedatum;Postcode;Huisnr\n"
        try test.write(
            "list.csv",
            "sep=;\n" + header + ";Voorbeeldstra;A.;03-02-1970;1234 AB;=\"34\"\n" + header
                + ";Voorbeeldstra;A.;03-02-1970;1234 AB;35\nTotaal;2;;;;\n"
        )
        let list = try ListImport(
            test.path("list.csv"),
            incident: "hack",
            name: "list-1",
            source: "mail",
            happenedAt: IngestionFolder.now
        ).run(in: test.store, test.context())
        #expect(list.records == 2)
        #expect(list.linked == 2)
        #expect(list.setAside == [.headerAgain: 1, .totalsRow: 1])
        #expect(list.files == [.separatorLine: 1, .formulaCells: 1])

        try expectSums(hl7 + fhir)
        try test.verify()
    }

    /// What each command tells afterwards is the same, and what is right.
    private func expectSums(_ planted: [Planted]) throws {
        let rows = planted.reduce(into: [Int: Int]()) { $0.merge($1.rows, uniquingKeysWith: +) }
        let nobody = planted.flatMap(\.nobody).reduce(into: [:]) { $0[$1.code, default: 0] += 1 }
        let waiting = planted.reduce(0) { $0 + $1.waiting }
        let setAside = planted.reduce(0) { $0 + $1.setAside.count }
        // Whose they are: nobody else's, and nobody has more.
        for person in 1...Self.known {
            #expect(try test.rows(of: person) == rows[person, default: 0], "person \(person)")
        }
        let status = try ShowRemainders().run(in: test.store)
        #expect(status.people == Self.known + Self.zeros.count)
        #expect(status.unresolvedDisclosures == nobody.values.reduce(0, +))
        #expect(status.waitingResults == waiting)
        // Two rows of the list beside them.
        #expect(status.setAside.values.reduce(0, +) == setAside + 2)
        var sources: [String: Int] = [:]
        _ = try ReturnSetAside(reason: "to correct them").run(in: test.store, test.context()) {
            sources[URL(fileURLWithPath: $0.source).lastPathComponent, default: 0] += 1
        }
        sources["list.csv"] = nil
        #expect(
            sources
                == planted.reduce(into: [:]) {
                    if !$1.setAside.isEmpty { $0[$1.name] = $1.setAside.count }
                }
        )
        let imports = try ListImports().run(in: test.store)
        #expect(imports.map(\.kind) == ["population", "hl7v2", "fhir"])
        #expect(!imports.contains { !$0.isFinished })
        #expect(imports.reduce(0) { $0 + $1.rows } == rows.values.reduce(0, +))
        #expect(imports.reduce(0) { $0 + $1.unresolved } == status.unresolvedDisclosures)
        #expect(imports.reduce(0) { $0 + $1.setAside } == setAside)
        var unlinked: [String: Int] = [:]
        _ = try ListUnlinked(reason: "to see who is missing").run(in: test.store, test.context()) {
            unlinked[$0.reason, default: 0] += 1
        }
        #expect(unlinked == nobody.merging(["waitsForOrder": waiting]) { $1 })
        let exposure = try #require(try test.store.exposures(today: 20_000).first)
        #expect(exposure.people == rows.count)
        #expect(exposure.disclosures == rows.values.reduce(0, +))
        #expect(try test.store.unlinkedRecords() == [Party.ID(rawValue: "lab"): nobody])
    }
}
