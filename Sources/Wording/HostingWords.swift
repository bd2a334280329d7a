// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Hosting

/// What machine, files and settings do not allow, in words.
extension ToldFailure {
    init(_ error: HostingError) {
        switch error {
        case .noConfigurationFile(let path):
            self.init(
                .configuration,
                "there is no configuration file at \(path)",
                command: "name another with --config or SPOOR_CONFIG"
            )
        case .configurationFileNotAllowed(let path):
            self.init(
                .notAllowed,
                "no right to read the configuration file \(path)",
                help: "check its owner and mode"
            )
        case .configurationFileIsNone(let path):
            self.init(
                .configuration,
                "\(path) is no plain file of at most 64 KiB",
                command: "name a configuration file with --config or SPOOR_CONFIG"
            )
        case .configurationFileOpenToOthers(let path):
            self.init(
                .configuration,
                "others may write the configuration file \(path)",
                help: "it says which store and key are used: chmod go-w, and own it yourself"
            )
        case .configurationFileDoesNotRead(let path):
            self.init(
                .configuration,
                "the configuration file \(path) does not read",
                help: #"it is one JSON object of texts, such as {"store": "/var/lib/spoor"}"#
            )
        case .unknownSetting(let name, let file, let known):
            self.init(
                .configuration,
                "the configuration file \(file) sets '\(name)', which is no setting",
                help: "use: \(known.joined(separator: ", "))"
            )
        case .unknownLogLevel(let name, let source, let known):
            self.init(
                .configuration,
                "'\(name)' is no level of a log (from \(source))",
                help: "use one of: \(known.joined(separator: ", "))"
            )
        case .logNotWritable(let file, let code):
            self.init(
                .cannotCreate,
                "the log file \(file) cannot be written (\(Self.system(code)))",
                help: "name a plain file, in a folder that is there",
                command: "with --log-file"
            )
        case .interrupted: self = .interrupted
        case .nobodyActs:
            self.init(
                .notAllowed,
                "who acts was not given, and there is no login of a person",
                command: Self.nameOfficer
            )
        case .officerNameRefused:
            self.init(
                .notAllowed,
                "the name of who acts has no letter, has hidden characters or is too long",
                command: Self.nameOfficer
            )
        default: self.init(storeAndFiles: error)
        }
    }

    private static let nameOfficer =
        "add --by \"NAME\" or set SPOOR_BY: it is recorded with what you do"

    /// Said once, by whoever is asked to stop.
    public static let interrupted = ToldFailure(
        .interrupted,
        "interrupted; what was committed is kept",
        help: "run the same command again: it goes on where it was"
    )

    private static func system(_ code: Int32) -> String { String(cString: strerror(code)) }

    private init(storeAndFiles error: HostingError) {
        switch error {
        case .noStoreNamed:
            self.init(
                .configuration,
                "no store was named",
                command: "give --store FOLDER or set SPOOR_STORE; 'spoor init' makes a store"
            )
        case .storeNotAllowed(let folder):
            self.init(
                .notAllowed,
                "no right to use the store at \(folder)",
                help: "run it as the user who owns the folder, or check its owner and mode"
            )
        case .timeGivenToRealStore:
            self.init(
                .notAllowed,
                "a time can be given to a synthetic store only",
                help: "a real ledger records the real time",
                command: "leave out --now and SPOOR_NOW"
            )
        case .keyInsideStore:
            self.init(
                .configuration,
                "the key file lies inside the store",
                help: "a thief of the store would have both: move it",
                command: "and give --key-file"
            )
        case .noKeyFile(let path):
            self.init(
                .configuration,
                "there is no key file at \(path)",
                command: "'spoor init' makes one; give another with --key-file or SPOOR_KEY_FILE"
            )
        case .keyFileNotAllowed(let path):
            self.init(
                .notAllowed,
                "no right to read the key file \(path)",
                help: "run it as the user who owns the key"
            )
        case .keyFileOpenToOthers(let path):
            self.init(
                .configuration,
                "others may read the key file \(path)",
                help: "chmod 600 \(path)"
            )
        case .keyFileHoldsNoKey(let path):
            self.init(
                .configuration,
                "the key file \(path) does not hold 32 bytes",
                help: "restore it from where you keep it; without it the store stays closed"
            )
        case .keyFileNotWritable(let path):
            self.init(
                .cannotCreate,
                "the key file \(path) cannot be written",
                help: "check the folder and its rights"
            )
        case .secretFileDoesNotRead(let path):
            self.init(
                .configuration,
                "the secret file \(path) cannot be read, or is empty",
                help: "put the client secret of the identity provider in it, and nothing else"
            )
        case .secretFileOpenToOthers(let path):
            self.init(
                .configuration,
                "others may read the secret file \(path)",
                help: "chmod 600 \(path)"
            )
        case .settingMissing(let key):
            self.init(
                .configuration,
                "signing in at an identity provider also needs the setting '\(key.rawValue)'",
                command: "\(key.flag) or \(key.variable); docs/desk.md says what each of them is"
            )
        case .noRandomBytes: self.init(.failed, "the system gives no random bytes")
        case .peopleToStandardOutput:
            self.init(
                .usage,
                "people are written to a file, not to standard output",
                help: "name a file; it gets mode 0600"
            )
        case .nameTakenByNoFile(let path):
            self.init(
                .cannotCreate,
                "\(path) is there already and is no plain file",
                help: "give the name of a file that does not exist yet"
            )
        case .nameTakenByAnotherFile(let path):
            self.init(
                .cannotCreate,
                "\(path) is there already and holds something else",
                help: "give another name, or remove the file first"
            )
        case .fileNotWritable(let path, let code):
            self.init(
                .cannotCreate,
                "\(path) cannot be written (\(Self.system(code)))",
                help: "check the folder and its rights"
            )
        case .diskNearlyFull:
            self.init(.inputOutput, "less than 1 GiB is free", help: "make room")
        default: self.init(.failed, "the machine does not allow it")
        }
    }
}
