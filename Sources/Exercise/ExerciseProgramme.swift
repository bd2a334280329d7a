// SPDX-License-Identifier: EUPL-1.2

public import Foundation

/// An invented screening programme, its exchange with a laboratory and the lists that came back.
///
/// Nobody in it exists. The same size, seed and shape always give the same bytes, and the folder
/// holds the answers beside the input.
public struct ExerciseProgramme {
    public enum Shape: String, Sendable {
        case caseShape = "case"
        case random
    }

    /// Fewer people cannot fill the groups.
    public static let fewestPeople = 500
    /// More would run out of numbers.
    public static let mostPeople = 3_000_000

    private let people: Int
    private let seed: UInt64
    private let shape: Shape

    /// - Parameter people: kept within 500 to 3,000,000.
    public init(people: Int = 941_000, seed: UInt64 = 1, shape: Shape = .caseShape) {
        self.people = min(max(people, Self.fewestPeople), Self.mostPeople)
        self.seed = seed
        self.shape = shape
    }

    /// By which two programmes are told apart.
    var label: String { "\(people) \(seed) \(shape.rawValue)" }

    /// Writes `input/` and the answers (`truth.csv`, `truth-messages.csv`, `truth.json`).
    public func write(
        to directory: URL,
        progress: (String) -> Void
    ) throws -> ExerciseFigures {
        let input = directory.appendingPathComponent("input")
        for format in ["hl7", "fhir"] {
            try FileManager.default.createDirectory(
                at: input.appendingPathComponent(format),
                withIntermediateDirectories: true
            )
        }
        let plan =
            shape == .caseShape
            ? ExercisePlan.ofCase(people: people) : .random(people: people, seed: seed)
        let names = InventedNames()
        progress("inventing \(people) people")
        var population = ExercisePopulation(
            programme: people,
            groups: [
                .first: plan.groups.first, .second: plan.groups.second,
                .notExcluded: plan.groups.notExcluded, .reconstructed: plan.groups.reconstructed,
            ],
            names: names,
            seed: seed
        )
        let strangers = (0..<20).map { _ in population.stranger(names) }
        let spares = (0..<max(people / 20, 100)).map { _ in population.spareNumber() }
        var truth = ExerciseTruth(people: population.people.count)

        try writing(input, "population.csv") {
            try PopulationWriter.write(population, names, seed: seed, to: &$0)
        }
        progress("writing orders and results")
        var writer = try FeedWriter(
            population,
            names,
            seed: seed,
            folder: input,
            truth: directory.appendingPathComponent("truth-messages.csv")
        )
        try writer.write(&truth, strangers: strangers)
        try writing(input, "backfile-2011-2016.csv") {
            try BackfileWriter.write(population, names, seed: seed, &truth, to: &$0)
        }
        progress("writing the lists")
        let lists = ExerciseLists(plan: plan, population: population, names: names, seed: seed)
        let counts = try lists.write(to: input, &truth, spares: spares)

        progress("writing the answers")
        try writing(directory, "truth.csv") { try truth.write(population, to: &$0) }
        let figures = ExerciseFigures(
            people: people,
            population: population.people.count,
            groups: plan.groups,
            firstListRecords: counts.first,
            secondListRecords: counts.second,
            unresolvedAfterFirst: plan.poorInFirst,
            unresolved: plan.poorInFirst + plan.poorInSecond,
            doubles: plan.doubles,
            overlap: plan.overlap,
            messages: writer.messages,
            planted: [
                "relation.twins": population.twins.count,
                "relation.namesakes": population.namesakes.count,
                "relation.motherAndDaughter": population.families.count,
            ].merging(writer.planted.figures) { $1 }.merging(counts.planted) { $1 }
                .merging(population.planted.figures) { $1 }
        )
        try writing(directory, "truth.json") { try $0.append(Array(figures.json.utf8)) }
        return figures
    }

    private func writing(
        _ folder: URL,
        _ name: String,
        _ body: (inout ByteFile) throws -> Void
    ) throws {
        var file = try ByteFile(folder.appendingPathComponent(name))
        try body(&file)
        try file.close()
    }
}
