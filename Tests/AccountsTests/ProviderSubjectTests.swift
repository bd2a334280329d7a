// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Testing
import Vault

@testable import Accounts

@Suite struct ProviderSubjectTests {
    private let now: Int64 = 1_754_484_000_000

    private func file() throws -> AccountFile {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("subjects-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        return try AccountFile(at: folder, root: root, origin: "here")
    }

    @Test func `a number at a provider is one account's, and an account has one`() throws {
        let file = try file()
        defer { file.close() }
        try file.bind("noor", issuer: "https://a.example", subject: "1", now: now)
        #expect(try file.account(issuer: "https://a.example", subject: "1") == "noor")
        #expect(try file.account(issuer: "https://b.example", subject: "1") == nil)
        #expect(try file.account(issuer: "https://a.example", subject: "2") == nil)
        #expect(throws: AccountError.subjectOfAnother) {
            try file.bind("piet", issuer: "https://a.example", subject: "1", now: now)
        }
        #expect(throws: AccountError.subjectRefused) {
            try file.bind("piet", issuer: "https://a.example", subject: "", now: now)
        }
        #expect(try !file.isBound("piet"))
        try file.bind("noor", issuer: "https://a.example", subject: "2", now: now)
        #expect(try file.account(issuer: "https://a.example", subject: "1") == nil)
        try file.bind("piet", issuer: "https://a.example", subject: "1", now: now)
        #expect(try file.isBound("piet"))
    }

    @Test func `binding ends the sessions of the account, and no other's`() throws {
        let file = try file()
        defer { file.close() }
        func session(_ name: String) throws -> String {
            guard
                case .signedIn(let token, _) = try file.signInElsewhere(
                    name,
                    language: .dutch,
                    now: now
                )
            else { return "" }
            return token
        }
        let (noor, piet) = (try session("noor"), try session("piet"))
        try file.bind("noor", issuer: "https://a.example", subject: "1", now: now)
        #expect(try file.session(noor, now: now) == nil)
        #expect(try file.session(piet, now: now)?.account == "piet")
    }

    @Test func `an answer is taken once, and forgotten when it is too late anyway`() throws {
        let file = try file()
        defer { file.close() }
        #expect(try file.use(state: "a", lasting: 600, now: now))
        #expect(try !file.use(state: "a", lasting: 600, now: now + 1))
        #expect(try file.use(state: "b", lasting: 600, now: now + 1))
        #expect(try !file.use(state: "a", lasting: 600, now: now + 1_200))
        #expect(try file.use(state: "a", lasting: 600, now: now + 1_202))
    }

    @Test func `what a browser keeps opens at this desk as it was, and nowhere else`() throws {
        let (file, other) = (try file(), try file())
        defer {
            file.close()
            other.close()
        }
        let sealed = try file.sealed([1, 2, 3])
        #expect(file.opened(sealed) == [1, 2, 3])
        #expect(other.opened(sealed) == nil)
        #expect(file.opened(String(sealed.dropLast(2)) + "AA") == nil)
        #expect(file.opened("") == nil)
        #expect(file.opened("no base64!") == nil)
    }

    @Test func `the device from which somebody signed in with a password stays known`() throws {
        let file = try file()
        defer { file.close() }
        let secret = OneTimeSecret()
        try file.setCredentials(
            of: "piet",
            PasswordHash(of: "vier-woorden-op-rij"),
            secret,
            now: now
        )
        let first = try file.signIn(
            "piet",
            password: "vier-woorden-op-rij",
            code: secret.code(step: OneTimeSecret.step(at: now)),
            device: nil,
            language: .dutch,
            now: now
        )
        guard case .signedIn(_, var kept) = first else {
            Issue.record("nobody was signed in")
            return
        }
        // A browser keeps eight devices: none of them is pushed out.
        for _ in 0..<9 {
            guard
                case .signedIn(_, let next) = try file.signInElsewhere(
                    "noor",
                    device: kept,
                    language: .dutch,
                    now: now
                )
            else { continue }
            kept = next
        }
        #expect(try file.knows(device: kept, of: "piet"))
    }
}
