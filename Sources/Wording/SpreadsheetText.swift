// SPDX-License-Identifier: EUPL-1.2

/// Rows of comma separated values (RFC 4180) for a spreadsheet: what begins like a formula is none (OWASP,
/// CSV injection).
public enum SpreadsheetText {
    public static func rows(_ rows: [[String]]) -> String {
        rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        // Where a semicolon parts cells, as in Dutch, what stands behind one begins a cell too.
        var (safe, begins) = ("", true)
        for letter in text {
            if begins, "=+-@\t\r".contains(letter) { safe.append("'") }
            safe.append(letter)
            begins = ";\t\r\n".contains(letter) || begins && (letter == " " || letter == "\"")
        }
        guard safe.contains(where: { ",\"\r\n".contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
