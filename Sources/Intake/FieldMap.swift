// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// The explicit table of fields to categories: which kinds of data a filled field carries.
///
/// A user can print it, read it, and extend it by a file of the same form; later rows win.
public struct FieldMap: Sendable {
    /// What a field is.
    enum Meaning: Sendable, Equatable {
        case structural
        case categories(CategorySet)
    }

    /// The rules of one field.
    struct Rule: Sendable {
        var meaning: Meaning?
        /// For a repetition that has this text as type or authority, `@` for an e-mail address.
        var qualified: [(text: [UInt8], meaning: Meaning)] = []
        /// For parts: component and subcomponent, when these are filled too.
        var parts: [(component: Int, subcomponent: Int, meaning: Meaning)] = []
        /// The rule stands for a whole segment (`-*`).
        var isWildcard = false
    }

    /// Why a row of the table does not read.
    public struct Problem: Error, Equatable {
        /// Line in the file, from 1.
        public var line: Int
        public var what: What

        public enum What: Sendable, Equatable {
            case path
            case category(String)
        }
    }

    /// The rows as text.
    public private(set) var text: String
    private(set) var rules: [UInt32: Rule] = [:]
    private(set) var wildcards: [UInt32: Meaning] = [:]
    /// OBX values by the code in OBX-3.
    private(set) var observations: [[UInt8]: Meaning] = [:]

    /// The table as it ships.
    public static let standard = FieldMap(trusted: standardText)

    private init(trusted text: String) {
        self.text = ""
        do {
            self = try FieldMap(text: text)
        } catch {
            preconditionFailure("the shipped table reads: line \(error)")
        }
    }

    private init(text: String) throws {
        self.text = text
        try add(text)
    }

    /// This table with the rows of a user's file over it.
    public func merging(_ more: String) throws -> FieldMap {
        var merged = self
        merged.text += "\n" + more
        try merged.add(more)
        return merged
    }

    private mutating func add(_ text: String) throws {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let row = line.filter { !" \r\t".contains($0) }
            if row.isEmpty || row.hasPrefix("#") || row.hasPrefix("path,") { continue }
            let parts = row.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count >= 2 else { throw Problem(line: index + 1, what: .path) }
            let meaning: Meaning
            if parts[1] == "structural" {
                meaning = .structural
            } else if let set = CategorySet(text: parts[1]), !set.isEmpty {
                meaning = .categories(set)
            } else {
                throw Problem(line: index + 1, what: .category(String(parts[1])))
            }
            guard add(path: parts[0], meaning) else {
                throw Problem(line: index + 1, what: .path)
            }
        }
    }

    /// `PID-3`, `PID-3[NNNLD]`, `PID-5.1.4`, `NK1-*`, `OBX[CODE]-5`.
    private mutating func add(path: Substring, _ meaning: Meaning) -> Bool {
        guard let name = HL7SegmentName(path.prefix(3)) else { return false }
        var rest = path.dropFirst(3)
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]"), rest[rest.index(after: end)...] == "-5" else {
                return false
            }
            observations[Array(rest[rest.index(after: rest.startIndex)..<end].utf8)] = meaning
            return true
        }
        guard rest.first == "-" else { return false }
        rest = rest.dropFirst()
        if rest == "*" {
            wildcards[name.code] = meaning
            return true
        }
        var qualifier: Substring?
        if let open = rest.firstIndex(of: "["), rest.last == "]" {
            qualifier = rest[rest.index(after: open)...].dropLast()
            rest = rest[..<open]
        }
        let numbers = rest.split(separator: ".").map { Int($0) ?? 0 }
        guard let field = numbers.first, (1...255).contains(field), numbers.allSatisfy({ $0 > 0 })
        else { return false }
        let key = FieldMap.key(name, field)
        if let qualifier {
            rules[key, default: Rule()].qualified.append((Array(qualifier.utf8), meaning))
        } else if numbers.count > 1 {
            rules[key, default: Rule()].parts.append(
                (numbers[1], numbers.count > 2 ? numbers[2] : 0, meaning)
            )
        } else {
            rules[key, default: Rule()].meaning = meaning
        }
        return true
    }

    static func key(_ segment: HL7SegmentName, _ field: Int) -> UInt32 {
        segment.code << 8 | UInt32(field)
    }

    /// The meaning of a whole field, without qualifiers: for whoever asks about the table itself.
    func meaning(of field: Int, in segment: HL7SegmentName) -> Meaning? {
        rules[FieldMap.key(segment, field)]?.meaning ?? wildcards[segment.code]
    }

    /// May this field hold personal data of anyone, by the table? nil when it is not mapped.
    public func isPersonal(segment: String, field: Int) -> Bool? {
        guard let name = HL7SegmentName(segment), let meaning = meaning(of: field, in: name) else {
            return nil
        }
        return meaning != .structural
    }
}
