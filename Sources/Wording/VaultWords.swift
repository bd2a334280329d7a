// SPDX-License-Identifier: EUPL-1.2

import Vault

/// What does not open, in words.
extension ToldFailure {
    init(_ error: VaultError) {
        switch error {
        case .notSealed(let place), .doesNotOpen(let place):
            self.init(
                .integrity,
                "a sealed value does not open (\(place))",
                help: "it was altered or moved, or the key is another one",
                command: Self.verifyLedger
            )
        case .keyMissing(let name):
            self.init(.integrity, "the store lacks its key '\(name)'")
        }
    }
}
