// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Numbered jobs for several workers: a worker that is free takes the next job, whatever the others are
/// at, and the calling thread prepares jobs and finishes products, both in the order of their numbers.
///
/// What the calling thread does, and in which order, depends on the numbers alone and never on who is
/// ready first: so does what it writes down.
public enum OrderedJobs {
    /// `worker` is called on the thread of each worker, with its number from 0, and returns what the
    /// worker does: so each can have a connection or a buffer of its own. At most `ahead` jobs are
    /// prepared before the product of the first of them is finished.
    ///
    /// The first failure in the order of the jobs is thrown, wherever it came from, after everything
    /// before it is finished; workers then end the job they are at and take no other.
    public static func run<Job: Sendable, Product: Sendable>(
        _ count: Int,
        workers: Int = WorkerPool.size,
        ahead: Int,
        prepare: (Int) throws -> Job,
        worker: @escaping @Sendable (_ number: Int) throws -> (Job) throws -> Product,
        finish: (Product) throws -> Void
    ) throws {
        precondition(ahead > 0 && workers > 0, "somebody must do the jobs")
        let table = JobTable<Job, Product>()
        for number in 0..<min(workers, count) {
            table.enter()
            let thread = Thread {
                BulkWork.lowerThisThread()
                table.work(Result { try worker(number) })
                table.leave()
            }
            thread.stackSize = WorkerPool.stackBytes
            thread.start()
        }
        defer { table.close() }
        var prepared = 0
        var isFailed = false
        for number in 0..<count {
            while prepared < count, prepared < number + ahead, !isFailed {
                let job = Result { try prepare(prepared) }
                if case .failure = job { isFailed = true }
                table.add(prepared, job)
                prepared += 1
            }
            try finish(table.product(number).get())
        }
    }
}

/// Where jobs wait until a worker takes them, and products until it is their turn.
private final class JobTable<Job: Sendable, Product: Sendable>: Sendable {
    private struct State {
        /// With their numbers, ascending; those before `next` are taken.
        var jobs: [(number: Int, job: Job)?] = []
        var next = 0
        var products: [Int: Result<Product, any Error>] = [:]
        var workers = 0
        var isClosed = false

        /// Takes the next job, without moving those behind it.
        mutating func removeNext() -> (number: Int, job: Job)? {
            guard next < jobs.count else { return nil }
            let job = jobs[next].take()
            next += 1
            if next == jobs.count { clear() }
            return job
        }

        mutating func clear() {
            jobs.removeAll(keepingCapacity: true)
            next = 0
        }
    }

    private let state = Monitor(State())

    /// A job that could not be prepared has failed already.
    func add(_ number: Int, _ job: Result<Job, any Error>) {
        state.change { state in
            switch job {
            case .success(let job): if !state.isClosed { state.jobs.append((number, job)) }
            case .failure(let error): state.products[number] = .failure(error)
            }
        }
    }

    /// Takes jobs until there are no more.
    func work(_ body: Result<(Job) throws -> Product, any Error>) {
        while let (number, job) = take() {
            let product = Result { try body.get()(job) }
            state.change { state in
                state.products[number] = product
                // What waits comes after the one that failed: nobody will ask for it.
                if case .failure = product {
                    state.clear()
                    state.isClosed = true
                }
            }
        }
    }

    private func take() -> (number: Int, job: Job)? {
        state.wait { state -> (number: Int, job: Job)?? in
            if state.isClosed { return .some(nil) }
            return state.removeNext().map { .some($0) }
        }
    }

    /// Waits for the product of a job.
    func product(_ number: Int) -> Result<Product, any Error> {
        state.wait { $0.products.removeValue(forKey: number) }
    }

    func enter() { state.change { $0.workers += 1 } }

    func leave() { state.change { $0.workers -= 1 } }

    /// Ends the workers, waits until all have left, and lets go of what nobody asked for: a thread may
    /// hold this table for a moment longer, and a product may be a file that must not stay.
    func close() {
        state.change { state in
            state.isClosed = true
            state.clear()
        }
        let unasked = state.wait { state -> [Int: Result<Product, any Error>]? in
            guard state.workers == 0 else { return nil }
            defer { state.products = [:] }
            return state.products
        }
        _ = consume unasked
    }
}
