// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Foundation
import Testing
import Vault

@testable import Accounts

/// A file of accounts in a folder of its own, with one account.
private final class Book {
    let folder: URL
    let root: RootKey
    let file: AccountFile
    let secret = OneTimeSecret()
    static let password = "vier-woorden-op-rij"
    static let now: Int64 = 1_754_484_000_000

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("accounts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        file = try AccountFile(at: folder, root: root, origin: "here")
        try file.setCredentials(
            of: "noor",
            PasswordHash(of: Self.password),
            secret,
            now: Self.now
        )
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func code(at moment: Int64) -> String { secret.code(step: OneTimeSecret.step(at: moment)) }

    func signIn(
        _ name: String = "noor",
        _ password: String = Book.password,
        code: String? = nil,
        device: String? = nil,
        at moment: Int64 = Book.now
    ) throws -> SignInOutcome {
        try file.signIn(
            name,
            password: password,
            code: code ?? self.code(at: moment),
            device: device,
            language: .dutch,
            now: moment
        )
    }
}

extension SignInOutcome {
    fileprivate var cookies: (session: String, device: String)? {
        if case .signedIn(let session, let device) = self { (session, device) } else { nil }
    }
}

@Suite struct SignInTests {
    @Test func `the right password with the right code opens a session, anything else none`() throws
    {
        let book = try Book()
        #expect(try book.signIn("noor", "vier-woorden-op-rei") == .refused)
        #expect(try book.signIn(code: "000000") == .refused)
        #expect(try book.signIn("karim") == .refused)
        #expect(try book.signIn("") == .refused)
        let cookies = try #require(try book.signIn().cookies)
        let session = try #require(try book.file.session(cookies.session, now: Book.now + 1))
        #expect(session.account == "noor")
        #expect(try book.file.session(cookies.device, now: Book.now) == nil)
        #expect(try book.file.session("", now: Book.now) == nil)
    }

    @Test func `a code opens one session, also when two come at once`() throws {
        let book = try Book()
        #expect(try book.signIn().cookies != nil)
        #expect(try book.signIn() == .refused)
        #expect(try book.signIn(at: Book.now + 60_000).cookies != nil)
    }

    @Test func `whoever guesses waits, and keeps the owner's device out of nothing`() throws {
        let book = try Book()
        let known = try #require(try book.signIn().cookies).device
        let guessed = Book.now + 60_000
        for _ in 0..<12 {
            #expect(try book.signIn("noor", "geraden-wachtwoord", at: guessed) == .refused)
        }
        let later = guessed + 1000
        // From an unknown device even the right password waits; a cookie that somebody made up is none.
        #expect(try book.signIn(at: later) == .refused)
        #expect(try book.signIn(device: "made-up", at: later) == .refused)
        #expect(try book.signIn(device: known, at: later).cookies != nil)
        // The wait is over after a quarter of an hour at most.
        #expect(try book.signIn(at: later + 16 * 60_000).cookies != nil)
    }

    @Test func `people who share a machine are each known on it`() throws {
        let book = try Book()
        let other = OneTimeSecret()
        try book.file.setCredentials(of: "karim", PasswordHash(of: Book.password), other, now: 0)
        let first = try #require(try book.signIn().cookies).device
        let outcome = try book.file.signIn(
            "karim",
            password: Book.password,
            code: other.code(step: OneTimeSecret.step(at: Book.now)),
            device: first,
            language: .dutch,
            now: Book.now
        )
        let both = try #require(outcome.cookies).device
        #expect(try book.file.knows(device: both, of: "noor"))
        #expect(try book.file.knows(device: both, of: "karim"))
        #expect(try !book.file.knows(device: first, of: "karim"))
        #expect(try !book.file.knows(device: both, of: "hanneke"))
        // Half a year later it is unknown.
        _ = try book.signIn(at: Book.now + 181 * 86_400_000)
        #expect(try !book.file.knows(device: both, of: "noor"))
    }

    @Test func `a name that nobody has, and one that waits, take the writes of a wrong password`()
        throws
    {
        let book = try Book()
        func failures() throws -> Int {
            try book.file.database.read { try $0.integer("SELECT SUM(failures) FROM failure") ?? 0 }
        }
        for (place, name) in ["noor", "nobody", "", "somebody"].enumerated() {
            _ = try book.signIn(name, "geraden-wachtwoord")
            #expect(try failures() == place + 1)
        }
        for _ in 0..<4 { _ = try book.signIn("noor", "geraden-wachtwoord") }
        let before = try failures()
        #expect(try book.signIn() == .refused)
        #expect(try failures() == before + 1)
    }

