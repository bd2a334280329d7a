// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// What comes in through files of all kinds: nothing is lost silently.
@Suite struct IntakeFileTests {
    private let program: Program
    private static let header = """
        sourceId,bsn,initials,givenNames,prefix,surname,partnerPrefix,partnerSurname,nameUse,birthDate,\
        street,houseNumber,houseLetter,houseAddition,postcode,place,country,deceasedOn,secrecy,\
        addressStatus,language,salutationPreference

        """

    init() throws {
        program = try Program("intake")
    }

    private static func row(
        _ number: Int,
        bsn: String = "",
        surname: String = "Voorbeeldstra"
    ) -> String {
        "VB-\(number),\(bsn),A.,Anna,,\(surname),,,E,1970-02-03,Proefstraat,\(number),,,1234AB,Nergens,NL,,0,,nl,\n"
    }

    /// An order for one who is in the population as `row(1)`.
    private static func order(_ number: Int, name: String = "Voorbeeldstra^Anna") -> String {
        "MSH|^~\\&|A|B|C|D|20240131||OML^O21|\(number)|P|2.4\r"
            + "PID|1||||\(name)||19700203||||&Proefstraat&1^^Nergens^^1234AB^NLD\rORC|NW|S\(number)\r"
    }

    private func withStore(_ body: () throws -> Void) throws {
        defer { program.remove() }
        try program.run("init", "--synthetic")
        try program.run("party", "add", "lab", "--name", "Lab Vlietzicht")
        try body()
    }

    /// A line for the shell, in which `spoor` is the program.
    @discardableResult
    private func shell(_ line: String) throws -> Program.Outcome {
        try program.run(
            "-c",
            "spoor() { \"$0\" \"$@\"; }; \(line)",
            Program.path,
            tool: "/bin/bash"
        )
    }

