// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Store

/// Long work lets another process write between two of its acts.
@Suite struct WriterTurnTests {
    private let house: TestStore

    init() throws { house = try TestStore() }

    private func add(_ id: String, to store: Store) throws {
        try store.add(
            party: Party(id: Party.ID(rawValue: id), name: id),
            role: .processor,
            from: 0,
            act: house.act()
        )
    }

    @Test func `nobody who waits is nobody who gets a turn, and the lock stays`() throws {
        #expect(!house.store.isWaitedFor)
        house.store.giveTurn()
        #expect(throws: StoreError.self) {
            try Store(at: house.folder, root: house.root, mode: .writing)
        }
        #expect(house.store.writer == "\(getpid())")
    }

    @Test func `whoever asks writes between two acts, and both ledgers are one`() async throws {
        let (folder, root) = (house.folder, house.root)
        try add("before", to: house.store)
        let request = Mutex<WriterRequest?>(WriterRequest(folder: folder))
        #expect(house.store.isWaitedFor)
        let act = house.act()
        let other = Task {
            // As the desk does.
            for _ in 0..<5000 {
                guard let store = try? Store(at: folder, root: root, mode: .writing) else {
                    try await Task.sleep(for: .milliseconds(1))
                    continue
                }
                request.withLock { $0 = nil }
                try store.add(
                    party: Party(id: Party.ID(rawValue: "between"), name: "between"),
                    role: .processor,
                    from: 0,
                    act: act
                )
                // Whoever gave the turn waits for it to end.
                try await Task.sleep(for: .milliseconds(20))
                return store.isWaitedFor
            }
            return false
        }
        await Task.detached { [store = house.store] in store.giveTurn() }.value
        #expect(try await other.value)
        #expect(!house.store.isWaitedFor)
        // Nobody else writes now, and the next act goes on behind what was written.
        #expect(throws: StoreError.self) { try Store(at: folder, root: root, mode: .writing) }
        try add("after", to: house.store)
        #expect(
            try house.store.parties.map(\.id.rawValue) == ["lab", "before", "between", "after"]
        )
        #expect(throws: StoreError.self) { try add("between", to: house.store) }
        house.close()
        let again = try Store(at: folder, root: root, mode: .writing)
        let published = try String(
            contentsOf: folder.appendingPathComponent("ledger/checkpoint"),
            encoding: .utf8
        )
        #expect(try published.contains("\n\(again.entryCount)\n"))
    }

    @Test
    func
        `a request whose process ended asks for nothing, and one that is never used costs a second`()
        throws
    {
        var request: WriterRequest? = WriterRequest(folder: house.folder)
        #expect(house.store.isWaitedFor)
        request = nil
        #expect(request == nil && !house.store.isWaitedFor)
        let idle = WriterRequest(folder: house.folder)
        let began = ContinuousClock.now
        house.store.giveTurn()
        #expect(ContinuousClock.now - began < .seconds(30))
        withExtendedLifetime(idle) {}
        try add("goes on", to: house.store)
    }

    @Test func `an import records less together while a desk serves the store`() throws {
        #expect(house.store.mostAtOnce() == .max && !house.store.isServed)
        let path = house.folder.appendingPathComponent("desk.lock").path
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT, 0o600)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(house.store.isServed && house.store.mostAtOnce() == 32_768)
    }
}
