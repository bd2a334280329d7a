// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Wording

/// The exit codes of `spoor help`: sysexits, with 76 for what does not verify. Each has one meaning
/// (docs/operator.md); 1 is of what was done, so no failure has it.
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

    init(_ kind: ToldFailure.Kind) {
        self =
            switch kind {
            case .failed: .failed
            case .usage: .usage
            case .inputMissing: .inputMissing
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            case .tryAgain: .tryAgain
            case .integrity: .integrity
            case .notAllowed: .notAllowed
            case .configuration: .configuration
            case .interrupted: .interrupted
            }
    }
}
