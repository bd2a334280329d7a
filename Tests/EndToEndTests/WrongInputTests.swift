// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Testing

/// What a new user does wrong: each answered by a sentence that helps, and nothing lost.
@Suite struct WrongInputTests {
    private let program: Program
    private static let header = """
        sourceId,bsn,initials,givenNames,prefix,surname,partnerPrefix,partnerSurname,nameUse,birthDate,\
        street,houseNumber,houseLetter,houseAddition,postcode,place,country,deceasedOn,secrecy,\
        addressStatus,language,salutationPreference

        """
    private static func row(_ number: Int, surname: String = "Voorbeeldstra") -> String {
        "VB-\(number),,A.,Anna,,\(surname),,,E,1970-02-03,Proefstraat,\(number),,,1234AB,Nergens,NL,,0,,nl,\n"
    }

    init() throws {
        program = try Program("wrong")
    }

    private func withStore(_ body: () throws -> Void) throws {
        defer { program.remove() }
        try program.run("init", "--synthetic")
        try program.run("party", "add", "lab", "--name", "Lab Vlietzicht")
        try body()
    }

    @Test func `without a store, or in a folder that holds something, it says what to do`() throws {
        defer { program.remove() }
        let none = try program.run("exposure")
        #expect(none.status == 78)
        #expect(none.errors.contains("spoor init"))
        try FileManager.default.createDirectory(
            at: program.file("store"),
            withIntermediateDirectories: true
        )
        try program.write("store/something", "x")
        let full = try program.run("init", "--synthetic")
        #expect(full.status == 73)
    }

    @Test func `a missing file, an empty one and wrong columns`() throws {
        try withStore {
            let missing = try program.run("import", "population", "nowhere.csv")
            #expect(missing.status == 66)
            #expect(missing.errors.contains("nowhere.csv"))
            try program.write("empty.csv", "")
            #expect(try program.run("import", "population", "empty.csv").status == 66)
            try program.write("wrong.csv", "id,naam\n1,Jansen\n")
            let wrong = try program.run("import", "population", "wrong.csv")
            #expect(wrong.status == 2)
            #expect(wrong.errors.contains("'id', 'naam'"))
            try program.write("no.hl7", "this is no message\n")
            let none = try program.run(
                "import",
                "hl7",
                "no.hl7",
                "--to",
                "lab",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e"
            )
            #expect(none.status == 2)
            #expect(none.errors.contains("MSH"))
            let party = try program.run(
                "import",
                "hl7",
                "no.hl7",
                "--to",
                "labb",
                "--purpose",
                "screening",
                "--basis",
                "6-1-e"
            )
            #expect(party.status == 66)
            #expect(party.errors.contains("lab"))
        }
    }

    @Test func `Latin-1 is recognised and said, and the switch wins`() throws {
        try withStore {
            var bytes = Array((Self.header + Self.row(1)).utf8)
            bytes += Array("VB-2,,J.,Jos".utf8) + [0xE9]
            bytes += Array(
                ",,Jansma,,,E,1970-02-03,Proefstraat,2,,,1234AB,Nergens,NL,,0,,nl,\n".utf8
            )
            try Data(bytes).write(to: program.file("latin.csv"))
            let first = try program.run("import", "population", "latin.csv")
            #expect(first.status == 0)
            #expect(first.errors.contains("1 rows are not UTF-8 and were read as Windows-1252"))
            let strict = try program.run(
                "import",
                "population",
                "latin.csv",
                "--encoding",
                "utf-8",
                "--dry-run"
            )
            #expect(strict.status == 1)
            #expect(strict.output.contains("windows-1252"))
            let second = try program.run(
                "import",
                "population",
                "latin.csv",
                "--encoding",
                "windows-1252",
                "--dry-run"
            )
            #expect(second.status == 0, "\(second.output) \(second.errors)")
        }
    }

