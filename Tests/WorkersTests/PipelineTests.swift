// SPDX-License-Identifier: EUPL-1.2

import Synchronization
import Testing

@testable import Workers

struct PipelineTests {
    struct Failed: Error, Equatable { var place: Int }

    /// How many batches were made and taken, told by both threads.
    private struct Counts { var made = 0, taken = 0, most = 0 }

    @Test(arguments: [0, 1, 2, 100])
    func `batches are taken in the order in which they are made`(count: Int) throws {
        var taken: [Int] = []
        try Pipeline.run { put in
            for number in 0..<count { try put(number) }
        } take: {
            taken.append($0)
        }
        #expect(taken == Array(0..<count))
    }

    @Test func `no more than one batch is made ahead`() throws {
        let counts = Mutex(Counts())
        try Pipeline.run { put in
            for number in 0..<200 {
                counts.withLock {
                    $0.made += 1
                    $0.most = max($0.most, $0.made - $0.taken)
                }
                try put(number)
            }
        } take: { _ in
            counts.withLock { $0.taken += 1 }
        }
        // One is taken, and not yet counted, while the next is made.
        #expect(counts.withLock { $0.most } <= 2)
        #expect(counts.withLock { $0.taken } == 200)
    }

    @Test(arguments: [0, 1, 7])
    func `what the maker throws comes behind the batches it made`(place: Int) {
        var taken: [Int] = []
        #expect(throws: Failed(place: place)) {
            try Pipeline.run { put in
                for number in 0..<place { try put(number) }
                throw Failed(place: place)
            } take: {
                taken.append($0)
            }
        }
        #expect(taken == Array(0..<place))
    }

    @Test(arguments: [0, 1, 7])
    func `what the taker throws ends the maker, also one that waits`(place: Int) {
        let ended = Monitor(false)
        #expect(throws: Failed(place: place)) {
            try Pipeline.run { put in
                defer { ended.change { $0 = true } }
                for number in 0... { try put(number) }
            } take: { number in
                if number == place { throw Failed(place: number) }
            }
        }
        // It has ended before the error is told: nothing of it reads or writes afterwards.
        #expect(ended.change { $0 })
    }

    @Test func `a thousand pipelines in a row neither hang nor lose a batch`() throws {
        for round in 0..<1000 {
            var sum = 0
            let ends = round % 3 == 1 ? round % 7 : Int.max
            do {
                try Pipeline.run { put in
                    for number in 0..<10 { try put(number) }
                    if round % 3 == 2 { throw Failed(place: 10) }
                } take: { number in
                    if number == ends { throw Failed(place: number) }
                    sum += number
                }
                #expect(round % 3 == 0)
            } catch let failed as Failed {
                #expect(failed.place == min(ends, 10))
            }
            #expect(sum == (0..<min(ends, 10)).reduce(0, +))
        }
    }

    @Test func `a queue lets its producer be as far ahead as it says`() throws {
        let queue = Queue<Int>(ahead: 2)
        #expect(queue.put(1))
        #expect(queue.put(2))
        #expect(try queue.take() == 1)
        #expect(queue.put(3))
        queue.end(.success(()))
        #expect(try queue.take() == 2)
        #expect(try queue.take() == 3)
        #expect(try queue.take() == nil)
        #expect(try queue.take() == nil)
    }

    @Test func `a queue that is stopped takes nothing more`() throws {
        let queue = Queue<Int>(ahead: 2)
        #expect(queue.put(1))
        queue.end(.success(()))
        queue.stop()
        #expect(!queue.put(2))
        #expect(try queue.take() == nil)
    }
}
