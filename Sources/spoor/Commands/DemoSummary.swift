// SPDX-License-Identifier: EUPL-1.2

import Casework
import Wording

/// What a demo came to, for people and for the checker: `summary.json` (docs/formats.md).
struct DemoSummary: Encodable {
    struct Step: Encodable {
        var name: String
        var seconds: Double
    }

    var seed: UInt64
    var shape: String
    var steps: [Step]
    var peakRSSBytes: Int
    var found: SummarizeCase.Answer

    private enum CodingKeys: String, CodingKey { case schema, seed, shape, steps, peakRSSBytes }

    func encode(to encoder: any Encoder) throws {
        try found.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("spoor/demo/1", forKey: .schema)
        try container.encode(seed, forKey: .seed)
        try container.encode(shape, forKey: .shape)
        try container.encode(steps, forKey: .steps)
        try container.encode(peakRSSBytes, forKey: .peakRSSBytes)
    }

    func show(_ output: Output) {
        output.line()
        output.table(
            ["register", "people", "reported", "cannot be excluded", "records", "unresolved"],
            found.versions.map {
                [
                    $0.name, $0.people.grouped, ($0.counts["reported"] ?? 0).grouped,
                    ($0.counts["cannotBeExcluded"] ?? 0).grouped, $0.records.grouped,
                    $0.unresolved.grouped,
                ]
            },
            numeric: [1, 2, 3, 4, 5]
        )
        output.line()
        let groups = found.groups
        output.line(
            """
            \(groups.first.grouped) / \(groups.second.grouped) / \(groups.notExcluded.grouped) / \
            \(groups.reconstructed.grouped) = \(found.people.grouped)
            """
        )
        for wave in found.letters {
            output.line(
                """
                wave \(wave.wave): \(wave.planned.grouped) people = \(wave.rendered.grouped) letters \
                + \(wave.held.grouped) held
                """
            )
        }
    }
}
