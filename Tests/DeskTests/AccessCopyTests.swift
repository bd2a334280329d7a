// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Database
import Foundation
import HTTPTypes
import LetterPDF
import Letters
import Testing

@testable import Desk
@testable import Store

/// A caller's access request: the copy is complete, tagged, and contains nobody else.
@Suite struct AccessCopyTests {
    /// Anna asks. Bert lives at her address, stands on the same list and had a letter of the same wave; her
    /// partner, a former partner and her husband are named in what is kept of her.
    private struct Requested {
        let house: DeskHouse
        let anna: PersonNumber
        let bert: PersonNumber
        let note: Int
        let request: Int

        var cases: CaseStore { house.cases }
        var privacyOfficer: ActingOfficer {
            get throws { try ActingOfficer("Person of privacyOfficer", now: house.desk.now + 9000) }
        }

        init() throws {
            house = try DeskHouse()
            let (cases, store) = (house.cases, house.cases.store)
            var person = CaseStore.person("VB-1", "Eenhoorn", bsn: CaseStore.annasNumber)
            (person.partnerSurname, person.nameUse) = ("Partnermerk", "E")
            var former = FormerDetail()
            (former.surname, former.partnerSurname) = ("Vroegermerk", "Expartnermerk")
            (former.postcode, former.houseNumber) = ("4321ZZ", "77")
            person.former = [former]
            try cases.add([person])
            (anna, bert) = (try cases.number("VB-1"), try cases.number("VB-2"))
            try cases.list("list-1", of: ["VB-1", "VB-2"])
            try cases.freeze("list-1")
            _ = try house.planWave()
            try cases.printAll("first")
            let wave = try #require(try store.wavesByNumber().keys.first)
            let officer = try ActingOfficer("Person of agent", now: house.desk.now)
            func call(_ whose: PersonNumber, _ outcome: ContactOutcome, _ note: String) throws {
                let call = try OpenCall(.telephone, officer: officer).run(in: store).number
                let code = store.letterCodes(wave: wave).code(for: whose).text
                _ = try FindCaller(call, by: .letterCode(code), officer: officer).run(in: store)
                _ = try AnswerCaller(call, officer: officer).run(in: store)
                _ = try EndCall(
                    call,
                    outcome: outcome,
                    themes: [.whichData],
                    note: note,
                    officer: officer
                ).run(in: store)
            }
            try call(anna, .answered, "Zij wil grote letters")
            note = try store.nextCallTextNumber() - 1
            try call(anna, .complaint, "Haar man Mansmerk is boos")
            try call(bert, .complaint, "Bertmerk vraagt naar zijn uitslag")
            try call(anna, .accessRequest, "")
            request = try store.nextCallMatterNumber() - 1
        }

        func check() throws {
            try CheckIdentity(
                request,
                how: .documentSeen,
                for: [.privacyOfficer],
                officer: privacyOfficer
            ).run(in: cases.store)
        }

        func copy(_ language: Language? = nil, notes: Set<Int> = []) throws -> AccessCopy {
            try AccessCopy(
                request,
                in: cases.store,
                language,
                notes: notes,
                officer: privacyOfficer,
                roles: [.privacyOfficer]
            )
        }
    }

    private func text(_ copy: AccessCopy) -> String {
        copy.document.blocks.flatMap { block -> [String] in
            switch block {
            case .heading(_, let text), .paragraph(let text), .strong(let text): [text]
            case .list(let items): items
            case .table(let table):
                [table.caption] + table.columns.map(\.name) + table.rows.flatMap(\.self)
            }
        }.joined(separator: "\n") + copy.document.title + copy.document.footer
    }

    @Test(arguments: [Language.dutch, .english])
    func `the copy holds all that is held of the person, in their language`(
        language: Language
    ) throws {
        let test = try Requested()
        try test.check()
        let text = try text(test.copy(language, notes: [test.note]))
        let isDutch = language == .dutch
        let wave = try #require(try test.cases.store.wavesByNumber().keys.first)
        for part in [
            test.anna.reference, "VB-1", CaseStore.annasNumber, "Eenhoorn", "Proefstraat 12",
            "1234AB Nergenshuizen", "Vroegermerk", "4321ZZ 77", "Lab Vlietzicht", "screening",
            "case: Lab Vlietzicht", "Zij wil grote letters",
            String(
                test.cases.store.letterCodes(wave: wave).code(for: test.anna).text.suffix(4)
            ),
        ]
            + (isDutch
                ? [
                    "3 februari 1970", "naam, uitslag", "publieke taak, AVG 6(1)(e)",
                    "geen termijn afgesproken", "door ons verstrekt", "telefoonnummer",
                    "gemeld door de verwerker", "u gaf de code van uw brief", "Inzageverzoek",
                    "Welke gegevens?", "klantcontact", "een antwoord aan u",
                    "Welke uitslag dat is, staat hier niet", "Autoriteit Persoonsgegevens",
                    "naam van een partner", "Dit staat hier niet in", "uiterlijk 6 september 2025",
                ]
                : [
                    "3 February 1970", "name, test result", "public task, GDPR 6(1)(e)",
                    "no term agreed", "given by us", "telephone number",
                    "reported by the processor",
                    "you gave the code of your letter", "Access request", "contact-centre agent",
                    "an answer to you",
                    "Which result it is does not stand here", "by 6 September 2025",
                ])
        {
            #expect(text.contains(part), "\(part)")
        }
        let code = test.cases.store.letterCodes(wave: wave).code(for: test.anna).text
        #expect(!text.contains(code), "whoever sees the copy could call as the person")
        #expect(!text.contains("HTML(") && !text.contains("Optional(") && !text.contains("&lt;"))
    }

