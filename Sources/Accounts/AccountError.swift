// SPDX-License-Identifier: EUPL-1.2

/// Why something with an account could not be done.
public enum AccountError: Error, Equatable, Sendable {
    case passwordLength
    case passwordNotComputed
    /// Who somebody is at the identity provider has 1 to 255 bytes.
    case subjectRefused
    /// Another account is bound to that subject already.
    case subjectOfAnother
    /// The file of the desk is of another store, or a newer program's.
    case anotherFile
    /// Another desk serves the store.
    case deskRuns
}
