// SPDX-License-Identifier: EUPL-1.2

import Custody
import Glibc
import Linkage
import Store

extension Store {
    /// Everyone's identifiers in memory, opened under one line of the access log.
    func populationIndex(for reason: AccessReason) throws -> PopulationIndex {
        var seed: UInt64 = 0
        withUnsafeMutableBytes(of: &seed) { _ = getentropy($0.baseAddress, $0.count) }
        var builder = PopulationIndex.Builder(seed: seed, expecting: try peopleCount())
        try openEveryone(for: reason) { number, person in
            builder.append(number, person.claims)
        }
        return builder.seal()
    }
}
