// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Compares what takes moments, decisions and reports back with what it names: something of that name of the same
/// incident, recorded before, and not taken back yet.
struct RetractionVerification {
    let snapshot: Snapshot

    private struct Named: Decodable {
        var incident: Int64
        var moment: String?
        var decision: String?
        var report: String?
    }

    private struct Retraction: Decodable {
        var incident: Int64
        var entry: Int64
        var what: String
    }

    private struct Place: Hashable {
        var incident: Int64
        var entry: Int64
        var what: String
    }

    func run(_ report: inout VerificationReport) throws {
        let facts = try snapshot.cursor(
            """
            SELECT kind, entry, body FROM fact
            WHERE kind IN ('moment', 'duty-decision', 'outside-report', 'retraction')
            ORDER BY entry, "row"
            """
        )
        var standing: [Place: Int] = [:]
        while try facts.step() {
            let body = Data(facts[2].bytes)
            guard facts[0].bytes.elementsEqual("retraction".utf8) else {
                guard let named = try? JSONDecoder().decode(Named.self, from: body),
                    let what = named.moment ?? named.decision ?? named.report
                else {
                    report.found(
                        .row,
                        "a moment, a decision about a duty or a report does not read"
                    )
                    continue
                }
                let place = Place(incident: named.incident, entry: facts[1].integer, what: what)
                standing[place, default: 0] += 1
                continue
            }
            guard let retraction = try? JSONDecoder().decode(Retraction.self, from: body) else {
                report.found(.row, "a retraction does not read")
                continue
            }
            let place = Place(
                incident: retraction.incident,
                entry: retraction.entry,
                what: retraction.what
            )
            guard retraction.entry < facts[1].integer, standing.removeValue(forKey: place) != nil
            else {
                report.found(.row, "a retraction takes back what does not stand")
                continue
            }
        }
    }
}