    @Test(arguments: [Language.dutch, .english])
    func `nobody else is in it: no household, no partner, no officer, no text that names others`(
        language: Language
    ) throws {
        let test = try Requested()
        try test.check()
        let text = try text(test.copy(language, notes: [test.note]))
        let wave = try #require(try test.cases.store.wavesByNumber().keys.first)
        for other in [
            "Tweelink", "VB-2", test.bert.reference, "Bertmerk", "Driebergen", "Partnermerk",
            "Expartnermerk", "Mansmerk", "Person of", "Crisis team", "mail of the laboratory",
            "Files were copied", "call 17",
            test.cases.store.letterCodes(wave: wave).code(for: test.bert).text,
        ] {
            #expect(!text.contains(other), "\(other)")
        }
        // Who bears the name of a partner reads their own name.
        var person = CaseStore.person("VB-1", "Eenhoorn", bsn: CaseStore.annasNumber)
        (person.partnerSurname, person.nameUse) = ("Partnermerk", "V")
        try test.cases.add([person])
        #expect(try self.text(test.copy(language)).contains("A. Partnermerk-Eenhoorn"))
        // The note of a call of somebody else is passed over, also when it is asked for.
        let all = Set(1...20)
        let most = try self.text(test.copy(language, notes: all))
        #expect(most.contains("Mansmerk") && !most.contains("Bertmerk"))
    }

