// SPDX-License-Identifier: EUPL-1.2

internal import Foundation

/// The two lists of records that the laboratory found to be stolen.
struct ExerciseLists {
    let plan: ExercisePlan
    let population: ExercisePopulation
    let names: InventedNames
    let seed: UInt64

    /// Writes both and gives their numbers of records and what was planted in them.
    func write(
        to folder: URL,
        _ truth: inout ExerciseTruth,
        spares: [UInt32]
    ) throws -> (first: Int, second: Int, planted: [String: Int]) {
        var random = SplitMix64(seed: seed, stream: 9)
        var dealer = ListDealer(population, names, spares: spares, seed: seed)
        var first = population.people.indices.filter { population.people[$0].group == .first }
        var second = population.people.indices.filter { population.people[$0].group == .second }
        random.shuffle(&first)
        random.shuffle(&second)
        let again = Array(second.prefix(plan.doubles)) + Array(first.prefix(plan.overlap))
        let inFirst = shuffled(first, poor: plan.poorInFirst, &random)
        let inSecond = shuffled(second + again, poor: plan.poorInSecond, &random)
        for (isSecond, records) in [(false, inFirst), (true, inSecond)] {
            let name = isSecond ? "list-2.csv" : "list-1.csv"
            var writer = try ListWriter(
                population,
                names,
                isSecond: isSecond,
                seed: seed,
                to: ByteFile(folder.appendingPathComponent(name))
            )
            for person in records {
                guard let person else {
                    try writer.write(dealer.poorRecord(isSecond: isSecond))
                    continue
                }
                let record = dealer.record(of: person, lastSample: truth.lastSample[person])
                truth[person, isSecond ? .secondList : .firstList]
                    .formUnion(record.categories(isSecond: isSecond))
                try writer.write(record)
            }
            try writer.putTotals(records.count)
            try writer.close()
        }
        let totals = ["list-1.totals": 1, "list-2.totals": 1]
        return (inFirst.count, inSecond.count, dealer.planted.merging(totals) { $1 })
    }

    /// The people of the records in any order; nil is a poor record.
    private func shuffled(_ people: [Int], poor: Int, _ random: inout SplitMix64) -> [Int?] {
        var records = people.map { Optional($0) } + Array(repeating: nil, count: poor)
        random.shuffle(&records)
        return records
    }
}
