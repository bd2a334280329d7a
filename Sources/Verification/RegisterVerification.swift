// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation
import GRDB

/// Compares the pages of frozen registers with the hash in their fact.
struct RegisterVerification {
    let db: Database

    private struct RegisterBody: Decodable {
        var incident: Int64
        var version: Int64
        var name: String
        var pages: String
    }

    func run(_ report: inout VerificationReport) throws {
        let bodies = try Cursor(
            db,
            "SELECT body FROM fact WHERE kind = 'register' ORDER BY entry"
        )
        var pagesOfFacts = 0
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
            pagesOfFacts += try pages(of: fact, &report)
        }
        let pages = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM register_page") ?? 0
        if pages != pagesOfFacts {
            report.found(.register, "there are pages of a register that was never frozen")
        }
    }

    /// How many pages there are.
    private func pages(of fact: RegisterBody, _ report: inout VerificationReport) throws -> Int {
        var hash = SHA256()
        var count = 0
        let pages = try Cursor(
            db,
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
                report.found(.register, "a page of register \(fact.name) is misplaced")
            }
            hash.update(bufferPointer: bytes)
            count += 1
        }
        if hash.finalize().map({ String(format: "%02x", $0) }).joined() != fact.pages {
            report.found(.register, "the people of register \(fact.name) were changed")
        }
        return count
    }
}
