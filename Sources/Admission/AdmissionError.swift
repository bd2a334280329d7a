// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Why somebody may not run a command. Nothing was opened or changed.
public enum AdmissionError: Error, Equatable, Sendable {
    /// A name was given for who acts, and the store has accounts: who acts is who signed in.
    case nameGiven
    case notSignedIn
    /// The session ended, or was ended.
    case sessionOver
    /// The account of whoever signed in ended.
    case accountEnded(String)
    case notAllowed(command: String, roles: [OfficerRole])
    /// The table of commands does not know it.
    case unknownCommand(String)
    /// Name, password or code is wrong, or it was tried too often: nobody is told which.
    case signInRefused
    /// The account signs in at an identity provider, with a browser.
    case signsInElsewhere(String)
    /// The key of a service does not read, or is no key of this store.
    case serviceKeyRefused(path: String)
    /// A service may have these roles only.
    case serviceRoles([OfficerRole])
    /// The account is a service's: it has no password and signs in nowhere.
    case isService(String)
    /// The account is a person's.
    case isPerson(String)
    /// Nobody signs in without a password but in a practice.
    case noPractice
    case publishedAlready(String)
    /// Who proposed it has no account any more, or another role.
    case proposerMayNot(String)
    /// A machine is never one of two people.
    case agreedByMachine
    /// The store was of an older format until this command opened it.
    case storeUpgraded
}
