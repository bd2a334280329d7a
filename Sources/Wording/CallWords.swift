// SPDX-License-Identifier: EUPL-1.2

internal import Casework

extension ToldFailure {
    /// What cannot be done in a call.
    init(call error: CaseworkError) {
        switch error {
        case .noCall(let number):
            self.init(.inputMissing, "you have no call \(number)", help: "open a call first")
        case .callEnded(let number):
            self.init(.notAllowed, "call \(number) has ended", help: "open a new call")
        case .callerUnknown:
            self.init(
                .notAllowed,
                "nobody is proven to be the caller",
                help: "ask for the code of the letter, or give the general answer"
            )
        case .noSuchChoice: self.init(.usage, "that is none of the people to choose from")
        case .callBackMomentRefused:
            self.init(.usage, "say when to call back: a moment that is still to come")
        case .textTooLong(let most):
            self.init(.usage, "a note has at most \(most.grouped) characters")
        case .noMatter(let number):
            self.init(.inputMissing, "nothing of number \(number) waits for you")
        case .keepDaysRefused: self.init(.usage, "a note is kept for 1 to 3660 days")
        case .nothingToStrikeOut:
            self.init(.usage, "these words do not stand in the note", help: "copy them out of it")
        case .nobodyFound(let number):
            self.init(
                .inputMissing,
                "nobody was found in the call of number \(number)",
                help: "let the person call again, and find them in that call"
            )
        case .noLetterYet(let number):
            self.init(
                .inputMissing,
                "the person of number \(number) had no letter yet",
                help: "they get one with the next wave that is for them"
            )
        case .identityNotChecked(let number):
            self.init(
                .notAllowed,
                "nobody checked yet who makes request \(number)",
                help: "check who it is, and record how",
                command: "--identity documentSeen"
            )
        case .accessOfDeceased(let number):
            self.init(
                .notAllowed,
                "the person of request \(number) is registered as deceased",
                help: "the right of access ends with death; if it is wrong, have the row put right"
            )
        case .accessNotAnswered(let number):
            self.init(
                .notAllowed,
                "request \(number) is not done: no copy was made",
                help: "make the copy first, or end it as no longer needed"
            )
        default: self.init(.failed, "\(error)")
        }
    }
}
