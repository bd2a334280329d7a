// SPDX-License-Identifier: EUPL-1.2

public import Store

/// How many letters of an incident went on each day, and how many are printed or still to print. Letters of
/// cancelled waves count as far as they were printed. Nobody is opened.
public struct ShowLetterDays: Sendable {
    public var incident: String

    public init(incident: String) { self.incident = incident }

    public struct LetterDay: Codable, Sendable, Equatable {
        public var day: Day
        /// Handed over to the post on that day.
        public var handedOver: Int
        /// With that day on the letter, and not handed over yet.
        public var printed: Int

        public init(day: Day, handedOver: Int, printed: Int) {
            self.day = day
            self.handedOver = handedOver
            self.printed = printed
        }
    }

    public struct Answer: Codable, Sendable, Equatable {
        /// In their order; days without letters are left out.
        public var days: [LetterDay]
        /// Planned and not printed: they have no day yet.
        public var waiting: Int

        public init(days: [LetterDay], waiting: Int) {
            self.days = days
            self.waiting = waiting
        }

        public var handedOver: Int { days.reduce(0) { $0 + $1.handedOver } }
        public var printed: Int { days.reduce(0) { $0 + $1.printed } }
        public var letters: Int { handedOver + printed + waiting }
    }

    /// Throws ``CaseworkError/noIncident(_:)``.
    public func run(in store: Store) throws -> Answer {
        try store.snapshot { store in
            let found = try store.incident(named: incident)
            var days: [Int: (handedOver: Int, printed: Int)] = [:]
            var waiting = 0
            for gone in try store.lettersHandedOver(of: found) {
                let day = Instant(milliseconds: gone.at).day.number
                days[day, default: (0, 0)].handedOver += gone.letters
            }
            for wave in try store.waves(of: found).map(\.body) {
                let standing = try WaveStanding(wave, in: store)
                let gone = try Set(store.handovers(of: wave).flatMap(\.batches))
                let finished = try store.finishedBatches(of: wave)
                let dates = try store.letterDates(of: wave)
                for batch in finished where !gone.contains(batch.batch) {
                    guard let day = dates[batch.batch] else { continue }
                    days[day, default: (0, 0)].printed += batch.letters
                }
                if standing.cancelled == nil {
                    waiting += standing.toPrint - finished.reduce(0) { $0 + $1.letters }
                }
            }
            return Answer(
                days: days.filter { $0.value.handedOver + $0.value.printed > 0 }
                    .sorted { $0.key < $1.key }.map { day, letters in
                        LetterDay(
                            day: Day(number: day),
                            handedOver: letters.handedOver,
                            printed: letters.printed
                        )
                    },
                waiting: max(0, waiting)
            )
        }
    }
}
