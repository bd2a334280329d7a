// SPDX-License-Identifier: EUPL-1.2

/// How large everything is, before anyone is invented.
struct ExercisePlan {
    var groups: ExerciseFigures.Groups
    var poorInFirst: Int
    var poorInSecond: Int
    var doubles: Int
    var overlap: Int

    /// The shape of the case: of 941 people 405, 216, 282 and 38.
    static func ofCase(people: Int) -> ExercisePlan {
        let shares = [405, 216, 282, 38]
        var sizes = shares.map { people * $0 / 941 }
        // What rounding left over goes to the largest remainders, the first of equals.
        let byRemainder = shares.indices.sorted {
            let left = people * shares[$0] % 941
            let right = people * shares[$1] % 941
            return left == right ? $0 < $1 : left > right
        }
        for place in byRemainder.prefix(people - sizes.reduce(0, +)) { sizes[place] += 1 }
        func scaled(_ count: Int) -> Int { (people * count + 47_050) / 94_100 }
        return ExercisePlan(
            groups: .init(sizes),
            poorInFirst: scaled(8_000),
            poorInSecond: scaled(300),
            doubles: scaled(600),
            overlap: scaled(500)
        )
    }

    /// Any shape, as the seed will have it; each group has at least one in a hundred people.
    static func random(people: Int, seed: UInt64) -> ExercisePlan {
        var random = SplitMix64(seed: seed, stream: 8)
        let least = (people + 99) / 100
        let free = people - 4 * least
        let cuts = [random.below(free + 1), random.below(free + 1), random.below(free + 1)].sorted()
        let sizes = [
            least + cuts[0], least + cuts[1] - cuts[0], least + cuts[2] - cuts[1],
            least + free - cuts[2],
        ]
        return ExercisePlan(
            groups: .init(sizes),
            poorInFirst: random.within(0...people / 5),
            poorInSecond: random.within(0...people / 10),
            doubles: random.within(0...sizes[1] / 10),
            overlap: random.within(0...sizes[0] / 10)
        )
    }
}

extension ExerciseFigures.Groups {
    /// Four sizes in the order of the groups.
    fileprivate init(_ sizes: [Int]) {
        self.init(
            first: sizes[0],
            second: sizes[1],
            notExcluded: sizes[2],
            reconstructed: sizes[3]
        )
    }
}
