// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Foundation
import Intake

/// FHIR bundles in memory, one on each line of a file, read and classified one after the other.
struct BundleBench {
    private let bundles: [[UInt8]]
    private let bytes: Int

    init(path: String) throws {
        guard let file = FileManager.default.contents(atPath: path) else {
            throw BenchFailure.unreadable(path: path)
        }
        var bundles: [[UInt8]] = []
        var framing = FHIRFraming(form: .lines)
        framing.feed([UInt8](file)) { bundles.append($0.bytes) }
        framing.finish { bundles.append($0.bytes) }
        self.bundles = bundles
        bytes = bundles.reduce(0) { $0 + $1.count }
    }

    /// The first pass, which is not timed, says what is in the bundles; the others must find the
    /// same.
    func report(passes: Int) throws -> BenchReport {
        let classifier = FHIRClassifier()
        var tally = ReadingTally()
        var once: UInt64 = 0
        for bundle in bundles {
            let found = classifier.classify(bundle)
            once &+= Self.sum(of: found)
            guard case .success(let people) = found, !people.isEmpty else {
                tally.addRefused()
                continue
            }
            for person in people {
                tally.add(person.categories, citizenNumber: Int(person.claims.citizenNumber))
            }
        }
        var sum: UInt64 = 0
        let watch = Stopwatch()
        for _ in 0..<passes {
            for bundle in bundles {
                sum &+= Self.sum(of: bundle.withUnsafeBufferPointer { classifier.classify($0) })
            }
        }
        let (cpu, wall) = (watch.cpuSeconds, watch.wallSeconds)
        guard sum == once &* UInt64(passes) else { throw BenchFailure.passesDiffer }
        return BenchReport(
            items: bundles.count * passes,
            bytes: bytes * passes,
            cpuSeconds: cpu,
            wallSeconds: wall,
            results: tally.results
        )
    }

    private static func sum(of found: Result<[ClassifiedMessage], FHIRProblem>) -> UInt64 {
        guard case .success(let people) = found, let first = people.first else { return 0 }
        return first.categories.rawValue &+ UInt64(first.claims.citizenNumber.utf8.count)
    }
}
