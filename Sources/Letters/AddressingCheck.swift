// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// Can a page show the window and the first line of a letter exactly as they are?
///
/// Only whoever makes the pages knows: the fonts decide which signs there are and how wide a line is.
/// Plans ask before a letter is promised, printing asks again.
public protocol AddressingCheck: Sendable {
    /// The lane of the letter; nil when a page can show it.
    func lane(of addressing: LetterAddressing) -> HoldReason?
}

extension HoldReason {
    /// What the letter shows of a person on a day, or their lane, also where it is the page that cannot
    /// show them.
    public static func judged(
        _ person: Person,
        on day: PartialDate,
        byGivenNames: Bool = false,
        released: ReleasedLanes = .none,
        page: any AddressingCheck
    ) -> Judged {
        let judged = judged(person, on: day, byGivenNames: byGivenNames, released: released)
        guard case .success(let addressing, _) = judged, let lane = page.lane(of: addressing) else {
            return judged
        }
        return .failure(lane)
    }

    /// The window by which somebody can be told apart (`LetterAddressing.windowKey`), or their lane.
    public enum Window: Sendable {
        case success(UInt64)
        case failure(HoldReason)
    }

    public static func window(
        of person: Person,
        on day: PartialDate,
        byGivenNames: Bool = false,
        released: ReleasedLanes = .none,
        page: any AddressingCheck
    ) -> Window {
        switch judged(
            person,
            on: day,
            byGivenNames: byGivenNames,
            released: released,
            page: page
        ) {
        case .failure(let reason): .failure(reason)
        case .success(let addressing, _): .success(addressing.windowKey)
        }
    }
}
