// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc

/// Who acts, as it is recorded in the ledger and in the access log: given, never made up.
public enum OfficerName {
    /// A name that was given, else the login of a person.
    public static func checked(_ given: String?, login: String? = personalLogin) throws -> String {
        guard let name = given ?? login else {
            throw HostingError.nobodyActs
        }
        let trimmed = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.contains(where: \.isLetter), trimmed.count <= 200,
            !trimmed.unicodeScalars.contains(where: \.isActedOn)
        else { throw HostingError.officerNameRefused }
        return trimmed
    }

    /// The login name of the real user, when it is a person's: not of root or of a service.
    public static var personalLogin: String? {
        let number = getuid()
        guard (1000..<60_000).contains(number), let entry = getpwuid(number) else { return nil }
        return String(cString: entry.pointee.pw_name)
    }
}
