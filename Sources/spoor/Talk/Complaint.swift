// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Database
import Foundation
import Glibc
import Ingestion
import Printing
import Store
import SystemPackage
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
        guard let complaint = complaint(for: told) else { exitAsParsed(told) }
        // The end of an interruption is told once.
        if complaint.code == ExitStatus.interrupted.rawValue, !Interruption.mayTell() {
            pauseForever()
        }
        complaint.tell(Diagnostics.failed(with: told, code: complaint.code))
        Foundation.exit(complaint.code)
    }

    /// Says it on standard error, with the number under which the log has it.
    func tell(_ reference: String? = nil) {
        var text = "error: \(sentence.visible)"
        if let reference { text += " (reference \(reference))" }
        text += "\n"
        if !help.isEmpty { text += "help:  \(help.visibleLines)\n" }
        Output.write(text, to: STDERR_FILENO)
    }

    /// What ArgumentParser words: help, wrong usage (which repeats what was typed), and bare codes.
    private static func exitAsParsed(_ error: any Error) -> Never {
        let code = Spoor.exitCode(for: error)
        guard !code.isSuccess else { Spoor.exit(withError: error) }
        let text = Spoor.fullMessage(for: error)
        if !text.isEmpty { Output.write(text + "\n", to: STDERR_FILENO) }
        Foundation.exit(code.rawValue)
    }

    private static func pauseForever() -> Never {
        while true { pause() }
    }

    /// An error in words; nil of one that ArgumentParser words.
    static func complaint(for error: any Error) -> Complaint? {
        switch error {
        case let complaint as Complaint: complaint
        case let error as StoreError: Complaint(error)
        case let error as CaseworkError: Complaint(error)
        case let error as IngestionError: Complaint(error)
        case let error as PrintingError: Complaint(error)
        case let error as VaultError: Complaint(error)
        case let error as VerificationError: Complaint(error)
        case let error as DatabaseFailure: Complaint(error)
        case let error as Errno: Complaint(error)
        case let error as POSIXError: Complaint(Errno(rawValue: error.code.rawValue))
        case let error as CocoaError: Complaint(error)
        default: nil
        }
    }
}
