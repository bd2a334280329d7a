// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// What an officer does with an incident, command by command, on a store of three people.
@Suite struct OfficerTests {
    private let program: Program

    init() throws {
        program = try Program("officer")
    }

    @discardableResult
    private func spoor(_ time: String, _ words: String...) throws -> Program.Outcome {
        try program.run(all: words + ["--now", time])
    }

    /// Three people of whom the laboratory has something, and an agreement of 24 hours.
    private func withPeople(_ body: () throws -> Void) throws {
        defer { program.remove() }
        try program.run("init", "--synthetic")
        try spoor("2017-01-01", "party", "add", "lab", "--name", "Lab", "--from", "2017-01-01")
        try spoor(
            "2017-01-01",
            "party",
            "agreement",
            "lab",
            "--version",
            "a1",
            "--from",
            "2017-01-01",
            "--incident-hours",
            "24"
        )
        var population =
            "sourceId,initials,surname,birthDate,street,houseNumber,postcode,place,language\n"
        var backfile =
            "bsn,surname,initials,birthDate,postcode,houseNumber,categories,disclosedOn,sender\n"
        for (number, name) in [(1, "Eenhoorn"), (2, "Tweelink"), (3, "Driebergen")] {
            population += "VB-\(number),A.,\(name),1970-02-0\(number),Proefstraat,\(number),"
            population += "1234AB,Nergens,nl\n"
            backfile += ",\(name),A.,1970-02-0\(number),1234AB,\(number),name;address,2015-03-01,"
            backfile += "practice\n"
        }
        try program.write("people.csv", population)
        try program.write("backfile.csv", backfile)
        try spoor("2025-07-01", "import", "population", "people.csv")
        let taken = try spoor(
            "2025-07-01",
            "import",
            "backfile",
            "backfile.csv",
            "--to",
            "lab",
            "--purpose",
            "screening",
            "--basis",
            "6-1-e"
        )
        try #require(taken.status == 0, "\(taken.errors)")
        try body()
    }

    @discardableResult
    private func open(_ more: String...) throws -> Program.Outcome {
        try program.run(
            all: [
                "incident", "open", "case", "--party", "lab", "--now", "2025-08-06 14:40",
                "--discovered", "2025-07-06 10:00", "--told", "2025-08-06 14:20",
            ] + more
        )
    }

    private func list(_ name: String, of people: Int..., at time: String) throws {
        var text = "geboortedatum,naam,voorletters,pc,huisnummer\n"
        for number in people {
            let surname = ["", "Eenhoorn", "Tweelink", "Driebergen"][number]
            text += "1970-02-0\(number),\(surname),A,1234AB,\(number)\n"
        }
        try program.write("\(name).csv", text)
        let added = try spoor(
            time,
            "statement",
            "add",
            "\(name).csv",
            "--incident",
            "case",
            "--name",
            name
        )
        try #require(added.status <= 1, "\(added.errors)")
    }

    @discardableResult
    private func freeze(
        _ name: String,
        at time: String,
        because reason: String = "test"
    ) throws -> Program.Outcome {
        try spoor(
            time,
            "register",
            "freeze",
            "case",
            "--name",
            name,
            "--reason",
            reason
        )
    }

