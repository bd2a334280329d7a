// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// Whom the law lets decide about somebody's care: what a letter goes by.
///
/// Under 12 the parents or carers decide (BW 7:465). From 12 to 15 child and parents decide together,
/// but some care the child may have had alone (BW 7:450(2)), and then the parents are others (BW
/// 7:457). From 16 on people decide for themselves (BW 7:447; GDPR Art. 8 with UAVG art. 5).
public enum AgeGroup: Sendable, Hashable {
    case child
    case youngPerson
    case adult

    /// On the day of a letter. Of a birth date that is partly known the program believes what harms
    /// least: nobody is a child who may be 12, and nobody an adult who may be 15. Of one that is not
    /// known at all nothing says that it is a child's.
    public init(born: PartialDate?, on day: PartialDate) {
        guard let born, born.year > 0 else {
            self = .adult
            return
        }
        func isPast(_ years: Int, month: Int, day ofMonth: Int) -> Bool {
            day.value >= UInt32((born.year + years) * 10_000 + month * 100 + ofMonth)
        }
        let oldest = (month: max(born.month, 1), day: max(born.day, 1))
        let month = born.month == 0 ? 12 : born.month
        let youngest = (month: month, day: born.day == 0 ? 31 : born.day)
        if isPast(16, month: youngest.month, day: youngest.day) {
            self = .adult
        } else if isPast(12, month: oldest.month, day: oldest.day) {
            self = .youngPerson
        } else {
            self = .child
        }
    }

    /// Does the letter go to the parents or carers: of a child always, of a young person when an officer
    /// said so?
    public func isToParents(_ released: ReleasedLanes) -> Bool {
        self == .child || self == .youngPerson && released.toParents
    }
}
