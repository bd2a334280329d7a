// SPDX-License-Identifier: EUPL-1.2

import Verification

/// What could not be verified, in words.
extension ToldFailure {
    init(_ error: VerificationError) {
        switch error {
        case .noStore(let path): self.init(.inputMissing, "there is no store at \(path)")
        case .checkpointDoesNotRead(let why):
            self.init(.inputMissing, "the checkpoint does not read: \(why)")
        case .keyDoesNotRead:
            self.init(.usage, "the key does not read: it looks like name+1234abcd+AbCd…")
        case .databaseDoesNotRead(let code):
            self.init(.integrity, "the database file is damaged (\(code))")
        case .readingFailed(let code):
            self.init(
                .inputOutput,
                "the database could not be read: \(code). Of the ledger this says nothing",
                help: "make room, look at the disk and the rights on the folder, then verify again"
            )
        }
    }
}
