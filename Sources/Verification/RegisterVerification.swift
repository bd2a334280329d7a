// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation

/// Compares the pages of frozen registers with the hash in their fact.
struct RegisterVerification {
    let snapshot: Snapshot

    private struct RegisterBody: Decodable {
        var incident: Int64
        var version: Int64
        var name: String
        var pages: String
    }

    func run(_ report: inout VerificationReport) throws {
        let bodies = try snapshot.cursor(
            "SELECT body FROM fact WHERE kind = 'register' ORDER BY entry"
        )
        var pagesOfFacts = 0
        var seen: Set<[Int64]> = []
        while try bodies.step() {
            guard
                let fact = try? JSONDecoder().decode(
                    RegisterBody.self,
                    from: Data(bodies[0].bytes)
                )
            else {
                report.found(.register, "a register fact does not read")
                continue
            }
            guard seen.insert([fact.incident, fact.version]).inserted else {
                report.found(.register, "a version of a register was frozen twice")
                continue
            }
            pagesOfFacts += try pages(of: fact, &report)
        }
        let pages = try count()
        if pages != pagesOfFacts {
            report.found(.register, "there are pages of a register that was never frozen")
        }
    }

    /// Counted row by row: SQLite's own count looks at no limit.
    private func count() throws -> Int {
        let rows = try snapshot.cursor("SELECT incident FROM register_page NOT INDEXED")
        var count = 0
        while try rows.step() { count += 1 }
        return count
    }

    /// How many pages there are.
    private func pages(of fact: RegisterBody, _ report: inout VerificationReport) throws -> Int {
        var hash = SHA256()
        var count = 0
        let pages = try snapshot.cursor(
            """
            SELECT first_person, body FROM register_page
            WHERE incident = ? AND version = ? ORDER BY first_person
            """,
            [fact.incident, fact.version]
        )
        while try pages.step() {
            let bytes = pages[1].bytes
            let isInPlace = withUnsafeBytes(of: pages[0].integer.bigEndian) {
                bytes.starts(with: $0)
            }
            if !isInPlace {
                report.found(
                    .register,
                    "a page of register \(Finding.plain(fact.name)) is misplaced"
                )
            }
            hash.update(bufferPointer: bytes)
            count += 1
        }
        if hash.finalize().map({ String(format: "%02x", $0) }).joined() != fact.pages {
            report.found(
                .register,
                "the people of register \(Finding.plain(fact.name)) were changed"
            )
        }
        return count
    }
}
