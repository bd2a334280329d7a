// SPDX-License-Identifier: EUPL-1.2

import Store

/// Why a look at people was refused before it was recorded, in words.
extension ToldFailure {
    init(_ refusal: AccessReason.Refusal) {
        switch refusal {
        case .noWords:
            self.init(
                .notAllowed,
                "a look at people needs a reason in words",
                help: "it is recorded in the access log before anything is opened",
                command: "add --reason \"…\""
            )
        case .blank:
            self.init(
                .notAllowed,
                "a look at people needs the name of an officer",
                command: "give it with --by"
            )
        case .tooLong:
            self.init(
                .notAllowed,
                "too many characters for the access log",
                help: "a name or a reason has at most \(AccessReason.longest)"
            )
        case .control:
            self.init(
                .notAllowed,
                "a name or a reason for the access log is one line of plain text",
                help: "leave out line ends, escapes and marks of direction"
            )
        }
    }
}
