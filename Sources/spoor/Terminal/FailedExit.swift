// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Glibc
import Hosting
import Terminal
import Wording

/// How the program ends when something could not be done.
enum FailedExit {
    /// An error under `--json`.
    private struct Told: Encodable {
        var exit: Int32
        var error: String
        /// What to do.
        var help: String
        /// Under which the diagnostics have it; nil without diagnostics.
        var reference: String?
    }

    /// Before anything is parsed, so that what does not parse is told as asked for too.
    private static let json = CommandLine.arguments.contains("--json")

    /// Says why, once, and ends with the exit code of it.
    static func exit(with error: any Error) -> Never {
        var told = error
        if error is ExitCode {
            do { try Output.check() } catch { told = error }
        }
        guard let failure = ToldFailure(about: told) else { exitAsParsed(told) }
        // The end of an interruption is told once.
        if failure.kind == .interrupted, !Interruption.mayTell() { pauseForever() }
        tell(failure, about: told)
        Foundation.exit(ExitStatus(failure.kind).rawValue)
    }

    /// Says it on standard error, with the number under which the log has it.
    static func tell(_ failure: ToldFailure, about error: any Error) {
        let code = ExitStatus(failure.kind).rawValue
        let reference = Diagnostics.failed(with: error, outcome: String(code))
        let help = [failure.help, failure.command].filter { !$0.isEmpty }.joined(separator: "; ")
        say(Told(exit: code, error: failure.sentence, help: help, reference: reference))
    }

    private static func say(_ told: Told) {
        if json, (try? Output.error("spoor/error/1", told)) != nil { return }
        var text = "error: \(told.error.visible)"
        if let reference = told.reference { text += " (reference \(reference))" }
        text += "\n"
        if !told.help.isEmpty { text += "help:  \(told.help.visibleLines)\n" }
        Output.write(text, to: STDERR_FILENO)
    }

    /// What ArgumentParser words: help, wrong usage (which repeats what was typed), and bare codes.
    private static func exitAsParsed(_ error: any Error) -> Never {
        let code = Spoor.exitCode(for: error)
        guard !code.isSuccess else { Spoor.exit(withError: error) }
        let text = Spoor.fullMessage(for: error)
        if json, !text.isEmpty {
            let message = Spoor.message(for: error)
            say(Told(exit: code.rawValue, error: message, help: "spoor --help"))
        } else if !text.isEmpty {
            Output.write(text + "\n", to: STDERR_FILENO)
        }
        Foundation.exit(code.rawValue)
    }

    private static func pauseForever() -> Never {
        while true { pause() }
    }
}
