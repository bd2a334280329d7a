// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation
import Glibc
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
}

/// The tamper-evident log of who saw whom (NEN 7513), a file of its own beside the database.
///
/// One JSON object a line. `mac` is keyed, over the previous chain and the line so far, so that
/// nobody without the key can write a line at the end. `chain` is the SHA-256 of the previous chain
/// and the line before it, `mac` and all; every ledger entry records how many lines there were and
/// the last chain.
final class AccessLog {
    private(set) var count: UInt64 = 0
    private(set) var head = [UInt8](repeating: 0, count: 32)
    private let descriptor: Int32
    private let mac: KeyedDigest

    /// Opens the log and finds its end; a last line that a crash cut short is completed by
    /// nothing: it is dropped, for its access never happened.
    init(path: String, key: DataKey) throws {
        mac = KeyedDigest(key: key, domain: "access-log/1")
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        try findEnd()
        // Also when it was there: the one who made it may have been cut off before this.
        if count == 0 {
            try FolderNames.sync(URL(fileURLWithPath: path).deletingLastPathComponent())
        }
    }

    deinit { close(descriptor) }

    /// Writes a line and waits until it is on the disk. Only then may the access happen.
    func record(
        _ reason: AccessReason,
        action: String,
        object: String,
        sealedObject: [UInt8] = [],
        people: Int
    ) throws {
        var line = "{\"eventId\":\(count + 1)"
        func add(_ name: String, _ value: String) { line += ",\"\(name)\":\(Self.quoted(value))" }
        add("eventDateTime", Timestamp.text(reason.at))
        add("eventActionCode", action)
        add("userId", reason.user)
        add("purposeOfUse", reason.purpose)
        add("caseReference", reason.caseReference)
        add("reason", reason.reason)
        add("participantObjectId", object)
        if !sealedObject.isEmpty { add("sealed", Data(sealedObject).base64EncodedString()) }
        line += ",\"people\":\(people)"
        add("mac", Self.hexadecimal(mac.short(of: Self.link(head, line))))
        let chain = Self.link(head, line)
        line += ",\"chain\":\"\(Self.hexadecimal(chain))\"}\n"
        try append(Array(line.utf8))
        count += 1
        head = chain
    }

    private static func link(_ head: [UInt8], _ line: String) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: head)
        hash.update(data: Array(line.utf8))
        return Array(hash.finalize())
    }

    private func append(_ bytes: [UInt8]) throws {
        var written = 0
        while written < bytes.count {
            let part = bytes[written...].withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            written += part
        }
        guard fdatasync(descriptor) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    private func findEnd() throws {
        let length = lseek(descriptor, 0, SEEK_END)
        guard length > 0 else { return }
        let tail = try lastLines(of: Int(length))
        guard let end = tail.bytes.lastIndex(of: 0x0A) else {
            ftruncate(descriptor, 0)
            lseek(descriptor, 0, SEEK_SET)
            return
        }
        let complete = tail.start + end + 1
        if complete < length { ftruncate(descriptor, off_t(complete)) }
        lseek(descriptor, off_t(complete), SEEK_SET)
        let lastLine = tail.bytes[..<end].split(separator: 0x0A).last ?? []
        guard
            let object = try? JSONSerialization.jsonObject(with: Data(lastLine)) as? [String: Any],
            let number = object["eventId"] as? NSNumber, let chain = object["chain"] as? String,
            let bytes = Self.bytes(hexadecimal: chain), bytes.count == 32
        else { throw StoreError.integrity("the last line of the access log does not read") }
        count = number.uint64Value
        head = bytes
    }

    private func lastLines(of length: Int) throws -> (start: Int, bytes: [UInt8]) {
        let size = min(length, 1 << 16)
        var bytes = [UInt8](repeating: 0, count: size)
        let start = length - size
        guard pread(descriptor, &bytes, size, off_t(start)) == size else {
            throw POSIXError(.EIO)
        }
        return (start, bytes)
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
