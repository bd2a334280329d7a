// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import SystemPackage

/// The configuration file: one JSON object of texts, written by its owner or root only.
struct ConfigurationFile {
    let path: String
    private(set) var values: [Settings.Key: String] = [:]

    /// The file that was named, else the user's, else the system's, if there is one.
    init?(named: String?, environment: [String: String]) throws {
        let places = named.map { [$0] } ?? Self.places(environment)
        guard let path = places.first(where: { access($0, F_OK) == 0 }) else {
            guard let named else { return nil }
            throw HostingError.noConfigurationFile(named)
        }
        self.path = path
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        for (name, value) in try Self.decoded(try Self.contents(path), path) {
            guard let key = Settings.Key(rawValue: name) else {
                throw HostingError.unknownSetting(
                    name,
                    file: path,
                    known: Settings.Key.allCases.map(\.rawValue)
                )
            }
            values[key] = Settings.resolved(value, key, in: folder)
        }
    }

    /// `~/.config/spoor/config.json`, `/etc/spoor/config.json`.
    private static func places(_ environment: [String: String]) -> [String] {
        [UserFolder.configuration(environment) + "/spoor/config.json", "/etc/spoor/config.json"]
    }

    private static func decoded(_ bytes: [UInt8], _ path: String) throws -> [String: String] {
        do {
            return try JSONDecoder().decode([String: String].self, from: Data(bytes))
        } catch {
            throw HostingError.configurationFileDoesNotRead(path)
        }
    }

    /// What stands in the file; refused when others than its owner may change it.
    private static func contents(_ path: String) throws -> [UInt8] {
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                path,
                .readOnly,
                options: [.closeOnExec, .nonBlocking]
            )
        } catch {
            throw HostingError.configurationFileNotAllowed(path)
        }
        return try descriptor.closeAfter {
            var status = stat()
            guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                status.st_size <= 1 << 16
            else { throw HostingError.configurationFileIsNone(path) }
            guard status.st_mode & 0o022 == 0, [0, geteuid()].contains(status.st_uid) else {
                throw HostingError.configurationFileOpenToOthers(path)
            }
            var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
            var filled = 0
            while filled < bytes.count {
                let count = try bytes.withUnsafeMutableBytes {
                    try descriptor.read(
                        into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...])
                    )
                }
                guard count > 0 else { break }
                filled += count
            }
            return Array(bytes[..<filled])
        }
    }
}

/// Where what is the user's own stands.
public enum UserFolder {
    /// The user's folder for configuration, as the XDG Base Directory Specification has it.
    public static func configuration(_ environment: [String: String]) -> String {
        if let given = environment["XDG_CONFIG_HOME"], given.hasPrefix("/") { return given }
        return FileManager.default.homeDirectoryForCurrentUser.path + "/.config"
    }
}
