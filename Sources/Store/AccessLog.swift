// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation
import Synchronization
import Vault

/// Why somebody looked: what an access-log line needs besides whom (NEN 7513; doelbinding).
public struct AccessReason: Sendable, Hashable {
    /// The acting officer, as named by `--by`; unauthenticated until there are accounts.
    public var user: String
    /// Doel: `letters`, `linkage`, `person-answer`.
    public var purpose: String
    /// The case: an incident, a call, an import.
    public var caseReference: String
    /// In the officer's own words.
    public var reason: String
    /// Milliseconds since 1970, UTC.
    public var at: Int64

    public init(user: String, purpose: String, caseReference: String, reason: String, at: Int64) {
        self.user = user
        self.purpose = purpose
        self.caseReference = caseReference
        self.reason = reason
        self.at = at
    }

    /// What one text may hold, in Unicode scalars: a reason is a sentence, not a document.
    public static let longest = 500

    func refuseTooLong() throws {
        let texts = [
            ("the name of the officer", user), ("the purpose", purpose),
            ("the case", caseReference), ("the reason", reason),
        ]
        for (name, text) in texts where text.unicodeScalars.count > Self.longest {
            throw StoreError.refused(
                "\(name) has more than \(Self.longest) characters, too many for the access log"
            )
        }
    }
}

/// The tamper-evident log of who saw whom (NEN 7513), a file of its own beside the database.
///
/// One JSON object a line. `mac` is keyed, over the previous chain and the line so far, so that
/// nobody without the key can write a line at the end. `chain` is the SHA-256 of the previous chain
/// and the line before it, `mac` and all; every ledger entry records how many lines there were and
/// the last chain.
final class AccessLog: Sendable {
    /// How many lines there are, and the chain of the last.
    struct Position: Equatable, Sendable {
        var count: UInt64 = 0
        var head = [UInt8](repeating: 0, count: 32)
    }

    private let file: AccessLogFile
    private let mac: KeyedDigest
    /// How far the lines have been followed, by all threads of this process.
    private let followed: Mutex<Followed>

    private struct Followed: Sendable {
        var position: Position
        /// Where the lines end that `position` counts.
        var end: Int
    }

    /// Opens the log and follows its lines behind `recorded`, what the last ledger entry says of
    /// it: each must bear its number, its chain and its `mac`.
    init(path: String, key: DataKey, recorded: Position) throws {
        mac = KeyedDigest(key: key, domain: "access-log/1")
        file = try AccessLogFile(path: path)
        followed = Mutex(Followed(position: recorded, end: 0))
        try locked { followed in
            followed.end = try place(of: recorded, before: try file.wholeLines())
            try follow(&followed)
            // Also when it was there: the one who made it may have been cut off before this.
            if followed.position.count == 0 {
                try FolderNames.sync(URL(fileURLWithPath: path).deletingLastPathComponent())
            }
        }
    }

    /// What an entry records: the lines of all processes, each of them on the disk.
    func current() throws -> Position {
        try locked { try follow(&$0) }
    }

    /// One thread of one process at a time; returns how far the lines are followed then.
    @discardableResult
    private func locked(_ body: (inout Followed) throws -> Void) throws -> Position {
        try followed.withLock { followed in
            try file.locked { try body(&followed) }
            return followed.position
        }
    }

    /// Writes a line and waits until it is on the disk. Only then may the access happen.
    func record(
        _ reason: AccessReason,
        action: String,
        object: String,
        sealedObject: [UInt8] = [],
        people: Int
    ) throws {
        try reason.refuseTooLong()
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: an opening without its line. docs/rigs.md.
            if Control.isOn("SKIP_LOG_LINE") { return }
        #endif
        try locked { followed in
            try follow(&followed)
            var line = "{\"eventId\":\(followed.position.count + 1)"
            func add(_ name: String, _ value: String) {
                line += ",\"\(name)\":\(Self.quoted(value))"
            }
            add("eventDateTime", Timestamp.text(reason.at))
            add("eventActionCode", action)
            add("userId", reason.user)
            add("purposeOfUse", reason.purpose)
            add("caseReference", reason.caseReference)
            add("reason", reason.reason)
            add("participantObjectId", object)
            if !sealedObject.isEmpty { add("sealed", Data(sealedObject).base64EncodedString()) }
            line += ",\"people\":\(people)"
            let (bytes, chain) = closed(Array(line.utf8)[...], after: followed.position.head)
            try file.append(bytes + [0x0A], at: followed.end)
            followed.end += bytes.count + 1
            followed.position = Position(count: followed.position.count + 1, head: chain)
        }
    }

