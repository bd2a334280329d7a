// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Glibc
import Hosting
import Wording

/// How the program ends when something could not be done.
enum FailedExit {
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
        let outcome = String(ExitStatus(failure.kind).rawValue)
        var text = "error: \(failure.sentence.visible)"
        if let reference = Diagnostics.failed(with: error, outcome: outcome) {
            text += " (reference \(reference))"
        }
        text += "\n"
        let help = [failure.help, failure.command].filter { !$0.isEmpty }.joined(separator: "; ")
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
}