    private func people(_ rows: String...) throws {
        try program.write("people.csv", Self.header + rows.joined())
        let outcome = try program.run("import", "population", "people.csv")
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func `a gzip population of several megabytes is read like the plain one`() throws {
        try withStore {
            var text = Self.header
            for number in 1...40_000 { text += Self.row(number) }
            let bad = ",123456789,A.,Anna,,Laatste,,,E,,,,,,,,NL,,0,,nl,\n"
            try program.write("plain.csv", text + bad)
            try shell("gzip -k plain.csv")
            let packed = try program.run("import", "population", "plain.csv.gz", "--json")
            #expect(packed.status == 1)
            #expect(packed.output.contains("\"new\" : 40000"))
            let plain = try program.run("import", "population", "plain.csv", "--json")
            #expect(plain.output.contains("\"same\" : 40000"))
            try program.run("import", "rejects", "--output", "back", "--reason", "correction")
            let given = try program.text("back").split(separator: "\n").filter {
                $0 == bad.dropLast()
            }
            #expect(given.count == 2, "what was set aside of the gzip file is what stood there")
        }
    }

    @Test func `a gzip file of messages that was killed goes on where it was`() throws {
        try withStore {
            try people(Self.row(1))
            let count = 40_000
            try program.write("all.hl7", (1...count).map { Self.order($0) }.joined())
            try shell("gzip all.hl7")
            let begun = try shell(
                """
                spoor import hl7 all.hl7.gz --to lab --purpose screening --basis 6-1-e --acknowledge 2> said & child=$!
                until grep -q committed said || ! kill -0 $child; do sleep 0.05; done; kill -9 $child; cat said
                """
            )
            #expect(begun.output.contains("committed"))
            let rest = try program.run(
                "import",
                "hl7",
                "all.hl7.gz",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e",
                "--json"
            )
            #expect(rest.status == 0, "\(rest.output) \(rest.errors)")
            #expect(!rest.output.contains("\"read\" : \(count)"), "it went on, not anew")
            let rows = try program.run(
                program.file("store/spoor.sqlite").path,
                "SELECT COUNT(*) FROM disclosure",
                tool: "/usr/bin/sqlite3"
            )
            #expect(rows.output == "\(count)\n")
        }
    }

    @Test func `population, back-file and list come through a pipe, also as gzip`() throws {
        try withStore {
            try program.write("people.csv", Self.header + Self.row(1) + Self.row(2))
            let people = try shell("cat people.csv | spoor import population - --json")
            #expect(people.output.contains("\"new\" : 2"), "\(people.errors)")
            let packed = try shell("gzip -c people.csv | spoor import population - --json")
            #expect(packed.output.contains("\"same\" : 2"), "\(packed.errors)")
            let words = "surname,initials,birthDate,postcode,houseNumber"
            let anna = "Voorbeeldstra,A.,1970-02-03,1234AB,1"
            try program.write(
                "back.csv",
                "\(words),categories,disclosedOn,sender\n\(anna),name,2015-03-01,gp\n"
            )
            let backfile = try shell(
                "cat back.csv | spoor import backfile - --to lab --purpose screening --basis 6-1-e --json"
            )
            #expect(backfile.output.contains("\"ledger rows\" : 1"), "\(backfile.errors)")
            try program.run(
                "incident",
                "open",
                "lab-2025",
                "--party",
                "lab",
                "--title",
                "Hack",
                "--told",
                "2025-08-06 14:20"
            )
            try program.write("list.csv", "\(words)\n\(anna)\n")
            let list = try shell(
                """
                mkfifo pipe; cat list.csv > pipe & \
                spoor statement add pipe --incident lab-2025 --name list-1 --json
                """
            )
            #expect(list.output.contains("\"linked\" : 1"), "\(list.errors)")
        }
    }

    @Test func `a list without a record is no statement`() throws {
        try withStore {
            try people(Self.row(1))
            try program.run(
                "incident",
                "open",
                "lab-2025",
                "--party",
                "lab",
                "--title",
                "Hack",
                "--told",
                "2025-08-06 14:20"
            )
            try program.write("list.csv", "surname,initials,birthDate\n")
            let outcome = try program.run(
                "statement",
                "add",
                "list.csv",
                "--incident",
                "lab-2025",
                "--name",
                "list-1"
            )
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("no records"))
        }
    }

