// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Admission
import Casework
import Database
import Foundation
import Hosting
import Ingestion
import Printing
import Store
import SystemPackage
import Vault
import Verification

/// What somebody is told when something could not be done: the same words at every door.
public struct ToldFailure: Error, Equatable, Sendable {
    /// What kind of failure it is: a command line makes an exit code of it, a desk a status.
    public enum Kind: Sendable, CaseIterable {
        /// What was given does not read, or is not settled.
        case failed
        /// What was asked for is not worded as it must be.
        case usage
        /// What was named is not there.
        case inputMissing
        /// It is there already, or nothing can be written there.
        case cannotCreate
        case inputOutput
        /// Busy: again in a moment.
        case tryAgain
        /// Something contradicts the ledger.
        case integrity
        case notAllowed
        case configuration
        case interrupted
    }

    public var kind: Kind
    /// What happened.
    public var sentence: String
    /// What to do now, wherever it is read.
    public var help: String
    /// How to do it on the command line.
    public var command: String

    public init(_ kind: Kind, _ sentence: String, help: String = "", command: String = "") {
        self.kind = kind
        self.sentence = sentence
        self.help = help
        self.command = command
    }

    /// The one place where errors become words; nothing personal is in any of them. Nil of an error
    /// that no room of ours throws.
    public init?(about error: any Error) {
        switch error {
        case let told as ToldFailure: self = told
        case let error as StoreError: self.init(error)
        case let error as IdentitiesError: self.init(error)
        case let error as AccessReason.Refusal: self.init(error)
        case let error as HostingError: self.init(error)
        case let error as AdmissionError: self.init(error)
        case let error as CaseworkError: self.init(error)
        case let error as AccountError: self.init(error)
        case let error as IngestionError: self.init(error)
        case let error as PrintingError: self.init(error)
        case let error as VaultError: self.init(error)
        case let error as VerificationError: self.init(error)
        case let error as DatabaseFailure: self.init(error)
        case let error as Errno: self.init(error)
        case let error as POSIXError: self.init(Errno(rawValue: error.code.rawValue))
        case let error as CocoaError: self.init(error)
        default: return nil
        }
    }
}

extension Int {
    /// The number with what it counts: `1 letter`, `1,979 letters`.
    public func counted(_ one: String) -> String { "\(grouped) \(one)\(self == 1 ? "" : "s")" }

    /// `1 person`, `2,000 people`.
    public func counted(_ one: String, _ many: String) -> String {
        "\(grouped) \(self == 1 ? one : many)"
    }

    /// `941,000`.
    public var grouped: String {
        var digits = String(magnitude)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits[...]] + groups).joined(separator: ",")
    }
}
