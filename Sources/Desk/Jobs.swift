// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Hosting
import Ingestion
import Logging
import Store
import Synchronization
import Wording

/// Trials and imports of a population, one after another on a thread of their own: what is asked for is kept with
/// its file, so that it goes on after a stop where it was.
///
/// An import opens the store for writing as a command does, and gives turns to the desk between its batches
/// (decision 0054).
final class Jobs: Sendable {
    /// How far the one is that is worked on.
    struct Progress: Sendable {
        var mark: String
        var bytes = 0
        var total: Int?
        var rows = 0
        var setAside = 0
        /// It went on behind what was taken in before.
        var wentOn = false
        /// Another program writes, and this waits for it.
        var isWaiting = false
    }

    private struct State {
        var isWorking = false
        var isAskedAgain = false
        var isEnding = false
        var progress: Progress?
        var stops: Set<String> = []
    }

    private let files: ReceivedFiles
    private let reader: Store
    private let open: @Sendable () throws -> Store
    private let state = Mutex(State())

    init(_ files: ReceivedFiles, reader: Store, open: @escaping @Sendable () throws -> Store) {
        (self.files, self.reader, self.open) = (files, reader, open)
    }

    /// Of the file with that mark; nil when it is not worked on.
    func progress(of mark: String) -> Progress? {
        state.withLock { $0.progress?.mark == mark ? $0.progress : nil }
    }

    /// Is an import worked on, so that this process writes?
    var isTakingIn: Bool {
        guard let mark = state.withLock({ $0.progress?.mark }) else { return false }
        return files.work(mark, as: PopulationWork.self)?.job?.kind == .taking
    }

    /// Begins with what was asked for, unless somebody is at it.
    func wake() {
        let begins = state.withLock { state in
            state.isAskedAgain = true
            guard !state.isWorking, !state.isEnding else { return false }
            state.isWorking = true
            return true
        }
        guard begins else { return }
        Thread.detachNewThread { [self] in work() }
    }

    /// Asks what is worked on to stop at the next batch, and to go on when the desk begins again.
    func end() async {
        state.withLock { $0.isEnding = true }
        for _ in 0..<200 where state.withLock({ $0.isWorking }) {
            try? await Task.sleep(for: .milliseconds(25))
        }
    }

    /// Waits a moment for the end of a job, so that what takes no time shows its end at once.
    func wait(for mark: String) async throws {
        for _ in 0..<Self.moments {
            guard files.work(mark, as: PopulationWork.self)?.isBusy == true else { return }
            try await Task.sleep(for: .milliseconds(25))
        }
    }

    private static let moments = 80

    /// Stops a job: what it recorded stays. Of one that waits nothing is begun.
    func stop(_ mark: String) throws {
        try files.change(mark, as: PopulationWork.self) { work in
            guard work.isBusy else { return }
            work.job?.isStopping = true
        }
        _ = state.withLock { $0.stops.insert(mark) }
        wake()
    }

    // MARK: - The thread

    private func work() {
        while true {
            state.withLock { $0.isAskedAgain = false }
            while let next = next() { run(next) }
            let goesOn = state.withLock { state in
                guard state.isAskedAgain, !state.isEnding else {
                    state.isWorking = false
                    return false
                }
                return true
            }
            guard goesOn else { return }
        }
    }

    /// The one that was asked for first.
    private func next() -> String? {
        guard !state.withLock({ $0.isEnding }) else { return nil }
        return files.populations.filter(\.work.isBusy)
            .min { ($0.work.job?.asked ?? 0) < ($1.work.job?.asked ?? 0) }?.mark
    }

    private func run(_ mark: String) {
        guard let file = files.file(mark), let work = files.work(mark, as: PopulationWork.self),
            let job = work.job
        else { return }
        state.withLock { state in
            state.progress = Progress(mark: mark)
            if job.isStopping { state.stops.insert(mark) }
        }
        defer {
            state.withLock { state in
                state.progress = nil
                state.stops.remove(mark)
            }
        }
        do {
            try job.kind == .trial ? attempt(mark, work, job, file) : take(mark, work, job, file)
        } catch {
            ended(mark, error, job, file, work)
        }
    }

    private func isStopped(_ mark: String) -> Bool {
        state.withLock { $0.isEnding || $0.stops.contains(mark) }
    }

