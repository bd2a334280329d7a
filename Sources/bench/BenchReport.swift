// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation

/// What was done, how long it took, and what came of it: one JSON object on a line.
struct BenchReport: Encodable {
    var items: Int
    var bytes = 0
    var cpuSeconds: Double
    var wallSeconds: Double
    /// By these the driver sees that the work was done right.
    var results: [String: Int]
    /// Of single pieces of work.
    var milliseconds: [String: Double] = [:]

    func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        FileHandle.standardOutput.write(try encoder.encode(self) + Data("\n".utf8))
    }
}

/// What a reading of every input came to, in sums that others can form too.
struct ReadingTally {
    private var people = 0
    private var refused = 0
    private var citizenNumbers = 0
    private var perCategory = [Int](repeating: 0, count: 64)

    mutating func add(_ categories: CategorySet, citizenNumber: Int?) {
        people += 1
        citizenNumbers += citizenNumber ?? 0
        for category in categories.categories { perCategory[Int(category.rawValue)] += 1 }
    }

    mutating func addRefused() { refused += 1 }

    var results: [String: Int] {
        var results = [
            "people": people, "refused": refused, "sum of citizen numbers": citizenNumbers,
        ]
        for category in DataCategory.allCases where perCategory[Int(category.rawValue)] > 0 {
            results[category.code] = perCategory[Int(category.rawValue)]
        }
        return results
    }
}
