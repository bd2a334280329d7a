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

    /// Is it a name of a column of any table that is read here, or a word that such columns have? Nothing else
    /// of a header may be shown: a file without one begins with a person, and a name of a person is a word too.
    public static func isKnown(_ name: String) -> Bool {
        let folded = ListHeaderNames.fold(name)
        return !folded.isEmpty
            && (tableNames.contains(folded) || PopulationMapping.isKnown(folded)
                || ListHeaderNames.role(of: name) != nil)
    }

    private static let tableNames = Set(
        (PopulationColumns.names + BackfileColumns.names + FormerColumns.names)
            .map(ListHeaderNames.fold)
    )

    /// A row of totals, or the mark of the end of a list or of a page: `Totaal;702`, `Totaal: 3 personen`,
    /// `(702 rows affected)`, `Pagina 1 van 3`. Few of its fields are filled, and besides such words only
    /// with figures.
    public static func isOfTotals(_ fields: [String]) -> Bool {
        var filled: [String] = []
        for field in fields where !field.utf8.allSatisfy({ $0 <= 0x20 }) {
            guard filled.count < 3 else { return false }
            filled.append(field.trimmedField)
        }
        guard let first = filled.first else { return false }
        if filled.count == 1, first.hasPrefix("("), first.hasSuffix(")") {
            return first.utf8.contains { 0x30...0x39 ~= $0 }
        }
        return saysTotals(first)
            && filled.dropFirst().allSatisfy { text in
                isOfDigits(text.filter { $0 != "€" && $0 != ":" && $0 != "%" }) || saysTotals(text)
            }
    }

    /// Words of totals and figures, and nothing else: `Eindtotaal`, `3 rijen`, `-- 3 records --`.
    private static func saysTotals(_ text: String) -> Bool {
        guard text.utf8.count < 64 else { return false }
        var (hasSum, hasNoun, hasFigure) = (false, false, false)
        for part in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            if part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
                hasFigure = true
                continue
            }
            let word = ListHeaderNames.fold(String(part))
            if sums.contains(word) {
                hasSum = true
            } else if nouns.contains(word) {
                hasNoun = true
            } else if !fillers.contains(word) {
                return false
            }
        }
        return hasSum || hasNoun && hasFigure
    }

    private static let sums: Set<String> = [
        "totaal", "total", "totals", "totalen", "subtotaal", "subtotal", "eindtotaal", "grandtotal",
        "aantal", "rowcount", "recordcount", "som", "sum", "count", "einde", "eindebestand",
        "eindelijst", "eindeoverzicht", "eof", "endoffile", "endoflist", "endofreport", "end",
        "totaalaantal", "aantalrecords", "aantalrijen", "aantalpersonen", "aantalpatienten",
    ]
    private static let nouns: Set<String> = [
        "record", "records", "rij", "rijen", "row", "rows", "regel", "regels", "persoon",
        "personen",
        "patient", "patienten", "patinten", "patients", "persons", "people", "clienten", "clinten",
        "deelnemers", "betrokkenen", "entries", "items", "pagina", "page", "blad", "bladzijde",
    ]
    private static let fillers: Set<String> = [
        "van", "of", "de", "het", "the", "in", "grand", "general", "generaal", "lijst", "list",
        "bestand", "file", "overzicht", "report", "affected", "number", "e", "en", "and", "is",
    ]

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
