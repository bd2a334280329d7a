// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
public import Vault

/// Opens a run of people over a connection of its own: what each worker does.
///
/// A half is opened only when its rows are those of the newest version that the ledger knows: older
/// rows that somebody put back, and altered ones, are lost people.
struct PeopleOpener: Sendable {
    enum MailUse: Sendable {
        case none
        /// Compared with the newest version, and left sealed.
        case compare
        case open
    }

    let database: StoreFile
    let keys: KeyRing
    let mail: MailUse

    /// The people of `numbers` (ascending), and those of them whose rows are lost. `isDense` when most
    /// people between the first and the last are asked for, which are then read in one go.
    func open<Result: Sendable>(
        _ numbers: ArraySlice<PersonNumber>,
        isDense: Bool,
        _ each: (OpenedPerson) throws -> Result
    ) throws -> (results: [Result], lost: [LostPerson]) {
        guard let first = numbers.first, let last = numbers.last else { return ([], []) }
        return try database.read { db in
            func rows(_ columns: String, of table: String, key: String = "number") throws
                -> PersonRows
            {
                try PersonRows(db, columns, table, key, isDense ? first...last : nil)
            }
            var people = try rows("epoch, content, log_key", of: "person")
            var dossiers = try rows("wrapped_key, sealed", of: "person_dossier")
            var mails = try rows("wrapped_key, sealed", of: "person_mail")
            var versions = try rows("dossier, mail", of: "person_version", key: "person")
            defer {
                for rows in [people, dossiers, mails, versions] { rows.statement.reset() }
            }
            var results: [Result] = []
            results.reserveCapacity(numbers.count)
            var lost: [LostPerson] = []
            for number in numbers {
                guard try people.find(number), try dossiers.find(number),
                    mail == .none ? true : try mails.find(number)
                else {
                    lost.append(LostPerson(number, .missing))
                    continue
                }
                guard try versions.find(number), people.statement.blob(2).count == 16 else {
                    lost.append(LostPerson(number, .notNewest))
                    continue
                }
                // The last of them is the newest.
                let newest = try versions.lastDigests(of: number)
                let row = Rows(number, people.statement, dossiers.statement, mails.statement)
                guard row.dossierDigest == newest.dossier,
                    mail == .none || row.mailDigest == newest.mail
                else {
                    lost.append(LostPerson(number, .notNewest))
                    continue
                }
                guard let opened = open(row) else {
                    lost.append(LostPerson(number, .unreadable))
                    continue
                }
                results.append(try each(opened))
            }
            return (results, lost)
        }
    }

    /// The statements, each at the row of a person.
    private struct Rows {
        let number: PersonNumber
        let person: Statement
        let dossier: Statement
        let mail: Statement

        init(_ number: PersonNumber, _ person: Statement, _ dossier: Statement, _ mail: Statement) {
            (self.number, self.person, self.dossier, self.mail) = (number, person, dossier, mail)
        }

        var epoch: Int { person.int(1) }

        var dossierDigest: ShortHash {
            PersonVersion.dossier(
                number,
                epoch: epoch,
                content: person.blob(2),
                logKey: person.blob(3),
                wrappedKey: dossier.blob(1),
                sealed: dossier.blob(2)
            )
        }

        var mailDigest: ShortHash {
            PersonVersion.mail(number, wrappedKey: mail.blob(1), sealed: mail.blob(2))
        }
    }

    private func open(_ row: Rows) -> OpenedPerson? {
        func half(_ purpose: KeyPurpose, _ statement: Statement) -> [UInt8]? {
            try? keys.open(
                statement.blob(2),
                purpose,
                of: row.number.value,
                epoch: row.epoch,
                wrapped: statement.blob(1)
            )
        }
        guard let dossier = half(.dossier, row.dossier) else { return nil }
        let post = mail == .open ? half(.mail, row.mail) : nil
        guard mail != .open || post != nil else { return nil }
        return OpenedPerson(
            number: row.number,
            content: DigestPair(row.person.blob(2)),
            dossier: dossier,
            mail: post
        )
    }
}

/// The rows of one table in the order of the people: one person's at a time, or all of a range in one
/// go. Column 0 is the number.
private struct PersonRows {
    let statement: Statement
    private let isDense: Bool
    private var isBegun = false
    /// Whose row the statement stands at; nil behind the last.
    private var current: Int64?

    init(
        _ db: Connection,
        _ columns: String,
        _ table: String,
        _ key: String,
        _ range: ClosedRange<PersonNumber>?
    ) throws {
        isDense = range != nil
        let order = key == "number" ? key : "\(key), entry"
        statement = try db.prepareAnew(
            "SELECT \(key), \(columns) FROM \(table) WHERE \(key) "
                + (range == nil ? "= $1" : "BETWEEN $1 AND $2") + " ORDER BY \(order)"
        )
        if let range {
            statement.bind(1, Int64(range.lowerBound.value))
            statement.bind(2, Int64(range.upperBound.value))
        }
    }

    /// Goes to the first row of the person; false when there is none. Numbers come in ascending order.
    @inline(__always)
    mutating func find(_ number: PersonNumber) throws -> Bool {
        let wanted = Int64(number.value)
        if !isDense {
            statement.reset()
            statement.bind(1, wanted)
            try step()
        } else if !isBegun {
            isBegun = true
            try step()
        }
        while let current, current < wanted { try step() }
        return current == wanted
    }

    @inline(__always)
    private mutating func step() throws {
        current = try statement.step() ? statement.integer(0) : nil
    }

    /// The digests in the last row of the person at whose first row the statement stands; nil for one
    /// that is none.
    mutating func lastDigests(of number: PersonNumber) throws -> (
        dossier: ShortHash?, mail: ShortHash?
    ) {
        var digests: (dossier: ShortHash?, mail: ShortHash?)
        repeat {
            digests = (ShortHash(statement.blob(1)), ShortHash(statement.blob(2)))
            try step()
        } while current == Int64(number.value)
        return digests
    }
}

extension DigestPair {
    /// Sixteen bytes as they stand in a row.
    public init(_ bytes: UnsafeRawBufferPointer) {
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }
}
