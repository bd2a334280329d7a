// SPDX-License-Identifier: EUPL-1.2

import Custody
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

/// What is wrong with who people are, in words.
extension ToldFailure {
    init(_ error: IdentitiesError) {
        switch error {
        case .nobody: self.init(.inputMissing, "not found: a person with that reference")
        case .lost(let people):
            self.init(
                .integrity,
                "rows of people are lost: \(people.words)",
                help:
                    "import them again from the registry's file: each comes back under the same number",
                command: """
                    'spoor import population FILE --again'; to go on without them where a register is \
                    made or letters are planned, add --leave-out-lost
                    """
            )
        case .index(let table):
            self.init(contradiction: "the index \(table.name) is not as it was written")
        case .unreadable(let sealed): self.init(contradiction: "\(sealed.words) does not read")
        case .misfit(let sealed):
            self.init(contradiction: "\(sealed.words) does not fit its row")
        case .accessLog(let fault): self.init(contradiction: fault.words)
        }
    }

    private init(contradiction what: String) {
        self.init(
            .integrity,
            "the store contradicts itself: \(what)",
            help: Self.keepFolder,
            command: Self.verifyLedger
        )
    }
}

extension IdentitiesError.Sealed {
    fileprivate var words: String {
        switch self {
        case .claims: "what an unresolved row claims"
        case .reject: "something that was set aside"
        case .logObject: "who a line is about"
        case .days: "a day of a disclosure"
        case .recordPlace: "the place of a record"
        case .letterLane: "why a letter is held"
        case .lateHolds: "who of a print file is held"
        case .lettersAgain: "a letter that was made again"
        case .heldReleases: "somebody who was released from a lane"
        }
    }
}

extension AccessLogFault {
    fileprivate var words: String {
        switch self {
        case .foreignLine(let line):
            "line \(line) of the access log was not written by this store, or not there"
        case .becameShorter: "the access log became shorter while it was in use"
        case .cutOff(let lines, let recorded):
            "the access log has \(lines) lines, the last entry of the ledger saw \(recorded)"
        case .anotherLine(let line):
            "line \(line) of the access log is not the one that the last entry of the ledger saw"
        }
    }
}
