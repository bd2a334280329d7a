// SPDX-License-Identifier: EUPL-1.2

import Casework
import Store
import Synchronization

/// What pages need that is counted of everyone: one count at a time, and once for all who ask for it.
///
/// No page counts by itself. It stops at what nobody has counted, lets go of all that it holds, and begins
/// anew when that is known: so that others, who need no count, never wait for one.
final class Counting: Sendable {
    private let reader: Store
    /// One at a time: it may take the memory of a whole register.
    private let turns = Turns(atOnce: 1, longest: .max)
    private let running = Mutex<[AnyLastingQuestion: Task<Void, any Error>]>([:])

    private let intakeCounted = Mutex<ContinuousClock.Instant?>(nil)
    /// Between two counts of messages, rows and people while an import runs.
    private static let between = Duration.seconds(15)

    /// How often something else may have to be counted before a look counts by itself.
    private static let patience = 64

    init(_ reader: Store) { self.reader = reader }

    /// Is something counted now?
    var isCounting: Bool { running.withLock { !$0.isEmpty } }

    /// Runs a look until all that it asks is counted. `countsItself`: it must not stop any more.
    func counted<Result>(
        _ look: (_ countsItself: Bool) async throws -> Result
    ) async throws -> Result {
        for _ in 0..<Self.patience {
            let left: AnyLastingQuestion
            do {
                return try await look(false)
            } catch let error as NotCounted {
                left = error.question
            }
            try await count(left)
        }
        return try await look(true)
    }

    private func count(_ question: AnyLastingQuestion) async throws {
        let task = running.withLock { running in
            if let task = running[question] { return task }
            let task = Task {
                defer { self.running.withLock { $0[question] = nil } }
                try await turns.run { [reader] in
                    try await reader.looking { try $0.snapshot { try $0.count(question) } }
                }
            }
            running[question] = task
            return task
        }
        try await task.value
    }

    /// Counts what the pages ask, before somebody waits for it; of messages, rows and people, which each
    /// batch of an import changes, now and then while one runs.
    func countAhead(now: Int64) async throws {
        let incidents = try await reader.looking {
            try ListIncidents().run(in: $0).map(\.reference)
        }
        for incident in incidents {
            try await counted { countsItself in
                try await reader.looking { store in
                    try store.snapshot { store in
                        guard countsItself else {
                            return try Store.leavingCounts { try Self.ask(incident, now, store) }
                        }
                        try Self.ask(incident, now, store)
                    }
                }
            }
        }
        let isDue = intakeCounted.withLock { $0.map { .now - $0 > Self.between } ?? true }
        let isCounted = try await reader.looking { store in
            guard isDue || store.writer == nil else { return false }
            _ = try store.snapshot { try ShowStatus(now: now).run(in: $0) }
            return true
        }
        if isCounted { intakeCounted.withLock { $0 = .now } }
    }

    private static func ask(_ incident: String, _ now: Int64, _ store: Store) throws {
        _ = try JudgeDuties(incident: incident, now: now).run(in: store)
        _ = try LetterPages.callers(incident, now: now).run(in: store)
        _ = try ShowForecast(incident: incident, now: now).run(in: store)
        let versions = try ShowRegister(incident: incident).run(in: store).suffix(2)
        guard let last = versions.last else { return }
        _ = try SummarizeVersion(incident: incident).run(in: store)
        guard let before = versions.dropLast().last else { return }
        _ = try CompareRegisters(
            incident: incident,
            from: "\(before.version)",
            to: "\(last.version)"
        ).run(in: store)
    }
}

/// The one state of the store that a page reads, from its first look to its last.
final class PageState: Sendable {
    private let state = Mutex<Store?>(nil)
    let countsItself: Bool

    init(countsItself: Bool) { self.countsItself = countsItself }

    func store(of reader: Store, asOf moment: Int64?) throws -> Store {
        try state.withLock { state in
            if let state { return state }
            let taken = try reader.oneState(asOf: moment)
            state = taken
            return taken
        }
    }
}
