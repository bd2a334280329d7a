// SPDX-License-Identifier: EUPL-1.2

/// Why something with an account could not be done.
public enum AccountError: Error, Equatable, Sendable {
    case passwordLength
    case passwordNotComputed
    /// The file of the desk is of another store, or a newer program's.
    case anotherFile
    /// Another desk serves the store.
    case deskRuns
}
