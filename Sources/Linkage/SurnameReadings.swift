// SPDX-License-Identifier: EUPL-1.2

/// The ways in which surnames may be meant, compared as linkage compares them: without case,
/// diacritics and prefixes, a double name also as each of its parts.
public struct SurnameReadings: Sendable {
    private let readings: Set<[UInt8]>

    public init(_ surnames: [String]) {
        var readings: Set<[UInt8]> = []
        for var surname in surnames {
            surname.withUTF8 { bytes in
                SurnameFold.forEachReading(of: bytes) { readings.insert(Array($0)) }
            }
        }
        self.readings = readings
    }

    /// May both mean the same name?
    public func meet(_ other: SurnameReadings) -> Bool {
        !readings.isDisjoint(with: other.readings)
    }

    /// The first byte of every reading of the surnames, each once: `v` and `b` of `Bakker-de Vries`.
    public static func firstLetters(of surnames: [String]) -> [UInt8] {
        var letters: [UInt8] = []
        for var surname in surnames where !surname.isEmpty {
            surname.withUTF8 { bytes in
                SurnameFold.forEachReading(of: bytes) { reading in
                    if !letters.contains(reading[0]) { letters.append(reading[0]) }
                }
            }
        }
        return letters
    }
}
