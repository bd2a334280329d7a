// SPDX-License-Identifier: EUPL-1.2

public import Custody

extension Language {
    /// The language of messages in a locale of POSIX: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that
    /// says something. Dutch where that is Dutch, else English.
    public init(locale environment: [String: String]) {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
        let first = set.first { !$0.isEmpty } ?? ""
        let name = first.prefix { $0.isLetter }.lowercased()
        self = name == "nl" ? .dutch : .english
    }
}
