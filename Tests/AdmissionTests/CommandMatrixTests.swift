// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Testing
import Wording

@testable import Admission

/// The table of commands: every cell of role and command asks the gate.
@Suite struct CommandMatrixTests {
    @Test(arguments: OfficerRole.allCases)
    func `a role may run what the table says, and nothing else`(role: OfficerRole) throws {
        let house = try GateHouse()
        // Else the commands of administrators would be open.
        try house.set("karim", .administrator)
        try house.set("somebody", role)
        try house.practise("somebody")
        let gate = try house.gate()
        for command in CommandTable.commands {
            let may = command.roles?.contains(role) ?? true
            do {
                let admitted = try gate.admit(to: command.name, in: house.store)
                #expect(may, "\(role) may not run \(command.name)")
                #expect(admitted?.person == (command.roles == nil ? nil : "Person somebody"))
            } catch {
                #expect(!may, "\(role) may run \(command.name): \(error)")
                let told = try #require(ToldFailure(about: error))
                #expect(told.kind == .notAllowed)
                let first = try #require(command.roles?.min()).name(in: .english)
                #expect(told.sentence.contains(first), "it says who may")
            }
        }
    }

    @Test func `a command stands in the table once, and one that does not is refused`() throws {
        let names = CommandTable.commands.map(\.name)
        #expect(Set(names).count == names.count)
        let house = try GateHouse()
        #expect(throws: AdmissionError.unknownCommand("register burn")) {
            try house.gate().admit(to: "register burn", in: house.store)
        }
    }

    @Test func `the key of a machine runs what data managers do, and never what takes people`()
        throws
    {
        let house = try GateHouse()
        let key = house.folder.appendingPathComponent("night.key").path
        _ = try house.gate().makeService(
            house.account("night", roles: Gate.serviceRoles),
            keyFile: key,
            in: house.store
        )
        // Whatever somebody gives it later.
        try house.set("night", roles: Set(OfficerRole.allCases))
        let gate = try house.gate(keyFile: key)
        for command in CommandTable.commands where command.roles != nil {
            let may = !command.isForPeople && command.allows(Gate.serviceRoles)
            let admitted = try? gate.admit(to: command.name, in: house.store)
            #expect((admitted != nil) == may, "\(command.name)")
        }
        let imports = try gate.admit(to: "import hl7", in: house.store)
        #expect(imports?.person == "Person night" && imports?.proof == .serviceKey)
        for name in ["register publish", "letter approve", "register export", "account add"] {
            #expect(throws: AdmissionError.self) { try gate.admit(to: name, in: house.store) }
        }
    }

    @Test func `the page of roles is the table`() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/commands.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let table = Self.table
        if ProcessInfo.processInfo.environment["SPOOR_WRITE_DOCS"] == "1" {
            let before = text.components(separatedBy: "| command |").first ?? ""
            try (before + table).write(to: page, atomically: true, encoding: .utf8)
            return
        }
        #expect(text.hasSuffix(table), "SPOOR_WRITE_DOCS=1 with this test writes it")
    }

    /// The matrix as a page has it.
    private static var table: String {
        let roles = OfficerRole.allCases
        var lines = [
            "| command | " + roles.map { $0.name(in: .english) }.joined(separator: " | ") + " |",
            "|---|" + String(repeating: "---|", count: roles.count),
        ]
        for command in CommandTable.commands {
            let cells = roles.map { role in
                switch command.access {
                case .keyHolder: "key"
                case .administrators: role == .administrator ? "yes, else key" : ""
                case .roles(let allowed): allowed.contains(role) ? "yes" : ""
                }
            }
            lines.append("| `\(command.name)` | " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
