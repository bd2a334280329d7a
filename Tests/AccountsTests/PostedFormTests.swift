// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Testing
import Vault

@testable import Accounts

@Suite struct PostedFormTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("forms-\(UUID().uuidString)")
    private let file: AccountFile
    private let session = Session(
        account: "noor",
        language: .dutch,
        secret: Array(repeating: 1, count: 32),
        madeAt: 0
    )

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        file = try AccountFile(at: folder, root: root, origin: "here")
    }

    private func receive(_ token: String, path: String = "/a", by session: Session? = nil) throws
        -> FormReceipt
    {
        try file.receive(
            "note=x",
            token: token,
            path: path,
            session: session ?? self.session,
            now: 1000
        )
    }

    @Test func `a form is taken once, and says the second time where it led`() throws {
        let token = session.formToken(for: "/a")
        guard case .new(let form) = try receive(token) else {
            Issue.record("it was not taken")
            return
        }
        #expect(form.body == "note=x" && form.path == "/a" && form.account == "noor")
        #expect(try receive(token) == .again(outcome: nil))
        try file.finish(form.nonce, outcome: "/b")
        #expect(try receive(token) == .again(outcome: "/b"))
    }

    @Test func `a form of another page, another session or nobody is forged`() throws {
        let other = Session(
            account: "karim",
            language: .dutch,
            secret: Array(repeating: 2, count: 32),
            madeAt: 0
        )
        #expect(try receive(session.formToken(for: "/b")) == .forged)
        #expect(try receive(other.formToken(for: "/a")) == .forged)
        for made in ["", ".", "00.00", String(repeating: "0", count: 32) + "."] {
            #expect(try receive(made) == .forged)
        }
        var token = session.formToken(for: "/a")
        token.removeLast()
        #expect(try receive(token + "0") == .forged || receive(token + "1") == .forged)
    }

    @Test func `what was not finished is there after a restart, each at a moment of its own`()
        throws
    {
        for _ in 0..<3 { _ = try receive(session.formToken(for: "/a")) }
        file.close()
        let root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        let again = try AccountFile(at: folder, root: root, origin: "here")
        let left = try again.unfinished()
        #expect(left.map(\.body) == ["note=x", "note=x", "note=x"])
        #expect(Set(left.map(\.receivedAt)).count == 3)
        try again.finish(left[0].nonce, outcome: "/a")
        #expect(try again.unfinished().count == 2)
    }

    @Test func `a clock that was ahead once moves no later form, and two never share a moment`()
        throws
    {
        func at(_ now: Int64) throws -> Int64 {
            let receipt = try file.receive(
                "",
                token: session.formToken(for: "/a"),
                path: "/a",
                session: session,
                now: now
            )
            guard case .new(let form) = receipt else { throw AccountError.anotherFile }
            return form.receivedAt
        }
        #expect(try at(1000) == 1000)
        #expect(try at(9_000_000) == 9_000_000)
        #expect(try at(1000) == 1001)
        #expect(try at(1001) == 1002)
    }

    @Test func `what was finished is forgotten after a week, and what waits is not`() throws {
        let (old, waiting) = (session.formToken(for: "/a"), session.formToken(for: "/a"))
        guard case .new(let form) = try receive(old) else { return }
        _ = try receive(waiting)
        try file.finish(form.nonce, outcome: "/a")
        let week: Int64 = 7 * 86_400_000
        for now in [week, week + 2000] {
            #expect(try file.outcome(of: form.nonce) == "/a")
            _ = try file.receive(
                "",
                token: session.formToken(for: "/a"),
                path: "/a",
                session: session,
                now: now
            )
        }
        #expect(try file.outcome(of: form.nonce) == nil)
        #expect(try file.unfinished().count == 3)
    }

    @Test func `one desk at a time serves a store`() throws {
        var lock: DeskLock? = try DeskLock(in: folder)
        #expect(throws: AccountError.deskRuns) { try DeskLock(in: folder) }
        #expect(lock != nil)
        lock = nil
        #expect(throws: Never.self) { try DeskLock(in: folder) }
    }
}
