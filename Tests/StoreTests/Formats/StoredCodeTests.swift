// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Testing
import Vault

@testable import Store

/// Numbers, names and bytes to which ledgers are committed, written out: a case may be called
/// otherwise, what stands here may not change.
struct StoredCodeTests {
    @Test func `kinds of entries keep their numbers`() {
        #expect(EntryKind.allCases.map(\.rawValue) == Array(1...12))
        #expect(EntryKind(rawValue: 2)?.isOfDisclosures == true)
        #expect(EntryKind(rawValue: 9)?.isOfDisclosures == true)
        #expect(EntryKind.allCases.filter(\.isOfDisclosures).count == 2)
    }

    @Test func `facts and tables keep their names`() {
        #expect(
            FactIndex.kinds.map { $0.kind }.sorted() == [
                "access-copy", "access-identity", "account", "agreement", "agreement-term", "batch",
                "call", "call-end",
                "call-matter", "call-matter-end", "call-person", "call-search", "call-taken",
                "call-text", "call-text-end", "clock", "closure", "columns", "columns-drop",
                "contact-announcement", "contact-day", "contact-news", "contact-team",
                "contact-undo", "cyber-act", "duty-decision", "flow", "founding", "handover",
                "handover-undo", "held-release", "held-release-undo", "import", "import-end",
                "import-undo", "incident", "intake", "letter-again", "letter-settings", "moment",
                "notice-answer",
                "notice-sent", "outside-report", "party", "party-code", "party-name",
                "person-correction",
                "person-join", "person-join-undo", "person-return", "person-withdrawal",
                "programme-figure",
                "public-statement", "publication", "question", "question-answer", "register",
                "reject-settlement", "reopening", "reprint", "results-finding", "resumption",
                "retraction", "role", "rows-withdrawn", "said", "statement", "statement-records",
                "suspension", "suspension-condition", "suspension-judgement",
                "wave", "wave-approval", "wave-cancellation", "withdrawal",
            ]
        )
        #expect(
            IntakeTable.allCases.map(\.rawValue) == [
                "received", "sample_message", "reject", "person_by_source",
                "person_by_citizen_number", "person_by_birth_and_name", "person_by_address",
            ]
        )
        #expect(
            KeyRing.Name.allCases.map(\.rawValue) == [
                "people", "indexBuckets", "indexPointers", "contentDigests", "unresolved",
                "letterCodes", "accessLog", "ledgerSigning",
            ]
        )
    }

    /// Bits 1, 4 and 17; two lists, one of them withdrawn from the first person's name.
    private static let register: [RegisterRow] = [
        RegisterRow(
            person: PersonNumber(3),
            lines: [
                line(4, 17, 0b10), line(3, 18, 0b10010), line(2, 1, 0b10010), line(2, 2, 1 << 17),
            ]
        ),
        RegisterRow(person: PersonNumber(9), lines: [line(2, 3, 1 << 63), line(1, 18, 1)]),
    ]

    private static func line(_ certainty: UInt8, _ source: UInt32, _ categories: UInt64)
        -> RegisterLine
    {
        guard let certainty = Certainty(rawValue: certainty),
            let source = RegisterSource(number: source)
        else { preconditionFailure("a code of today is one of tomorrow") }
        return RegisterLine(
            certainty: certainty,
            source: source,
            categories: CategorySet(rawValue: categories)
        )
    }

    @Test func `a small register has the bytes and the hash that it always had`() throws {
        var register = Register()
        for row in Self.register { register.append(row.person, lines: row.lines) }
        let canonical = CanonicalRegister(
            register,
            sources: SourceColumn([SourceID("VB-2"), SourceID("VB-1")]),
            statementNames: [1: "lijst-1", 2: "lijst-2"]
        )
        let golden = """
            spoor/register/1
            VB-1\tcannotBeExcluded\tunclassified\tgivenByThirdParty
            VB-1\texcluded\tcitizenNumber\tlijst-2
            VB-2\tstolen\tname\tlijst-1
            VB-2\treported\taddress+name\tlijst-2
            VB-2\tcannotBeExcluded\taddress+name\tgivenByUs
            VB-2\tcannotBeExcluded\ttestResult\tproducedThere

            """
        var bytes: [UInt8] = []
        try Store.forEachPiece(of: canonical, .signed) { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == golden)
        #expect(
            try Store.hash(of: canonical)
                == "a068607a1ea3f8ffd7058d3731713dc0f7f9a53fc5d8657aabc6382e78db8239"
        )
    }

    @Test func `a page of a register has the bytes that it always had`() {
        var register = Register()
        for row in Self.register { register.append(row.person, lines: row.lines) }
        var pages: [String] = []
        RegisterPage.forEachPage(of: register) { first, bytes in
            pages.append("\(first.value) " + Hexadecimal.text(bytes))
        }
        #expect(
            pages == [
                "3 " + "000000000000000304" + "0400110000000000000002"
                    + "0300120000000000000012" + "0200010000000000000012"
                    + "0200020000000000020000" + "000000000000000902"
                    + "0200038000000000000000" + "0100120000000000000001"
            ]
        )
    }
}
