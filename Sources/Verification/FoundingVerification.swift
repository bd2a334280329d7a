// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation

/// Compares the settings and the wrapped keys of a store with the fact that says what it is.
struct FoundingVerification {
    let snapshot: Snapshot

    private struct Body: Decodable {
        var settings: [String: String]
        var wrappedKeys: [String: String]
    }

    /// False when the store is one of format 1 in which nothing was recorded since: then nothing is
    /// known of these tables.
    func run(_ entries: [EntryReader], _ report: inout VerificationReport) throws -> Bool {
        var last: Body?
        let facts = try snapshot.cursor(
            "SELECT body FROM fact WHERE kind = 'founding' ORDER BY entry, \"row\""
        )
        while try facts.step() {
            guard let body = try? JSONDecoder().decode(Body.self, from: Data(facts[0].bytes)) else {
                report.found(.founding, "a founding fact does not read")
                continue
            }
            last = body
        }
        guard let last else {
            let setting = try texts("SELECT value, '' FROM setting WHERE name = 'format'").keys
                .first
            if entries.contains(where: { $0.kind > Self.lastOfFormat1 })
                || !entries.isEmpty && setting != "1"
            {
                report.found(.founding, "no entry says what the store is and by which keys")
            }
            return false
        }
        let settings = try texts("SELECT name, value FROM setting")
        for name in Set(settings.keys).union(last.settings.keys).sorted()
        where settings[name] != last.settings[name] {
            report.found(.founding, "setting '\(name)' is not what the ledger says")
        }
        let keys = try keys()
        for name in Set(keys.keys).union(last.wrappedKeys.keys).sorted()
        where keys[name] != last.wrappedKeys[name] {
            report.found(.founding, "wrapped key '\(name)' is not the one that the ledger names")
        }
        return true
    }

    private static let lastOfFormat1: UInt8 = 6

    private func texts(_ sql: String) throws -> [String: String] {
        var texts: [String: String] = [:]
        let rows = try snapshot.cursor(sql)
        while try rows.step() {
            texts[String(decoding: rows[0].bytes, as: UTF8.self)] =
                String(decoding: rows[1].bytes, as: UTF8.self)
        }
        return texts
    }

    private func keys() throws -> [String: String] {
        var keys: [String: String] = [:]
        let rows = try snapshot.cursor("SELECT name, wrapped FROM wrapped_key")
        while try rows.step() {
            var hash = SHA256()
            hash.update(bufferPointer: rows[1].bytes)
            keys[String(decoding: rows[0].bytes, as: UTF8.self)] =
                hash.finalize().map { String(format: "%02x", $0) }.joined()
        }
        return keys
    }
}