    /// A line with its `mac` and `chain`, which both begin from the chain of the line before.
    private func closed(
        _ line: ArraySlice<UInt8>,
        after head: [UInt8]
    ) -> (bytes: [UInt8], chain: [UInt8]) {
        var bytes = Array(line)
        bytes += ",\"mac\":\"\(Self.hexadecimal(mac.short(of: Self.link(head, bytes))))\"".utf8
        let chain = Self.link(head, bytes)
        bytes += ",\"chain\":\"\(Self.hexadecimal(chain))\"}".utf8
        return (bytes, chain)
    }

    private static func link(_ head: [UInt8], _ line: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: head)
        hash.update(data: line)
        return Array(hash.finalize())
    }

    /// `,"mac":"` with 32 digits and `","chain":"` with 64, and the end of the object.
    private static let closing = 8 + 32 + 1 + 10 + 64 + 2

    /// Takes over the lines that have come since, of whatever process.
    private func follow(_ followed: inout Followed) throws {
        let size = try file.size()
        guard size != followed.end else { return }
        let whole = try file.wholeLines()
        guard whole >= followed.end else {
            throw StoreError.integrity("the access log became shorter while it was in use")
        }
        try file.lines(in: followed.end..<whole) { line, behind in
            let number = followed.position.count + 1
            let (bytes, chain) = closed(
                line.dropLast(Self.closing),
                after: followed.position.head
            )
            guard line.starts(with: "{\"eventId\":\(number),".utf8), bytes[...] == line else {
                throw StoreError.integrity(
                    "line \(number) of the access log was not written by this store, or not there"
                )
            }
            followed.position = Position(count: number, head: chain)
            followed.end = behind
        }
        try file.sync()
    }

    /// Where the line ends that the ledger recorded last.
    private func place(of recorded: Position, before end: Int) throws -> Int {
        guard recorded.count > 0 else { return 0 }
        let wanted = Array("\"chain\":\"\(Self.hexadecimal(recorded.head))\"}".utf8)
        var lines: UInt64 = 0
        var place: Int?
        try file.backwards(from: end) { line, behind in
            lines += 1
            if line.suffix(wanted.count) == wanted[...] { place = behind }
            return place == nil
        }
        if let place { return place }
        throw StoreError.integrity(
            lines < recorded.count
                ? "the access log has \(lines) lines, the last entry of the ledger saw "
                    + "\(recorded.count)"
                : "line \(recorded.count) of the access log is not the one that the last entry of "
                    + "the ledger saw"
        )
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    static func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard
                let byte = UInt8(
                    String(decoding: digits[place..<place + 2], as: UTF8.self),
                    radix: 16
                )
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

/// UTC times as text, without a formatter.
public enum Timestamp {
    /// `2025-08-06T12:20:00.000Z` of milliseconds since 1970.
    public static func text(_ milliseconds: Int64) -> String {
        let days = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        let inDay = Int(milliseconds - Int64(days) * 86_400_000)
        let (year, month, day) = civil(days: days)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
            + padded(inDay / 3_600_000, 2) + ":" + padded(inDay / 60_000 % 60, 2) + ":"
            + padded(inDay / 1000 % 60, 2) + "." + padded(inDay % 1000, 3) + "Z"
    }

    /// The calendar date of a day counted from 1970-01-01 (proleptic Gregorian).
    public static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Days since 1970-01-01 of a calendar date.
    public static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
