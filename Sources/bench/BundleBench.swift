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
        var reading = FHIRReading(FHIRClassifier())
        var tally = ReadingTally()
        var once: UInt64 = 0
        for bundle in bundles {
            let found = bundle.withUnsafeBufferPointer { reading.read($0) }
            once &+= Self.sum(of: reading, found)
            guard case .people(let count) = found, count > 0 else {
                tally.addRefused()
                continue
            }
            for number in 0..<count {
                let claims = reading[number].claims
                tally.add(
                    reading[number].categories,
                    citizenNumber: Int(claims.text(claims.citizenNumber))
                )
            }
        }
        var sum: UInt64 = 0
        let watch = Stopwatch()
        for _ in 0..<passes {
            for bundle in bundles {
                let found = bundle.withUnsafeBufferPointer { reading.read($0) }
                sum &+= Self.sum(of: reading, found)
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

    private static func sum(
        of reading: borrowing FHIRReading,
        _ found: FHIRReading.Outcome
    ) -> UInt64 {
        guard case .people(let count) = found, count > 0 else { return 0 }
        return reading[0].categories.rawValue
            &+ UInt64(reading[0].claims.citizenNumber.count)
    }
}
