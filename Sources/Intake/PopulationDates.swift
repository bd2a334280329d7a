// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// How the dates of a population are written, column by column.
public struct PopulationDates: Sendable, Equatable {
    public var birthDate: DateOrder
    public var deceasedOn: DateOrder

    public init(_ order: DateOrder) { (birthDate, deceasedOn) = (order, order) }
}

/// What the dates of one column speak for.
public struct DateOrderCounts: Sendable, Equatable {
    /// Values that can be read with the day first only, with the month first only, and either way.
    public private(set) var dayFirst = 0
    public private(set) var monthFirst = 0
    public private(set) var either = 0

    public init() {}

    public mutating func add(_ text: String) {
        guard let (first, second, _) = DateOrder.numbers(of: text) else { return }
        switch (first, second) {
        case (13...31, 1...12): dayFirst += 1
        case (1...12, 13...31): monthFirst += 1
        case (1...12, 1...12) where first != second: either += 1
        default: break
        }
    }

    public var areNone: Bool { dayFirst + monthFirst + either == 0 }

    /// The order of the column; nil when its values do not tell, or more than one in eleven contradicts the
    /// others.
    public var order: DateOrder? {
        let (most, least) = (max(dayFirst, monthFirst), min(dayFirst, monthFirst))
        guard most > 0, least * 10 <= most else { return nil }
        return dayFirst > monthFirst ? .dayFirst : .monthFirst
    }
}

/// What the date columns of a population speak for, over all its rows.
public struct PopulationDateCounts: Sendable, Equatable {
    public var birthDate = DateOrderCounts()
    public var deceasedOn = DateOrderCounts()

    public init() {}

    public var areNone: Bool { birthDate.areNone && deceasedOn.areNone }

    /// The order of each column. A column that does not tell is written as the other, for one program wrote
    /// both; nil for a name of a column about which somebody must say it.
    public var dates: (found: PopulationDates, unclear: [(column: String, counts: DateOrderCounts)])
    {
        let other = birthDate.order ?? deceasedOn.order
        var unclear: [(column: String, counts: DateOrderCounts)] = []
        func order(_ counts: DateOrderCounts, _ column: String) -> DateOrder {
            if let order = counts.order { return order }
            let contradicts = counts.dayFirst + counts.monthFirst > 0
            if !counts.areNone, contradicts || other == nil { unclear.append((column, counts)) }
            return other ?? .dayFirst
        }
        var dates = PopulationDates(.dayFirst)
        dates.birthDate = order(birthDate, "birthDate")
        dates.deceasedOn = order(deceasedOn, "deceasedOn")
        return (dates, unclear)
    }
}
