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
struct CommandFailure: Error {
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
        guard let failure = failure(for: told) else { exitAsParsed(told) }
        // The end of an interruption is told once.
        if failure.code == ExitStatus.interrupted.rawValue, !Interruption.mayTell() {
            pauseForever()
        }
        failure.tell(Diagnostics.failed(with: told, code: failure.code))
        Foundation.exit(failure.code)
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
    static func failure(for error: any Error) -> CommandFailure? {
        switch error {
        case let failure as CommandFailure: failure
        case let error as StoreError: CommandFailure(error)
        case let error as IdentitiesError: CommandFailure(StoreError(error))
        case let error as AccessReason.Refusal: CommandFailure(error)
        case let error as CaseworkError: CommandFailure(error)
        case let error as IngestionError: CommandFailure(error)
        case let error as PrintingError: CommandFailure(error)
        case let error as VaultError: CommandFailure(error)
        case let error as VerificationError: CommandFailure(error)
        case let error as DatabaseFailure: CommandFailure(error)
        case let error as Errno: CommandFailure(error)
        case let error as POSIXError: CommandFailure(Errno(rawValue: error.code.rawValue))
        case let error as CocoaError: CommandFailure(error)
        default: nil
        }
    }
}
