// SPDX-License-Identifier: EUPL-1.2

/// The names of the cases of an enumeration by their numbers, asked of the language once: asking for
/// each value again costs more than everything else that is done with a register line.
enum EnumerationCodes {
    static func table<Value>(of type: Value.Type) -> [String]
    where Value: CaseIterable & RawRepresentable, Value.RawValue == UInt8 {
        let highest = type.allCases.map(\.rawValue).max() ?? 0
        var codes = [String](repeating: "", count: Int(highest) + 1)
        for value in type.allCases { codes[Int(value.rawValue)] = "\(value)" }
        return codes
    }
}
