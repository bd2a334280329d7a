// SPDX-License-Identifier: EUPL-1.2

/// One column of a processor's list, what it is taken for, and why.
public struct ListColumn: Hashable, Sendable {
    public var header: String
    public var role: ListRole
    public var confidence: Confidence
    public var reason: Reason
    /// Of birth dates: how they are written; nil as long as nobody has told.
    public var dateForm: ListDateForm?

    public init(
        header: String,
        role: ListRole,
        confidence: Confidence,
        reason: Reason,
        dateForm: ListDateForm? = nil
    ) {
        self.header = header
        self.role = role
        self.confidence = confidence
        self.reason = reason
        self.dateForm = dateForm
    }

    /// Can a cell with that text, alone in its row, say something of somebody? The number of a house
    /// cannot; what is mistyped can.
    func canHold(_ text: String) -> Bool {
        let digits = text.utf8.count { 0x30...0x39 ~= $0 }
        switch role {
        case .citizenNumber: return digits >= 7 && text.count(where: \.isLetter) <= 2
        case .surname, .partnerSurname, .surnamePrefix, .fullName, .initials, .givenNames:
            return digits == 0 && text.contains(where: \.isLetter)
        case .birthDate, .postcode, .postcodeWithPlace: return digits >= 4
        case .houseNumber, .houseAddition, .ignore: return false
        case .street, .streetWithNumber, .place: return text.contains(where: \.isLetter)
        case .sampleNumber, .token:
            return digits > 0 && text.count >= 4 && !text.contains(where: \.isWhitespace)
        case .category: return text.contains { $0.isLetter || $0.isNumber }
        }
    }

    /// Must somebody say whether this is right before the list is read?
    public var isAmbiguous: Bool { confidence == .unsure }

    public enum Confidence: Int, Sendable, Hashable, Comparable {
        case unsure = 0
        case likely = 1
        case certain = 2

        public static func < (left: Confidence, right: Confidence) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case headerAndValues = "header and values"
        case header = "header"
        case values = "values look like it"
        case otherColumns = "header, with the other columns"
        /// The header says one thing and the values another.
        case contradiction = "values do not fit the header"
        /// The header can mean several things.
        case vagueHeader = "header can mean several things"
        /// Another column is taken for the same.
        case rival = "another column says the same"
        case unknown = "unknown column"
        case empty = "unknown column, empty in the sample"
        /// Many dates fit day, month, year only, and many month, day, year only.
        case mixedDates = "day and month stand in either order"
        case corrected = "settled by hand"
    }
}
