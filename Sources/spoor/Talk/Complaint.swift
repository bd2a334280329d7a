// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Database
import Foundation
import Store
import Vault
import Verification

/// What the user is told when something could not be done: a sentence that helps, and a code.
struct Complaint: Error {
    var code: Int32
    var sentence: String
    /// What to do now.
    var help: String

    init(_ code: ExitStatus, _ sentence: String, help: String = "") {
        self.code = code.rawValue
        self.sentence = sentence
        self.help = help
    }

    /// The one place where errors become words; nothing personal is in any of them.
    static func exit(with error: any Error) -> Never {
        var told = error
        if error is ExitCode {
            do { try Output.check() } catch { told = error }
        }
        guard let complaint = complaint(for: told) else { Spoor.exit(withError: told) }
        var text = "error: \(complaint.sentence)\n"
        if !complaint.help.isEmpty { text += "help:  \(complaint.help)\n" }
        FileHandle.standardError.write(Data(text.utf8))
        Foundation.exit(complaint.code)
    }

    /// An error in words; nil of one that ArgumentParser words.
    static func complaint(for error: any Error) -> Complaint? {
        switch error {
        case let complaint as Complaint: complaint
        case let error as StoreError: Complaint(error)
        case let error as IdentitiesError: Complaint(StoreError(error))
        case let error as VaultError: Complaint(error)
        case let error as VerificationError: Complaint(error)
        case let error as DatabaseFailure: Complaint(error)
        case let error as POSIXError: Complaint(error)
        case let error as CocoaError: Complaint(error)
        default: nil
        }
    }

    private init(_ error: StoreError) {
        switch error {
        case .noStore(let path):
            self.init(
                .configuration,
                "there is no store at \(path)",
                help: "make one with 'spoor init --store \(path)', or name another with --store"
            )
        case .storeExists(let path):
            self.init(
                .cannotCreate,
                "\(path) already holds something",
                help: "give --store a folder that does not exist yet or is empty"
            )
        case .heldByAnother(let process):
            self.init(
                .tryAgain,
                "another process (\(process.isEmpty ? "unknown" : process)) is writing to this store",
                help: "wait until it is done, or end it; nothing was changed by this command"
            )
        case .wrongKey(let expected, let given):
            self.init(
                .configuration,
                "the key file opens another store (store wants key \(expected), the file is \(given))",
                help: "give the right file with --key-file or SPOOR_KEY_FILE"
            )
        case .notDurable(let synchronous):
            self.init(
                .failed,
                "the database would acknowledge before it is durable (synchronous=\(synchronous))"
            )
        case .unknownFormat(let version):
            self.init(
                .configuration,
                "the store has format \(version), which this program does not know"
            )
        case .notFound(let what):
            self.init(.look, "not found: \(what)")
        case .alreadyThere(let what):
            self.init(.look, "nothing was changed: there is already \(what)")
        case .refused(let why):
            self.init(.notAllowed, "refused: \(why)")
        case .integrity(let what):
            self.init(
                .integrity,
                "the store contradicts itself: \(what)",
                help: "run 'spoor ledger verify' and keep the folder as it is"
            )
        }
    }

    private init(_ error: VaultError) {
        switch error {
        case .notSealed(let place), .doesNotOpen(let place):
            self.init(
                .integrity,
                "a sealed value does not open (\(place))",
                help: "it was altered or moved, or the key is another one: 'spoor ledger verify'"
            )
        case .keyMissing(let name):
            self.init(.integrity, "the store lacks its key '\(name)'")
        }
    }

    private init(_ error: VerificationError) {
        switch error {
        case .noStore(let path): self.init(.inputMissing, "there is no store at \(path)")
        case .checkpointDoesNotRead(let why):
            self.init(.inputMissing, "the checkpoint does not read: \(why)")
        case .keyDoesNotRead:
            self.init(.usage, "the key does not read: it looks like name+1234abcd+AbCd…")
        case .databaseDoesNotRead(let code):
            self.init(.integrity, "the database file is damaged (\(code))")
        case .readingFailed(let code):
            self.init(
                .inputOutput,
                "the database could not be read: \(code). Of the ledger this says nothing",
                help: "make room, look at the disk and the rights on the folder, then verify again"
            )
        }
    }

    private init(_ error: DatabaseFailure) {
        switch error.kind {
        case .full:
            self.init(
                .inputOutput,
                "the disk is full; nothing that was acknowledged is lost",
                help: "make room and run the same command again: it goes on where it was"
            )
        case .busy:
            self.init(.tryAgain, "the store is busy", help: "try again in a moment")
        case .notAllowed:
            self.init(
                .notAllowed,
                "the store cannot be opened for this",
                help: "check the rights on its folder and files"
            )
        case .damaged:
            self.init(
                .integrity,
                "the database file is damaged",
                help: "keep it as it is and restore a backup; 'spoor ledger verify' tells more"
            )
        case .inputOutput:
            self.init(
                .inputOutput,
                "reading or writing the store failed; nothing acknowledged is lost",
                help: "look at the disk, then run the same command again"
            )
        case .constraint, .other:
            self.init(.failed, "the database refused (code \(error.code))")
        }
    }

    private init(_ error: POSIXError) {
        switch error.code {
        case .ENOSPC:
            self.init(
                .inputOutput,
                "the disk is full",
                help: "make room and run the same command again: it goes on where it was"
            )
        case .EACCES, .EPERM: self.init(.notAllowed, "the system does not allow it")
        default: self.init(.inputOutput, "input or output failed (\(error.code.rawValue))")
        }
    }

    private init(_ error: CocoaError) {
        let path = error.filePath ?? "a file"
        switch error.code {
        case .fileWriteOutOfSpace:
            self.init(.inputOutput, "the disk is full", help: "make room and run it again")
        case .fileNoSuchFile, .fileReadNoSuchFile:
            self.init(.inputMissing, "\(path) is not there")
        case .fileReadNoPermission, .fileWriteNoPermission:
            self.init(.notAllowed, "no right to use \(path)", help: "check its owner and mode")
        default: self.init(.inputOutput, "\(path) could not be read or written")
        }
    }
}

/// The exit codes of `spoor help`: sysexits, with 76 for what does not verify.
enum ExitStatus: Int32 {
    case done = 0
    case look = 1
    case failed = 2
    case usage = 64
    case inputMissing = 66
    case cannotCreate = 73
    case inputOutput = 74
    case tryAgain = 75
    case integrity = 76
    case notAllowed = 77
    case configuration = 78
    case interrupted = 130

    var code: ExitCode { ExitCode(rawValue) }
}
