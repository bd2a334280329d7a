// SPDX-License-Identifier: EUPL-1.2

/// Initials (voorletters) out of given names.
public enum Initials {
    /// One letter and a full stop for each given name; a hyphenated name is one name, `IJsbrand`
    /// gives `I.`, and a name of one letter stays as it is, without a stop.
    public static func of(_ givenNames: String) -> String {
        var text = ""
        for name in givenNames.words {
            guard let letter = name.first else { continue }
            text.append(letter)
            text.append(name.count == 1 ? " " : ".")
        }
        return text.last == " " ? String(text.dropLast()) : text
    }
}