    private func context(_ mark: String, _ job: PopulationWork.Job) -> IngestionContext {
        IngestionContext(
            officer: job.by,
            now: job.asked,
            dryRun: job.kind == .trial,
            isInterrupted: { [self] in isStopped(mark) },
            words: { $0.words }
        )
    }

    private func tell(_ event: IngestionEvent) {
        state.withLock { state in
            switch event {
            case .goesOn: state.progress?.wentOn = true
            case .begins(let bytes): state.progress?.total = bytes
            case .progress(let bytes, let count, let setAside):
                state.progress?.bytes = bytes
                state.progress?.rows = count
                state.progress?.setAside = setAside
            default: break
            }
        }
    }

    private func attempt(
        _ mark: String,
        _ work: PopulationWork,
        _ job: PopulationWork.Job,
        _ file: SealedFile
    ) throws {
        let answer = try work.request(file).run(
            in: reader,
            context(mark, job),
            tell: { [self] in tell($0) }
        )
        try files.change(mark, as: PopulationWork.self) { work in
            work.trial = PopulationWork.Trial(answer)
            work.job?.end = .done
            work.problem = nil
        }
    }

    private func take(
        _ mark: String,
        _ work: PopulationWork,
        _ job: PopulationWork.Job,
        _ file: SealedFile
    ) throws {
        let request = work.request(file)
        let answer = try writing(mark) { store in
            let answer = try request.run(
                in: store,
                context(mark, job),
                tell: { [self] in tell($0) }
            )
            try store.publishTiles()
            return answer
        }
        var done = work
        done.trial = nil
        done.problem = nil
        done.job?.end = .done
        done.job?.endedAt = Int64(Date().timeIntervalSince1970 * 1000)
        done.job?.recorded = try recorded(request, answer)
        // The people go, with the key under which they lay; what became of them stays for a day.
        try files.empty(mark, keeping: done)
    }

    private func recorded(_ request: PopulationImport, _ answer: ImportAnswer?) throws
        -> PopulationWork.Recorded
    {
        let item = try request.recorded(in: reader)
        let progress = state.withLock(\.progress)
        return PopulationWork.Recorded(
            number: item?.number,
            people: item?.people ?? 0,
            setAside: progress.flatMap { $0.wentOn ? nil : $0.setAside },
            settled: (answer?.counts[.settled] ?? 0) + (answer?.counts[.recordsLinked] ?? 0)
        )
    }

    /// Opens the store for writing, as soon as nobody else writes. Of the desk itself it asks for the turn; another
    /// import goes first.
    private func writing<Result>(_ mark: String, _ body: (Store) throws -> Result) throws -> Result
    {
        var asked: WriterRequest?
        defer { withExtendedLifetime(asked) {} }
        while true {
            do {
                let store = try open()
                asked = nil
                state.withLock { $0.progress?.isWaiting = false }
                return try body(store)
            } catch StoreError.writerBusy {
                if isStopped(mark) { throw IngestionError.interrupted }
                let isOurs = reader.writer == "\(getpid())"
                asked = isOurs ? asked ?? WriterRequest(folder: reader.folder) : nil
                state.withLock { $0.progress?.isWaiting = !isOurs }
                usleep(20_000)
            }
        }
    }

    private func ended(
        _ mark: String,
        _ error: any Error,
        _ job: PopulationWork.Job,
        _ file: SealedFile,
        _ work: PopulationWork
    ) {
        let isInterrupted = error as? IngestionError == .interrupted
        // The desk ends: it goes on when the desk begins again.
        if isInterrupted, state.withLock({ !$0.stops.contains(mark) }) { return }
        let recorded = job.kind == .taking ? try? recorded(work.request(file), nil) : nil
        if !isInterrupted {
            Diagnostics.note(
                .error,
                "an import at the desk ended",
                ["error": "\(type(of: error))"]
            )
        }
        try? files.change(mark, as: PopulationWork.self) { work in
            work.job?.end = isInterrupted ? .stopped : .failed
            work.job?.endedAt = Int64(Date().timeIntervalSince1970 * 1000)
            work.job?.recorded = recorded
            if !isInterrupted { work.problem = PopulationProblem.of(error, file.path) }
        }
    }
}
