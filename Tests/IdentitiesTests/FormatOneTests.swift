// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Foundation
import Store
import Testing
import Verification

@testable import Identities

/// A store of the program of before is opened, upgraded, verified and continued.
@Suite struct FormatOneTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("spoor-format-1-\(UUID().uuidString)")

    private func reason(_ at: Int64) throws -> AccessReason {
        try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "case",
            reason: "because",
            at: at
        )
    }

    @Test func `its people are sealed again under their numbers, with a version each`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FormatOneStore.make(in: folder)
        let root = try #require(FormatOneStore.root)
        var steps: [[Int]] = []
        let store = try Store(at: folder, root: root, mode: .writing) { steps.append([$0, $1]) }
        #expect(steps == [[3, 3]])
        let names = try ["OLD-1", "OLD-2", "OLD-3"].enumerated().map { place, source in
            let found = try store.find(
                IdentityClaims(),
                sourceID: SourceID(source),
                for: reason(Int64(place))
            )
            return try store.open(#require(found.first), for: reason(Int64(place))).surname
        }
        #expect(names == ["Voorbeeldstra", "Proef", "Langenaam-de Vries"])
        var rejected: [String] = []
        try store.rejects(for: reason(9)) {
            rejected.append(String(decoding: $0.content, as: UTF8.self))
        }
        #expect(rejected.count == 1)
        #expect(rejected.first?.contains("Kapot") == true)
        // The file they came from again: nobody is new, nobody changed.
        let intake = try store.populationIntake(for: reason(10))
        withExtendedLifetime(intake) {}
        let report = try LedgerVerifier(folder: folder).verify()
        #expect(report.findings.isEmpty)
        #expect(throws: Never.self) { try Store(at: folder, root: root, mode: .reading) }
    }
}
