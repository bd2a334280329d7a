// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Letters

extension ReleasedPerson {
    private var recipient: String {
        lane == .youngPerson ? (toParents ? "to the parents" : "to themselves") : ""
    }

    public var line: String {
        "release \(number): \(person) no longer waits in \(lane.code)"
            + (recipient.isEmpty ? "" : ", the letter goes \(recipient)")
    }

    public var lineOfHolding: String { "\(person) waits in \(lane.code) again" }

    public static let columns = ["release", "person", "lane", "letter", "by", "because"]

    public var cells: [String] { ["\(number)", person, lane.code, recipient, by, because] }
}
