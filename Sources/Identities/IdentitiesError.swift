// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What the room of identities could not do: where and what, and no value of a person.
public enum IdentitiesError: Error, Equatable, Sendable {
    /// Nobody has that reference.
    case nobody(PersonNumber)
    /// People of whom a row is missing, altered, or not the newest that the ledger knows. Taking the
    /// same people in again from the registry's file repairs them, each under the same number.
    case lost([LostPerson])
    /// A pointer of an index does not stand where it was sealed, or the index has other buckets.
    case index(PersonIndexTable)
    /// Something sealed opened, and does not read.
    case unreadable(Sealed)
    /// A value does not fit into what is kept of it.
    case misfit(Sealed)
    case accessLog(AccessLogFault)

    public enum Sealed: Sendable, Equatable {
        case claims
        case reject
        case logObject
        case days
        case recordPlace
        case letterLane
        case lateHolds
        case lettersAgain
        case heldReleases
    }
}

/// A person whose rows are not what the ledger knows of them.
public struct LostPerson: Sendable, Hashable {
    public enum Fault: String, Sendable, Hashable {
        /// The row of the person, the dossier or the mail is not there.
        case missing = "missing"
        /// A row opens under no key, or its text does not read.
        case unreadable = "unreadable"
        /// The rows are older than the newest version, or no version is known.
        case notNewest = "notNewest"
    }

    public var person: PersonNumber
    public var fault: Fault

    public init(_ person: PersonNumber, _ fault: Fault) {
        self.person = person
        self.fault = fault
    }
}

/// What is wrong with the access log. Lines count from 1.
public enum AccessLogFault: Error, Equatable, Sendable {
    /// The line was not written by this store, or not there.
    case foreignLine(UInt64)
    case becameShorter
    /// Lines were cut off that the last entry of the ledger saw.
    case cutOff(lines: UInt64, recorded: UInt64)
    /// The line is not the one that the last entry of the ledger saw.
    case anotherLine(UInt64)
}