    @Test func `a clock that was ahead keeps nobody out longer than a quarter of an hour`() throws {
        let book = try Book()
        let ahead = Book.now + 400 * 86_400_000
        for _ in 0..<12 { _ = try book.signIn("noor", "geraden-wachtwoord", at: ahead) }
        #expect(try book.signIn(at: ahead) == .refused)
        #expect(try book.signIn().cookies != nil)
    }

    @Test func `a session ends when nobody uses it, after half a day, and by signing out`() throws {
        let book = try Book()
        let first = try #require(try book.signIn().cookies).session
        #expect(try book.file.session(first, now: Book.now + AccountFile.idle) != nil)
        #expect(try book.file.session(first, now: Book.now + 2 * AccountFile.idle + 1) == nil)
        let second = try #require(try book.signIn(at: Book.now + 60_000).cookies).session
        var now = Book.now + 60_000
        while now < Book.now + AccountFile.longest {
            #expect(try book.file.session(second, now: now) != nil)
            now += AccountFile.idle
        }
        #expect(
            try book.file.session(second, now: Book.now + 60_001 + AccountFile.longest) == nil
        )
        let third = try #require(try book.signIn(at: now + 60_000).cookies).session
        try book.file.end(try #require(try book.file.session(third, now: now + 60_000)))
        #expect(try book.file.session(third, now: now + 60_001) == nil)
    }

    @Test func `a new password ends what was open, and the old one opens nothing`() throws {
        let book = try Book()
        let cookies = try #require(try book.signIn().cookies)
        try book.file.setCredentials(
            of: "noor",
            PasswordHash(of: "een-heel-ander-woord"),
            book.secret,
            now: Book.now
        )
        #expect(try book.file.session(cookies.session, now: Book.now) == nil)
        #expect(try book.signIn(device: cookies.device, at: Book.now + 60_000) == .refused)
        #expect(
            try book.signIn("noor", "een-heel-ander-woord", at: Book.now + 120_000).cookies != nil
        )
    }

    @Test func `a password has 12 characters at least, and accents in any composition`() throws {
        #expect(throws: AccountError.passwordLength) { try PasswordHash(of: "elf-letters") }
        let composed = try PasswordHash(of: "één café aan zee")
        #expect(try composed.fits("e\u{301}e\u{301}n cafe\u{301} aan zee"))
        #expect(try !composed.fits("een cafe aan zee"))
        let made = PasswordHash.random()
        #expect(made.count == 19 && made != PasswordHash.random())
    }

    @Test func `the file names no password, no secret and no session`() throws {
        let book = try Book()
        let cookies = try #require(try book.signIn().cookies)
        _ = try book.file.receive(
            "note=geheime-zin",
            token: try #require(try book.file.session(cookies.session, now: Book.now))
                .formToken(for: "/x"),
            path: "/x",
            session: try #require(try book.file.session(cookies.session, now: Book.now)),
            now: Book.now
        )
        for name in try FileManager.default.contentsOfDirectory(atPath: book.folder.path) {
            let bytes = try Data(contentsOf: book.folder.appendingPathComponent(name))
            for secret in [
                Data(Book.password.utf8), Data(cookies.session.utf8), Data(cookies.device.utf8),
                Data(book.secret.bytes), Data("geheime-zin".utf8),
            ] {
                #expect(bytes.range(of: secret) == nil, "in \(name)")
            }
        }
    }

    @Test func `another store's file, or another key, is refused`() throws {
        let book = try Book()
        book.file.close()
        #expect(throws: AccountError.anotherFile) {
            try AccountFile(at: book.folder, root: book.root, origin: "elsewhere")
        }
        let other = try #require(RootKey(bytes: Array(repeating: 7, count: 32)))
        #expect(throws: AccountError.anotherFile) {
            try AccountFile(at: book.folder, root: other, origin: "here")
        }
        #expect(
            try AccountFile(at: book.folder, root: book.root, origin: "here").hasCredentials("noor")
        )
    }
}
