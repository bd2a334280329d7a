// SPDX-License-Identifier: EUPL-1.2

import Synchronization
import Testing

@testable import Workers

struct WorkerPoolTests {
    struct Failed: Error, Equatable { var place: Int }

    @Test(arguments: [0, 1, 2, 3, 17, 1000])
    func `shares cover everything once and come back in order`(count: Int) throws {
        let shares = try WorkerPool.shares(of: count) { Array($0) }
        #expect(shares.flatMap(\.self) == Array(0..<count))
        #expect(shares.count <= WorkerPool.size)
    }

    @Test func `few things are not shared out`() throws {
        let shares = try WorkerPool.shares(of: 63, atLeast: 32) { $0 }
        #expect(shares == [0..<63])
    }

    @Test func `the first share that fails is told, whichever fails first`() {
        #expect(throws: Failed(place: 0)) {
            _ = try WorkerPool.shares(of: 1000) { range -> Int in
                throw Failed(place: range.lowerBound)
            }
        }
    }

    @Test func `shares within shares end, although every thread is at work`() throws {
        let sums = try WorkerPool.shares(of: 64) { outer in
            try outer.map { number in
                try WorkerPool.shares(of: 32) { inner in inner.map { $0 * number } }
                    .flatMap(\.self).reduce(0, +)
            }
        }
        #expect(sums.flatMap(\.self) == (0..<64).map { $0 * 496 })
    }

    @Test func `many threads share out at once, and each gets its own results`() throws {
        let found = try WorkerPool.mapQueued(Array(0..<40), workers: 8) { _ in
            { number in
                try WorkerPool.shares(of: 100) { $0.map { $0 + number } }.flatMap(\.self)
            }
        }
        #expect(found == (0..<40).map { number in (0..<100).map { $0 + number } })
    }

    @Test func `results are in the order of the elements`() throws {
        let numbers = Array(0..<5000)
        #expect(try WorkerPool.map(numbers) { $0 * 2 } == numbers.map { $0 * 2 })
    }

    @Test(arguments: [1, 2, 3, 16])
    func `workers that take the next element give results in order`(workers: Int) throws {
        let numbers = Array(0..<2000)
        let results = try WorkerPool.mapQueued(numbers, workers: workers) { _ in
            { number in number * 3 }
        }
        #expect(results == numbers.map { $0 * 3 })
    }

    @Test func `no elements need no worker`() throws {
        let made = Atomic(0)
        let results = try WorkerPool.mapQueued([Int]()) { _ in
            made.add(1, ordering: .relaxed)
            return { (number: Int) in number }
        }
        #expect(results.isEmpty)
        let workers = made.load(ordering: .relaxed)
        #expect(workers == 0)
    }

    /// A connection, say, that no two threads may use at once.
    private final class Own { var uses = 0 }

    @Test func `each worker keeps a value of its own`() throws {
        let numbers = Mutex<Set<Int>>([])
        let uses = try WorkerPool.mapQueued(Array(0..<500), workers: 4) { number in
            _ = numbers.withLock { $0.insert(number) }
            let own = Own()
            return { _ in
                own.uses += 1
                return (worker: number, use: own.uses)
            }
        }
        #expect(numbers.withLock { $0 } == [0, 1, 2, 3])
        for worker in 0..<4 {
            let own = uses.filter { $0.worker == worker }.map(\.use)
            #expect(own == Array(1...max(1, own.count)).prefix(own.count).map { $0 })
        }
        #expect(uses.count == 500)
    }

    @Test func `a slow element does not keep the others from being done`() throws {
        // The first element waits for all others: it would for ever if they were shared out before.
        let rest = Monitor(0)
        let results = try WorkerPool.mapQueued(Array(0..<100), workers: 2) { _ in
            { number in
                if number == 0 {
                    rest.wait { $0 == 99 ? () : nil }
                } else {
                    rest.change { $0 += 1 }
                }
                return number
            }
        }
        #expect(results == Array(0..<100))
    }

    @Test func `progress is told in order, and may end the work`() {
        var told: [Int] = []
        #expect(throws: Failed(place: 10)) {
            try WorkerPool.mapQueued(
                Array(0..<1000),
                progress: { number in
                    told.append(number)
                    if number == 10 { throw Failed(place: 10) }
                },
                worker: { _ in { $0 } }
            )
        }
        #expect(told == Array(0...10))
    }

    @Test(arguments: [0, 1, 57, 199])
    func `the first element that fails is told`(place: Int) {
        #expect(throws: Failed(place: place)) {
            try WorkerPool.mapQueued(Array(0..<200), workers: 3) { _ in
                { number in
                    if number >= place { throw Failed(place: number) }
                    return number
                }
            }
        }
    }

    @Test func `a worker that cannot begin fails the element it takes`() {
        #expect(throws: Failed(place: -1)) {
            try WorkerPool.mapQueued([1, 2, 3]) { (_) -> (Int) throws -> Int in
                throw Failed(place: -1)
            }
        }
    }
}
