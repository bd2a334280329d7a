// SPDX-License-Identifier: EUPL-1.2

/// What every source says of every person: the answers to the exercise.
struct ExerciseTruth {
    enum Source: Int, CaseIterable {
        case givenByUs, producedThere, givenByThirdParty, firstList, secondList
    }

    private var categories: [ExerciseCategories]
    /// The number of the last order about each person, 0 without.
    var lastSample: [Int]
    /// How many results of each person are theirs.
    private var results: [Int]

    init(people: Int) {
        categories = Array(repeating: [], count: people * Source.allCases.count)
        lastSample = Array(repeating: 0, count: people)
        results = lastSample
    }

    mutating func addResult(of person: Int) {
        results[person] += 1
        self[person, .producedThere].formUnion(.result)
    }

    /// Nobody can tell any more whose a result is: its number is somebody else's too.
    mutating func loseResult(of person: Int) {
        results[person] -= 1
        if results[person] == 0 { self[person, .producedThere].subtract(.result) }
    }

    subscript(person: Int, source: Source) -> ExerciseCategories {
        get { categories[person * Source.allCases.count + source.rawValue] }
        set { categories[person * Source.allCases.count + source.rawValue] = newValue }
    }

    func write(_ population: ExercisePopulation, to file: inout ByteFile) throws {
        try file.append(
            Array(
                """
                sourceId,group,certainty,givenByUs,producedThere,givenByThirdParty,\
                list-1,list-2,held\n
                """.utf8
            )
        )
        var line: [UInt8] = []
        for (index, person) in population.people.enumerated() {
            line.removeAll(keepingCapacity: true)
            line.putSourceID(person)
            line.put(",")
            line.put(person.group.code)
            line.put(",")
            line.put(person.group.certainty)
            for source in Source.allCases {
                line.put(",")
                self[index, source].put(into: &line)
            }
            line.put(",")
            line.put(person.held)
            line.put("\n")
            try file.append(line)
        }
    }
}
