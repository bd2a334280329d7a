// SPDX-License-Identifier: EUPL-1.2

import Store

/// What the store could not do, in words.
extension ToldFailure {
    init(_ error: StoreError) {
        switch error {
        case .noStore(let path):
            self.init(
                .configuration,
                "there is no store at \(path)",
                command: "make one with 'spoor init --store \(path)', or name another with --store"
            )
        case .storeExists(let path):
            self.init(
                .cannotCreate,
                "\(path) already holds something",
                command: "give --store a folder that does not exist yet or is empty"
            )
        case .heldByAnother(let process):
            self.init(
                .tryAgain,
                "another process (\(process.isEmpty ? "unknown" : process)) is writing to this store",
                help: "wait until it is done, or end it; nothing was changed by this command"
            )
        case .wrongKey(let expected, let given):
            self.init(
                .configuration,
                "the key file opens another store (store wants key \(expected), the file is \(given))",
                command: "give the right file with --key-file or SPOOR_KEY_FILE"
            )
        case .notDurable(let synchronous):
            self.init(
                .failed,
                "the database would acknowledge before it is durable (synchronous=\(synchronous))"
            )
        case .unknownFormat(let version):
            self.init(
                .configuration,
                "the store has format \(version), which this program does not know"
            )
        case .newerMigration(let name):
            self.init(
                .configuration,
                "a newer program wrote to this store (\(name)); nothing was read or written",
                help: "use the program that wrote it, or a newer one"
            )
        case .unknownFact(let kind, let entry):
            self.init(
                .configuration,
                "entry \(entry) holds a fact of a kind that this program does not know (\(kind))",
                help: "use the program that wrote it, or a newer one"
            )
        case .notFound(let what):
            self.init(.look, "not found: \(what)")
        case .alreadyThere(let what):
            self.init(.look, "nothing was changed: there is already \(what)")
        case .refused(let why):
            self.init(.notAllowed, "refused: \(why)")
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
        case .integrity(let what):
            self.init(
                .integrity,
                "the store contradicts itself: \(what)",
                help: Self.keepFolder,
                command: Self.verifyLedger
            )
        }
    }
}
