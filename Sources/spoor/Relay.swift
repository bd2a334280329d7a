// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Numbered jobs for many hands: a hand that is free takes the next job, whatever the others are at,
/// and the calling thread prepares jobs and finishes products, both in the order of their numbers.
///
/// What the calling thread does, and in which order, depends on the numbers alone and never on who is
/// ready first: so does what it writes down.
enum Relay {
    /// `hire` is called on the thread of each hand and returns what the hand does; `ahead` jobs are
    /// prepared at most before the product of the first of them is finished. Whoever throws first, in
    /// the order of the jobs, ends it; hands then end the job they are at and take no other.
    static func run<Job: Sendable, Product: Sendable>(
        _ count: Int,
        hands: Int,
        ahead: Int,
        prepare: (Int) throws -> Job,
        hire: @escaping @Sendable (_ hand: Int) throws -> (Job) throws -> Product,
        finish: (Product) throws -> Void
    ) throws {
        let table = RelayTable<Job, Product>()
        for hand in 0..<min(hands, count) {
            table.arrive()
            let thread = Thread {
                let work = Result { try hire(hand) }
                while let (number, job) = table.take() {
                    table.put(number, Result { try work.get()(job) })
                }
                table.leave()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        defer { table.close() }
        for number in 0..<min(ahead, count) { table.add(number, try prepare(number)) }
        for number in 0..<count {
            try finish(table.product(number).get())
            if number + ahead < count { table.add(number + ahead, try prepare(number + ahead)) }
        }
    }
}

/// Where jobs lie until a hand takes them, and products until it is their turn.
private final class RelayTable<Job: Sendable, Product: Sendable>: @unchecked Sendable {
    // Everything below is only touched under the lock.
    private let condition = NSCondition()
    private var jobs: [(Int, Job)] = []
    private var products: [Int: Result<Product, any Error>] = [:]
    private var hands = 0
    private var isClosed = false

    func add(_ number: Int, _ job: Job) {
        condition.lock()
        defer { condition.unlock() }
        jobs.append((number, job))
        condition.broadcast()
    }

    /// The next job; nil when there will be none.
    func take() -> (Int, Job)? {
        condition.lock()
        defer { condition.unlock() }
        while jobs.isEmpty, !isClosed { condition.wait() }
        return isClosed ? nil : jobs.removeFirst()
    }

    func put(_ number: Int, _ product: Result<Product, any Error>) {
        condition.lock()
        defer { condition.unlock() }
        products[number] = product
        condition.broadcast()
    }

    /// Waits for the product of a job.
    func product(_ number: Int) -> Result<Product, any Error> {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let product = products.removeValue(forKey: number) { return product }
            condition.wait()
        }
    }

    func arrive() {
        condition.lock()
        defer { condition.unlock() }
        hands += 1
    }

    func leave() {
        condition.lock()
        defer { condition.unlock() }
        hands -= 1
        condition.broadcast()
    }

    /// Sends the hands home and waits until all have left.
    func close() {
        condition.lock()
        defer { condition.unlock() }
        isClosed = true
        condition.broadcast()
        while hands > 0 { condition.wait() }
    }
}
