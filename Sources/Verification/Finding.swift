// SPDX-License-Identifier: EUPL-1.2

import GRDB

/// Something in the ledger that does not verify, or that could not be checked.
public struct Finding: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable, CaseIterable {
        /// The tables, indexes and triggers are not those that the program makes.
        case schema
        /// Pages that hold together no table, or rows in no order.
        case structure
        /// An index does not have the rows of its table.
        case index
        case letterCode
        case entry
        case row
        case vanished
        case checkpoint
        case signature
        case tile
        case accessLog
        case register
        case exposure
        case intake
        case founding
        case person
        case rollback
    }

    public var kind: Kind
    /// Where and what, without values.
    public var detail: String

    public init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    public var description: String { "\(kind.rawValue): \(detail)" }

    /// A name out of the file, as it can stand in a line: who changed the file chose its signs.
    static func plain(_ name: String) -> String {
        let signs = name.unicodeScalars.prefix(80).map { sign -> Character in
            switch sign.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned:
                "\u{FFFD}"
            default: Character(sign)
            }
        }
        return String(signs)
    }
}

/// The outcome of a verification.
public struct VerificationReport: Sendable {
    public internal(set) var findings: [Finding] = []
    public internal(set) var entries = 0
    public internal(set) var rows = 0
    public internal(set) var indexes = 0
    public internal(set) var tiles = 0
    public internal(set) var accessLines = 0
    /// The signed size and root, as `size root`.
    public internal(set) var head = ""
    /// True when the ledger was shown to contain an older checkpoint from elsewhere.
    public internal(set) var continuesOlderCheckpoint = false
    /// What verifies and yet somebody should look at; one for each kind.
    public internal(set) var clockNotices: [ClockNotice] = []
    /// What this run could not prove, in sentences.
    public internal(set) var unproven: [String] = []

    /// At most this many findings are kept; one is enough to refuse a ledger.
    static let limit = 100

    public var isIntact: Bool { findings.isEmpty }

    mutating func found(_ kind: Finding.Kind, _ detail: String) { found(Finding(kind, detail)) }

    mutating func found(_ finding: Finding) {
        if findings.count < Self.limit { findings.append(finding) }
    }
}

/// What keeps a verification from starting at all.
public enum VerificationError: Error, Equatable {
    case noStore(String)
    /// A checkpoint that was given does not read as a signed note.
    case checkpointDoesNotRead(String)
    case keyDoesNotRead
    /// The database file itself is damaged.
    case databaseDoesNotRead(String)
    /// The system did not let it be read: a disk that is full or fails, no right. Nothing is said
    /// about the ledger.
    case readingFailed(String)
}

extension VerificationError {
    /// Damage is what SQLite says of a file that was altered, tables and all; anything else is said
    /// of the system. Nil when the store is only busy, which is told as of any other command.
    init?(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return nil
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_MISMATCH,
            .SQLITE_CONSTRAINT, .SQLITE_FORMAT, .SQLITE_RANGE:
            self = .databaseDoesNotRead(error.resultCode.description)
        default: self = .readingFailed(error.extendedResultCode.description)
        }
    }
}
