// SPDX-License-Identifier: EUPL-1.2

import Custody

/// How a sheet shows the numbers of a cell, as far as it changes what they say.
enum CellFormat: Equatable, Sendable {
    /// As they are.
    case plain
    case date
    case dateAndTime
    case time
    /// A whole number with zeros before it and signs around and within it: `00041`, `VB-7`, `123-456`. A sign
    /// within it stands before so many last digits.
    case digits(before: String, count: Int, behind: String, within: [Int: String] = [:])

    /// The formats that every workbook has by number (ECMA-376 part 1, section 18.8.30).
    init(number: Int) {
        self =
            switch number {
            case 14...17, 27...31, 36, 50...54, 57, 58: .date
            case 22: .dateAndTime
            case 18...21, 32...35, 45, 47, 55, 56: .time
            default: .plain
            }
    }

    /// By a format code: `dd-mm-yyyy`, `[$-413]d mmmm yyyy;@`, `000000000`, `"VB-"0`.
    init(code: String) {
        let first = Section(code)
        let signs = first.signs.lowercased().replacing("am/pm", with: "").replacing("a/p", with: "")
        let hasTime = signs.contains("h") || signs.contains("s")
        let hasDate =
            signs.contains("y") || signs.contains("d") || (signs.contains("m") && !hasTime)
        if signs.hasPrefix("general") || first.isElapsed {
            self = .plain
        } else if hasDate {
            self = hasTime ? .dateAndTime : .date
        } else if hasTime {
            self = .time
        } else if let digits = first.digits {
            self = digits
        } else {
            self = .plain
        }
    }

    /// The first section of a format code, that of positive numbers.
    private struct Section {
        /// What is no literal.
        var signs = ""
        /// `[h]`, `[mm]`: how long something took, no moment.
        var isElapsed = false
        private var before = ""
        private var count = 0
        private var behind = ""
        /// A sign between digits, behind so many of them.
        private var within: [(place: Int, sign: String)] = []
        private var isOfDigits = true

        init(_ code: String) {
            var rest = Substring(code)
            while let sign = rest.popFirst() {
                switch sign {
                case ";": return
                case "\"":
                    let text = rest.prefix { $0 != "\"" }
                    rest = rest.dropFirst(text.count + 1)
                    literal(String(text))
                case "\\": if let next = rest.popFirst() { literal(String(next)) }
                case "_": _ = rest.popFirst()
                case "*": _ = rest.popFirst()
                case "[":
                    let text = rest.prefix { $0 != "]" }
                    rest = rest.dropFirst(text.count + 1)
                    let unit = text.lowercased()
                    isElapsed =
                        isElapsed
                        || !unit.isEmpty && unit.allSatisfy { "hms".contains($0) }
                case "-", " ", "(", ")": literal(String(sign))
                default:
                    signs.append(sign)
                    if sign == "0" || sign == "#" {
                        if !behind.isEmpty {
                            within.append((count, behind))
                            behind = ""
                        }
                        // A digit that may be missing leaves no certain place for a sign.
                        if sign == "#", count > 0 || !within.isEmpty { isOfDigits = false }
                        count += sign == "0" ? 1 : 0
                    } else {
                        isOfDigits = false
                    }
                }
            }
        }

        private mutating func literal(_ text: String) {
            if signs.isEmpty { before += text } else { behind += text }
        }

        /// Nil for what leaves a whole number as it is.
        var digits: CellFormat? {
            guard isOfDigits, !signs.isEmpty, count <= 32 else { return nil }
            let before = String(before.drop { $0 == " " })
            let behind = String(behind.reversed().drop { $0 == " " }.reversed())
            guard count > 1 || !before.isEmpty || !behind.isEmpty else { return nil }
            guard within.allSatisfy({ $0.place > 0 }) else { return nil }
            return .digits(
                before: before,
                count: count,
                behind: behind,
                within: Dictionary(within.map { (count - $0.place, $0.sign) }) { $0 + $1 }
            )
        }
    }
}

/// What a cell with a number says.
struct CellNumbers {
    /// Days are counted from 1904 on, as on old Macintoshes.
    var countsFrom1904 = false

    /// The text of a number as it is stored, as its format has it.
    func text(_ stored: String, _ format: CellFormat) -> String {
        if format == .plain, stored.utf8.count < 16,
            stored.utf8.allSatisfy({ 0x30...0x39 ~= $0 })
        {
            return stored
        }
        guard let number = Double(stored), number.isFinite else { return stored }
        switch format {
        case .plain: return plain(number, stored)
        case .digits(let before, let count, let behind, let within):
            guard let whole = whole(number), whole >= 0 else { return plain(number, stored) }
            let digits = String(whole)
            let zeros = String(repeating: "0", count: max(0, count - digits.utf8.count))
            let signed = Array(zeros + digits).reversed().enumerated().reduce(into: "") {
                text,
                digit in
                if let sign = within[digit.offset] { text = sign + text }
                text = String(digit.element) + text
            }
            return before + signed + behind
        case .date, .dateAndTime, .time:
            return moment(number, format) ?? plain(number, stored)
        }
    }

    /// A sheet keeps fifteen digits of a number: of a longer one nobody knows what it was.
    private func whole(_ number: Double) -> Int? {
        guard number.rounded() == number, abs(number) < 1e15 else { return nil }
        return Int(number)
    }

    private func plain(_ number: Double, _ stored: String) -> String {
        whole(number).map(String.init) ?? stored
    }

    /// Nil for a number that is no day: 0 is shown as such, and stands for nothing.
    private func moment(_ number: Double, _ format: CellFormat) -> String? {
        guard number >= 0, number < 2_958_466 else { return nil }
        var day = Int(number)
        var seconds = 0
        if format != .date {
            seconds = Int(((number - Double(day)) * 86_400).rounded())
            if seconds == 86_400 { (day, seconds) = (day + 1, 0) }
        }
        if format == .time, day == 0 { return time(seconds) }
        guard day > 0 || countsFrom1904, let date = date(day) else { return nil }
        return seconds == 0 ? date : date + " " + time(seconds)
    }

    /// ISO 8601. Day 60 of 1900 is 29 February, which never was: it is written as the sheet shows it,
    /// and is no date for whoever reads it.
    private func date(_ day: Int) -> String? {
        if countsFrom1904 { return Self.text(ofDay: Self.firstOf1904 + day) }
        if day == 60 { return "1900-02-29" }
        return Self.text(ofDay: Self.lastOf1899 + (day < 60 ? day : day - 1))
    }

    private static let firstOf1904 = CivilCalendar.day(year: 1904, month: 1, day: 1)
    private static let lastOf1899 = CivilCalendar.day(year: 1899, month: 12, day: 31)

    private static func text(ofDay day: Int) -> String? {
        let (year, month, day) = CivilCalendar.date(ofDay: day)
        guard year <= 9999 else { return nil }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private func time(_ seconds: Int) -> String {
        let (hours, rest) = seconds.quotientAndRemainder(dividingBy: 3600)
        return [hours, rest / 60, rest % 60].map { Self.padded($0, 2) }.joined(separator: ":")
    }

    private static func padded(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }

    /// A day in ISO 8601 as a cell of the type `d` has it, without a time that says nothing.
    static func text(ofISODate stored: String) -> String {
        let parts = stored.split(separator: "T", maxSplits: 1)
        guard parts.count == 2 else { return stored }
        let time = parts[1].prefix { $0 != "." && $0 != "Z" }
        return time.allSatisfy { $0 == "0" || $0 == ":" } ? String(parts[0]) : parts[0] + " " + time
    }
}
