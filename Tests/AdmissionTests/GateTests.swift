// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
import Glibc
import Store
import Testing

@testable import Admission

/// Who is let in, and who is not.
@Suite struct GateTests {
    private let command = "register freeze"

    @Test func `a store without accounts goes on as before, with the name that is given`() throws {
        let house = try GateHouse()
        for command in CommandTable.commands {
            let gate = try house.gate(by: "J. de Vries")
            #expect(try gate.admit(to: command.name, in: house.store) == nil)
        }
    }

    @Test
    func `with accounts a name that is given is refused, and nobody acts who is not signed in`()
        throws
    {
        let house = try GateHouse()
        try house.set("noor", .privacyOfficer)
        #expect(throws: AdmissionError.nameGiven) {
            try house.gate(by: "Person noor").admit(to: command, in: house.store)
        }
        #expect(throws: AdmissionError.notSignedIn) {
            try house.gate().admit(to: command, in: house.store)
        }
        try house.practise("noor")
        let admitted = try #require(try house.gate().admit(to: command, in: house.store))
        #expect(admitted.person == "Person noor")
        #expect(try admitted.officer(now: house.now).roles == [.privacyOfficer])
        #expect(throws: AdmissionError.nameGiven) {
            try house.gate(by: "Person noor").admit(to: command, in: house.store)
        }
    }

    @Test func `accounts are made by whoever holds the key, until somebody is an administrator`()
        throws
    {
        let house = try GateHouse()
        try house.set("noor", .privacyOfficer)
        #expect(try house.gate(by: "first").admit(to: "account add", in: house.store) == nil)
        try house.set("karim", .administrator)
        #expect(throws: AdmissionError.nameGiven) {
            try house.gate(by: "first").admit(to: "account add", in: house.store)
        }
        try house.practise("noor")
        #expect(throws: AdmissionError.self) {
            try house.gate().admit(to: "account add", in: house.store)
        }
        try house.practise("karim")
        #expect(
            try house.gate().admit(to: "account add", in: house.store)?.person == "Person karim"
        )
    }

    @Test func `password and code sign in, a code once, and wrong ones are not told apart`() throws
    {
        let house = try GateHouse(synthetic: false)
        try house.set("noor", .privacyOfficer)
        let secret = try house.givePassword("noor")
        func signIn(_ name: String, _ password: String, _ code: String) throws -> Admitted {
            try house.gate().signIn(
                name,
                TypedCredentials(password: password, code: code),
                language: .dutch,
                in: house.store
            )
        }
        let code = secret.code(step: OneTimeSecret.step(at: house.now))
        for wrong in [("noor", "another-password", code), ("nobody", GateHouse.password, code)] {
            #expect(throws: AdmissionError.signInRefused) {
                try signIn(wrong.0, wrong.1, wrong.2)
            }
        }
        #expect(throws: AdmissionError.notSignedIn) {
            try house.gate().admit(to: command, in: house.store)
        }
        #expect(try signIn("noor", GateHouse.password, code).person == "Person noor")
        #expect(throws: AdmissionError.signInRefused) {
            try signIn("noor", GateHouse.password, code)
        }
        #expect(throws: AdmissionError.noPractice) { try house.practise("noor") }
        // Who failed is still who signed in before.
        #expect(try house.gate().admit(to: command, in: house.store)?.account == "noor")
    }

    @Test func `the file of a session is its owner's, and the store keeps no secret of it`() throws
    {
        let house = try GateHouse()
        try house.set("noor", .privacyOfficer)
        try house.practise("noor")
        let file = try house.sessionFile()
        var status = stat()
        #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        let content = try JSONDecoder().decode(
            SessionFile.Content.self,
            from: Data(contentsOf: file)
        )
        let secret = Data(try #require(content.session).utf8)
        for name in try FileManager.default.contentsOfDirectory(atPath: house.store.folder.path) {
            let place = house.store.folder.appendingPathComponent(name)
            guard let bytes = try? Data(contentsOf: place) else { continue }
            #expect(bytes.range(of: secret) == nil, "\(name)")
        }
        chmod(file.path, 0o644)
        #expect(throws: (any Error).self) { try house.gate().admit(to: command, in: house.store) }
    }

    @Test func `a session of another store, of long ago, of a clock ahead or signed out is none`()
        throws
    {
        let (house, other) = (try GateHouse(), try GateHouse())
        for store in [house, other] { try store.set("noor", .privacyOfficer) }
        try other.practise("noor")
        try house.practise("noor")
        let own = try Data(contentsOf: house.sessionFile())
        try Data(contentsOf: other.sessionFile()).write(to: house.sessionFile())
        #expect(throws: AdmissionError.sessionOver) {
            try house.gate().admit(to: command, in: house.store)
        }
        try own.write(to: house.sessionFile())
        #expect(try house.gate().admit(to: command, in: house.store)?.account == "noor")
        house.now -= 3_600_000
        #expect(throws: AdmissionError.sessionOver) {
            try house.gate().admit(to: command, in: house.store)
        }
        house.now += 3_600_000 + AccountFile.idle + 1
        #expect(throws: AdmissionError.sessionOver) {
            try house.gate().admit(to: command, in: house.store)
        }
        try house.practise("noor")
        try house.gate().signOut(from: house.store)
        #expect(throws: AdmissionError.notSignedIn) {
            try house.gate().admit(to: command, in: house.store)
        }
        // Also with the file as it was.
        try own.write(to: house.sessionFile())
        #expect(throws: AdmissionError.sessionOver) {
            try house.gate().admit(to: command, in: house.store)
        }
    }

    @Test func `an account that ended, or has another role since, acts no more in the former one`()
        throws
    {
        let house = try GateHouse()
        try house.set("noor", .privacyOfficer)
        try house.set("karim", .administrator)
        try house.practise("noor")
        try house.set("noor", .board)
        #expect(throws: AdmissionError.self) {
            try house.gate().admit(to: command, in: house.store)
        }
        #expect(try house.gate().admit(to: "register publish", in: house.store)?.account == "noor")
        try house.set("noor")
        #expect(throws: AdmissionError.accountEnded("noor")) {
            try house.gate().admit(to: "register publish", in: house.store)
        }
    }

    @Test func `who signs in at a provider is told so before a password is typed`() throws {
        let house = try GateHouse()
        try house.set("noor", .privacyOfficer)
        let file = try house.accounts
        try file.bind("noor", issuer: "https://sso.example", subject: "17", now: house.now)
        file.close()
        #expect(throws: AdmissionError.signsInElsewhere("noor")) {
            try house.gate().expectPassword(of: "noor", in: house.store)
        }
        // Nobody learns whose account is there.
        try house.gate().expectPassword(of: "nobody", in: house.store)
    }

    @Test func `a service has a key of its own, which another key or the end of its account ends`()
        throws
    {
        let house = try GateHouse()
        try house.set("noor", .privacyOfficer)
        func make(_ name: String, _ roles: Set<OfficerRole>, _ file: String) throws -> String {
            let path = house.folder.appendingPathComponent(file).path
            _ = try house.gate().makeService(
                house.account(name, roles: roles),
                keyFile: path,
                in: house.store
            )
            return path
        }
        #expect(throws: AdmissionError.self) { try make("night", [.privacyOfficer], "a") }
        #expect(throws: AdmissionError.isPerson("noor")) { try make("noor", [.dataManager], "b") }
        let first = try make("night", [.dataManager], "first")
        func admit(_ key: String) throws -> Admitted? {
            try house.gate(keyFile: key).admit(to: "import hl7", in: house.store)
        }
        #expect(try admit(first)?.person == "Person night")
        #expect(throws: AdmissionError.isService("night")) {
            try house.gate().requirePerson("night", in: house.store)
        }
        #expect(throws: AdmissionError.isService("night")) {
            try house.gate().expectPassword(of: "night", in: house.store)
        }
        #expect(throws: AdmissionError.signInRefused) { try house.practise("night") }
        let second = try make("night", [.dataManager], "second")
        #expect(throws: AdmissionError.serviceKeyRefused(path: first)) { try admit(first) }
        #expect(try admit(second)?.person == "Person night")
        chmod(second, 0o640)
        #expect(throws: AdmissionError.serviceKeyRefused(path: second)) { try admit(second) }
        chmod(second, 0o600)
        try house.set("night")
        #expect(throws: AdmissionError.accountEnded("night")) { try admit(second) }
    }
}
