// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Foundation
import Vault

/// How many lines the access log has, and the chain of the last.
public struct AccessLogPosition: Sendable, Equatable {
    public var count: UInt64
    /// 32 bytes.
    public var head: [UInt8]

    public init(count: UInt64 = 0, head: [UInt8] = [UInt8](repeating: 0, count: 32)) {
        self.count = count
        self.head = head
    }
}

/// What somebody looks at, as a line of the access log says it.
public struct AccessObject: Sendable, Equatable {
    /// The reference of a person, the references of candidates, the hash of a manifest, or a table.
    var identifier: String
    /// Who it is, sealed under the log key of the person; empty when several are meant.
    var sealed: [UInt8] = []
    /// How many are opened.
    var people: Int

    /// What kind of event it is, by the codes of DICOM PS3.16, CID 400: a look at people, or at this log.
    var eventType: String { identifier == Self.ofTheLog ? "110101" : "110110" }

    /// How the log names itself in the line of whoever reads it.
    static let ofTheLog = "access log"

    /// Things about people that have no number, such as unresolved records.
    public static func things(_ name: String, count: Int) -> AccessObject {
        AccessObject(identifier: name, people: count)
    }
}

/// Writes the lines of the access log: one JSON object each, with its `mac` and its `chain`.
struct AccessLogLine {
    private let mac: KeyedDigest

    init(key: DataKey) { mac = KeyedDigest(key: key, domain: "access-log/1") }

    /// The line behind a position, with its line end; `position` moves on to it.
    func bytes(
        _ reason: AccessReason,
        _ object: AccessObject,
        behind position: inout AccessLogPosition
    ) -> [UInt8] {
        var line = "{\"eventId\":\(position.count + 1)"
        func add(_ name: String, _ value: String) {
            line += ",\"\(name)\":\(Self.quoted(value))"
        }
        add("eventDateTime", Timestamp.text(reason.at))
        add("eventActionCode", "R")
        add("eventTypeCode", object.eventType)
        // Success: the line stands before the look, and what is refused gets none.
        add("eventOutcomeIndicator", "0")
        add("userId", reason.user)
        if !reason.roles.isEmpty { add("roleIdCode", reason.roles.joined(separator: " ")) }
        add("purposeOfUse", reason.purpose)
        add("caseReference", reason.caseReference)
        add("reason", reason.reason)
        add("participantObjectId", object.identifier)
        if !object.sealed.isEmpty { add("sealed", Data(object.sealed).base64EncodedString()) }
        line += ",\"people\":\(object.people)"
        let (bytes, chain) = closed(Array(line.utf8)[...], behind: position)
        position = AccessLogPosition(count: position.count + 1, head: chain)
        return bytes + [0x0A]
    }

    /// Moves `position` on to a line that was read, without its line end; false when it is not the
    /// next one.
    func take(_ line: ArraySlice<UInt8>, behind position: inout AccessLogPosition) -> Bool {
        let (bytes, chain) = closed(line.dropLast(Self.closing), behind: position)
        let number = position.count + 1
        guard line.starts(with: "{\"eventId\":\(number),".utf8), bytes[...] == line else {
            return false
        }
        position = AccessLogPosition(count: number, head: chain)
        return true
    }

    /// How the line ends that a position stands at.
    static func end(of position: AccessLogPosition) -> [UInt8] {
        Array("\"chain\":\"\(Hexadecimal.text(position.head))\"}".utf8)
    }

    /// A line with its `mac` and `chain`, which both begin from the chain of the line before.
    private func closed(_ line: ArraySlice<UInt8>, behind position: AccessLogPosition) -> (
        bytes: [UInt8], chain: [UInt8]
    ) {
        var bytes = Array(line)
        let keyed = mac.short(of: link(bytes, behind: position))
        bytes += ",\"mac\":\"\(Hexadecimal.text(keyed))\"".utf8
        let chain = link(bytes, behind: position)
        bytes += ",\"chain\":\"\(Hexadecimal.text(chain))\"}".utf8
        return (bytes, chain)
    }

    private func link(_ line: [UInt8], behind position: AccessLogPosition) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: position.head)
        hash.update(data: line)
        return Array(hash.finalize())
    }

    /// `,"mac":"` with 32 digits and `","chain":"` with 64, and the end of the object.
    private static let closing = 8 + 32 + 1 + 10 + 64 + 2

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
