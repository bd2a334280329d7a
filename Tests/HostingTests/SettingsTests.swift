// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import Hosting

@Suite struct SettingsTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-settings-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    private func write(_ text: String, mode: Int = 0o600) throws -> String {
        let path = folder.appendingPathComponent("config.json").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    private func refusal(of path: String) throws -> HostingError? {
        do {
            _ = try Settings(flags: [:], environment: [:], config: path)
            return nil
        } catch let error as HostingError {
            return error
        }
    }

    @Test func `a flag goes before the environment, and that before the file`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try write(#"{"store": "/file", "keyFile": "/file/key", "by": "of the file"}"#)
        let settings = try Settings(
            flags: [.store: "/flag"],
            environment: [
                "SPOOR_STORE": "/variable", "SPOOR_KEY_FILE": "/variable/key", "SPOOR_BY": "",
            ],
            config: path
        )
        #expect(settings[.store] == "/flag")
        #expect(settings.source(of: .store) == "--store")
        #expect(settings[.keyFile] == "/variable/key")
        #expect(settings.source(of: .keyFile) == "SPOOR_KEY_FILE")
        #expect(settings[.by] == "of the file", "a variable that is empty is not set")
        #expect(settings.source(of: .by) == path)
        #expect(settings[.fonts] == nil)
        #expect(settings.source(of: .fonts) == "default")
    }

    @Test func `the file is the named one, else that of SPOOR_CONFIG, else the user's`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try write(#"{"store": "kept/store"}"#)
        let environment = ["XDG_CONFIG_HOME": folder.path]
        #expect(try Settings(flags: [:], environment: environment)[.store] == nil)
        let named = try Settings(flags: [:], environment: ["SPOOR_CONFIG": path])
        #expect(named[.store] == folder.path + "/kept/store", "seen from the file's folder")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("spoor"),
            withIntermediateDirectories: true
        )
        try FileManager.default.moveItem(
            atPath: path,
            toPath: folder.path + "/spoor/config.json"
        )
        let own = try Settings(flags: [:], environment: environment)
        #expect(own[.store] == folder.path + "/spoor/kept/store")
        #expect(own.file == folder.path + "/spoor/config.json")
    }

    @Test(arguments: [0o620, 0o602, 0o666])
    func `a file that others may write is refused`(mode: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try write("{}", mode: mode)
        #expect(try refusal(of: path) == .configurationFileOpenToOthers(path))
    }

    @Test(arguments: [0o600, 0o644, 0o640])
    func `a file that only its owner writes is read`(mode: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try write("{}", mode: mode)
        #expect(try refusal(of: path) == nil)
    }

    @Test func `a name that is no setting is refused, not passed over`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try write(#"{"stroe": "/x"}"#)
        let known = Settings.Key.allCases.map(\.rawValue)
        #expect(try refusal(of: path) == .unknownSetting("stroe", file: path, known: known))
    }

    @Test(arguments: ["[]", "{", #"{"store": 1}"#])
    func `a file that is no object of texts is refused`(text: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try write(text)
        #expect(try refusal(of: path) == .configurationFileDoesNotRead(path))
    }

    @Test func `a named file that is not there is refused`() {
        defer { try? FileManager.default.removeItem(at: folder) }
        let nowhere = folder.path + "/nowhere.json"
        #expect(throws: HostingError.noConfigurationFile(nowhere)) {
            try Settings(flags: [:], environment: ["SPOOR_CONFIG": nowhere])
        }
    }

    @Test(arguments: ["", " ", "\n", ".", "--", "a\u{202E}b", "a\u{1B}[0m", "a\nb"])
    func `an officer without a name is refused`(name: String) {
        #expect(throws: HostingError.self) { try OfficerName.checked(name, login: "somebody") }
    }

    @Test func `an officer is who was named, else the login of a person, else refused`() throws {
        #expect(try OfficerName.checked(" J. de Vries ", login: nil) == "J. de Vries")
        #expect(try OfficerName.checked(nil, login: "jdevries") == "jdevries")
        #expect(throws: HostingError.self) { try OfficerName.checked(nil, login: nil) }
    }
}
