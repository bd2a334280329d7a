// SPDX-License-Identifier: EUPL-1.2

import Casework
import Exercise

/// What a demo came to, for people and for the checker: `summary.json` (docs/formats.md).
struct DemoSummary: Encodable {
    var seed: UInt64
    var shape: String
    var steps: [PracticeFolder.Step]
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
}
