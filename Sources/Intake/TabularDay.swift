// SPDX-License-Identifier: EUPL-1.2

internal import Custody

extension PartialDate {
    /// Days since 1970-01-01; an unknown day or month is taken as the first. Nil without a year.
    var dayNumber: Int? {
        guard year > 0 else { return nil }
        let (month, day) = (max(self.month, 1), max(self.day, 1))
        // Years that start in March put the leap day last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }
}
