// SPDX-License-Identifier: EUPL-1.2

/// How many letters may be posted on a day so that the team keeps its promise on all days after it, also when
/// as many call as only one day in twenty exceeds.
public struct WaveSize: Sendable, Hashable {
    /// Zero when the team does not even answer what comes without them.
    public let letters: Int
    /// The day that allows no more; nil when no number of letters is too many (up to ten million).
    public let tightestDay: Int?
    /// What the upper edge of the band is on that day with a few letters more, and what the team can answer.
    public let calls: Int
    public let capacity: Int
    /// Whether mails, and not calls, allow no more.
    public let isByMails: Bool

    static let most = 10_000_000
    /// Mails are answered within so many open days.
    static let mailDays = 2

    /// `team` is who works on a day.
    public init(
        postedOn day: Int,
        group: String,
        calls: ContactForecast,
        mails: ContactForecast,
        team: (Int) -> ContactTeam
    ) {
        var known: [Int: (team: ContactTeam, capacity: Int)] = [:]
        func staffed(_ day: Int) -> (team: ContactTeam, capacity: Int) {
            if let found = known[day] { return found }
            let team = team(day)
            known[day] = (team, team.capacity(on: day))
            return (team, team.capacity(on: day))
        }
        func limit(_ letters: Int) -> (day: Int, calls: Int, capacity: Int, isByMails: Bool)? {
            let wave = [PostedLetters(day: day, group: group, letters: letters)]
            let called = calls.days(from: day, also: wave)
            let written = mails.days(from: day, also: wave)
            precondition(
                called.first?.day == day && written.first?.day == day,
                "both forecasts begin on the day of posting or before it"
            )
            var spare: [Double] = []
            var work: [(day: Int, seconds: Double)] = []
            for (call, mail) in zip(called, written) {
                let (team, capacity) = staffed(call.day)
                if call.isOpen, call.high > capacity {
                    return (call.day, call.high, capacity, false)
                }
                // Mails of closed days wait for the next open one.
                let seconds = team.deferrableSeconds(
                    calls: Double(call.middle),
                    mails: Double(mail.high)
                )
                work.append((call.day, seconds))
                spare.append(
                    call.isOpen
                        ? team.spareSeconds(on: call.day, calls: Double(call.middle)) {
                            team.agents[$0]
                        } : 0
                )
            }
            // What is left at the end of a day is done in the days within which mails are answered.
            var left = 0.0
            for place in work.indices {
                left = max(0, left + work[place].seconds - spare[place])
                let open = spare[(place + 1)...].filter { $0 > 0 }.prefix(Self.mailDays)
                if open.count == Self.mailDays, left > open.reduce(0, +) {
                    return (
                        work[place].day, written[place].high,
                        Int(spare[place] / staffed(work[place].day).team.mailSeconds), true
                    )
                }
            }
            return nil
        }
        var (low, high) = (0, 1_000)
        var tightest = limit(0)
        if tightest == nil {
            while high < Self.most {
                guard let found = limit(high) else {
                    (low, high) = (high, high * 4)
                    continue
                }
                tightest = found
                break
            }
            if tightest == nil {
                low = Self.most
            } else {
                while high - low > max(1, low / 1_000) {
                    let middle = (low + high) / 2
                    if let found = limit(middle) {
                        (high, tightest) = (middle, found)
                    } else {
                        low = middle
                    }
                }
            }
        }
        letters = low
        tightestDay = tightest?.day
        self.calls = tightest?.calls ?? 0
        capacity = tightest?.capacity ?? 0
        isByMails = tightest?.isByMails ?? false
    }
}
