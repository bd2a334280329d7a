// SPDX-License-Identifier: EUPL-1.2

public import Casework
internal import Custody
internal import Incidents

/// The duties as `--json` gives them: times in RFC 3339, lengths in seconds, sentences apart.
public struct DutyDocument: Encodable {
    struct Item: Encodable {
        /// The party whose role and agreement it follows from; nil: ourselves.
        var party: String?
        var duty: JudgeDuties.Duty
        /// What took it away, when it is struck out.
        var struckOut: JudgeDuties.StruckOut?

        private enum Key: String, CodingKey {
            case party = "party"
            case title = "title"
            case struckOut = "struckOut"
            case struckOutBy = "struckOutBy"
            case words = "words"
        }

        /// What took it away, without the duty itself.
        private struct Strike: Encodable {
            var role: String?
            var agreement: String?
            var from: Day
            var recordedAt: Instant
            var by: String
            var because: String
        }

        func encode(to encoder: any Encoder) throws {
            try duty.encode(to: encoder)
            var item = encoder.container(keyedBy: Key.self)
            try item.encodeIfPresent(party, forKey: .party)
            try item.encode(duty.title(in: .english), forKey: .title)
            try item.encode(struckOut != nil, forKey: .struckOut)
            let strike = struckOut.map {
                Strike(
                    role: $0.role,
                    agreement: $0.agreement,
                    from: $0.from,
                    recordedAt: $0.recordedAt,
                    by: $0.by,
                    because: $0.because
                )
            }
            try item.encodeIfPresent(strike, forKey: .struckOutBy)
            let words = [struckOut?.sentence].compactMap(\.self) + duty.remarks
            try item.encode([duty.elapsed, duty.leftOrLate] + words, forKey: .words)
        }
    }

    var incident: String
    var asOf: Instant
    var edition: DutyRuleSet.Edition
    var isOverdue: Bool
    /// Of the party that told us; nil when none had been recorded.
    var role: String?
    /// The day whose role and agreement count for that party.
    var decidingDay: Day?
    var items: [Item]
    var findings: [String]
    /// The findings in English, with what records what is missing.
    var hints: [String]

    public init(_ judged: JudgeDuties.Answer) {
        incident = judged.incident
        asOf = judged.asOf
        edition = judged.edition
        isOverdue = judged.isOverdue
        role = judged.standings.first?.role?.rawValue
        decidingDay = judged.standings.first?.decidingDay
        items = judged.standings.flatMap { standing in
            standing.duties.map { Item(party: standing.party, duty: $0) }
                + standing.struckOut.map {
                    Item(party: standing.party, duty: $0.duty, struckOut: $0)
                }
        }
        findings = judged.standings.flatMap { $0.hints.map(\.code) }
        hints = judged.standings.flatMap { standing in
            standing.hints.map { $0.line(party: standing.party, incident: judged.incident) }
        }
    }
}

extension JudgeDuties.Answer {
    public var passages: [Passage] {
        let draft = "What if: \(edition.rawValue), which is a draft and no law"
        return [.line("As of \(asOf.local.text)")] + (edition == .law ? [] : [.line(draft)])
            + standings.flatMap { $0.passages(in: incident) }
    }
}

extension JudgeDuties.Standing {
    fileprivate func passages(in incident: String) -> [Passage] {
        var whose = AddParty.ourselves
        if let party, let day = decidingDay {
            let role =
                role?.name(in: .english) ?? "role unknown; the clocks run as for a disputed role"
            whose = "\(party): \(role) (role and agreement of \(day.text) count)"
        }
        guard !duties.isEmpty || !struckOut.isEmpty || !hints.isEmpty else { return [.line(whose)] }
        let table = Passage.table(
            ["duty", "by", "to", "state", "due", "elapsed", "left or late"],
            duties.map { $0.row($0.state.name(in: .english)) }
                + struckOut.map { gone in
                    gone.duty.row("struck out (\(gone.duty.state.name(in: .english)))")
                }
        )
        let remarks = duties.flatMap { duty in
            duty.remarks.map { "\(duty.law) \(duty.article): \($0)" }
        }
        let gone = struckOut.map { "\($0.duty.law) \($0.duty.article): \($0.sentence)" }
        let missing = hints.map { $0.line(party: party, incident: incident) }
        return [.line(whose), table] + (remarks + gone + missing).map(Passage.line)
    }
}

extension JudgeDuties.Duty {
    fileprivate func row(_ state: String) -> [String] {
        [
            name, bearer.name(in: .english), recipient.name(in: .english), state,
            dueAt?.local.text ?? "", elapsed, leftOrLate,
        ]
    }
}
