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
    /// The lane of a person, also where it is the page that cannot show them; nil when the letter can
    /// go.
    public init?(_ person: Person, on page: any AddressingCheck) {
        switch HoldReason.judged(person) {
        case .failure(let reason): self = reason
        case .success(let addressing):
            guard let reason = page.lane(of: addressing) else { return nil }
            self = reason
        }
    }
}