    @Test func `before it was checked who asks, and for another role, nobody is opened`() throws {
        let test = try Requested()
        let store = test.cases.store
        let looks = try test.cases.looks().count
        #expect(throws: CaseworkError.identityNotChecked(test.request)) { try test.copy() }
        for roles in [Set<OfficerRole>([.agent]), [.teamLead], [.dataManager], []] {
            #expect(throws: CaseworkError.noMatter(test.request)) {
                try GatherAccessCopy(test.request, for: roles, officer: test.privacyOfficer)
                    .run(in: store)
            }
            #expect(throws: CaseworkError.noMatter(test.request)) {
                try CheckIdentity(
                    test.request,
                    how: .documentSeen,
                    for: roles,
                    officer: test.privacyOfficer
                ).run(in: store)
            }
        }
        // What waits of another call is no request for access.
        #expect(throws: CaseworkError.noMatter(1)) {
            try GatherAccessCopy(1, for: [.privacyOfficer], officer: test.privacyOfficer)
                .run(in: store)
        }
        #expect(try test.cases.looks().count == looks)
        try test.check()
        _ = try test.copy()
        let named = try test.cases.looks().filter {
            $0.contains("access-request") && $0.contains(test.anna.reference)
        }
        #expect(!named.isEmpty)
        #expect(
            try !test.cases.looks().suffix(named.count + 4).contains {
                $0.contains("access-request") && $0.contains(test.bert.reference)
            }
        )
        var dead = CaseStore.person("VB-1", "Eenhoorn", bsn: CaseStore.annasNumber)
        dead.deceasedOn = PartialDate("2025-08-01")
        try test.cases.add([dead])
        #expect(throws: CaseworkError.accessOfDeceased(test.request)) { try test.copy() }
    }

    @Test func `the file is tagged, says its language, and nobody is in its properties`() throws {
        let test = try Requested()
        try test.check()
        let made = try test.copy(.dutch, notes: [test.note]).pdf()
        let file = test.cases.folder.appendingPathComponent("copy.pdf")
        try Data(made.bytes).write(to: file)
        func run(_ words: [String]) throws -> String {
            let (process, pipe) = (Process(), Pipe())
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = words + [file.path]
            process.standardOutput = pipe
            try process.run()
            let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: bytes, as: UTF8.self)
        }
        let told = try run(["pdfinfo"])
        #expect(told.contains("Tagged:          yes"))
        #expect(told.contains("Title:           Kopie van persoonsgegevens\n"))
        #expect(!told.contains("Eenhoorn"))
        let structure = try run(["pdfinfo", "-struct"])
        for element in ["H1", "H2", "H3", "Table", "TH", "TD", "LI"] {
            #expect(structure.contains(element), "\(element)")
        }
        #expect(made.sha256.count == 64)
        #expect(try test.copy(.dutch, notes: [test.note]).language == .dutch)
    }

    @Test func `at the desk the privacy officer checks who asks, and gets the file`() async throws {
        let test = try Requested()
        let path = "/calls/matters/\(test.request)/access"
        try await test.house.visit { visitor in
            for role in [OfficerRole.agent, .teamLead, .dataManager, .communication] {
                try await visitor.signIn(role)
                #expect(try await visitor.get(path).status == .forbidden)
                let copied = try await visitor.submit(path + "/copy", ["language": "nl"])
                #expect(copied.status == .forbidden)
            }
            try await visitor.signIn(.privacyOfficer)
            let matter = try await visitor.get("/calls/matters/\(test.request)").text
            #expect(matter.contains("href=\"\(path)\"") && matter.contains("Uiterlijk"))
            let first = try await visitor.get(path)
            #expect(first.text.contains("Stel eerst vast wie het is"))
            // To be held beside the document.
            #expect(first.text.contains("Eenhoorn") && Markup(first.text).problems == [])
            #expect(!first.text.contains("Proefstraat"))
            let early = try await visitor.submit(path + "/copy", ["language": "nl"])
            #expect(early.status == .forbidden && !early.text.hasPrefix("%PDF"))
            let unsaid = try await visitor.submit(path + "/identity", [:])
            #expect(unsaid.status == .badRequest)
            let checked = try await visitor.submit(path + "/identity", ["how": "documentSeen"])
            #expect(checked.location == path)
            let ready = try await visitor.get(path)
            #expect(ready.headers[.cacheControl] == "no-store")
            #expect(ready.text.contains("Kijk de kopie na en maak haar"))
            #expect(ready.text.contains("Haar man Mansmerk is boos"))
            #expect(!ready.text.contains(CaseStore.annasNumber))
            #expect(!ready.text.contains("Eenhoorn") && Markup(ready.text).problems == [])
            let file = try await visitor.submit(
                path + "/copy",
                ["language": "en", "note": "\(test.note)"]
            )
            #expect(file.status == .ok && file.text.hasPrefix("%PDF-1.7"))
            #expect(file.headers[.contentType] == "application/pdf")
            #expect(file.headers[.cacheControl] == "no-store")
            let name = try #require(file.headers[.contentDisposition])
            #expect(name.hasSuffix("-\(test.request).pdf\"") && !name.contains("Eenhoorn"))
            let copy = try #require(try test.cases.store.accessCopies(test.request).last?.body)
            #expect(copy.language == "en" && copy.texts == [test.note])
            #expect(try await visitor.get(path).text.contains(copy.pdfSHA256))
            _ = try await visitor.submit("/calls/matters/\(test.request)/end", ["how": "done"])
            let late = try await visitor.submit(path + "/copy", ["language": "nl"])
            #expect(late.status == .notFound)
            #expect(try test.cases.store.accessCopies(test.request).count == 1)
        }
    }

    // MARK: - Nothing is forgotten

    /// Of each table of the store its columns, and where what it holds of somebody stands in the copy. Whoever
    /// adds a table or a column decides it here.
    private static let tables: [String: (columns: String, copy: String)] = [
        "assertion": (
            "entry row statement line person certainty categories basis happened_at record "
                + "commitment_key place",
            "incidents: reports; the line of a list says nothing of them"
        ),
        "disclosure": (
            "entry row person flow categories disclosed_on keep_until commitment_key days",
            "disclosures"
        ),
        "holding": ("party person given produced third_party", "the sum of the disclosures"),
        "letter": (
            "entry row wave person affected_group why_again held batch code commitment_key lane",
            "letters"
        ),
        "letter_code": ("code person wave", "letters, with the code itself"),
        "person": ("number epoch content log_key", "the reference; the rest are keys"),
        "person_dossier": ("number wrapped_key sealed", "the row of the population"),
        "person_mail": ("number wrapped_key sealed", "the row of the population"),
        "person_version": ("person entry row dossier mail commitment_key", "when the row changed"),
        "register_page": ("incident version first_person body", "incidents: versions"),
        "resolution": (
            "entry row settled_entry settled_row person commitment_key",
            "disclosures: a settled message has a row there"
        ),
        "sample_message": (
            "sample received person flow categories disclosed_on keep_until others days entry",
            "disclosures: an order has a row there"
        ),
        "unresolved_disclosure": (
            "entry row reason flow categories disclosed_on claims commitment_key days",
            "of nobody known: said under what is not in it"
        ),
        "reject": ("digest source line reason content entry", "of nobody known: the same"),
        "fact": ("entry row kind body commitment_key", "by kind, below"),
        "access.log": ("", "looks"),
        "calls.sqlite": ("", "keys of notes; the notes stand under calls"),
    ]

    /// Tables that hold nothing of any person, or keyed digests of it by which nobody is known.
    private static let others: Set<String> = [
        "checkpoint", "erasure", "exposure_sum", "grdb_migrations", "import_progress",
        "ledger_entry", "ledger_frontier", "person_by_address", "person_by_birth_and_name",
        "person_by_citizen_number", "person_by_source", "received", "setting", "unclassified_field",
        "wrapped_key",
    ]

    /// The kinds of facts that may be about a person, and where they stand in the copy.
    private static let facts: [String: String] = [
        "access-copy": "the request is among the matters; a copy does not hold itself",
        "access-identity": "the same",
        "batch": "letters: held late",
        "call": "calls", "call-end": "calls", "call-matter": "matters",
        "call-matter-end": "matters", "call-person": "calls", "call-search": "searches",
        "call-taken": "an officer", "call-text": "calls: notes", "call-text-end": "calls: erased",
        "flow": "disclosures", "held-release": "letters: released",
        "held-release-undo": "letters: released", "import": "where rows came from",
        "import-undo": "what was taken back counts for nobody", "intake": "where rows came from",
        "letter-again": "letters: again", "person-correction": "corrections",
        "person-join": "rows: each number", "person-join-undo": "rows: each number",
        "person-return": "rows: withdrawn", "person-withdrawal": "rows: withdrawn",
        "register": "incidents: versions",
        "rows-withdrawn": "what was taken back counts for nobody",
        "statement": "incidents: reports", "statement-records": "incidents: reports",
        "wave": "letters", "wave-cancellation": "letters: cancelled",
        "withdrawal": "incidents: reports that were taken back",
    ]

    /// Kinds that are about organisations, incidents, officers or counts.
    private static let otherFacts: Set<String> = [
        "account", "agreement", "agreement-term", "clock", "closure", "columns", "columns-drop",
        "contact-announcement", "contact-day", "contact-news", "contact-team", "contact-undo",
        "cyber-act", "duty-decision", "founding", "handover", "handover-undo", "import-end",
        "incident", "letter-settings", "moment", "notice-answer", "notice-sent", "outside-report",
        "party", "party-code", "party-name", "public-statement", "publication", "question",
        "question-answer", "reject-settlement", "reopening", "reprint", "retraction", "role",
        "said", "wave-approval", "suspension", "suspension-condition", "suspension-judgement",
        "resumption", "programme-figure", "results-finding",
    ]

    @Test func `for every table, column and kind of fact it is decided where it stands in a copy`()
        throws
    {
        let cases = try CaseStore()
        let file = try StoreFile(
            path: cases.folder.appendingPathComponent("spoor.sqlite").path,
            writes: false
        )
        defer { file.close() }
        let columns = try file.read { db in
            try db.all(
                """
                SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                WHERE m.type = 'table' ORDER BY m.name, c.cid
                """
            ) { ($0.text(0), $0.text(1)) }
        }
        let found = Dictionary(grouping: columns, by: \.0).mapValues {
            $0.map(\.1).joined(separator: " ")
        }
        for (table, columns) in found where !Self.others.contains(table) {
            #expect(Self.tables[table]?.columns == columns, "\(table): \(columns)")
        }
        let known = Set(Self.tables.keys).union(Self.others)
        #expect(known.subtracting(found.keys) == ["access.log", "calls.sqlite"])
        let kinds = Set(FactIndex.kinds.map { $0.kind })
        #expect(kinds == Set(Self.facts.keys).union(Self.otherFacts))
    }

    /// The fields of a person that stand in a copy; `deceasedOn` is that of nobody who gets one.
    private static let fields: Set<String> = [
        "sourceID", "citizenNumber", "initials", "givenNames", "prefix", "surname", "partnerPrefix",
        "partnerSurname", "nameUse", "birthDate", "street", "houseNumber", "houseLetter",
        "houseAddition", "postcode", "place", "country", "deceasedOn", "secrecy", "addressStatus",
        "language", "salutationPreference", "marks", "former",
    ]

    @Test func `for every field of a person it is decided where it stands in a copy`() throws {
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Custody/Person.swift").standardized
        let text = try String(contentsOf: source, encoding: .utf8)
        let person = try #require(text.components(separatedBy: "public struct Person:").last)
        let stored = try #require(person.components(separatedBy: "public init(").first)
        let fields = stored.matches(of: /public var (\w+)/).map { String($0.output.1) }
        #expect(Set(fields) == Self.fields)
    }
}
