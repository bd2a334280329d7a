// SPDX-License-Identifier: EUPL-1.2

import Custody
import Store

/// The letters of a wave against its plan: everybody of the plan is printed once or held once, and
/// nobody else.
///
/// The plan is the fact in the ledger, which the signature covers; the letters are those that printing
/// goes by.
public struct WaveReconciliation: Sendable, Equatable, Codable {
    /// People of the plan, by the ledger.
    public var planned: Int
    /// Letters in print files that are written.
    public var printed = 0
    /// People held by the plan, and held when their letter was to be printed.
    public var held = 0
    public var heldLate = 0
    /// Print files that are not written yet, and letters in them.
    public var openPrintFiles = 0
    public var waiting = 0
    /// Written print files that hold fewer or more letters than their people; 0 stands for those held.
    public var unevenPrintFiles: [Int] = []
    /// People of the plan who stand nowhere, and who stand more than once.
    public var missing = 0
    public var twice = 0

    /// Is everybody accounted for?
    public var addsUp: Bool {
        planned == printed + held + heldLate + waiting && missing == 0 && twice == 0
            && unevenPrintFiles.isEmpty
    }

    init(_ wave: WaveFact, in store: Store) throws {
        planned = wave.planned
        var people: [PersonNumber] = []
        people.reserveCapacity(planned)
        // How many are to be printed, by print file.
        var toPrint: [Int: Int] = [:]
        try store.forEachLetter(of: wave) { letters in
            for letter in letters {
                people.append(letter.person)
                if letter.held == nil {
                    toPrint[letter.batch, default: 0] += 1
                } else {
                    held += 1
                }
            }
        }
        people.sort()
        twice = zip(people, people.dropFirst()).count { $0 == $1 }
        let written = Dictionary(
            try store.finishedBatches(of: wave).map { ($0.batch, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for batch in stride(from: 1, through: wave.batches, by: 1) {
            let letters = toPrint[batch] ?? 0
            guard let fact = written[batch] else {
                openPrintFiles += 1
                waiting += letters
                continue
            }
            let late = try store.lateHolds(of: fact).count
            printed += fact.letters
            heldLate += late
            if letters != fact.letters + late { unevenPrintFiles.append(batch) }
        }
        if held != wave.held.values.reduce(0, +) { unevenPrintFiles.insert(0, at: 0) }
        missing = max(0, planned - (people.count - twice))
    }
}
