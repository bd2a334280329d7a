// SPDX-License-Identifier: EUPL-1.2

import Synchronization
import Testing

@testable import Workers

struct OrderedJobsTests {
    struct Failed: Error, Equatable { var place: Int }
    enum Step: Hashable { case prepared(Int), finished(Int) }

    private func finished(_ steps: [Step]) -> [Step] {
        steps.filter { if case .finished = $0 { true } else { false } }
    }

    /// What the calling thread did, in its order.
    private func steps(
        _ count: Int,
        workers: Int,
        ahead: Int,
        preparing failsToPrepare: Int = .max,
        doing failsToDo: Int = .max,
        finishing failsToFinish: Int = .max
    ) -> (steps: [Step], failure: Failed?) {
        var steps: [Step] = []
        do {
            try OrderedJobs.run(
                count,
                workers: workers,
                ahead: ahead,
                prepare: { number in
                    if number == failsToPrepare { throw Failed(place: number) }
                    steps.append(.prepared(number))
                    return number
                },
                worker: { _ in
                    { number in
                        if number == failsToDo { throw Failed(place: number) }
                        return number
                    }
                },
                finish: { number in
                    if number == failsToFinish { throw Failed(place: number) }
                    steps.append(.finished(number))
                }
            )
            return (steps, nil)
        } catch {
            return (steps, error as? Failed)
        }
    }

    @Test(arguments: [(0, 2, 2), (1, 4, 1), (5, 2, 9), (100, 3, 6)])
    func `products are finished in the order of the jobs`(count: Int, workers: Int, ahead: Int) {
        let (steps, failure) = steps(count, workers: workers, ahead: ahead)
        #expect(failure == nil)
        #expect(
            finished(steps)
                == (0..<count).map { .finished($0) }
        )
        #expect(steps.filter { !finished(steps).contains($0) } == (0..<count).map { .prepared($0) })
    }

    @Test(arguments: [1, 2, 5])
    func `no more jobs are prepared ahead than asked`(ahead: Int) {
        var prepared = 0
        var finished = 0
        for step in steps(50, workers: 3, ahead: ahead).steps {
            switch step {
            case .prepared: prepared += 1
            case .finished: finished += 1
            }
            #expect(prepared - finished <= ahead)
        }
    }

    @Test func `the caller does the same whoever is ready first`() {
        let first = steps(40, workers: 4, ahead: 5).steps
        for _ in 0..<20 { #expect(steps(40, workers: 4, ahead: 5).steps == first) }
    }

    @Test(arguments: [0, 1, 13, 39])
    func `a job that fails ends the work when it is its turn`(place: Int) {
        let (steps, failure) = steps(40, workers: 4, ahead: 6, doing: place)
        #expect(failure == Failed(place: place))
        #expect(Set(steps).isSuperset(of: (0..<place).map { .finished($0) }))
        #expect(!steps.contains(.finished(place)))
    }

    @Test(arguments: [0, 1, 13, 39])
    func `a job that cannot be prepared fails in its turn`(place: Int) {
        let (steps, failure) = steps(40, workers: 4, ahead: 6, preparing: place)
        #expect(failure == Failed(place: place))
        #expect(
            finished(steps)
                == (0..<place).map { .finished($0) }
        )
        #expect(!steps.contains(.prepared(place + 1)))
    }

    @Test(arguments: [0, 1, 13, 39])
    func `what the caller throws on finishing ends the work`(place: Int) {
        let (steps, failure) = steps(40, workers: 4, ahead: 6, finishing: place)
        #expect(failure == Failed(place: place))
        #expect(steps.contains(.finished(place - 1)) == (place > 0))
        #expect(!steps.contains(.finished(place + 1)))
    }

    @Test func `of two failures the one of the earlier job is told`() {
        for _ in 0..<50 {
            #expect(steps(20, workers: 4, ahead: 20, preparing: 9, doing: 4).failure?.place == 4)
            #expect(steps(20, workers: 4, ahead: 20, preparing: 3, doing: 4).failure?.place == 3)
            #expect(steps(20, workers: 4, ahead: 20, doing: 5, finishing: 2).failure?.place == 2)
        }
    }

    @Test func `after a failure nobody takes another job, and everybody has left`() {
        let begun = Mutex<[Int]>([])
        let left = Atomic(0)
        #expect(throws: Failed(place: 0)) {
            try OrderedJobs.run(
                1000,
                workers: 2,
                ahead: 1000,
                prepare: { $0 },
                worker: { _ in
                    { number in
                        begun.withLock { $0.append(number) }
                        defer { left.add(1, ordering: .sequentiallyConsistent) }
                        throw Failed(place: number)
                    }
                },
                finish: { (_: Int) in }
            )
        }
        let numbers = begun.withLock { $0 }
        #expect(numbers.count <= 2)
        let ended = left.load(ordering: .sequentiallyConsistent)
        #expect(ended == numbers.count)
    }

    /// Counts itself as long as it is there.
    private final class Product: Sendable {
        static let alive = Atomic(0)

        init() { Self.alive.add(1, ordering: .relaxed) }

        deinit { Self.alive.subtract(1, ordering: .relaxed) }
    }

    @Test func `nothing of what was made is there any more when the caller fails`() {
        for _ in 0..<500 {
            #expect(throws: Failed(place: 0)) {
                try OrderedJobs.run(
                    20,
                    workers: 2,
                    ahead: 20,
                    prepare: { $0 },
                    worker: { _ in { _ in Product() } },
                    finish: { _ in throw Failed(place: 0) }
                )
            }
            #expect(Product.alive.load(ordering: .sequentiallyConsistent) == 0)
        }
    }

    @Test func `workers that wait for a job leave when the caller fails`() {
        // One job, and four workers of which three never get one.
        #expect(steps(4, workers: 4, ahead: 1, finishing: 0).failure == Failed(place: 0))
    }

    @Test func `a thousand runs in a row neither hang nor change the order`() {
        for round in 0..<1000 {
            let (steps, failure) = steps(
                8,
                workers: 1 + round % 4,
                ahead: 1 + round % 5,
                preparing: round % 5 == 1 ? round % 8 : .max,
                doing: round % 5 == 2 ? round % 8 : .max,
                finishing: round % 5 == 3 ? round % 8 : .max
            )
            #expect((failure == nil) == (round % 5 == 0 || round % 5 == 4))
            let end = failure?.place ?? 8
            #expect(
                finished(steps)
                    == (0..<end).map { .finished($0) }
            )
        }
    }
}
