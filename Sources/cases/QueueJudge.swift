// SPDX-License-Identifier: EUPL-1.2
import Forecast

/// Waiting, service and agents of a telephone queue (Erlang C).
struct QueueJudge: CaseJudge {
    let expectation = 1.0

    func verdict(on theCase: ThirdPartyCase) -> Verdict {
        guard let load = Load(theCase), let expected = theCase["expected"]?.object else {
            return .outOfScope
        }
        let seconds = (theCase["target_answer_s"] ?? theCase["target_answer"])?.real ?? 0
        let goal = theCase["service_level_target"]?.real.map {
            ServiceGoal(
                share: $0,
                withinSeconds: seconds,
                maximumOccupancy: theCase["max_occupancy"]?.real ?? 1
            )
        }
        let needed = goal?.agents(erlangs: load.erlangs, handlingSeconds: load.handling)
        guard let agents = theCase["agents"]?.integer.map({ Int($0) }) ?? needed else {
            return .outOfScope
        }
        let queue = ErlangC(erlangs: load.erlangs, agents: agents, handlingSeconds: load.handling)
        for (name, value) in expected.sorted(by: { $0.key < $1.key }) {
            let found: Double
            switch name {
            case "agents", "agents_exact", "agents_between", "raw_positions":
                found = Double(agents)
            case "positions_with_shrinkage":
                found = Double(
                    ServiceGoal.rostered(agents, shrinkage: theCase["shrinkage"]?.real ?? 0)
                )
            case "waiting_probability": found = queue.waitingProbability
            case "service_level", "service_level_between":
                found = queue.serviceLevel(withinSeconds: seconds)
            case "occupancy": found = queue.occupancy
            case "average_speed_of_answer_s": found = queue.averageWaitSeconds
            case "erlangs": found = load.erlangs
            case "erlangs_rounded": found = (load.erlangs * 10).rounded() / 10
            default: return .outOfScope
            }
            guard isSame(found, value, theCase) else {
                return .differs("\(name) expected \(value), found \(found)")
            }
        }
        return .agrees
    }

    private func isSame(_ found: Double, _ expected: JSON, _ theCase: ThirdPartyCase) -> Bool {
        if let range = expected.array?.compactMap(\.real), range.count == 2 {
            return (range[0]...range[1]).contains(found)
        }
        guard let value = expected.real else { return false }
        if let relative = theCase["relative_tolerance"]?.real {
            return abs(found - value) <= relative * abs(value)
        }
        return abs(found - value) <= (theCase["tolerance"]?.real ?? 1e-9) + Self.rounding(of: value)
    }

    /// Half of the last decimal that a published figure gives.
    private static func rounding(of value: Double) -> Double {
        var unit = 1.0
        while unit > 1e-6, abs((value / unit).rounded() * unit - value) > 1e-9 { unit /= 10 }
        return unit < 1 ? unit / 2 : 0
    }

    private struct Load {
        var erlangs: Double
        var handling: Double

        init?(_ theCase: ThirdPartyCase) {
            if let arriving = theCase["arrival_rate"]?.real,
                let serving = theCase["service_rate"]?.real
            {
                (erlangs, handling) = (arriving / serving, 1 / serving)
            } else if let erlangs = theCase["erlangs"]?.real {
                self.erlangs = erlangs
                handling = theCase["aht_s"]?.real ?? 1
            } else if let calls = theCase["calls"]?.real,
                let interval = theCase["interval_s"]?.real,
                let handling = theCase["aht_s"]?.real
            {
                (erlangs, self.handling) = (calls / interval * handling, handling)
            } else {
                return nil
            }
        }
    }
}
