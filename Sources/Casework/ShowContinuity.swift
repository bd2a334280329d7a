// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Forecast
public import Incidents
public import Store

/// How the programme goes on while a processor is suspended: what others can examine, what waits, and the weeks
/// to come.
public struct ShowContinuity: Sendable {
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64
    /// 1 to 104.
    public var weeks: Int

    public init(weeks: Int = 12, now: Int64) {
        self.weeks = weeks
        self.now = now
    }

    /// A figure as it was recorded last.
    public struct Figure: Codable, Sendable, Equatable {
        public var figure: ProgrammeFigure
        public var party: String?
        public var day: Day
        public var value: Int
        public var low: Int?
        public var high: Int?
        public var isMeasured: Bool
        public var source: String
        public var by: String
    }

    public struct Band: Codable, Sendable, Equatable {
        public var low: Int
        public var middle: Int
        public var high: Int

        init(_ band: BacklogForecast.Band) {
            (low, middle, high) = (band.low, band.middle, band.high)
        }
    }

    public struct Week: Codable, Sendable, Equatable {
        public var monday: Day
        public var invitations: Int
        /// Of a thousand.
        public var participation: Int
        public var isParticipationMeasured: Bool
        public var samples: Band
        /// Of all parties that are not suspended in it.
        public var capacity: Int
        /// Samples that wait at its end.
        public var backlog: Band
        /// Weeks that a sample waits that comes at its end, in tenths; nil when nobody can say.
        public var waitTenths: Int?
        public var waitTenthsHigh: Int?
        /// People who asked not to be invited any more; nil when nobody recorded them.
        public var optOuts: Int?
    }

    public struct Answer: Codable, Sendable, Equatable {
        /// The last of each figure, party and day, by day.
        public var figures: [Figure]
        /// Empty while a figure is missing.
        public var weeks: [Week]
        /// What must be recorded before the weeks can be foreseen.
        public var missing: [ProgrammeFigure]
        /// Samples that waited, and on which day somebody counted them.
        public var backlog: Int?
        public var backlogDay: Day?
        /// Parties whose capacity does not count, for they are suspended.
        public var suspended: [String]
    }

    /// Throws ``CaseworkError/continuityRefused(_:)`` for a number of weeks out of its range.
    public func run(in store: Store) throws -> Answer {
        guard (1...BacklogForecast.mostWeeks).contains(weeks) else {
            throw CaseworkError.continuityRefused(.weeks)
        }
        return try store.snapshot { try answer($0) }
    }

    private func answer(_ store: Store) throws -> Answer {
        let figures = try Self.figures(store)
        let suspensions = try store.suspensions()
        let today = Instant(milliseconds: now).day
        let backlog = figures.last { $0.figure == .backlog && $0.day <= today }
        // What was counted within a week is what the next one begins with.
        let counted = backlog?.day ?? today
        let first = counted.monday == counted ? counted : Day(number: counted.monday.number + 7)
        func last(_ figure: ProgrammeFigure, _ week: Day, of party: String? = nil) -> Figure? {
            figures.last { $0.figure == figure && $0.party == party && $0.day <= week }
        }
        let parties = Set(figures.filter { $0.figure == .capacity }.compactMap(\.party))
        func isSuspended(_ party: String, _ week: Day) -> Bool {
            suspensions.contains { suspension in
                let from = Instant(milliseconds: suspension.order.body.from).day
                let end = suspension.resumption.map { Instant(milliseconds: $0.body.from).day }
                return suspension.order.body.party == party && from.number < week.number + 7
                    && (end.map { $0 > week } ?? true)
            }
        }
        let missing: [ProgrammeFigure] = [
            backlog == nil ? .backlog : nil,
            parties.contains { last(.capacity, first, of: $0) != nil } ? nil : .capacity,
            last(.invitations, first) == nil ? .invitations : nil,
            last(.participation, first) == nil ? .participation : nil,
        ].compactMap(\.self)
        var answer = Answer(
            figures: figures,
            weeks: [],
            missing: missing,
            backlog: backlog?.value,
            backlogDay: backlog?.day,
            suspended: parties.filter { isSuspended($0, today.monday) }.sorted()
        )
        guard missing.isEmpty else { return answer }
        let mondays = (0..<weeks).map { Day(number: first.number + 7 * $0) }
        let inputs = mondays.compactMap { week -> BacklogForecast.Input? in
            guard let invited = last(.invitations, week), let share = last(.participation, week),
                let participation = BacklogForecast.Participation(
                    low: Double(share.low ?? share.value) / 1000,
                    middle: Double(share.value) / 1000,
                    high: Double(share.high ?? share.value) / 1000
                )
            else { return nil }
            let capacity = parties.filter { !isSuspended($0, week) }
                .compactMap { last(.capacity, week, of: $0)?.value }.reduce(0, +)
            return BacklogForecast.Input(
                invitations: invited.value,
                participation: participation,
                capacity: min(capacity, BacklogForecast.most)
            )
        }
        guard inputs.count == mondays.count,
            let forecast = BacklogForecast(backlog: backlog?.value ?? 0, weeks: inputs)
        else { throw CaseworkError.continuityRefused(.numbers) }
        answer.weeks = zip(mondays, forecast.weeks).map { monday, week in
            let share = last(.participation, monday)
            return Week(
                monday: monday,
                invitations: week.input.invitations,
                participation: share?.value ?? 0,
                isParticipationMeasured: share?.isMeasured ?? false,
                samples: Band(week.samples),
                capacity: week.input.capacity,
                backlog: Band(week.backlog),
                waitTenths: week.waitTenths.middle,
                waitTenthsHigh: week.waitTenths.high,
                optOuts: last(.optOuts, monday)?.value
            )
        }
        return answer
    }

    /// Of each figure, party and day what was recorded last, by day.
    private static func figures(_ store: Store) throws -> [Figure] {
        struct Key: Hashable {
            var figure: String
            var party: String?
            var day: Int
        }
        var newest: [Key: ProgrammeFigureFact] = [:]
        for fact in try store.programmeFigures().map(\.body) {
            newest[Key(figure: fact.figure, party: fact.party, day: fact.day)] = fact
        }
        return try newest.values.map { fact in
            guard let figure = ProgrammeFigure(rawValue: fact.figure) else {
                throw StoreError.integrity(.unreadable(.fact(kind: ProgrammeFigureFact.kind)))
            }
            return Figure(
                figure: figure,
                party: fact.party,
                day: Day(number: fact.day),
                value: fact.value,
                low: fact.low,
                high: fact.high,
                isMeasured: fact.isMeasured,
                source: fact.source,
                by: fact.by
            )
        }.sorted {
            ($0.day, $0.figure.rawValue, $0.party ?? "") < (
                $1.day, $1.figure.rawValue, $1.party ?? ""
            )
        }
    }
}
