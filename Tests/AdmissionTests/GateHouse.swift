// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
import Hosting
import Store
import Testing
import Vault

@testable import Admission

/// A store in a folder of its own, with its key and a user's folder for configuration.
final class GateHouse {
    let folder: URL
    let root: RootKey
    let store: Store
    var now: Int64 = 1_754_484_000_000
    static let password = "vier-woorden-op-rij"

    init(synthetic: Bool = true) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("admission-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let key = folder.appendingPathComponent("key").path
        _ = try KeyFile(path: key).make()
        let place = folder.appendingPathComponent("store")
        root = try KeyFile(path: key).read(outside: place)
        try Store.create(at: place, root: root, synthetic: synthetic, organisation: "Voorbeeld")
        store = try Store(at: place, root: root, mode: .writing)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// As a command has it. `user`: whose folder for configuration.
    func gate(by: String? = nil, keyFile: String? = nil, user: String = "user") throws -> Gate {
        let flags: [Settings.Key: String?] = [
            .store: store.folder.path, .keyFile: folder.appendingPathComponent("key").path,
            .by: by, .accountKeyFile: keyFile,
        ]
        return Gate(
            place: StorePlace(
                try Settings(
                    flags: flags.compactMapValues { $0 },
                    environment: ["XDG_CONFIG_HOME": folder.appendingPathComponent("none").path]
                )
            ),
            environment: ["XDG_CONFIG_HOME": folder.appendingPathComponent(user).path],
            now: now
        )
    }

    func set(_ name: String, _ roles: OfficerRole...) throws { try set(name, roles: Set(roles)) }

    func set(_ name: String, roles: Set<OfficerRole>) throws {
        _ = try account(name, roles: roles).run(in: store)
    }

    func account(_ name: String, roles: Set<OfficerRole>) throws -> SetAccount {
        SetAccount(
            name: name,
            person: "Person \(name)",
            roles: roles,
            because: try StatedReason("for a test"),
            officer: try ActingOfficer("tester", now: now)
        )
    }

    @discardableResult
    func practise(_ name: String, user: String = "user") throws -> Admitted {
        try gate(user: user).signIn(name, nil, language: .dutch, in: store)
    }

    var accounts: AccountFile {
        get throws { try AccountFile(at: store.folder, root: root, origin: store.origin) }
    }

    /// Gives an account the password of the tests; returns what makes its codes.
    func givePassword(_ name: String) throws -> OneTimeSecret {
        let (file, secret) = (try accounts, OneTimeSecret())
        defer { file.close() }
        try file.setCredentials(of: name, PasswordHash(of: Self.password), secret, now: now)
        return secret
    }

    /// The file that keeps a user signed in.
    func sessionFile(of user: String = "user") throws -> URL {
        let sessions = folder.appendingPathComponent("\(user)/spoor/sessions")
        let names = try FileManager.default.contentsOfDirectory(atPath: sessions.path)
        return sessions.appendingPathComponent(try #require(names.first))
    }
}
