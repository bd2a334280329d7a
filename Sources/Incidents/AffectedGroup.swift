// SPDX-License-Identifier: EUPL-1.2

public import Custody

extension AffectedGroup {
    /// The group of a person; nil when everything about them is excluded.
    ///
    /// The certainty decides first. Among those who are reported or worse, only lists count
    /// (statements with the certainty *reported*): a statement that excludes, that cannot exclude,
    /// or that found somebody in files puts nobody on the first list. Among those who cannot be
    /// excluded, `reconstructed` takes a disclosure by a third party and none of our own; who is in
    /// no disclosure at all, only in what somebody said, is `notExcluded`.
    ///
    /// `firstList` is the first list that counted when the version was frozen.
    public init?(of row: RegisterRow, firstList: Int?) {
        self.init(of: row.lines[...], firstList: firstList)
    }

    init?(of lines: ArraySlice<RegisterLine>, firstList: Int?) {
        switch lines.certainty {
        case .excluded: return nil
        case .cannotBeExcluded:
            let ours = lines.categories(from: .givenByUs).union(
                lines.categories(from: .producedThere)
            )
            let isReconstructed =
                ours.isEmpty && !lines.categories(from: .givenByThirdParty).isEmpty
            self = isReconstructed ? .reconstructed : .notExcluded
        case .reported, .stolen, .published:
            self = firstList.map(lines.isListed) == true ? .first : .second
        }
    }
}
