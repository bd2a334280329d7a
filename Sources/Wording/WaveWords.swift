// SPDX-License-Identifier: EUPL-1.2

public import Casework

extension WaveStanding {
    public var passages: [Passage] {
        let table = Passage.table(
            [
                "wave", "register", "people", "to print", "held", "already told", "outside",
                "print files", "written",
            ],
            [
                [
                    name, "v\(version)", planned.grouped, toPrint.grouped,
                    (planned - toPrint).grouped, alreadyTold?.grouped ?? "",
                    outside?.grouped ?? "", "\(batches)", "\(written)",
                ]
            ],
            numeric: [2, 3, 4, 5, 6, 7, 8]
        )
        let reasons = allHeld.sorted { $0.key < $1.key }.map { "held, \($0): \($1.grouped)" }
        return [table]
            + (reasons + [cancelled.map { "cancelled: \($0)" }].compactMap(\.self))
            .map(Passage.line)
    }
}