    private func document(_ outcome: Program.Outcome) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any],
            "\(outcome.output) \(outcome.errors)"
        )
    }

    @Test func `an incident that is opened twice records nothing the second time`() throws {
        try withPeople {
            #expect(try open().status == 0)
            let before = try document(try program.run("incident", "show", "case", "--json"))
            let again = try open("--aware", "2025-08-06 14:30", "--note", "decided")
            #expect(again.status == 73)
            #expect(again.errors.contains("nothing was changed"))
            let after = try document(try program.run("incident", "show", "case", "--json"))
            #expect(after as NSDictionary == before as NSDictionary)
            #expect((before["moments"] as? [Any])?.count == 2)
            #expect(before["schema"] as? String == "spoor/incident/1")
            let versions = try document(try program.run("register", "show", "case", "--json"))
            let items = try #require(versions["items"] as? [[String: Any]])
            #expect(items.count == 1)
            #expect(items[0]["people"] as? Int == 3)
        }
    }

    @Test func `a note is why somebody became aware, and stands with that only`() throws {
        try withPeople {
            #expect(try open("--note", "no awareness").status == 64)
            #expect(try program.run("incident", "show", "case").status == 66)
            #expect(try open("--aware", "2025-08-06 14:30", "--note", "it was certain").status == 0)
            let shown = try document(try program.run("incident", "show", "case", "--json"))
            let moments = try #require(shown["moments"] as? [[String: String]])
            #expect(moments.compactMap { $0["note"] } == ["", "", "it was certain"])
            #expect(try program.run("incident", "show", "case").output.contains("it was certain"))
        }
    }

    @Test(
        arguments: [
            (["fooBar", "2025-08-06"], 64), (["authorityUpdated", "2025-08-06"], 64),
            (["processorDiscovered", "2025-08-06 14:21"], 64),
            (["personsInformed", "2025-08-20"], 64),
            (["controllerAware", "2025-08-06 15:00"], 64),
            (["controllerAware", "2025-08-06 09:00", "--note", "it was certain"], 1),
            (["controllerAware", "06-08-2025 15.00 uur", "--note", "it was certain"], 0),
            (["controllerAware", "2025-08-06", "--note", "it was certain"], 1),
            (["controllerAware", "2025-08-06T14+02:00", "--note", "it was certain"], 64),
        ] as [([String], Int32)]
    )
    func `a moment has a name that a clock reads and a time that can be`(
        words: [String],
        status: Int32
    ) throws {
        try withPeople {
            try open()
            let outcome = try program.run(
                all: ["incident", "moment", "case"] + words + ["--now", "2025-08-07 09:00"]
            )
            #expect(outcome.status == status, "\(outcome.errors)")
            let shown = try document(try program.run("incident", "show", "case", "--json"))
            #expect((shown["moments"] as? [Any])?.count == (status > 1 ? 2 : 3))
        }
    }

    @Test func `the duties are those of what had been recorded by then`() throws {
        try withPeople {
            try open()
            try spoor("2025-08-08", "party", "role", "lab", "ownController", "--from", "2025-07-01")
            func duties(_ more: String...) throws -> (role: String?, duties: [String]) {
                let outcome = try program.run(all: ["duty", "list", "case", "--json"] + more)
                let document = try document(outcome)
                #expect(document["schema"] as? String == "spoor/duties/2")
                let items = try #require(document["items"] as? [[String: Any]])
                let running = items.filter { $0["struckOut"] as? Bool == false }
                return (document["role"] as? String, running.compactMap { $0["duty"] as? String })
            }
            let then = try duties("--at", "2025-08-07 09:00")
            #expect(then.role == "processor")
            #expect(then.duties.contains("gdpr-33-1") && then.duties.contains("agreement-a1"))
            let now = try duties("--now", "2025-08-09 09:00")
            #expect(now.role == "ownController")
            #expect(!now.duties.contains("gdpr-33-1"))
            let before = try duties("--at", "2016-01-01")
            #expect(before.role == nil)
            #expect(before.duties.isEmpty, "there was no GDPR yet")
            let words = try program.run("duty", "list", "case", "--at", "2016-01-01").output
            #expect(words.contains("role unknown"))
            let struck = try program.run("duty", "list", "case", "--now", "2025-08-09 09:00")
            #expect(struck.output.contains("struck out by the role ownController from 2025-07-01"))
            #expect(struck.status == 0, "it was not overdue")
        }
    }

    @Test func `as long as nobody decided when we became aware, the clocks say so`() throws {
        try withPeople {
            try open()
            let silent = try program.run("duty", "list", "case", "--at", "2025-08-07 09:00")
            #expect(silent.output.contains("incident moment case controllerAware"))
            #expect(silent.output.contains("not started") && !silent.output.contains("Cbw"))
            #expect(silent.status == 1, "told, and nobody decided")
            try spoor(
                "2025-08-07",
                "incident",
                "moment",
                "case",
                "controllerAware",
                "2025-08-06 14:30",
                "--note",
                "the call was certain enough"
            )
            let decided = try spoor("2025-08-20", "duty", "list", "case")
            #expect(!decided.output.contains("controllerAware"))
            #expect(decided.output.contains("overdue"))
            #expect(decided.status == 1)
            #expect(try spoor("2025-08-20", "duty", "list", "case", "--json").status == 1)
        }
    }

    @Test func `as of is a place in the ledger, a moment or the whole of a day`() throws {
        try withPeople {
            try open()
            try list("list-1", of: 1, at: "2025-08-11 16:30")
            func reported(_ asOf: String) throws -> Int {
                let outcome = try program.run(
                    "register",
                    "compute",
                    "case",
                    "--as-of",
                    asOf,
                    "--json",
                    "--reason",
                    "what was known"
                )
                let counts = try document(outcome)["counts"] as? [String: Int]
                return counts?["reported"] ?? 0
            }
            #expect(try reported("2025-08-11") == 1)
            #expect(try reported("2025-08-11T00:00") == 0)
            #expect(try reported("2025-08-10") == 0)
            #expect(try reported("e0") == 0)
            for wrong in ["e999", "e-5", "e+5", "e", "yesterday"] {
                let outcome = try program.run(
                    "register",
                    "compute",
                    "case",
                    "--as-of",
                    wrong,
                    "--reason",
                    "test"
                )
                #expect(outcome.status == 64, "\(wrong): \(outcome.status)")
            }
            #expect(try freeze("v9", at: "2025-08-12").status == 77)
            #expect(try freeze("fine", at: "2025-08-12", because: ".").status == 77)
            #expect(try freeze("fine", at: "2025-08-12", because: "list 1").status == 0)
        }
    }

    @Test func `a difference says what was withdrawn`() throws {
        try withPeople {
            try open()
            try list("list-1", of: 1, 2, at: "2025-08-11 16:30")
            try freeze("with", at: "2025-08-11 17:00")
            try spoor(
                "2025-08-12",
                "statement",
                "withdraw",
                "list-1",
                "--incident",
                "case",
                "--because",
                "wrong export"
            )
            try freeze("less", at: "2025-08-12 10:00")
            let there = try program.run("register", "diff", "case", "opening", "with").output
            #expect(there.contains("list-1") && !there.contains("withdrawn"))
            let back = try program.run("register", "diff", "case", "with", "less").output
            #expect(back.contains("withdrawn: list-1"))
            let turned = try program.run("register", "diff", "case", "with", "opening").output
            #expect(turned.contains("without: list-1"))
        }
    }

    @Test func `why is in the access log, and ends alike as a table and as a document`() throws {
        try withPeople {
            try open()
            try program.write(
                "one.csv",
                "sourceId,initials,surname,birthDate\nVB-9,B.,Niemand,1980-01-01\n"
            )
            try spoor("2025-08-07", "import", "population", "one.csv")
            func why(_ who: String, _ more: String...) throws -> Program.Outcome {
                try program.run(
                    all: ["register", "why", "case", who, "--reason", "call 17"] + more
                )
            }
            let answer = try document(try why("VB-1", "--json"))
            let reference = try #require(answer["person"] as? String)
            let before = try program.text("store/access.log").split(separator: "\n").count
            #expect(try why(reference).status == 0)
            let lines = try program.text("store/access.log").split(separator: "\n")
            #expect(lines.count == before + 1)
            #expect(lines.last?.contains(reference) == true)
            #expect(try why("VB-9").status == 66)
            #expect(try why("VB-9", "--json").status == 66)
        }
    }

    @Test
    func `waves follow each other over incidents, and one that is for nobody is not recorded`()
        throws
    {
        try withPeople {
            try open()
            func plan(_ incident: String, _ wave: String, _ who: String) throws -> Program.Outcome {
                try spoor(
                    "2025-08-12",
                    "letter",
                    "plan",
                    incident,
                    "--wave",
                    wave,
                    "--who",
                    who,
                    "--decision",
                    "test",
                    "--reason",
                    "test",
                    "--json"
                )
            }
            let nobody = try plan("case", "first", "reported")
            #expect(nobody.status == 77)
            #expect(nobody.errors.contains("nobody would get a letter"))
            try list("list-1", of: 1, at: "2025-08-11 16:30")
            try freeze("with", at: "2025-08-11 17:00")
            let first = try plan("case", "first", "reported")
            #expect(first.status == 0, "\(first.errors)")
            let wave = try document(first)
            #expect(wave["schema"] as? String == "spoor/wave/1")
            #expect(wave["planned"] as? Int == 1)
            #expect(wave["outside"] as? Int == 2)
            let early = try plan("case", "second", "everyone")
            #expect(early.status == 77)
            #expect(early.errors.contains("letter cancel"))
            try program.run(
                "incident",
                "open",
                "other",
                "--party",
                "lab",
                "--now",
                "2025-08-12 11:00"
            )
            #expect(try document(try plan("other", "first", "everyone"))["planned"] as? Int == 3)
            let cancelled = try spoor(
                "2025-08-13",
                "letter",
                "cancel",
                "case",
                "first",
                "--because",
                "wrong text",
                "--json"
            )
            #expect(try document(cancelled)["cancelled"] as? String == "wrong text")
            let second = try document(try plan("case", "second", "everyone"))
            #expect(second["planned"] as? Int == 3, "nobody was really written to")
            #expect(second["alreadyTold"] as? Int == 0)
            let shown = try document(try program.run("letter", "show", "case", "--json"))
            #expect((shown["items"] as? [Any])?.count == 2)
        }
    }

    @Test func `the access log is written for another program, for its owner alone`() throws {
        try withPeople {
            func export(_ form: String, _ output: String, _ why: String?) throws -> Program.Outcome
            {
                let words = ["access", "export", "--as", form, "--output", output]
                return try program.run(
                    all: words + (why.map { ["--reason", $0] } ?? []) + ["--now", "2025-08-12"]
                )
            }
            let path = program.file("log.ndjson").path
            #expect(try export("fhir", path, nil).status == 77)
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(try export("xml", path, "monthly review").status == 64)
            let written = try export("fhir", path, "monthly review")
            #expect(written.status == 0, "\(written.errors)")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let lines = try program.text("log.ndjson").split(separator: "\n")
            #expect(lines.count > 1)
            for line in lines {
                let event =
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(event?["resourceType"] as? String == "AuditEvent")
                for name in ["type", "recorded", "agent", "source"] { #expect(event?[name] != nil) }
            }
            #expect(lines.last?.contains("monthly review") == true, "its own look is the last")
            #expect(try export("csv", program.file("log.csv").path, "monthly review").status == 0)
            #expect(try program.text("log.csv").hasPrefix("line,at,action"))
        }
    }
}
