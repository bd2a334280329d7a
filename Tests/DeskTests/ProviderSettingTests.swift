// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Hosting
import OpenID
import Testing

@testable import Desk

@Suite struct ProviderSettingTests {
    private let secret =
        FileManager.default.temporaryDirectory.path + "/openid-\(UUID().uuidString)"

    private func settings(_ changes: [Settings.Key: String?] = [:]) throws -> Settings {
        let all: [Settings.Key: String?] = [
            .openidIssuer: "https://sso.hospital.example", .openidClient: "spoor",
            .openidSecretFile: secret, .openidAddress: "https://spoor.hospital.example",
        ]
        let flags = all.merging(changes) { $1 }.compactMapValues(\.self)
        return try Settings(flags: flags, environment: ["HOME": "/nowhere"])
    }

    @Test func `a provider is set as a whole or not at all`() throws {
        _ = FileManager.default.createFile(
            atPath: secret,
            contents: Data("secret\n".utf8),
            attributes: [.posixPermissions: 0o600]
        )
        defer { try? FileManager.default.removeItem(atPath: secret) }
        let none = try Settings(flags: [:], environment: ["HOME": "/nowhere"])
        #expect(try Provider(none, allowsPlainLocal: false) == nil)
        let whole = try #require(
            try Provider(settings([.openidMethod: "mfa"]), allowsPlainLocal: false)
        )
        #expect(whole.setting.callback == "https://spoor.hospital.example/sign-in/provider/back")
        #expect(whole.setting.method == "mfa")
        for key in [Settings.Key.openidIssuer, .openidClient, .openidSecretFile, .openidAddress] {
            #expect(throws: HostingError.settingMissing(key)) {
                try Provider(settings([key: String?.none]), allowsPlainLocal: false)
            }
        }
        #expect(throws: HostingError.settingMissing(.openidIssuer)) {
            let lone = try Settings(flags: [.openidLevel: "x"], environment: ["HOME": "/nowhere"])
            return try Provider(lone, allowsPlainLocal: false)
        }
    }

    @Test func `an address without encryption is for invented people on this machine`() throws {
        _ = FileManager.default.createFile(
            atPath: secret,
            contents: Data("secret".utf8),
            attributes: [.posixPermissions: 0o600]
        )
        defer { try? FileManager.default.removeItem(atPath: secret) }
        let local = try settings([.openidIssuer: "http://localhost:5000"])
        #expect(try Provider(local, allowsPlainLocal: true) != nil)
        let refusal = DeskError.providerAddressRefused("http://localhost:5000")
        #expect(throws: refusal) { try Provider(local, allowsPlainLocal: false) }
    }
}
