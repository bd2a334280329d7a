// SPDX-License-Identifier: EUPL-1.2

public import Identities

/// Why the store could not do what was asked. No personal data in any of them.
public enum StoreError: Error, Equatable {
    /// Nothing there: `spoor init` makes one.
    case noStore(path: String)
    case storeExists(path: String)
    /// Another process writes; who, if it said so.
    case heldByAnother(process: String)
    /// The key file opens another store than this one.
    case wrongKey(expected: String, given: String)
    /// The engine reads another durability than the one that acknowledges may rely on.
    case notDurable(synchronous: Int)
    case unknownFormat(Int)
    /// A newer program wrote to the store: the first migration that this one does not know. Nothing
    /// was read or written.
    case newerMigration(String)
    /// The ledger holds a fact of a kind that this program does not know.
    case unknownFact(kind: String, entry: Int)
    case notFound(String)
    /// Nothing was changed, for it is there already: what.
    case alreadyThere(String)
    /// A rule of the house refuses it: what and why.
    case refused(String)
    /// People of whom rows are missing or altered. Importing them again from the registry's file brings
    /// each back under the same number.
    case lost([LostPerson])
    /// The database contradicts the ledger: which entry, what.
    case integrity(String)
}
