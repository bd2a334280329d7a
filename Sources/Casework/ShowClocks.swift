// SPDX-License-Identifier: EUPL-1.2

internal import Incidents
public import Store

/// The clocks of all incidents that somebody must do something about, the most urgent first: what is
/// overdue, then what is due next, then what has no hour.
public struct ShowClocks: Sendable {
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64

    public init(now: Int64) { self.now = now }

    public struct Answer: Codable, Sendable, Equatable {
        public var asOf: Instant
        public var clocks: [Clock]
        /// Is there one that is overdue, so that somebody must act?
        public var isOverdue: Bool
    }

    public struct Clock: Codable, Sendable, Equatable {
        public var incident: String
        /// Nil: ourselves.
        public var party: String?
        public var duty: JudgeDuties.Duty
    }

    public func run(in store: Store) throws -> Answer {
        let judged = try store.incidents.map {
            var request = JudgeDuties(incident: $0.body.reference, now: now)
            request.isQuick = true
            return try request.run(in: store)
        }
        let open = judged.flatMap { incident in
            incident.standings.flatMap { standing in
                let struckOut = standing.struckOut.map(\.duty).filter { $0.state == .overdue }
                return
                    (standing.duties.filter { $0.state == .running || $0.state == .overdue }
                    + struckOut)
                    .map { Clock(incident: incident.incident, party: standing.party, duty: $0) }
            }
        }
        return Answer(
            asOf: Instant(milliseconds: now),
            clocks: open.sorted { ($0.duty.dueAt ?? .never) < ($1.duty.dueAt ?? .never) },
            isOverdue: judged.contains(where: \.isOverdue)
        )
    }
}

extension Instant {
    fileprivate static let never = Instant(milliseconds: .max)
}
