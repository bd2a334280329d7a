// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Testing
import Vault

/// Values of one class have one length, and come back as they were.
@Suite struct PaddingTests {
    private let key = DataKey()
    private let place = Array("unresolved|claims".utf8)

    @Test(arguments: [0, 1, 31, 32, 63, 64, 127])
    func `what is padded comes back whole`(count: Int) throws {
        let texts = [
            [UInt8](repeating: 0, count: count), [UInt8](repeating: 0x80, count: count),
            [UInt8](repeating: 7, count: count),
        ]
        for text in texts {
            let sealed = try Seal.seal(text, with: key, context: place, paddedTo: 64)
            #expect(try Seal.open(sealed, with: key, context: place) == text)
        }
    }

    @Test func `the length says the class alone`() throws {
        let lengths = try (0..<63).map {
            try Seal.seal(
                [UInt8](repeating: 1, count: $0),
                with: key,
                context: place,
                paddedTo: 64
            ).count
        }
        #expect(Set(lengths).count == 1)
        let next = try Seal.seal(
            [UInt8](repeating: 1, count: 64),
            with: key,
            context: place,
            paddedTo: 64
        )
        #expect(next.count == lengths[0] + 64)
    }

    @Test func `what was sealed without padding is still opened, and neither passes for the other`()
        throws
    {
        let text = Array("Voorbeeldstra".utf8) + [0x80]
        for step in [nil, 64] {
            var sealed = try Seal.seal(text, with: key, context: place, paddedTo: step)
            #expect(try Seal.open(sealed, with: key, context: place) == text)
            sealed[0] ^= 3
            #expect(throws: VaultError.self) { try Seal.open(sealed, with: key, context: place) }
        }
    }
}

/// The key file goes into memory that is locked, and nowhere else.
@Suite struct RootKeyTests {
    private let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("spoor-key-\(UUID().uuidString)")

    @Test(arguments: [0, 31, 33, 1000])
    func `a file that does not hold 32 bytes is no key`(count: Int) throws {
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(count: count).write(to: file)
        #expect(throws: RootKeyError.notAKey) { try RootKey(reading: file.path) }
    }

    @Test func `a key that is read is the key of its bytes, and a missing file says so`() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(throws: RootKeyError.notReadable(errno: ENOENT)) {
            try RootKey(reading: file.path)
        }
        let bytes = (0..<32).map { UInt8($0) }
        try Data(bytes).write(to: file)
        let key = try RootKey(reading: file.path)
        #expect(key.fingerprint == RootKey(bytes: bytes)?.fingerprint)
    }

    @Test func `keys are in locked memory where the system gives leave`() throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limit)
        guard limit.rlim_cur > 1 << 20 else { return }
        let root = try #require(RootKey(bytes: [UInt8](repeating: 7, count: 32)))
        #expect(root.isLocked)
        #expect(try KeyRing.create(under: root).0.isLocked)
    }
}