    @Test func `bad rows are set aside with their reason, and given back for correction`() throws {
        try withStore {
            let bad =
                ",123456789,A.,Anna,,Geheimhouder,,,E,1970-02-03,Straat,1,,,1234AB,X,NL,,0,,nl,\n"
            try program.write("people.csv", Self.header + Self.row(1) + bad + Self.row(2))
            let outcome = try program.run("import", "population", "people.csv", "--json")
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("\"new\" : 2"))
            #expect(!outcome.output.contains("Geheimhouder"))
            #expect(!outcome.errors.contains("Geheimhouder"))
            #expect(try program.run("import", "rejects", "--output", "back.csv").status == 77)
            let given = try program.run(
                "import",
                "rejects",
                "--output",
                "back.csv",
                "--reason",
                "correction"
            )
            #expect(given.status == 0)
            #expect(try program.text("back.csv").contains("Geheimhouder"))
            let mode =
                try FileManager.default.attributesOfItem(
                    atPath: program.file("back.csv").path
                )[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func `a truncated message is set aside and the next one is read`() throws {
        try withStore {
            try program.write("people.csv", Self.header + Self.row(1))
            try program.run("import", "population", "people.csv")
            try program.write(
                "cut.hl7",
                "MSH|^~\\&|A|B|C|D|20240101||OML^O21|1|P|2.4\rPID|1||9000\n"
                    + "MSH|^~\\&|A|B\nMSH|^~\\&|A|B|C|D|20240101||OML^O21|2|P|2.4\r"
                    + "PID|1||||Voorbeeldstra^Anna||19700203||||&Proefstraat&1^^Nergens^^1234AB^NLD\rORC|NW|S1\r"
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
            #expect(outcome.output.contains("\"about a known person\" : 1"))
        }
    }

    @Test func `one line of a hundred megabytes is set aside in flat memory`() throws {
        try withStore {
            _ = FileManager.default.createFile(
                atPath: program.file("long.csv").path,
                contents: nil
            )
            let file = try FileHandle(forWritingTo: program.file("long.csv"))
            try file.write(contentsOf: Data((Self.header + Self.row(1)).utf8))
            let piece = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
            for _ in 0..<100 { try file.write(contentsOf: piece) }
            try file.write(contentsOf: Data(("\n" + Self.row(2)).utf8))
            try file.close()
            let outcome = try program.run(
                "-f",
                "%M",
                "-o",
                program.file("memory").path,
                Program.path,
                "import",
                "population",
                "long.csv",
                "--json",
                tool: "/usr/bin/time"
            )
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("\"new\" : 2"))
            let kilobytes = try #require(
                Int(try program.text("memory").split(separator: "\n").last ?? "")
            )
            #expect(kilobytes < 200_000)
        }
    }

    @Test func `a second writer is told who holds the store`() throws {
        try withStore {
            let lock = program.file("store/writer.lock")
            let holder = try FileHandle(forUpdating: lock)
            #expect(flock(holder.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
            func add(_ wait: String) -> [String] {
                ["party", "add", "other", "--name", "Other", "--wait", wait]
            }
            let outcome = try program.run(all: add("1"))
            #expect(outcome.status == 75)
            #expect(outcome.errors.contains("waiting for a turn"))
            #expect(outcome.errors.contains("another process ("))
            #expect(try program.run("exposure").status == 0, "readers are let in")
            let waiting = program.process(add("60"))
            waiting.standardError = FileHandle.nullDevice
            try waiting.run()
            // It asks for a turn, as whoever writes can see.
            let next = program.file("store/writer.next")
            let asked = try FileHandle(forUpdating: next).fileDescriptor
            while flock(asked, LOCK_EX | LOCK_NB) == 0 {
                flock(asked, LOCK_UN)
                usleep(10_000)
            }
            try holder.close()
            waiting.waitUntilExit()
            #expect(waiting.terminationStatus == 0)
            #expect(try program.run("party", "list").output.contains("Other"))
        }
    }

    @Test func `a second import waits for none: both would give each other turns`() throws {
        try withStore {
            try program.write("people.csv", Self.header + Self.row(1))
            let lock = program.file("store/import.lock")
            _ = FileManager.default.createFile(atPath: lock.path, contents: nil)
            let holder = try FileHandle(forUpdating: lock)
            #expect(flock(holder.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
            for command in [
                ["population", "people.csv"], ["undo", "1", "--because", "wrong file"],
            ] {
                let outcome = try program.run(all: ["import"] + command)
                #expect(outcome.status == 75)
                #expect(outcome.errors.contains("(an import)"))
            }
            // What is no import has its turn meanwhile.
            #expect(try program.run("party", "add", "other", "--name", "Other").status == 0)
            try holder.close()
            #expect(try program.run("import", "population", "people.csv").status == 0)
        }
    }

    @Test func `a full disk is a pause: nothing acknowledged is lost`() throws {
        try withStore {
            var text = Self.header
            for number in 1...60_000 { text += Self.row(number) }
            try program.write("people.csv", text)
            // A limit on the size of files is what a full disk looks like to the program.
            let command =
                "ulimit -f 8192; trap '' XFSZ; exec \"$0\" import population people.csv --acknowledge"
            let outcome = try program.run("-c", command, Program.path, tool: "/bin/bash")
            #expect(outcome.status == 74, "\(outcome.status) \(outcome.errors.suffix(500))")
            #expect(outcome.errors.contains("nothing that was acknowledged is lost"))
            #expect(try recorded("person") == acknowledged(outcome), "right after the failure")
            #expect(try program.run("ledger", "verify").status == 0)
            let again = try program.run("import", "population", "people.csv", "--json")
            #expect(again.status == 0)
            let status = try program.run("import", "status", "--json")
            #expect(status.output.contains("\"people\" : 60000"))
        }
    }

    @Test func `however full the disk is, messages that were acknowledged are there`() throws {
        try withStore {
            var text = ""
            for number in 1...60_000 {
                text += "MSH|^~\\&|A|B|C|D|20240101||OML^O21|\(number)|P|2.4\r"
                text += "PID|1||||Nergens^N\rORC|NW|S\(number)\r"
            }
            try program.write("all.hl7", text)
            var (known, pauses, status) = (0, 0, Int32(74))
            var kibibytes = 4096
            while status != 0, kibibytes < 1 << 20 {
                let command =
                    "ulimit -f \(kibibytes); trap '' XFSZ;"
                    + " exec \"$0\" import hl7 all.hl7 --to lab --purpose screening --basis 6-1-e --acknowledge"
                let outcome = try program.run("-c", command, Program.path, tool: "/bin/bash")
                status = outcome.status == 1 ? 0 : outcome.status
                #expect([0, 74].contains(status), "\(outcome.errors.suffix(500))")
                known += try acknowledged(outcome)
                if status == 74, known > 0 { pauses += 1 }
                #expect(try recorded("received") == known, "right after the failure")
                kibibytes += 4096
            }
            #expect(known == 60_000)
            #expect(try program.run("ledger", "verify").status == 0)
            #expect(pauses > 0, "the disk was full between two acknowledgements")
        }
    }

    private func acknowledged(_ outcome: Program.Outcome) throws -> Int {
        outcome.errors.split(separator: "\n").filter { $0.hasPrefix("committed ") }
            .compactMap { Int($0.dropFirst(10)) }.last ?? 0
    }

    private func recorded(_ table: String) throws -> Int {
        let answer = try program.run(
            program.file("store/spoor.sqlite").path,
            "SELECT COUNT(*) FROM \(table)",
            tool: "/usr/bin/sqlite3"
        )
        return try #require(Int(answer.output.filter(\.isNumber)))
    }

    @Test func `people are looked at with a reason, and named by reference only`() throws {
        try withStore {
            try program.write("people.csv", Self.header + Self.row(1))
            try program.run("import", "population", "people.csv")
            #expect(try program.run("person", "VB-1").status == 77)
            #expect(try program.run("person", "VB-1", "--reason", "test").status == 0)
            #expect(try program.run("person", "Voorbeeldstra", "--reason", "test").status == 66)
            try program.write(
                "who.txt",
                "surname=Voorbeeldstra\nbirthDate=1970-02-03\ninitials=A\n"
            )
            let found = try program.run("person", "--find", "who.txt", "--reason", "test")
            #expect(found.status == 0, "\(found.errors)")
            try program.write("browse.txt", "surname=Voorbeeldstra\n")
            #expect(
                try program.run("person", "--find", "browse.txt", "--reason", "test").status == 64
            )
        }
    }

