// SPDX-License-Identifier: EUPL-1.2

public import Accounts
import Casework
import Custody
import Foundation
public import Store
public import Wording

/// The desk (crisisplein): one store, who may see what of it, and its pages. Sockets are of ``DeskServer``.
public final class Desk: Sendable {
    /// What the desk is told about where it runs.
    public struct Setting: Sendable {
        /// Is the way to the browser encrypted, by us or by a proxy before us? Cookies are *secure* then.
        public var isSecure: Bool
        /// Nobody needs a password: whoever comes chooses who they are. For a store of invented people.
        public var isPractice: Bool
        /// The clock of a practice starts there and goes on; milliseconds since 1970-01-01 UTC.
        public var now: Int64?

        public init(isSecure: Bool = false, isPractice: Bool = false, now: Int64? = nil) {
            self.isSecure = isSecure
            self.isPractice = isPractice
            self.now = now
        }
    }

    /// For whoever looks.
    let reader: Store
    let writer: WriterLease
    let accounts: AccountFile
    let setting: Setting
    let organisation: String
    let table: RouteTable
    let measures = Measures()
    let summaries = Summaries()
    private let begun = ContinuousClock.now

    /// `open` opens the same store for writing: the desk does that for as long as acts come, so that
    /// other programs can write in between.
    ///
    /// Throws for a practice, or a given time, in a store of real people.
    public init(
        reader: Store,
        accounts: AccountFile,
        setting: Setting,
        open: @escaping @Sendable () throws -> Store
    ) throws {
        guard reader.isSynthetic || !(setting.isPractice || setting.now != nil) else {
            throw DeskError.practiceInRealStore
        }
        self.reader = reader
        self.accounts = accounts
        self.setting = setting
        writer = WriterLease(open: open)
        organisation = try reader.organisation()
        table = RouteTable()
    }

    /// The clock's, whatever time it is in a practice: for sessions and codes. Milliseconds since
    /// 1970-01-01 UTC.
    var clockNow: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    /// The time of acts and pages: the clock's, or the one of a practice.
    var now: Int64 {
        guard let start = setting.now else { return clockNow }
        return start + Int64((ContinuousClock.now - begun) / .milliseconds(1))
    }

    /// Does again what was posted before the server was stopped, and not finished: once, for the ledger
    /// says what was done. Returns how many forms there were.
    public func finishForms() async throws -> Int {
        let left = try accounts.unfinished()
        for form in left { _ = try? await table.carryOut(form, in: self, again: true) }
        return left.count
    }
}

/// Why a desk cannot be opened.
public enum DeskError: Error, Equatable, Sendable {
    case practiceInRealStore
    case certificateUnreadable(path: String)
    case portTaken(Int)

    public var told: ToldFailure {
        switch self {
        case .practiceInRealStore:
            ToldFailure(
                .notAllowed,
                "a practice, and a time that is given, are for a store of invented people",
                help: "this store was made for real ones: whoever comes signs in"
            )
        case .certificateUnreadable(let path):
            ToldFailure(
                .configuration,
                "the certificate '\(path)' or its key does not read",
                help: "both are PEM: the certificate first, then those that it rests on"
            )
        case .portTaken(let port):
            ToldFailure(
                .tryAgain,
                "another program listens on port \(port)",
                command: "--port N for another, --port 0 for any"
            )
        }
    }
}
