// SPDX-License-Identifier: EUPL-1.2

import Configuration
import Foundation
import Synchronization

/// Where the store is, who acts and so on: of the command line, else of the environment, else of the
/// configuration file.
public struct Settings: Sendable {
    public enum Key: String, CaseIterable, Sendable {
        case store = "store"
        case keyFile = "keyFile"
        case by = "by"
        case accountKeyFile = "accountKeyFile"
        case fonts = "fonts"
        case logLevel = "logLevel"
        case logFile = "logFile"
        case openidIssuer = "openidIssuer"
        case openidClient = "openidClient"
        case openidSecretFile = "openidSecretFile"
        case openidAddress = "openidAddress"
        case openidLevel = "openidLevel"
        case openidMethod = "openidMethod"

        /// `key-file` for `keyFile`.
        fileprivate func words(separator: String) -> String {
            rawValue.reduce(into: "") { text, letter in
                text += letter.isUppercase ? separator + letter.lowercased() : String(letter)
            }
        }

        /// `--key-file`.
        public var flag: String { "--" + words(separator: "-") }

        /// `SPOOR_KEY_FILE`.
        public var variable: String { "SPOOR_" + words(separator: "_").uppercased() }

        fileprivate var isPath: Bool {
            [.store, .keyFile, .accountKeyFile, .fonts, .logFile, .openidSecretFile].contains(self)
        }
    }

    private let values: [Key: String]
    private let sources: [Key: String]
    /// The configuration file that was read.
    public let file: String?

    /// `flags`: what was typed, also when it is empty.
    public init(
        flags: [Key: String],
        environment: [String: String],
        config: String? = nil
    ) throws {
        let file = try ConfigurationFile(
            named: config ?? Self.given("SPOOR_CONFIG", environment),
            environment: environment
        )
        // A variable that is empty is not set.
        let variables = environment.filter { $0.key.hasPrefix("SPOOR_") && !$0.value.isEmpty }
        let used = UsedProviders()
        let reader = ConfigReader(
            providers: [
                Self.provider("flags", flags),
                EnvironmentVariablesProvider(environmentVariables: variables)
                    .prefixKeys(with: "spoor"),
                Self.provider("file", file?.values ?? [:]),
            ],
            accessReporter: used
        )
        var values: [Key: String] = [:]
        var sources: [Key: String] = [:]
        for key in Key.allCases {
            guard let value = reader.string(forKey: ConfigKey(key.rawValue)) else { continue }
            values[key] = value
            sources[key] =
                switch used.position(of: key.rawValue) {
                case 0: key.flag
                case 1: key.variable
                default: file?.path ?? ""
                }
        }
        self.values = values
        self.sources = sources
        self.file = file?.path
    }

    public subscript(key: Key) -> String? { values[key] }

    /// The flag, the variable or the file that a value came from.
    public func source(of key: Key) -> String { sources[key] ?? "default" }

    private static func given(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func provider(_ name: String, _ values: [Key: String]) -> InMemoryProvider {
        InMemoryProvider(
            name: name,
            values: Dictionary(
                uniqueKeysWithValues: values.map { key, value in
                    (
                        AbsoluteConfigKey([key.rawValue]),
                        ConfigValue(.string(value), isSecret: false)
                    )
                }
            )
        )
    }

    /// What the running command reads: the first of the process, so that a file that changes meanwhile
    /// changes nothing.
    public static var inForce: Settings? { remembered.withLock { $0 } }

    public static func remember(_ make: () throws -> Settings) throws -> Settings {
        if let inForce { return inForce }
        let settings = try make()
        try Diagnostics.start(settings)
        remembered.withLock { $0 = settings }
        return settings
    }

    private static let remembered = Mutex<Settings?>(nil)

    /// Paths of a configuration file are seen from its folder.
    static func resolved(_ value: String, _ key: Key, in folder: URL) -> String {
        key.isPath ? URL(fileURLWithPath: value, relativeTo: folder).path : value
    }
}

/// Remembers which provider a value came from, by its place.
private final class UsedProviders: AccessReporter {
    private let positions = Mutex<[String: Int]>([:])

    func report(_ event: AccessEvent) {
        let position = event.providerResults.firstIndex { result in
            (try? result.result.get())?.value != nil
        }
        positions.withLock { $0[event.metadata.key.description] = position }
    }

    func position(of key: String) -> Int? { positions.withLock { $0[key] } }
}