    @Test func `the time may be given to a synthetic store only`() throws {
        defer { program.remove() }
        try program.run("init", "--organisation", "Stichting Proef")
        let outcome = try program.run("party", "add", "lab", "--name", "Lab", "--now", "2025-01-01")
        #expect(outcome.status == 77)
    }

    @Test func `a key inside the store, readable by others, or of another store is refused`() throws
    {
        try withStore {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644],
                ofItemAtPath: program.file("key").path
            )
            #expect(try program.run("exposure").status == 78)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: program.file("key").path
            )
            try FileManager.default.copyItem(
                at: program.file("key"),
                to: program.file("store/key")
            )
            let inside = try program.run(
                "exposure",
                "--key-file",
                program.file("store/key").path
            )
            #expect(inside.errors.contains("inside the store"))
            try Data(repeating: 7, count: 32).write(to: program.file("other"))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: program.file("other").path
            )
            let other = try program.run("exposure", "--key-file", program.file("other").path)
            #expect(other.status == 78)
        }
    }

    @Test(arguments: [
        ["--from", "2025-02-31"], ["--from", "2025-11-31"], ["--from", "2025-01-01T10:00+25:00"],
        ["--from", "2025-01-01", "--incident-hours", "9000000000000000"],
        ["--from", "2025-01-01", "--incident-hours", "0"],
        ["--from", "2025-01-01", "--keep-months", "9000000000000000"], [],
    ])
    func `an agreement that cannot be is refused`(arguments: [String]) throws {
        try withStore {
            let process = program.process(
                ["party", "agreement", "lab", "--version", "v1"] + arguments
            )
            (process.standardOutput, process.standardError) = (Pipe(), Pipe())
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 64)
        }
    }

    @Test func `a missing option is named, and the version of the program is told`() throws {
        try withStore {
            let missing = try program.run("party", "agreement", "lab", "--version", "v1")
            #expect(missing.errors.contains("--from"))
            #expect(try program.run("letter", "plan", "--version", "v1").status == 64)
            #expect(try program.run("--version").output == "0.1.0\n")
            let leap = try program.run(
                "party",
                "agreement",
                "lab",
                "--version",
                "v1",
                "--from",
                "2024-02-29"
            )
            #expect(leap.status == 0)
        }
    }

    @Test(arguments: ["P-FFFF-FFFF-FFFF-FFFF", "P-8000-0000-0000-0000", "P-7FFF-FFFF-FFFF-FFFF"])
    func `a reference of nobody finds nobody`(reference: String) throws {
        try withStore {
            let outcome = try program.run("person", reference, "--reason", "test")
            #expect(outcome.status == 66)
        }
    }

    @Test func `help names the values that are taken`() throws {
        defer { program.remove() }
        let grade = try program.run("import", "hl7", "--help").output
        #expect(grade.contains("values: captured, kept, reconstructed)"))
        let certainty = try program.run("statement", "add", "--help").output
        #expect(certainty.contains("values: excluded, cannotBeExcluded"))
    }

    @Test func `results that do not get out are an error`() throws {
        try withStore {
            let command = "\"$0\" ledger checkpoint > /dev/full"
            let outcome = try program.run("-c", command, Program.path, tool: "/bin/bash")
            #expect(outcome.status == 74, "\(outcome.errors)")
        }
    }

    @Test func `people are written to a new file and to nothing else`() throws {
        try withStore {
            try program.write("people.csv", Self.header + "VB-1,1\n")
            try program.run("import", "population", "people.csv")
            func status(_ output: String) throws -> Int32 {
                try program.run("import", "rejects", "--output", output, "--reason", "test").status
            }
            try program.write("precious", "not mine")
            try FileManager.default.createSymbolicLink(
                at: program.file("link"),
                withDestinationURL: program.file("elsewhere")
            )
            try program.run("fifo", tool: "/usr/bin/mkfifo")
            for name in ["precious", "link", "fifo", "/dev/null", "/dev/stdout"] {
                #expect(try status(name) == 73, "\(name)")
            }
            #expect(try status("-") == 64)
            #expect(try program.text("precious") == "not mine")
            #expect(!FileManager.default.fileExists(atPath: program.file("elsewhere").path))
            #expect(try status("new") == 0)
            #expect(try program.text("new").contains("VB-1"))
            #expect(try status("new") == 0, "the same again is the same file")
        }
    }

    @Test func `people are found as they write themselves`() throws {
        try withStore {
            let rows = [
                "1,111222333,A.M.,Anna Maria,,Öztürk,,,E,1970-02-03,Proefstraat,1,,,1234AB",
                "2,,B.,Bo,de,Vries,van,Bakker,V,1971-02-03,Proefstraat,2,,,1234AB",
                "3,,C.,Cor,,Hof,,,E,1972-02-03,Proefstraat,2,,,1234AB",
                "4,,D.,Daan,,Hof,,,E,1973-02-03,Proefstraat,2,,,1234AB",
            ]
            try program.write(
                "people.csv",
                Self.header + rows.map { "VB-\($0),Nergens,NL,,0,,nl,\n" }.joined()
            )
            #expect(try program.run("import", "population", "people.csv").status == 0)
            let asked: [(String, Int32)] = [
                ("surname=Ozturk\nbirthDate=1970-02-03", 0),
                ("surname=OZTURK\nbirthDate=1970-02-03\ninitials=A", 0),
                ("surname=Ozturk\nbirthDate=1970-02-03\ninitials=B", 66),
                ("surname=de Vries\nbirthDate=1971-02-03\ninitials=b", 0),
                ("surname=Bakker-de Vries\nbirthDate=1971-02-03", 0),
                ("surname=Bakker\nbirthDate=1971-02-03", 0),
                ("surname=Bakkers\nbirthDate=1971-02-03", 66),
                ("surname=Hof\npostcode=1234 ab\nhouseNumber=2", 66),
                ("surname=Hof\npostcode=1234 ab\nhouseNumber=2\ninitials=C", 0),
                ("surname=Hof\r\nbirthDate=1972-02-03\r\n", 0),
                ("citizenNumber=123456789\nbirthDate=1971-02-03", 64),
                ("citizenNumber=111222333\nbirthDate=1970-02-03", 0),
                ("surname=Hof\ninitials=C", 64),
                ("surname=Hof\nbirthDate=1972-02-31", 64),
            ]
            for (text, status) in asked {
                try program.write("who.txt", text)
                let file = try program.run("person", "--find", "who.txt", "--reason", "test")
                #expect(file.status == status, "\(text)")
                let command = "\"$0\" person --find - --reason test < who.txt"
                let pipe = try program.run("-c", command, Program.path, tool: "/bin/bash")
                #expect(pipe.status == status, "\(text)")
            }
        }
    }

    @Test func `inspect says what a file is that holds no message`() throws {
        defer { program.remove() }
        try program.write("empty.hl7", "")
        try program.write("plain.txt", "only words\n")
        try program.write(
            "patient.json",
            "{\"resourceType\": \"Patient\", \"birthDate\": \"1970-02-03\"}"
        )
        try Data([0xFF, 0xFE, 0x4D, 0]).write(to: program.file("wide.hl7"))
        for (name, word) in [
            ("empty.hl7", "empty"), ("plain.txt", "no HL7"), ("wide.hl7", "UTF-16"),
            ("wide.hl7", "no HL7"),
        ] {
            let outcome = try program.run("inspect", name)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains(word))
        }
        let patient = try program.run("inspect", "patient.json")
        #expect(patient.status == 0)
        #expect(patient.output.contains("Patient.birthDate  birthDate"))
    }

    @Test func `wrong words get a usage error, and help starts fast`() throws {
        defer { program.remove() }
        #expect(try program.run("exposre").status == 64)
        #expect(try program.run("demo", "--people", "3").status == 64)
        #expect(try program.run("--help").status == 0)
    }
}
