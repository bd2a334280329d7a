// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Store

/// A call as it stands: whom it is about is said by a word, never by a number.
public struct CallStanding: Codable, Sendable, Equatable {
    public enum Caller: String, Codable, Sendable, Equatable {
        /// Nobody was looked for, or nobody was found.
        case unknown = "unknown"
        /// Several fit: one is to be chosen.
        case several = "several"
        /// Somebody fits, without proof: nothing may be said of them.
        case found = "found"
        case proven = "proven"
    }

    public var number: Int
    public var channel: ContactChannel
    public var incident: String?
    /// Nil: it waits in the queue.
    public var agent: String?
    public var openedAt: Instant
    public var endedAt: Instant?
    public var outcome: ContactOutcome?
    public var themes: [ContactTheme]
    public var caller: Caller
    public var proof: CallerProof?
    public var searches: Int
    /// Searches that showed nobody, and how many a call may have.
    public var misses: Int
    public var mostMisses: Int
    /// Of the last search: how many fitted; nil before the first.
    public var lastFits: Int?
    /// Before this moment nobody is looked for; nil: now.
    public var searchFrom: Instant?
    public var searchesUsedUp: Bool
    public var matters: [ContactOutcome]
    /// The numbers of the texts that were written down.
    public var texts: [Int]

    public var isOpen: Bool { endedAt == nil }
}

extension CallStanding {
    init(_ call: RecordedCall, now: Int64, _ store: Store) throws {
        let fact = call.call.body
        let misses = call.misses
        number = fact.number
        channel = ContactChannel(rawValue: fact.channel) ?? .telephone
        incident = try fact.incident.flatMap { number in
            try store.incidents.first { $0.body.number == number }?.body.reference
        }
        agent = fact.agent
        openedAt = Instant(milliseconds: call.call.recordedAt)
        endedAt = call.end.map { Instant(milliseconds: $0.recordedAt) }
        outcome = call.end.flatMap { ContactOutcome(rawValue: $0.body.outcome) }
        themes = call.end?.body.themes.compactMap(ContactTheme.init(rawValue:)) ?? []
        proof = call.person.flatMap { CallerProof(rawValue: $0.proof) }
        caller =
            switch proof {
            case .letterCode, .callBack: .proven
            case .some(CallerProof.none): .found
            case nil: call.choices.count > 1 ? .several : .unknown
            }
        searches = call.searches.count
        self.misses = misses.count
        mostMisses = SearchPace.mostMisses
        lastFits = call.searches.last?.body.fits
        let pace = SearchPace.next(
            call: misses,
            agent: try fact.agent.map { try store.misses(of: $0, now: now) } ?? [],
            now: now
        )
        if case .from(let moment) = pace { searchFrom = Instant(milliseconds: moment) }
        searchesUsedUp = pace == .usedUp
        matters = call.matters.compactMap { ContactOutcome(rawValue: $0.body.what) }
        texts = call.texts.map(\.body.number)
    }
}

extension RecordedCall {
    /// The times of the searches that showed nobody.
    var misses: [Int64] { searches.filter { $0.body.isMiss }.map(\.recordedAt) }

    /// The people of the last search, of whom one may be chosen.
    var choices: [PersonNumber] { searches.last?.body.choices ?? [] }

    var isOpen: Bool { end == nil }
}

extension Store {
    /// The misses of somebody in the last hour, in all their calls.
    func misses(of officer: String, now: Int64) throws -> [Int64] {
        let today = Instant(milliseconds: now).day.number
        return try [today - 1, today].flatMap {
            try callSearches(by: officer, on: $0).filter { $0.body.isMiss }.map(\.recordedAt)
        }
    }

    /// A call that an officer has open. That there is another one of this number is not said.
    func openCall(_ number: Int, of officer: ActingOfficer) throws -> RecordedCall {
        guard let call = try call(number), call.call.body.agent == officer.name else {
            throw CaseworkError.noCall(number)
        }
        guard call.isOpen else { throw CaseworkError.callEnded(number) }
        return call
    }
}
