// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// Whether the first line of a list names its columns, or is already the record of somebody.
public enum HeaderLook {
    /// Does one of the names look like a value of a person? A name of a column is a word.
    public static func isOfARecord(_ header: [String]) -> Bool {
        header.contains { isValue($0.trimmedField.withoutApostrophe) }
    }

    /// How many names of a column are known: of a population, a back-file or a list, in Dutch or
    /// English.
    public static func knownNames(_ header: [String]) -> Int {
        header.count { name in
            let folded = ListHeaderNames.fold(name)
            return !folded.isEmpty
                && (tableNames.contains(folded) || ListHeaderNames.role(of: name) != nil)
        }
    }

    private static let tableNames = Set(
        (PopulationColumns.names + BackfileColumns.names).map(ListHeaderNames.fold)
    )

    /// A row of totals, or the mark of the end of a list: `Totaal;702`, `(702 rows affected)`. Few of
    /// its fields are filled, and besides the word only with figures.
    public static func isOfTotals(_ fields: [String]) -> Bool {
        guard let place = fields.firstIndex(where: { !$0.isEmpty }),
            let letter = fields[place].utf8.first(where: { $0 > 0x20 }),
            totalsLetters.contains(letter | 0x20)
        else { return false }
        let filled = fields[place...].map(\.trimmedField).filter { !$0.isEmpty }
        guard filled.count <= 3, let first = filled.first else { return false }
        if filled.count == 1, first.hasPrefix("("), first.hasSuffix(")") {
            return first.utf8.contains { 0x30...0x39 ~= $0 }
        }
        let word = ListHeaderNames.fold(first).filter { !("0"..."9" ~= $0) }
        guard totals.contains(word) else { return false }
        return filled.dropFirst().allSatisfy { text in
            isOfDigits(text.filter { $0 != "€" && $0 != ":" && $0 != "%" })
                || totals.contains(ListHeaderNames.fold(text))
        }
    }

    private static let totals: Set<String> = [
        "totaal", "total", "totals", "totalen", "subtotaal", "subtotal", "eindtotaal", "grandtotal",
        "generaltotal", "totaalgeneraal", "totaalaantal", "aantal", "aantalrecords", "aantalrijen",
        "aantalpersonen", "aantalpatienten", "totaalaantalrecords", "totaalaantalrijen",
        "totaalaantalpersonen", "totaalaantalpatienten", "totaalrecords", "totalrecords",
        "totalrows", "rowcount", "recordcount", "som", "sum", "count", "einde", "eindebestand",
        "eindelijst", "eindeoverzicht", "eof", "endoffile", "endoflist", "endofreport", "end",
    ]

    /// Those with which such words begin, in lower case; and a parenthesis, a star or a dash.
    private static let totalsLetters: Set<UInt8> = Set(
        totals.compactMap(\.utf8.first) + "(*-".utf8.map { $0 | 0x20 }
    )

    private static func isValue(_ text: String) -> Bool {
        guard !text.isEmpty else { return false }
        return isOfDigits(text) || CitizenNumber(text) != nil || ListValues.date(text) != nil
            || Postcode(text) != nil || ListValues.isEmail(text)
    }

    /// Digits, and the signs that stand between them in numbers and dates.
    private static func isOfDigits(_ text: String) -> Bool {
        text.utf8.contains { 0x30...0x39 ~= $0 }
            && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || " .,-/+()".utf8.contains($0) }
    }
}
