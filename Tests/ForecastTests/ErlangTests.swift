// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Forecast

/// Waiting and agents of a telephone queue. Third-party cases of Erlang C stand in `make cases`.
@Suite struct ErlangTests {
    @Test
    func `sixty calls of eight minutes in an hour need twelve agents, and six are far too few`() {
        let goal = ServiceGoal(share: 0.8, withinSeconds: 20)
        #expect(goal.agents(erlangs: 8, handlingSeconds: 480) == 12)
        #expect(goal.holds(erlangs: 8, agents: 12, handlingSeconds: 480))
        #expect(!goal.holds(erlangs: 8, agents: 11, handlingSeconds: 480))
        let six = ErlangC(erlangs: 8, agents: 6, handlingSeconds: 480)
        #expect(six.isOverloaded)
        #expect(six.serviceLevel(withinSeconds: 20) == 0)
        #expect(six.averageWaitSeconds == .infinity)
        let twelve = ErlangC(calls: 60, inSeconds: 3600, agents: 12, handlingSeconds: 480)
        #expect(abs(twelve.serviceLevel(withinSeconds: 20) - 0.88) < 0.005)
        #expect(abs(twelve.averageWaitSeconds - 17) < 0.5)
    }

    /// With one agent everything is known in closed form (M/M/1).
    @Test(arguments: [0.1, 0.5, 0.9, 0.99])
    func `a queue with one agent is that of the textbook`(load: Double) {
        let queue = ErlangC(erlangs: load, agents: 1, handlingSeconds: 60)
        #expect(abs(queue.waitingProbability - load) < 1e-12)
        #expect(abs(queue.averageWaitSeconds - load * 60 / (1 - load)) < 1e-9)
        #expect(queue.occupancy == load)
    }

    @Test func `hundreds and thousands of agents are computed without an overflow`() {
        for agents in [170, 350, 2_000, 20_000] {
            let load = Double(agents) * 0.98
            let queue = ErlangC(erlangs: load, agents: agents, handlingSeconds: 300)
            #expect((0...1).contains(queue.waitingProbability), "\(agents)")
            #expect(queue.waitingProbability > 0, "\(agents)")
            let impatient = ErlangA(
                erlangs: Double(agents) * 3,
                agents: agents,
                handlingSeconds: 300,
                patienceSeconds: 300
            )
            #expect(abs(impatient.abandonment - 2.0 / 3) < 0.01, "\(agents): two of three hang up")
            #expect(impatient.serviceLevel(withinSeconds: 20) < 0.4)
        }
    }

    @Test func `more agents never serve worse, and the fewest who keep the promise are found`() {
        let goal = ServiceGoal.usual
        for load in stride(from: 0.3, through: 320, by: 7.7) {
            let found = goal.agents(erlangs: load, handlingSeconds: 400)
            #expect(goal.holds(erlangs: load, agents: found, handlingSeconds: 400))
            #expect(!goal.holds(erlangs: load, agents: found - 1, handlingSeconds: 400))
            #expect(load / Double(found) <= 0.85, "nobody is in a call all the time")
        }
        #expect(goal.agents(erlangs: 0, handlingSeconds: 400) == 0, "nobody for no calls")
    }

    /// The chain of states itself, with a step of time short beside all rates: another way to the same
    /// figures.
    private func chain(load: Double, agents: Int, handling: Double, patience: Double, limit: Double)
        -> (waiting: Double, abandoned: Double, inTime: Double)
    {
        let states = agents + 400
        var probability = [1.0]
        for state in 1...states {
            let busy = Double(min(state, agents)) / handling
            let leaving = Double(max(0, state - agents)) / patience
            probability.append(probability[state - 1] * load / handling / (busy + leaving))
        }
        let all = probability.reduce(0, +)
        probability = probability.map { $0 / all }
        let queue = (agents...states).reduce(0.0) { $0 + probability[$1] * Double($1 - agents) }
        let waiting = probability[agents...].reduce(0, +)
        // Who has so many before them is answered after one more leaves than that, if still there.
        let step = limit / 4_000
        var before = Array(probability[agents...])
        var inTime = 1 - waiting
        for _ in 0..<4_000 {
            var next = before
            for place in before.indices {
                let rate = Double(agents) / handling + Double(place) / patience
                next[place] -= before[place] * (rate + 1 / patience) * step
                if place > 0 { next[place - 1] += before[place] * rate * step }
            }
            inTime += before[0] * Double(agents) / handling * step
            before = next
        }
        return (waiting, queue / patience * handling / load, inTime)
    }

    @Test(arguments: [(8.0, 9), (8, 6), (30, 33), (30, 25), (2, 1)])
    func `with callers who hang up it is what the chain of states gives`(load: Double, agents: Int)
    {
        let queue = ErlangA(
            erlangs: load,
            agents: agents,
            handlingSeconds: 480,
            patienceSeconds: 120
        )
        let known = chain(load: load, agents: agents, handling: 480, patience: 120, limit: 20)
        #expect(abs(queue.waitingProbability - known.waiting) < 1e-9)
        #expect(abs(queue.abandonment - known.abandoned) < 1e-9)
        #expect(abs(queue.serviceLevel(withinSeconds: 20) - known.inTime) < 2e-3)
        #expect(queue.serviceLevel(withinSeconds: 0) == 1 - queue.waitingProbability)
    }

    @Test
    func `with endless patience it becomes Erlang C, and with little it asks for fewer agents`() {
        let patient = ErlangA(
            erlangs: 8,
            agents: 12,
            handlingSeconds: 480,
            patienceSeconds: 4_800_000
        )
        let queue = ErlangC(erlangs: 8, agents: 12, handlingSeconds: 480)
        #expect(abs(patient.waitingProbability - queue.waitingProbability) < 1e-4)
        #expect(
            abs(patient.serviceLevel(withinSeconds: 20) - queue.serviceLevel(withinSeconds: 20))
                < 1e-4
        )
        let goal = ServiceGoal(share: 0.8, withinSeconds: 20)
        let few = goal.agents(erlangs: 60, handlingSeconds: 480, patienceSeconds: 120)
        let many = goal.agents(erlangs: 60, handlingSeconds: 480)
        #expect(few < many)
        #expect(few > 50)
    }

    @Test func `who is on leave or ill is added to the roster`() {
        #expect(
            ServiceGoal.rostered(14, shrinkage: 0.3) == 20,
            "14 / 0.7, and no more for rounding"
        )
        #expect(ServiceGoal.rostered(12, shrinkage: 0.3) == 18)
        #expect(ServiceGoal.rostered(12, shrinkage: 0) == 12)
    }

    @Test func `the logarithm of the gamma function is that of the factorials`() {
        var factorial = 0.0
        for number in 1...60 {
            #expect(abs(logGamma(Double(number)) - factorial) < 1e-9, "\(number)")
            factorial += logarithm(Double(number))
        }
        #expect(abs(logGamma(0.5) - logarithm(Double.pi.squareRoot())) < 1e-9)
    }
}
