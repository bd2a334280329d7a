// SPDX-License-Identifier: EUPL-1.2

import Custody

/// What comes back from a party says again who somebody is. That it had from us, on a day that this
/// message does not say: it becomes a row of its own beside that of what was produced there (decision
/// 0027).
struct ReturnedData {
    /// By the number of a flow of what was produced there, that of what was given; 0 for none.
    private let given: [Int]

    init(_ numbers: [Flow: Int]) {
        var given = [Int](repeating: 0, count: (numbers.values.max() ?? 0) + 1)
        for (flow, number) in numbers where flow.tellsReturned {
            guard given.indices.contains(number) else { continue }
            given[number] = numbers[Self.given(flow)] ?? 0
        }
        self.given = given
    }

    /// The flow of what was given for the same purpose.
    static func given(_ flow: Flow) -> Flow { flow.of(.givenByUs, results: false) }

    /// Puts the two rows in the place of each that holds both; what is apart already stays so.
    func split(_ rows: inout [Disclosure]) {
        guard given.contains(where: { $0 != 0 }) else { return }
        for place in rows.indices {
            let row = rows[place]
            let person = row.categories.intersection(.ofPerson)
            guard !person.isEmpty, given.indices.contains(row.flow), given[row.flow] != 0 else {
                continue
            }
            let produced = row.categories.subtracting(person)
            var part = row
            (part.categories, part.flow) = (person, given[row.flow])
            (part.disclosedOn, part.keepUntil) = (nil, nil)
            if produced.isEmpty {
                rows[place] = part
            } else {
                rows[place].categories = produced
                rows.append(part)
            }
        }
    }
}

/// The numbers in the store of the flows of a batch, and the facts of those that are new.
struct BatchFlows {
    /// By the number in the batch.
    private(set) var flows: [Int] = []
    private(set) var new: [FlowFact] = []
    private(set) var numbers: [Flow: Int]

    init(_ batch: DisclosureBatch, numbers: [Flow: Int], known: Int) {
        self.numbers = numbers
        flows = batch.flows.map { number(of: $0, known) }
        for flow in batch.flowsReturningPersons { _ = number(of: ReturnedData.given(flow), known) }
    }

    private mutating func number(of flow: Flow, _ known: Int) -> Int {
        if let number = numbers[flow] { return number }
        let number = known + new.count + 1
        new.append(FlowFact(number: number, flow: flow))
        numbers[flow] = number
        return number
    }
}

extension Flow {
    /// Of what was produced there, and an import knew that it came back from there.
    fileprivate var tellsReturned: Bool { origin == .producedThere && resultsNoted != nil }
}

extension DisclosureBatch {
    /// Those of what was produced there under which something says who somebody is.
    fileprivate var flowsReturningPersons: [Flow] {
        let produced = flows.map(\.tellsReturned)
        guard produced.contains(true) else { return [] }
        var found = [Bool](repeating: false, count: flows.count)
        let person = CategorySet.ofPerson.rawValue
        for item in items where item.categories & person != 0 && produced[Int(item.flow)] {
            found[Int(item.flow)] = true
        }
        return zip(flows, found).filter(\.1).map(\.0)
    }
}
