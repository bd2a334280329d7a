// SPDX-License-Identifier: EUPL-1.2
public import Custody

extension PartialDate {
    private static let months: [Language: [String]] = [
        .dutch: [
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
            "september", "oktober", "november", "december",
        ],
        .english: [
            "January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December",
        ],
    ]

    /// As much of the date as is known, in words: `6 juli 2025`, `juli 2025`, `2025`; nil when
    /// nothing is. Never to be logged: the words are the value.
    public func words(in language: Language) -> String? {
        guard year > 0 else { return nil }
        guard month > 0, let name = PartialDate.months[language]?[month - 1] else {
            return String(year)
        }
        return day > 0 ? "\(day) \(name) \(year)" : "\(name) \(year)"
    }

    /// The same with the word that goes before it: `op 6 juli 2025`, `in juli 2025`, `on 6 July 2025`.
    public func moment(in language: Language) -> String? {
        guard let words = words(in: language) else { return nil }
        return (isFull ? language == .dutch ? "op " : "on " : "in ") + words
    }

    /// Age in whole years (leeftijd) of somebody born on this date; nil where an unknown day or
    /// month leaves it in doubt, and before the birth. Someone born on 29 February has their
    /// birthday on 1 March in other years.
    public func age(on today: PartialDate) -> Int? {
        guard year > 0, month > 0, today.isFull else { return nil }
        let years = today.year - year
        let age: Int
        if month != today.month {
            age = month < today.month ? years : years - 1
        } else if day == 0 {
            return nil
        } else {
            age = day <= today.day ? years : years - 1
        }
        return age >= 0 ? age : nil
    }
}
