// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Linkage

/// What parties got or made of which nobody can tell whom it is about (niet te koppelen): it is in no
/// count of people, and stands beside each.
public struct UnlinkedEvidence: Codable, Sendable, Equatable {
    /// Messages and rows of back-files, by the code of an `UnresolvedReason`.
    public var records: [String: Int]
    /// Samples with results whose order never came, so that nobody is known to whom they belong.
    public var waitingSamples: Int

    public init(records: [String: Int] = [:], waitingSamples: Int = 0) {
        self.records = records
        self.waitingSamples = waitingSamples
    }

    /// Could everything be linked?
    public var isEmpty: Bool { recordCount == 0 && waitingSamples == 0 }

    public var recordCount: Int { records.values.reduce(0, +) }

    enum CodingKeys: String, CodingKey {
        case records = "records"
        case waitingSamples = "waitingSamples"
    }
}

extension Store {
    /// What could not be linked of what went to parties, at a point of the ledger; nil is now. Reads
    /// every sample once: about a second for six million.
    public func unlinkedEvidence(
        of parties: Set<Party.ID>,
        asOfEntries: Int? = nil
    ) throws -> UnlinkedEvidence {
        let limit = try asOfEntries ?? entryCount
        let numbers = try flows.filter { parties.contains($0.value.party) }.keys
        let flows = Set(numbers)
        var evidence = UnlinkedEvidence()
        evidence.records = try unlinkedRecords(before: limit).reduce(into: [:]) { records, found in
            guard flows.contains(found.flow) else { return }
            records[found.reason.code, default: 0] += found.count
        }
        try view.read { db in
            let samples = try db.prepareAnew(
                """
                SELECT flow, COUNT(*) FROM (
                    SELECT MAX(flow) AS flow FROM sample_message
                    WHERE entry IS NULL OR entry < $1
                    GROUP BY sample HAVING MAX(person) IS NULL
                ) AS waiting GROUP BY flow
                """
            )
            samples.bind(1, limit)
            while try samples.step() {
                if flows.contains(samples.int(0)) { evidence.waitingSamples += samples.int(1) }
            }
        }
        return evidence
    }

    /// Messages and rows of back-files about nobody known, now, by party and the code of the reason.
    public func unlinkedRecords() throws -> [Party.ID: [String: Int]] {
        let flows = try flows
        return try unlinkedRecords(before: try entryCount).reduce(into: [:]) { parties, found in
            guard let party = flows[found.flow]?.party else { return }
            parties[party, default: [:]][found.reason.code, default: 0] += found.count
        }
    }

    private func unlinkedRecords(before limit: Int) throws -> [(
        flow: Int, reason: UnresolvedReason, count: Int
    )] {
        try view.read { db in
            let rows = try db.prepareAnew(
                """
                SELECT flow, reason, COUNT(*) FROM unresolved_disclosure AS open
                WHERE entry < $1 AND NOT EXISTS (
                    SELECT 1 FROM resolution
                    WHERE settled_entry = open.entry AND settled_row = open."row"
                        AND resolution.entry < $1)
                GROUP BY flow, reason
                """
            )
            rows.bind(1, limit)
            var found: [(flow: Int, reason: UnresolvedReason, count: Int)] = []
            while try rows.step() {
                let number = UInt8(exactly: rows.int(1))
                guard let reason = number.flatMap(UnresolvedReason.init(rawValue:)) else {
                    throw StoreError.integrity(.unreadable(.unresolvedReason))
                }
                found.append((rows.int(0), reason, rows.int(2)))
            }
            return found
        }
    }
}