    @Test func `rows of a list that do not read are recorded with the statement`() throws {
        try withStore {
            try people(Self.row(1))
            try program.run(
                "incident",
                "open",
                "lab-2025",
                "--party",
                "lab",
                "--title",
                "Hack",
                "--told",
                "2025-08-06 14:20"
            )
            try program.write(
                "list.csv",
                "surname,initials,birthDate,postcode,houseNumber\nVoorbeeldstra,A.,1970-02-03,1234AB,1\n"
                    + "Voorbeeldstra,Jr,A.,1970-02-03,1234AB,1\nStreep\u{1F}je,A.,1970-02-03,1234AB,1\n"
            )
            let outcome = try program.run(
                "statement",
                "add",
                "list.csv",
                "--incident",
                "lab-2025",
                "--name",
                "list-1",
                "--json"
            )
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("\"records\" : 1,"))
            #expect(outcome.output.contains("\"more fields than the header has\" : 1"))
            #expect(outcome.output.contains("column 'surname': a control character"))
            let list = try program.run("statement", "list", "--incident", "lab-2025", "--json")
            #expect(list.output.contains("\"setAside\" : 2"))
            #expect(try program.run("import", "status").output.contains("more fields"))
            // The same name again: nothing of it is recorded.
            try program.write(
                "more.csv",
                "surname,initials\nVoorbeeldstra,A.,3\nVoorbeeldstra,A.\n"
            )
            try program.run(
                "statement",
                "add",
                "more.csv",
                "--incident",
                "lab-2025",
                "--name",
                "list-1"
            )
            #expect(
                try program.run("import", "status").output.contains(
                    "more fields than the header has\t1"
                )
            )
        }
    }

    @Test func `the same message to two parties counts for both`() throws {
        try withStore {
            try people(Self.row(1))
            try program.run("party", "add", "lab-b", "--name", "Lab Bosrand")
            try program.write("one.hl7", Self.order(1))
            try program.write("copy.hl7", Self.order(1))
            for party in ["lab", "lab-b"] {
                let outcome = try program.run(
                    "import",
                    "hl7",
                    "one.hl7",
                    "--to",
                    party,
                    "--purpose",
                    "screening",
                    "--basis",
                    "6-1-e",
                    "--json"
                )
                #expect(outcome.output.contains("\"ledger rows\" : 1"), "\(party)")
            }
            let copy = try program.run(
                "import",
                "hl7",
                "copy.hl7",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e",
                "--json"
            )
            #expect(copy.output.contains("\"came twice\" : 1"))
            try program.write(
                "patient.json",
                """
                {"resourceType": "Patient", "birthDate": "1970-02-03",
                 "name": [{"family": "Voorbeeldstra", "given": ["Anna"]}],
                 "address": [{"postalCode": "1234AB", "line": ["Proefstraat 1"]}]}
                """
            )
            try program.write(
                "back.csv",
                "surname,initials,birthDate,postcode,houseNumber,categories,disclosedOn,sender\n"
                    + "Voorbeeldstra,A.,1970-02-03,1234AB,1,name,2015-03-01,gp\n"
            )
            for (kind, file) in [("fhir", "patient.json"), ("backfile", "back.csv")] {
                for party in ["lab", "lab-b"] {
                    let outcome = try program.run(
                        "import",
                        kind,
                        file,
                        "--to",
                        party,
                        "--purpose",
                        "screening",
                        "--basis",
                        "6-1-e",
                        "--json"
                    )
                    #expect(outcome.output.contains("\"came twice\" : 0"), "\(kind) \(party)")
                }
            }
        }
    }

    @Test func `what is left of a message is set aside with its line, and the next is read`() throws
    {
        try withStore {
            try people(Self.row(1))
            try program.write(
                "cut.hl7",
                "\r\nra^Anna||19700203|||\rPID|1||||Voorbeeldstra^Anna\rORC|NW|S0\r" + Self.order(1)
                    + "\r" + "900|x|y\r" + "FTS|1\r"
            )
            let outcome = try program.run(
                "import",
                "hl7",
                "cut.hl7",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e",
                "--json"
            )
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("\"read\" : 3"))
            #expect(outcome.output.contains("\"about a known person\" : 1"))
            #expect(outcome.output.contains("it does not begin with MSH; it may be cut off\" : 2"))
        }
    }

    @Test func `acknowledgements are counted apart, and a query says what it is`() throws {
        try withStore {
            try people(Self.row(1))
            try program.write(
                "answers.hl7",
                "MSH|^~\\&|C|D|A|B|20240131||ACK^O21^ACK|1|P|2.4\rMSA|AA|1\r" + Self.order(1)
            )
            let outcome = try program.run(
                "import",
                "hl7",
                "answers.hl7",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e",
                "--json"
            )
            #expect(outcome.status == 0, "\(outcome.output)")
            #expect(outcome.output.contains("\"acknowledgements\" : 1"))
            try program.write(
                "query.hl7",
                "MSH|^~\\&|A|B|C|D|20240131||QRY^A19|2|P|2.4\rQRD|20240131|R|I|Q1|||1^RD|900|DEM\r"
            )
            let query = try program.run(
                "import",
                "hl7",
                "query.hl7",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e",
                "--json"
            )
            #expect(query.status == 1)
            #expect(query.output.contains("a query (MSH-9)"))
            #expect(!query.output.contains("cut off"))
        }
    }

    @Test func `control characters never reach the store`() throws {
        try withStore {
            try program.write(
                "people.csv",
                Self.header + Self.row(1) + Self.row(2, surname: "Streep\u{1F}je")
                    + Self.row(3, surname: "Streep\u{7F}je")
            )
            let people = try program.run("import", "population", "people.csv", "--json")
            #expect(people.status == 1)
            #expect(
                people.output.contains(
                    "a control character stands in it; no letter goes to them\" : 2"
                )
            )
            try program.write("odd.hl7", Self.order(1, name: "Streep\\X1F\\je^Anna"))
            let odd = try program.run(
                "import",
                "hl7",
                "odd.hl7",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e",
                "--json"
            )
            #expect(odd.output.contains("column 'surname': a control character stands in it\" : 1"))
            try program.write(
                "odd.json",
                "{\"resourceType\": \"Patient\", \"name\": [{\"family\": \"Streep\\u001fje\"}]}"
            )
            let fhir = try program.run(
                "import",
                "fhir",
                "odd.json",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e",
                "--json"
            )
            #expect(fhir.output.contains("a control character stands in it\" : 1"))
            try program.write(
                "back.csv",
                "surname,birthDate,categories,disclosedOn,sender\nx,1970-02-03,name,2015-03-01,g\u{1}p\n"
            )
            let back = try program.run(
                "import",
                "backfile",
                "back.csv",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e",
                "--json"
            )
            #expect(back.output.contains("column 'sender': a control character stands in it\" : 1"))
            #expect(try program.run("person", "VB-1", "--reason", "test").status == 0)
        }
    }

    @Test func `a quote that is not closed costs its own row only`() throws {
        try withStore {
            var text = Self.header + Self.row(1) + Self.row(2, surname: "\"Open")
            for number in 3...500 { text += Self.row(number) }
            try program.write("people.csv", text)
            let outcome = try program.run("import", "population", "people.csv", "--json")
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("\"new\" : 499"))
            try program.run("import", "rejects", "--output", "back", "--reason", "correction")
            let back = try program.text("back")
            #expect(back.contains("people.csv, line 3: "))
            #expect(back.contains(Self.row(2, surname: "\"Open")))
            #expect(!back.contains("VB-3"))
        }
    }

    @Test func `a first line that is a record is not taken for column names`() throws {
        try withStore {
            try program.write(
                "list.csv",
                "111222333;Voorbeeldstra;1970-02-03\n123456782;Jansma;1971-01-01\n"
            )
            try program.run("incident", "open", "x", "--party", "lab", "--title", "x")
            for command in ["map", "add"] {
                let more = command == "add" ? ["--incident", "x", "--name", "y"] : []
                let process = program.process(["statement", command, "list.csv"] + more)
                let pipe = Pipe()
                (process.standardOutput, process.standardError) = (pipe, pipe)
                try process.run()
                let said = String(
                    decoding: pipe.fileHandleForReading.readDataToEndOfFile(),
                    as: UTF8.self
                )
                process.waitUntilExit()
                #expect(process.terminationStatus == 2)
                #expect(said.contains("the first line looks like a record"))
                #expect(!said.contains("111222333") && !said.contains("Voorbeeldstra"))
            }
        }
    }

    @Test func `a population with fewer columns wipes nothing unless it is told to`() throws {
        try withStore {
            try people(Self.row(1, bsn: "111222333"))
            try program.write("few.csv", "sourceId,surname\nVB-1,Voorbeeldstra\n")
            let refused = try program.run("import", "population", "few.csv")
            #expect(refused.status == 2)
            #expect(refused.errors.contains("'birthDate'"))
            let answer = try program.run("person", "VB-1", "--reason", "test", "--json")
            #expect(answer.status == 0)
            let told = try program.run(
                "import",
                "population",
                "few.csv",
                "--absent-is-empty",
                "--json"
            )
            #expect(told.status == 0)
            #expect(told.output.contains("\"changed\" : 1"))
        }
    }

    @Test func `a citizen number under a second sourceId is set aside and asks for a look`() throws
    {
        try withStore {
            let rows = [Self.row(1, bsn: "111222333"), Self.row(2, bsn: "111222333"), Self.row(3)]
            try program.write("people.csv", Self.header + rows.joined())
            let outcome = try program.run("import", "population", "people.csv", "--json")
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("that of a person with another sourceId\" : 1"))
            #expect(outcome.output.contains("\"new\" : 2"))
            try program.run("import", "rejects", "--output", "back", "--reason", "correction")
            #expect(try program.text("back").contains("people.csv, line 3: its citizen number"))
        }
    }

    @Test func `a population with other sourceIds is refused, also through a pipe`() throws {
        try withStore {
            let row = { (id: String, bsn: String, number: Int) in
                Self.row(number, bsn: bsn).replacingOccurrences(of: "VB-\(number)", with: id)
            }
            try people(row("0041", "111222333", 1), row("0042", "999990019", 2), row("0043", "", 3))
            try program.write(
                "excel.csv",
                Self.header + row("41", "111222333", 1) + row("42", "999990019", 2)
                    + row("43", "", 3) + row("44", "", 4)
            )
            for line in [
                "spoor import population excel.csv", "cat excel.csv | spoor import population -",
                "gzip -c excel.csv | spoor import population - --dry-run",
            ] {
                let outcome = try shell(line)
                #expect(outcome.status == 2)
                #expect(outcome.errors.contains("of 3 people that can be compared 3 are known"))
                #expect(outcome.errors.contains("zeros at the beginning"))
                #expect(!outcome.errors.contains("111222333"))
            }
            let status = try program.run("import", "status", "--json")
            #expect(status.output.contains("\"people\" : 3"))
            #expect(!status.output.contains("excel.csv"))
        }
    }

    @Test func `a dry run shows no count that it did not make`() throws {
        try withStore {
            try people(Self.row(1))
            try program.write("one.hl7", Self.order(1))
            let messages = try program.run(
                "import",
                "hl7",
                "one.hl7",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e",
                "--dry-run",
                "--json"
            )
            #expect(messages.output.contains("\"about a known person\" : 1"))
            for count in [
                "ledger rows", "came twice", "about nobody known", "results before their order",
            ] {
                #expect(!messages.output.contains(count))
            }
            let population = try program.run(
                "import",
                "population",
                "people.csv",
                "--dry-run",
                "--json"
            )
            #expect(population.output.contains("\"read\" : 1"))
            // It compares each person with who is known, as the import would.
            for (count, people) in [
                ("new", 0), ("changed", 0), ("same", 1), ("known and not in the file", 0),
            ] {
                #expect(population.output.contains("\"\(count)\" : \(people)"))
            }
            try program.write(
                "other.csv",
                Self.header + Self.row(1, surname: "Anders") + Self.row(7)
            )
            let other = try program.run("import", "population", "other.csv", "--dry-run", "--json")
            for (count, people) in [("new", 1), ("changed", 1), ("same", 0)] {
                #expect(other.output.contains("\"\(count)\" : \(people)"), "\(other.output)")
            }
        }
    }

    @Test func `what may be kept a month is kept until the last day of the next`() throws {
        try withStore {
            try people(Self.row(1))
            try program.run(
                "party",
                "agreement",
                "lab",
                "--version",
                "v1",
                "--from",
                "2020-01-01",
                "--keep-months",
                "1"
            )
            try program.write("one.hl7", Self.order(1))
            try program.run(
                "import",
                "hl7",
                "one.hl7",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e"
            )
            let kept = try program.run(
                program.file("store/spoor.sqlite").path,
                "SELECT date(value * 86400, 'unixepoch') FROM exposure_sum WHERE what = 'keepUntil'",
                tool: "/usr/bin/sqlite3"
            )
            #expect(kept.output == "2024-02-29\n")
            let clear = try program.run(
                program.file("store/spoor.sqlite").path,
                "SELECT disclosed_on, keep_until FROM disclosure",
                tool: "/usr/bin/sqlite3"
            )
            #expect(clear.output == "0|0\n", "no day of anybody stands in the clear")
        }
    }
}
