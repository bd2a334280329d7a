// SPDX-License-Identifier: EUPL-1.2

extension String {
    /// What a spreadsheet shows where it could not compute, in English or Dutch: nothing about anybody.
    var isSpreadsheetError: Bool {
        guard let first = utf8.first, first == 0x23 || first == 0x45 else { return false }
        return Self.spreadsheetErrors.contains(uppercased())
            || hasPrefix("Err:") && dropFirst(4).utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private static let spreadsheetErrors: Set<String> = [
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#GETTING_DATA",
        "#N/B", "#VERW!", "#WAARDE!", "#NAAM?", "#DEEL/0!", "#GETAL!", "#LEEG!", "#OVERLOPEN!",
    ]
}
