// SPDX-License-Identifier: EUPL-1.2

import Custody
import Store

extension [LostPerson] {
    /// References, which say nobody's name: the first five, and how many more.
    var words: String {
        let named = prefix(5).map { lost in
            switch lost.fault {
            case .missing: "\(lost.person.reference) (a row is missing)"
            case .unreadable: "\(lost.person.reference) (a row does not read)"
            case .notNewest: "\(lost.person.reference) (not the newest rows)"
            }
        }
        return named.joined(separator: ", ") + moreWords(after: named.count)
    }
}

extension [String] {
    /// References of people, as words: the first five, and how many more.
    public var someWords: String {
        prefix(5).joined(separator: ", ") + moreWords(after: Swift.min(5, count))
    }
}

extension Array {
    fileprivate func moreWords(after named: Int) -> String {
        count > named ? " and \((count - named).grouped) others" : ""
    }
}
