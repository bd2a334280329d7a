// SPDX-License-Identifier: EUPL-1.2

import Accounts

extension ToldFailure {
    init(_ error: AccountError) {
        switch error {
        case .passwordLength:
            self.init(.usage, "a password has 12 to 256 characters")
        case .passwordNotComputed:
            self.init(
                .tryAgain,
                "there was not enough memory to compute a password",
                help: "it takes 32 MiB for a moment"
            )
        case .subjectRefused:
            self.init(.usage, "who somebody is at the provider has 1 to 255 characters")
        case .subjectOfAnother:
            self.init(
                .cannotCreate,
                "another account is bound to that number of the provider",
                help: "a number is one person's: check that it was read out right"
            )
        case .anotherFile:
            self.init(
                .configuration,
                "the file 'desk.sqlite' beside the store is of another store, or of another key",
                help:
                    "put it away: passwords and sessions are lost with it, and nothing of the ledger"
            )
        case .deskRuns:
            self.init(
                .tryAgain,
                "another desk serves this store",
                help: "end that one first: two would do the same form twice"
            )
        }
    }
}
