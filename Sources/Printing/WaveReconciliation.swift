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
        var people: Set<PersonNumber> = []
        /// Counts everybody who stands under a print file, and returns how many are to be printed.
        func add(_ letters: [PlannedLetter]) -> Int {
            for letter in letters where !people.insert(letter.person).inserted { twice += 1 }
            let toPrint = letters.count { $0.held == 0 }
            held += letters.count - toPrint
            return toPrint
        }
        _ = add(try store.everyLetter(of: wave, batch: 0))
        let written = Dictionary(
            try store.finishedBatches(of: wave).map { ($0.batch, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for batch in stride(from: 1, through: wave.batches, by: 1) {
            let letters = add(try store.everyLetter(of: wave, batch: batch))
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
        missing = max(0, planned - people.count)
    }
}
