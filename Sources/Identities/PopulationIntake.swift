// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Vault
import Workers

/// Makes people ready to be recorded: who is new, who changed, and everything sealed.
///
/// Works without the database, on every core, so that the next people can be sealed while the last
/// ones are written.
public struct PopulationIntake: Sendable {
    private let sealing: PersonSealing
    private let reason: AccessReason
    private var known: KnownPeople
    private var lost: LostByIndex

    init(
        sealing: PersonSealing,
        reason: AccessReason,
        known: KnownPeople,
        lost: LostByIndex
    ) {
        self.sealing = sealing
        self.reason = reason
        self.known = known
        self.lost = lost
    }

    /// People in a transaction: some 200 MB of sealed bytes. Their numbers are random, so each
    /// transaction writes nearly all pages of the tables again: few large ones write less.
    public static let batchSize = 262_144

    /// Seals those who are new or changed and adds them to `sealed`; returns the places of people
    /// who stand in the file a second time.
    public mutating func seal(_ people: [Person], into sealed: inout SealedPeople) throws -> [Int] {
        var refused: [Int] = []
        let halves = try WorkerPool.shares(of: people.count, atLeast: 64) {
            [sealing] range in
            people[range].map { sealing.halves(of: $0) }
        }.flatMap(\.self)
        var random = RandomBytes()
        var work: [(place: Int, number: Int64, isChange: Bool)] = []
        for (place, half) in halves.enumerated() {
            let meeting = known.meet(
                half.source,
                content: half.content,
                lost: { [lost, sealing] in lost.number(of: people[place], sealing) },
                random: &random
            )
            switch meeting {
            case .again: refused.append(place)
            case .same: sealed.same += 1
            case .new(let number): work.append((place, number, false))
            case .changed(let number): work.append((place, number, true))
            }
        }
        let ready = work
        let shares = try WorkerPool.shares(of: ready.count, atLeast: 64) { [sealing] range in
            var random = RandomBytes()
            var part = SealedPeople()
            part.reserve(range.count)
            for item in ready[range] {
                sealing.seal(
                    people[item.place],
                    halves[item.place],
                    PersonNumber(UInt64(item.number)),
                    isChange: item.isChange,
                    &random,
                    into: &part
                )
            }
            return part
        }
        for share in shares { sealed.append(share) }
        sealed.population = known.count
        sealed.reason = reason
        return refused
    }
}
