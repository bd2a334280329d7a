// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Testing
import Vault

@testable import Identities

/// The form of a line of the access log, which others read and which never changes but by new names.
@Suite struct AccessLineTests {
    private func written(_ object: AccessObject, roles: [String] = []) throws -> String {
        let reason = try AccessReason(
            user: "Noor \"N\" Terpstra",
            purpose: "letters",
            caseReference: "case",
            reason: "wave one",
            at: 1_758_093_120_000,
            roles: roles
        )
        var position = AccessLogPosition()
        let bytes = AccessLogLine(key: DataKey()).bytes(reason, object, behind: &position)
        let line = String(decoding: bytes, as: UTF8.self)
        let end = try #require(line.range(of: ",\"mac\":")?.lowerBound)
        return String(line[..<end])
    }

    @Test func `a line names event, kind, outcome, moment, user, roles, purpose and person`() throws
    {
        let person = AccessObject(identifier: "P-1", sealed: [1, 2, 3], people: 1)
        #expect(
            try written(person, roles: ["privacyOfficer", "board"]) == """
                {"eventId":1,"eventDateTime":"2025-09-17T07:12:00.000Z","eventActionCode":"R",\
                "eventTypeCode":"110110","eventOutcomeIndicator":"0","userId":"Noor \\"N\\" Terpstra",\
                "roleIdCode":"privacyOfficer board","purposeOfUse":"letters","caseReference":"case",\
                "reason":"wave one","participantObjectId":"P-1","sealed":"AQID","people":1
                """
        )
    }

    @Test func `who did not sign in has no role, and reading the log is an event of its own`()
        throws
    {
        let line = try written(.things(AccessObject.ofTheLog, count: 0))
        #expect(!line.contains("roleIdCode"))
        #expect(line.contains("\"eventTypeCode\":\"110101\""))
        #expect(try written(.things("population", count: 3)).contains("\"110110\""))
    }

    @Test func `a line of before kind, outcome and role were recorded is still read`() throws {
        let old = """
            {"eventId":7,"eventDateTime":"2025-09-17T07:12:00.000Z","eventActionCode":"R","userId":"a",\
            "purposeOfUse":"letters","caseReference":"c","reason":"why so","participantObjectId":"P-1",\
            "people":1,"mac":"","chain":""}
            """
        let look = try JSONDecoder().decode(AccessLook.self, from: Data(old.utf8))
        #expect(look.eventId == 7)
        #expect(look.roleIdCode == nil)
        #expect(look.eventTypeCode == nil)
    }
}
