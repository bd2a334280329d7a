// SPDX-License-Identifier: EUPL-1.2

import Foundation

extension Store {
    /// Records that a lost print file was made again, the same to the byte.
    public func record(
        reprintOf batch: Int,
        of wave: WaveFact,
        because: String,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            guard try store.finishedBatches(of: wave).contains(where: { $0.batch == batch }) else {
                throw StoreError.notFound(.wave(name: wave.name))
            }
            try entries.record(
                db,
                [ReprintFact(wave: wave.number, batch: batch, by: act.by, because: because)]
            )
        }
    }

    /// How often print files of a wave were made again, in the order in which that was recorded.
    public func reprints(of wave: WaveFact) throws -> [Recorded<ReprintFact>] {
        try facts.all(ReprintFact.self, .wave(wave.number))
    }

    /// Records one letter that was made again, beside the one that it repeats.
    public func record(
        letterAgain again: LetterAgain,
        of wave: WaveFact,
        letterDate: Int,
        pdfSHA256: String,
        because: String,
        act: Act
    ) throws {
        let sealed = try identities.lettersAgain.seal(again, wave: wave.number)
        try commit(act) { store, db, entries in
            guard
                try store.facts.all(LetterAgainFact.self, .wave(wave.number)).count
                    == again.number - 1
            else { throw StoreError.alreadyThere(.letterAgain(wave: wave.name)) }
            try entries.record(
                db,
                [
                    LetterAgainFact(
                        wave: wave.number,
                        number: again.number,
                        letterDate: letterDate,
                        pdfSHA256: pdfSHA256,
                        by: act.by,
                        because: because,
                        sealed: Data(sealed).base64EncodedString()
                    )
                ]
            )
        }
    }

    /// The letters of a wave that were made again, in their order.
    public func lettersAgain(of wave: WaveFact) throws -> [LetterAgain] {
        try facts.all(LetterAgainFact.self, .wave(wave.number)).map(\.body).map { fact in
            guard let sealed = Data(base64Encoded: fact.sealed) else {
                throw StoreError.integrity(.unreadable(.lettersAgain))
            }
            return try identities.lettersAgain.open(
                [UInt8](sealed),
                wave: fact.wave,
                number: fact.number
            )
        }
    }
}
