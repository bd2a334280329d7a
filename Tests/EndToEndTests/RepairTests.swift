// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// Somebody of whom a row is lost: what the program tells its user to do works, word for word.
@Suite struct RepairTests {
    private let program: Program

    init() throws {
        program = try Program("repair")
        try #require(try program.run("init", "--synthetic").status == 0)
        try program.run("party", "add", "lab", "--name", "Lab")
        try program.write(
            "people.csv",
            """
            sourceId,citizenNumber,surname,initials,birthDate,street,houseNumber,postcode,place
            VB-1,111222333,Jansen,A.,1970-02-03,Weg,1,1234AB,Dorp
            VB-2,222333406,Pieters,B.,1971-02-03,Weg,2,1234AB,Dorp

            """
        )
        let taken = try program.run("import", "population", "people.csv", "--absent-is-empty")
        try #require(taken.status == 0, "\(taken.errors)")
        try program.write(
            "back.csv",
            """
            bsn,surname,initials,birthDate,postcode,houseNumber,categories,disclosedOn,sender
            111222333,Jansen,A.,1970-02-03,1234AB,1,name,2015-02-03,practice
            222333406,Pieters,B.,1971-02-03,1234AB,2,name,2015-02-03,practice

            """
        )
    }

    /// As a fault of the disk would, not as anybody may.
    private func loseSomebody() throws -> String {
        let outcome = try program.run(
            "-c",
            """
            import sqlite3
            base = sqlite3.connect("store/spoor.sqlite")
            number = base.execute("SELECT number FROM person_dossier ORDER BY number").fetchone()[0]
            base.execute("DELETE FROM person_dossier WHERE number = ?", (number,))
            base.commit()
            """,
            tool: "/usr/bin/python3"
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        let refused = try compute()
        let words = try #require(refused.errors.split(separator: "rows of people are lost: ").last)
        return String(words.prefix { $0 != " " })
    }

    private func compute(_ more: String...) throws -> Program.Outcome {
        try program.run(all: ["register", "compute", "i1", "--reason", "the case"] + more)
    }

    private func openIncident() throws {
        let backfile = try program.run(
            "import",
            "backfile",
            "back.csv",
            "--to",
            "lab",
            "--purpose",
            "screening",
            "--basis",
            "6-1-e"
        )
        try #require(backfile.status == 0, "\(backfile.errors)")
        try #require(
            try program.run("incident", "open", "i1", "--party", "lab").status == 0
        )
    }

    @Test func `the error names who is lost, and importing as it says brings them back`() throws {
        defer { program.remove() }
        try openIncident()
        let lost = try loseSomebody()
        #expect(lost.hasPrefix("P-"))
        let refused = try compute()
        #expect(refused.status == 76)
        #expect(refused.errors.contains("'spoor import population FILE --again'"))
        #expect(try program.run("ledger", "verify").status == 76)
        // The file is not read without the flag: it was taken in before.
        #expect(try program.run("import", "population", "people.csv").output.contains("read\t0"))
        #expect(try compute().status == 76)
        let again = try program.run(
            "import",
            "population",
            "people.csv",
            "--absent-is-empty",
            "--again"
        )
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output.contains("changed\t1"))
        #expect(try compute().status == 0)
        #expect(try program.run("ledger", "verify").status == 0)
        let person = try program.run("person", lost, "--reason", "the same number")
        #expect(person.status == 0, "\(person.errors)")
    }

    @Test func `with the flag of the error the work goes on, and says without whom`() throws {
        defer { program.remove() }
        try openIncident()
        let lost = try loseSomebody()
        #expect(try compute().errors.contains("--leave-out-lost"))
        let computed = try compute("--leave-out-lost")
        #expect(computed.status == 1)
        #expect(computed.output.contains("all\t2"), "they stay in the register")
        #expect(computed.errors.contains(lost))
        let freeze = ["register", "freeze", "i1", "--name", "v", "--reason", "the case"]
        #expect(try program.run(all: freeze).status == 76)
        #expect(try program.run(all: freeze + ["--leave-out-lost"]).status == 1)
        let exported = try program.run(
            all: ["register", "export", "i1", "opening", "--reason", "the case"]
                + ["--output", "opening.csv", "--leave-out-lost"]
        )
        #expect(exported.status == 1)
        #expect(exported.errors.contains("was not compared with the ledger"))
        #expect(try program.text("opening.csv").contains("\n,cannotBeExcluded,"))
        let plan = [
            "letter", "plan", "i1", "--wave", "w", "--who", "everyone", "--decision",
            "Crisis team: write", "--reason", "the case",
        ]
        #expect(try program.run(all: plan).status == 76)
        let planned = try program.run(all: plan + ["--leave-out-lost"])
        #expect(planned.status == 1)
        #expect(planned.output.contains("held, noAddress: 1"))
        #expect(planned.errors.contains(lost))
    }

    @Test func `an incident concerns every party that is named`() throws {
        defer { program.remove() }
        try program.run("party", "add", "sub", "--name", "Scan Service")
        try openIncident()
        let both = try program.run(
            "incident",
            "open",
            "i2",
            "--party",
            "lab",
            "--party",
            "sub",
            "--title",
            "Both"
        )
        #expect(both.status == 0, "\(both.errors)")
        #expect(try program.run("incident", "list").output.contains("i2\tlab, sub\tBoth"))
        let duties = try program.run("duty", "list", "i2")
        #expect(duties.output.contains("lab: "))
        #expect(duties.output.contains("sub: "))
        let twice = try program.run("incident", "open", "i3", "--party", "lab", "--party", "lab")
        #expect(twice.status == 64)
        #expect(twice.errors.contains("the party 'lab' is named twice"))
        let none = try program.run("incident", "open", "i3")
        #expect(none.status == 64)
        #expect(none.errors.contains("give --party"))
    }
}
