// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Testing
import Vault

@Suite struct SealTests {
    private let secret = Array("Voorbeeldstra".utf8)
    private let place = Array("person|dossier|17".utf8)

    @Test func `opens with its key at its place`() throws {
        let key = DataKey()
        let sealed = try Seal.seal(secret, with: key, context: place)
        #expect(try Seal.open(sealed, with: key, context: place) == secret)
    }

    @Test func `does not open at another place`() throws {
        let key = DataKey()
        let sealed = try Seal.seal(secret, with: key, context: place)
        #expect(throws: VaultError.self) {
            try Seal.open(sealed, with: key, context: Array("person|dossier|18".utf8))
        }
        #expect(throws: VaultError.self) { try Seal.open(sealed, with: key, context: []) }
    }

    @Test func `does not open with another key, or with any byte changed`() throws {
        let key = DataKey()
        let sealed = try Seal.seal(secret, with: key, context: place)
        #expect(throws: VaultError.self) {
            try Seal.open(sealed, with: DataKey(), context: place)
        }
        for index in sealed.indices {
            var altered = sealed
            altered[index] ^= 1
            #expect(throws: VaultError.self) {
                try Seal.open(altered, with: key, context: place)
            }
        }
        for length in 0..<sealed.count {
            #expect(throws: VaultError.self) {
                try Seal.open(Array(sealed.prefix(length)), with: key, context: place)
            }
        }
    }

    @Test func `the same content never looks the same twice`() throws {
        let key = DataKey()
        let first = try Seal.seal(secret, with: key, context: place)
        #expect(first != (try Seal.seal(secret, with: key, context: place)))
    }

    @Test func `a ring opens under its own root only`() throws {
        let root = try #require(RootKey(bytes: [UInt8](repeating: 7, count: 32)))
        let other = try #require(RootKey(bytes: [UInt8](repeating: 8, count: 32)))
        let (_, wrapped) = try KeyRing.create(under: root)
        #expect(throws: Never.self) { try KeyRing(wrapped: wrapped, under: root) }
        #expect(throws: VaultError.self) { try KeyRing(wrapped: wrapped, under: other) }
        #expect(root.fingerprint != other.fingerprint)
        #expect(RootKey(bytes: [1, 2, 3]) == nil)
    }

    @Test func `the three keys of a person are three, and open for that person only`() throws {
        let root = try #require(RootKey(bytes: [UInt8](repeating: 7, count: 32)))
        let (ring, _) = try KeyRing.create(under: root)
        var random = RandomBytes()
        var bytes: [UInt8] = []
        let sizes = ring.seal(
            dossier: secret,
            mail: place,
            logObject: [1],
            of: 17,
            epoch: 1,
            random: &random,
            to: &bytes
        )
        let keys = (0..<3).map { Array(bytes[$0 * 60..<$0 * 60 + 60]) }
        #expect(Set(keys).count == 3)
        let start = 120 + sizes.log
        let dossier = Array(bytes[start..<start + sizes.dossier])
        let mail = Array(bytes[(start + sizes.dossier)...])
        #expect(mail.count == sizes.mail)
        func open(
            _ sealed: [UInt8],
            _ purpose: KeyPurpose,
            of person: UInt64,
            epoch: Int = 1,
            by key: [UInt8]
        ) throws -> [UInt8] {
            try sealed.withUnsafeBytes { sealed in
                try key.withUnsafeBytes {
                    try ring.open(sealed, purpose, of: person, epoch: epoch, wrapped: $0)
                }
            }
        }
        #expect(try open(dossier, .dossier, of: 17, by: keys[0]) == secret)
        #expect(try open(mail, .mail, of: 17, by: keys[1]) == place)
        let logObject = Array(bytes[180..<start])
        #expect(try open(logObject, .log, of: 17, by: keys[2]) == [1])
        #expect(throws: VaultError.self) { try open(logObject, .log, of: 18, by: keys[2]) }
        #expect(throws: VaultError.self) { try open(mail, .mail, of: 18, by: keys[1]) }
        #expect(throws: VaultError.self) { try open(mail, .mail, of: 17, epoch: 2, by: keys[1]) }
        #expect(throws: VaultError.self) { try open(mail, .dossier, of: 17, by: keys[1]) }
        #expect(throws: VaultError.self) { try open(mail, .mail, of: 17, by: keys[0]) }
        #expect(throws: VaultError.self) { try open(dossier, .mail, of: 17, by: keys[1]) }
    }

    @Test(arguments: [0, 1, 15, 16, 17, 100, 5000])
    func `another implementation of AES-GCM opens what was sealed, and the reverse`(length: Int)
        throws
    {
        let key = DataKey()
        let raw = SymmetricKey(data: try key.signingKey.rawRepresentation)
        let content = (0..<length).map { UInt8($0 & 0xFF) }
        let sealed = try Seal.seal(content, with: key, context: place)
        let box = try AES.GCM.SealedBox(combined: sealed.dropFirst(33))
        #expect(try Array(AES.GCM.open(box, using: raw, authenticating: place)) == content)
        let other = try AES.GCM.seal(content, using: raw, authenticating: place)
        let combined = try #require(other.combined)
        #expect(
            try Seal.open(Array(sealed.prefix(33)) + combined, with: key, context: place) == content
        )
    }
}

@Suite struct KeyedDigestTests {
    @Test func `equals the HMAC of the library over domain and content`() throws {
        let root = try #require(RootKey(bytes: [UInt8](repeating: 7, count: 32)))
        let (ring, _) = try KeyRing.create(under: root)
        let key = ring[.contentDigests]
        let digest = KeyedDigest(key: key, domain: "test/1")
        let raw = SymmetricKey(data: try key.signingKey.rawRepresentation)
        for length in [0, 1, 9, 55, 56, 63, 64, 65, 1000] {
            let content = (0..<length).map { UInt8($0 & 0xFF) }
            let expected = HMAC<SHA256>.authenticationCode(
                for: Array("test/1".utf8) + [0] + content,
                using: raw
            )
            #expect(digest.short(of: content) == Array(expected.prefix(16)))
        }
    }

    @Test(arguments: ["", "a", String(repeating: "a text of some length ", count: 50)])
    func `a digest that was begun ends as that of the whole does`(beginning: String) {
        let digest = KeyedDigest(key: DataKey(), domain: "d")
        let begun = digest.begun(with: Array(beginning.utf8))
        for ending in ["", "|person 2", "|person 3"] {
            let whole = Array((beginning + ending).utf8)
            #expect(begun.pair(of: Array(ending.utf8)) == digest.pair(of: whole))
        }
        #expect(begun.pair(of: []) != digest.pair(of: [1]))
    }

    @Test func `domains keep digests apart, and buckets fill evenly`() throws {
        let root = try #require(RootKey(bytes: [UInt8](repeating: 7, count: 32)))
        let (ring, _) = try KeyRing.create(under: root)
        let one = KeyedDigest(key: ring[.indexBuckets], domain: "a")
        let two = KeyedDigest(key: ring[.indexBuckets], domain: "b")
        #expect(one.short(of: "x") != two.short(of: "x"))
        let buckets = Set((0..<10_000).map { one.bucket(of: "\($0)") })
        #expect(buckets.count > 9_000)
    }
}
