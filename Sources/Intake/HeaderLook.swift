// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// Whether the first line of a list names its columns, or is already the record of somebody.
public enum HeaderLook {
    /// Does one of the names look like a value of a person? A name of a column is a word.
    public static func isOfARecord(_ header: [String]) -> Bool {
        header.contains { isValue($0.trimmedField.withoutApostrophe) }
    }

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
