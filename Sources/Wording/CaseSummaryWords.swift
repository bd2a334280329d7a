// SPDX-License-Identifier: EUPL-1.2

public import Casework

extension SummarizeCase.Answer {
    /// The registers, the groups and the waves of a case.
    public var passages: [Passage] {
        let registers = Passage.table(
            ["register", "people", "reported", "cannot be excluded", "records", "unresolved"],
            versions.map {
                [
                    $0.name, $0.people.grouped, ($0.counts["reported"] ?? 0).grouped,
                    ($0.counts["cannotBeExcluded"] ?? 0).grouped, $0.records.grouped,
                    $0.unresolved.grouped,
                ]
            },
            numeric: [1, 2, 3, 4, 5]
        )
        let sum = """
            \(groups.first.grouped) / \(groups.second.grouped) / \(groups.notExcluded.grouped) / \
            \(groups.reconstructed.grouped) = \(people.grouped)
            """
        let waves = letters.map { wave in
            """
            wave \(wave.wave): \(wave.planned.grouped) people = \(wave.rendered.grouped) letters \
            + \(wave.held.grouped) held
            """
        }
        return [.gap, registers, .gap, .line(sum)] + waves.map(Passage.line)
    }
}
