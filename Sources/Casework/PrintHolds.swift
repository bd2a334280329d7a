// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
public import Letters
public import Store

/// What holds a planned letter when it is to be printed: what became known since the plan, and what the day on
/// the letters changes.
///
/// A preview shows it and a print run goes by it, so that what is shown as printed is what prints.
public struct PrintHolds: Sendable {
    private let day: PartialDate
    private let released: [PersonNumber: ReleasedLanes]
    /// Who had been released as somebody of the same name when the wave was planned, and is held again.
    private let heldAgain: Set<PersonNumber>
    /// Who is held by what was said since the plan, of letters that are not printed yet.
    private let sincePlan: [PersonNumber: HoldReason]

    /// `day` stands on the letters. `releasedBefore`: of a print file that is made again, its entry.
    public init(
        of wave: WaveFact,
        in incident: IncidentFact,
        on day: PartialDate,
        releasedBefore entry: Int? = nil,
        _ store: Store
    ) throws {
        let now = try store.releasedLanes(in: incident, asOfEntries: entry)
        let planned = try store.releasedLanes(
            in: incident,
            asOfEntries: store.waves(of: incident).first { $0.body.number == wave.number }?.entry
        )
        heldAgain = Set(
            planned.filter {
                $0.value.contains(.sameName) && now[$0.key]?.contains(.sameName) != true
            }.keys
        )
        (self.day, released, sincePlan) = (day, now, [:])
    }

    private init(_ other: PrintHolds, sincePlan: [PersonNumber: HoldReason]) {
        (day, released, heldAgain) = (other.day, other.released, other.heldAgain)
        self.sincePlan = sincePlan
    }

    /// The same, with those who are held by what was said since the plan (`WaveTruths.heldSincePlan`).
    public func holding(_ people: [PersonNumber: HoldReason]) -> PrintHolds {
        PrintHolds(self, sincePlan: people)
    }

    /// What the letter to somebody shows of them, or their lane; whether a page can show it is asked by who
    /// makes the page.
    public func judged(
        _ person: Person,
        _ number: PersonNumber,
        byGivenNames: Bool
    ) -> HoldReason.Judged {
        if heldAgain.contains(number), !byGivenNames { return .failure(.sameName) }
        if let reason = sincePlan[number] { return .failure(reason) }
        // What was true at the planning may not be any more: the dead, and those in hiding.
        return HoldReason.judged(
            person,
            on: day,
            byGivenNames: byGivenNames,
            released: released[number] ?? .none
        )
    }

    /// The lane of a letter, also where it is the page that cannot show it; nil when it prints.
    func lane(
        of person: Person,
        _ number: PersonNumber,
        byGivenNames: Bool,
        page: any AddressingCheck
    ) -> HoldReason? {
        switch judged(person, number, byGivenNames: byGivenNames) {
        case .success(let addressing, _): page.lane(of: addressing)
        case .failure(let reason): reason
        }
    }
}
