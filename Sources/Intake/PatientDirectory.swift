// SPDX-License-Identifier: EUPL-1.2

import Custody

/// Finds among the people of a text the one who claims to be the same, so that a text about many
/// costs what it is long. A few are compared one by one.
struct PatientDirectory {
    /// By their claims without the sample number, when there are many.
    private var places: [IdentityClaims: Int] = [:]
    /// So many of the people were entered.
    private var entered = 0
    /// What is known of those who took over others with many samples or paths, by their place.
    private var known: [Int: Known] = [:]

    private struct Known {
        var samples: Set<String>
        var paths: Set<Int>
    }

    static let few = 8
    /// So many samples and paths of one person are compared one by one.
    private static let fewTexts = 32

    mutating func removeAll() {
        if entered > 0 {
            places.removeAll(keepingCapacity: entered <= 1024)
            entered = 0
        }
        if !known.isEmpty { known = [:] }
    }

    /// Who of the first `count` people is the same; nil also when the claims name nobody.
    mutating func place(
        of patient: PatientReading,
        among people: [PatientReading],
        _ count: Int
    ) -> Int? {
        guard !patient.claims.namesNobody else { return nil }
        guard count > PatientDirectory.few else {
            return (0..<count).first { people[$0].isAbout(patient) }
        }
        while entered < count {
            if !people[entered].claims.namesNobody {
                let key = PatientDirectory.key(people[entered])
                if places[key] == nil { places[key] = entered }
            }
            entered += 1
        }
        return places[PatientDirectory.key(patient)]
    }

    /// Adds to a person what was read of the same one elsewhere in the text.
    mutating func add(_ other: PatientReading, to patient: inout PatientReading, at place: Int) {
        let count =
            patient.samples.count + other.samples.count + patient.unclassified.count
            + other.unclassified.count
        guard count > PatientDirectory.fewTexts else { return patient.take(other) }
        if known[place] == nil {
            known[place] = Known(
                samples: Set(patient.samples.map { patient.claims.text($0) }),
                paths: Set(patient.unclassified)
            )
        }
        patient.take(
            other,
            isNewSample: { known[place]?.samples.insert($0).inserted ?? true },
            isNewPath: { known[place]?.paths.insert($0).inserted ?? true }
        )
    }

    private static func key(_ patient: PatientReading) -> IdentityClaims {
        var claims = IdentityClaims(patient.claims)
        claims.sampleNumber = ""
        return claims
    }
}
