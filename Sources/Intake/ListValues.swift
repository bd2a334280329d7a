// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// What the filled fields of one column look like in a sample of the rows.
struct ListValues {
    let filled: [String]
    let dates: ListDateForm.Counts

    init(column: Int, rows: [[String]]) {
        filled = rows.compactMap { row in
            guard column < row.count else { return nil }
            let text = row[column].trimmedField
            return ListValues.isFilled(text) ? text : nil
        }
        dates = ListDateForm.counts(of: filled)
    }

    /// Signs that stand for nothing do not fill a field.
    static func isFilled(_ trimmed: String) -> Bool {
        guard trimmed.utf8.count <= 6 else { return true }
        switch trimmed {
        case "", "-", "--", "---", ".", "\\N", "NULL", "null", "n.v.t.", "nvt", "NVT", "N/A", "n/a":
            return false
        default: return true
        }
    }

    /// The part of the filled fields for which `test` holds; nil when there are none.
    func share(_ test: (String) -> Bool) -> Double? {
        filled.isEmpty ? nil : Double(filled.count(where: test)) / Double(filled.count)
    }

    /// How many of the fields fit the role; nil when the role has no form that can be seen.
    func share(fitting role: ListRole) -> Double? {
        switch role {
        case .citizenNumber: share { CitizenNumber(ListIdentifiers.citizenNumber($0)) != nil }
        case .birthDate:
            share { dates.finding.form.readings($0).contains { 1_850...2_100 ~= $0.year } }
        case .category(.sampleDate): share { ListValues.date($0) != nil }
        case .postcode:
            share {
                Postcode(ListIdentifiers.postcode($0)) != nil || ListValues.isForeignPostcode($0)
            }
        case .postcodeWithPlace: share { ListAddress.postcode(before: $0) != nil }
        case .houseNumber: share { $0.first?.isASCII == true && $0.first?.isNumber == true }
        case .category(.email): share(ListValues.isEmail)
        case .category(.telephone): share(ListValues.isTelephone)
        case .surname, .partnerSurname, .givenNames, .fullName, .street, .place:
            share { text in !text.allSatisfy { $0.isNumber || $0.isPunctuation } }
        default: nil
        }
    }

    /// The role that nearly all fields look like, whatever the column is called.
    var lookedLike: ListRole? {
        func nearlyAll(_ test: (String) -> Bool) -> Bool { (share(test) ?? 0) >= 0.9 }
        if nearlyAll({ CitizenNumber($0.withoutApostrophe) != nil }) { return .citizenNumber }
        if nearlyAll({ ListValues.date($0) != nil }) {
            return isOfBirth ? .birthDate : .category(.sampleDate)
        }
        if nearlyAll({ Postcode($0) != nil }) { return .postcode }
        if nearlyAll(ListValues.isEmail) { return .category(.email) }
        if nearlyAll(ListValues.isTelephone) { return .category(.telephone) }
        if nearlyAll({ ListAddress.postcode(before: $0) != nil }) { return .postcodeWithPlace }
        if nearlyAll({ ["m", "v", "f", "o", "x", "man", "vrouw"].contains($0.lowercased()) }) {
            return .category(.sex)
        }
        if nearlyAll(ListFullName.isInitials) { return .initials }
        if nearlyAll({ ListAddress.split($0).houseNumber.isEmpty == false && $0.contains(" ") }) {
            return .streetWithNumber
        }
        if nearlyAll({ ListFullName($0).initials.isEmpty == false }) { return .fullName }
        return nil
    }

    /// Dates of birth lie far apart, dates of a programme close together.
    var isOfBirth: Bool {
        let years = filled.compactMap { ListValues.date($0)?.year }
        guard let first = years.min(), let last = years.max() else { return false }
        return last - first >= 15 || last < 1_990
    }

    static func date(_ text: String) -> PartialDate? {
        PartialDate(text).flatMap { $0.isFull && 1_880...2_100 ~= $0.year ? $0 : nil }
    }

    private static func isForeignPostcode(_ text: String) -> Bool {
        text.utf8.count == 5 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
    }

    private static func isTelephone(_ text: String) -> Bool {
        let digits = text.utf8.filter { 0x30...0x39 ~= $0 }
        guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || " +-()".utf8.contains($0) }) else {
            return false
        }
        return text.hasPrefix("+") || text.hasPrefix("00")
            ? 10...15 ~= digits.count : digits.count == 10 && digits.first == 0x30
    }
}

extension String {
    /// Spreadsheets put `'` before a number that must stay text.
    var withoutApostrophe: String { hasPrefix("'") ? String(dropFirst()) : self }

    /// `="012345672"`: how spreadsheets are told that it is text.
    var withoutFormula: String {
        utf8.count > 3 && hasPrefix("=\"") && hasSuffix("\"")
            ? String(dropFirst(2).dropLast()) : self
    }
}
