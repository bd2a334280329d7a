// SPDX-License-Identifier: EUPL-1.2
import CSV
import Testing

@Suite struct SniffTests {
    private func sniff(_ text: String) -> CSVSniff? { CSVDialect.sniff(Array(text.utf8)) }

    @Test(arguments: [
        ("naam;bedrag\nJansen, P.;1,5\nBuren, A. van;2,5\n", ";", 2, true),
        ("bsn,naam\n111222333,Anna\n", ",", 2, true),
        ("Anna\tBram\nCor\tDirk\n", "\t", 2, false),
        ("1|2|3\n4|5|6\n7|8", "|", 3, false),
        ("a;b;c\n\"x;y\nz\";2;3\n", ";", 3, true),
        ("naam,naam\n1,2\n", ",", 2, false),
        // Codes within a field, parted by another sign in every row but the first.
        ("bsn,kinds\n" + String(repeating: "1,a;b\n", count: 20), ",", 2, true),
        ("naam;dag\nAnna;2025-07-03", ";", 2, false),
    ])
    func `finds the delimiter and the header`(
        text: String,
        delimiter: String,
        columns: Int,
        hasHeader: Bool
    ) throws {
        let sniff = try #require(self.sniff(text))
        #expect([sniff.dialect.delimiter] == Array(delimiter.utf8))
        #expect(sniff.columns == columns)
        #expect(sniff.hasHeader == hasHeader)
        #expect(sniff.agreement == 1)
    }

    @Test(arguments: ["", "bsn\n111222333\n", "een zin\nnog een zin\n"])
    func `finds nothing where nothing is split`(text: String) {
        #expect(sniff(text) == nil)
    }

    @Test func `sees apostrophes and initial spaces`() {
        #expect(sniff("'a'|'b,c'\n'd'|'e'\n")?.dialect.quote == UInt8(ascii: "'"))
        #expect(sniff("'s-Gravenhage|Delft\n't Zand|Ede\n")?.dialect.quote == UInt8(ascii: "\""))
        #expect(sniff("a, b\nc, d\n")?.dialect.skipInitialSpace == true)
        #expect(sniff("a, b\nc,d\n")?.dialect.skipInitialSpace == false)
    }

    @Test func `rows that lack empty fields at their end are split as their header is`() {
        let list =
            "Naam;Geb.datum;Nr;BSN\nJansen;1-2-1970;3;111222333\nBuren;3-4-1980;8\nVos;1-1-1990\n"
        #expect(sniff(list)?.dialect.delimiter == UInt8(ascii: ";"))
        #expect(sniff(list)?.columns == 4)
        #expect(sniff("een; twee\neen zin\n") == nil, "not every row is split")
        #expect(sniff("a;b\nc;d;e\nf;g;h;i\n") == nil, "the first row names fewer than there are")
    }

    @Test func `one bad row does not decide`() {
        let rows = String(repeating: "Jansen, P.;Ede;1\n", count: 20) + "Buren, A.;Ede\n"
        #expect(sniff(rows)?.dialect.delimiter == UInt8(ascii: ";"))
        #expect(sniff(rows)?.columns == 3)
    }
}
