// SPDX-License-Identifier: EUPL-1.2

import Database
import Synchronization

/// What a day was at the contact centre, in counts alone.
public struct CallDay: Sendable, Equatable {
    /// By the code of the channel.
    public var opened: [String: Int] = [:]
    /// By the codes of outcome and theme.
    public var outcomes: [String: Int] = [:]
    public var themes: [String: Int] = [:]
    public var searches = 0
    public var misses = 0
    /// By the code of what must be done.
    public var matters: [String: Int] = [:]
    public var mattersDone = 0

    /// A day without any.
    public init() {}
}

/// What is open at the contact centre, kept up to date with each entry: of hundreds of thousands of calls
/// no page reads more than those that came since the last.
///
/// Whoever looks at an earlier state sees what is open now.
final class CallBook: Sendable {
    struct State: Sendable {
        fileprivate var (calls, taken, searches, ends) = (0, 0, 0, 0)
        fileprivate var (matters, matterEnds) = (0, 0)
        var open: [Int: Recorded<CallFact>] = [:]
        var waiting: [Int: Recorded<CallMatterFact>] = [:]
        var days: [Int: CallDay] = [:]
    }

    private let state = Mutex(State())

    func state(of index: FactIndex, upTo size: Int, _ db: Connection) throws -> State {
        try state.withLock { state in
            func new<Body: Fact>(_ type: Body.Type, after seen: inout Int) throws
                -> ArraySlice<Recorded<Body>>
            {
                let all = try index.list(of: type, upTo: size, db).all(before: size)
                guard all.count > seen else { return [] }
                defer { seen = all.count }
                return all[seen...]
            }
            for fact in try new(CallFact.self, after: &state.calls) {
                state.open[fact.body.number] = fact
                state.days[fact.body.day, default: CallDay()]
                    .opened[fact.body.channel, default: 0] += 1
            }
            for fact in try new(CallTakenFact.self, after: &state.taken) {
                state.open[fact.body.call]?.body.agent = fact.body.by
            }
            for fact in try new(CallSearchFact.self, after: &state.searches) {
                state.days[fact.body.day, default: CallDay()].searches += 1
                if fact.body.isMiss { state.days[fact.body.day]?.misses += 1 }
            }
            for fact in try new(CallEndFact.self, after: &state.ends) {
                state.open[fact.body.call] = nil
                state.days[fact.body.day, default: CallDay()]
                    .outcomes[fact.body.outcome, default: 0] += 1
                for theme in fact.body.themes {
                    state.days[fact.body.day]?.themes[theme, default: 0] += 1
                }
            }
            for fact in try new(CallMatterFact.self, after: &state.matters) {
                state.waiting[fact.body.number] = fact
                state.days[fact.body.day, default: CallDay()]
                    .matters[fact.body.what, default: 0] += 1
            }
            for fact in try new(CallMatterEndFact.self, after: &state.matterEnds) {
                state.waiting[fact.body.number] = nil
                state.days[fact.body.day, default: CallDay()].mattersDone += 1
            }
            return state
        }
    }
}
