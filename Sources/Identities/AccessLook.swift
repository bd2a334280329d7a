// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Foundation

/// A line of the access log as it is read back: who looked at whom, when and why.
public struct AccessLook: Codable, Sendable, Equatable {
    /// Its place in the log, from 1.
    public let eventId: UInt64
    /// UTC, as ``Timestamp`` writes it.
    public let eventDateTime: String
    /// `R`: somebody read.
    public let eventActionCode: String
    /// A code of DICOM PS3.16, CID 400: `110110`, people; `110101`, this log. Nil in lines that were written
    /// before it was recorded.
    public let eventTypeCode: String?
    /// `0`, success; nil in lines that were written before it was recorded.
    public let eventOutcomeIndicator: String?
    public let userId: String
    /// Codes of roles with a space between them; nil when nobody signed in, and in older lines.
    public let roleIdCode: String?
    public let purposeOfUse: String
    public let caseReference: String
    public let reason: String
    /// The reference of a person, those of candidates, the hash of a manifest, or a table.
    public let participantObjectId: String
    public let people: Int

    /// Milliseconds since 1970, UTC.
    public var at: Int64? { Timestamp.milliseconds(eventDateTime) }

    /// Is this person named? A look at many names nobody: it has their number and the hash of who
    /// they are.
    public func names(_ person: PersonNumber) -> Bool {
        participantObjectId.split(separator: " ").contains { $0 == person.reference }
    }

    /// A look at many, which says how many they were and not who.
    public var isOfMany: Bool { participantObjectId.hasPrefix("manifest ") }
}

extension AccessLog {
    /// Hands out every line that is there, in order, each checked to be the right one behind the line
    /// before it.
    func forEach(_ body: (AccessLook) throws -> Void) throws {
        let (file, end) = (file, try wholeLines())
        var position = AccessLogPosition()
        let decoder = JSONDecoder()
        try file.lines(in: 0..<end) { bytes, _ in
            guard line.take(bytes, behind: &position),
                let look = try? decoder.decode(AccessLook.self, from: Data(bytes))
            else { throw IdentitiesError.accessLog(.foreignLine(position.count + 1)) }
            try body(look)
        }
    }
}

extension LocalIdentities {
    /// Reads the access log. That somebody reads it is a line of it, on the disk before the first is
    /// handed out, and handed out as the last.
    public func readAccessLog(
        for reason: AccessReason,
        each body: (AccessLook) throws -> Void
    ) throws {
        try note(.things(AccessObject.ofTheLog, count: 0), for: reason)
        try log.forEach(body)
    }
}
