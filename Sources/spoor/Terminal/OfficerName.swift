// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc

/// Who acts, as it is recorded in the ledger and in the access log: given, never made up.
enum OfficerName {
    /// A name that was given, else the login of a person.
    static func checked(_ given: String?, login: String? = login()) throws -> String {
        guard let name = given ?? login else {
            throw CommandFailure(
                .notAllowed,
                "who acts was not given, and there is no login of a person",
                help: "add --by \"NAME\" or set SPOOR_BY: it is recorded with what you do"
            )
        }
        let trimmed = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.contains(where: \.isLetter), trimmed.count <= 200,
            !trimmed.unicodeScalars.contains(where: \.isActedOn)
        else {
            throw CommandFailure(
                .notAllowed,
                "the name of who acts has no letter, has hidden characters or is too long",
                help: "add --by \"NAME\" or set SPOOR_BY: it is recorded with what you do"
            )
        }
        return trimmed
    }

    /// The login name of the real user, when it is a person's: not of root or of a service.
    private static func login() -> String? {
        let number = getuid()
        guard (1000..<60_000).contains(number), let entry = getpwuid(number) else { return nil }
        return String(cString: entry.pointee.pw_name)
    }
}
