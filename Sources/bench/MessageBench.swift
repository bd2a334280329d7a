// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import HL7
import Intake

/// HL7 messages in memory, parsed and classified one after the other by one worker.
struct MessageBench {
    private let messages: [[UInt8]]
    private let bytes: Int

    init(path: String) throws {
        guard let file = FileManager.default.contents(atPath: path) else {
            throw BenchFailure.unreadable(path: path)
        }
        var messages: [[UInt8]] = []
        var framing = MessageFraming()
        framing.feed([UInt8](file)) { messages.append($0.bytes) }
        framing.finish { messages.append($0.bytes) }
        self.messages = messages
        bytes = messages.reduce(0) { $0 + $1.count }
    }

    /// The first pass, which is not timed, says what is in the messages; the others must find the
    /// same.
    func report(passes: Int) throws -> BenchReport {
        var reading = MessageReading(MessageClassifier())
        var tally = ReadingTally()
        var once: UInt64 = 0
        for message in messages {
            switch message.withUnsafeBufferPointer({ reading.read($0) }) {
            case .patients:
                for patient in [reading.first] + reading.furtherPatients {
                    let number = patient.claims.text(patient.claims.citizenNumber)
                    tally.add(patient.categories, citizenNumber: Int(number))
                }
            case .noMessage, .untyped, .cutOff, .tooMuchInCommon: tally.addRefused()
            }
            once &+= Self.sum(of: reading)
        }
        var sum: UInt64 = 0
        let watch = Stopwatch()
        for _ in 0..<passes {
            for message in messages {
                _ = message.withUnsafeBufferPointer { reading.read($0) }
                sum &+= Self.sum(of: reading)
            }
        }
        let (cpu, wall) = (watch.cpuSeconds, watch.wallSeconds)
        guard sum == once &* UInt64(passes) else { throw BenchFailure.passesDiffer }
        return BenchReport(
            items: messages.count * passes,
            bytes: bytes * passes,
            cpuSeconds: cpu,
            wallSeconds: wall,
            results: tally.results
        )
    }

    private static func sum(of reading: borrowing MessageReading) -> UInt64 {
        reading.first.categories.rawValue &+ UInt64(reading.first.claims.citizenNumber.count)
    }
}
