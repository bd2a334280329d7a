// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Custody
import Incidents

// A party that is suspended, and the weeks that follow, in words and tables.

extension ContinuityProblem {
    var sentence: String {
        switch self {
        case .orderedBy: "say who gave the order"
        case .scope: "say what is suspended"
        case .countedHow: "a number that was counted by hand needs words: say how it was counted"
        case .condition: "a condition is words: say what must be so"
        case .proof: "say where what proves it is kept, or why it is not so"
        case .numbers:
            "a number is 0 to 10,000,000; participation is 0 to 1,000, of a thousand who are invited"
        case .band: "the least is at most the figure itself, and the figure at most the most"
        case .party: "a capacity is of a party, and no other figure is"
        case .source: "say who counted or assumes it, and where it stands"
        case .dayToCome: "what was counted is of a day that has begun"
        case .examination: "say who examined the results, how, which of them, and which not"
        case .weeks: "the weeks to look ahead are 1 to 104"
        }
    }
}

extension PartySuspension {
    /// That something was given after the order; nil when nothing was.
    public var warning: String? {
        guard givenAfter > 0, let firstGiven else { return nil }
        return "\(party) was suspended from \(from.day.text) on, and the ledger has "
            + "\(givenAfter.counted("disclosure")) to it of later days, the first of \(firstGiven.text): "
            + "find out how that could be"
    }

    public var passages: [Passage] {
        var lines = [
            "\(party): suspended from \(from.local.text), by order of \(orderedBy)",
            "what: \(scope)", "why:  \(because)",
            "orders without a result: \(openOrders.grouped) then, \(openOrdersNow.grouped) now",
        ]
        if let counted {
            lines.append("counted by hand: \(counted.grouped) (\(countedHow ?? ""))")
        }
        lines += conditions.map { condition in
            let proof = condition.judgement.map { ": \($0.reference), \($0.by)" } ?? ""
            return "condition \(condition.number), \(condition.isMet ? "met" : "NOT MET")"
                + "\(proof): \(condition.text)"
        }
        if let warning { lines.append(warning) }
        if let resumption {
            let open =
                resumption.unmet.isEmpty
                ? "" : ", \(resumption.unmet.count.counted("condition")) not met"
            lines.append(
                "resumed from \(resumption.from.local.text), by \(resumption.by) and "
                    + "\(resumption.second)\(open)\(resumption.because.map { ": \($0)" } ?? "")"
            )
        }
        return lines.map(Passage.line)
    }
}

extension ShowContinuity.Answer {
    public var passages: [Passage] {
        guard missing.isEmpty else {
            let names = missing.map { $0.title(in: .english).lowercased() }
            return [
                .line(
                    "the weeks to come cannot be foreseen: not recorded is "
                        + names.joined(separator: ", ")
                )
            ]
        }
        func wait(_ tenths: Int?) -> String { tenths.map { "\($0 / 10).\($0 % 10)" } ?? "no end" }
        return [
            .table(
                [
                    "week of", "invitations", "in 1,000", "samples", "capacity", "waiting",
                    "low", "high", "weeks", "opt-outs",
                ],
                weeks.map {
                    [
                        $0.monday.text, $0.invitations.grouped, "\($0.participation)",
                        $0.samples.middle.grouped, $0.capacity.grouped, $0.backlog.middle.grouped,
                        $0.backlog.low.grouped, $0.backlog.high.grouped, wait($0.waitTenths),
                        $0.optOuts?.grouped ?? "",
                    ]
                },
                numeric: [1, 2, 3, 4, 5, 6, 7, 8, 9]
            )
        ]
    }
}
