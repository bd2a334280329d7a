// SPDX-License-Identifier: EUPL-1.2

/// How many contacts letters would bring on each day if each letter brought one: what one of the possible
/// deliveries and decays makes of them.
struct ContactDemand {
    /// Of the pattern's lists.
    var delivery: ContactPattern.Delivery
    var halfLife: Double
    var deliveryDayShare: Double

    /// For each day from `start` on.
    func contacts(
        of letters: [(day: Int, letters: Double)],
        from start: Int,
        isOpen: [Bool],
        _ pattern: ContactPattern
    ) -> [Double] {
        var delivered = [Double](repeating: 0, count: isOpen.count)
        for posted in letters {
            var day = posted.day
            for share in delivery {
                repeat { day += 1 } while !pattern.deliveryWeekdays[weekday(ofDay: day)]
                if delivered.indices.contains(day - start) {
                    delivered[day - start] += posted.letters * share
                }
            }
        }
        let remains = exponential(-logarithm(2) / halfLife)
        let all = deliveryDayShare + 1 / (1 - remains)
        var (later, kept) = (0.0, 0.0)
        return delivered.indices.map { place in
            if place > 0 { later = delivered[place - 1] + remains * later }
            kept += (deliveryDayShare * delivered[place] + later) / all
            return Self.open(&kept, isOpen[place], pattern)
        }
    }

    /// What comes on a day of what would: on a closed day nothing, and then not all come later.
    private static func open(
        _ kept: inout Double,
        _ isOpen: Bool,
        _ pattern: ContactPattern
    ) -> Double {
        guard isOpen else {
            kept *= pattern.keptOverClosedDays
            return 0
        }
        defer { kept = 0 }
        return kept
    }

    /// What remains of a shock of strength 1 on a day, on each day from `start` on.
    static func shock(
        on day: Int,
        halfLife: Double,
        from start: Int,
        isOpen: [Bool],
        _ pattern: ContactPattern
    ) -> [Double] {
        var kept = 0.0
        return isOpen.indices.map { place in
            let since = start + place - day
            if since >= 0 { kept += exponential(-logarithm(2) * Double(since) / halfLife) }
            // Of an open day the share of itself; a closed one keeps what was there.
            return open(&kept, isOpen[place], pattern)
        }
    }
}
