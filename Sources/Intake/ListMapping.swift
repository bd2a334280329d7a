// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What each column of a processor's list means.
///
/// Proposed by the program, corrected by people as text, and then used for every row.
public struct ListMapping: Hashable, Sendable {
    public private(set) var columns: [ListColumn]

    public init(columns: [ListColumn]) {
        self.columns = columns
    }

    /// The columns about which the door must ask.
    public var questions: [ListColumn] { columns.filter(\.isAmbiguous) }

    public var isSettled: Bool { !columns.contains(where: \.isAmbiguous) }

    /// Tells how the birth dates are written where nobody has said it, and asks when they are written in
    /// two orders.
    public mutating func tellDateForms(from rows: [[String]]) {
        for place in columns.indices where columns[place].role == .birthDate {
            guard columns[place].dateForm == nil else { continue }
            let finding = ListValues(column: place, rows: rows).dates.finding
            columns[place].dateForm = finding.form
            guard finding.isDoubtful, columns[place].reason != .corrected else { continue }
            columns[place].confidence = .unsure
            columns[place].reason = .mixedDates
        }
    }

    /// Do the rows tell how the birth dates are written?
    public func areTelling(_ rows: [[String]]) -> Bool {
        columns.indices.allSatisfy {
            columns[$0].role != .birthDate || ListValues(column: $0, rows: rows).dates.areTelling
        }
    }

    /// Can no birth date of the rows be read in another order?
    public func areUnmistakable(_ rows: [[String]]) -> Bool {
        columns.indices.allSatisfy {
            columns[$0].role != .birthDate
                || ListValues(column: $0, rows: rows).dates.areUnmistakable
        }
    }

    /// Is there a column of birth dates of which nobody has said how they are written?
    public var lacksDateForm: Bool {
        columns.contains { $0.role == .birthDate && $0.dateForm == nil }
    }

    /// The same without what was told of the dates, to be told again from other rows.
    public var withoutDateForms: ListMapping {
        ListMapping(
            columns: columns.map {
                var column = $0
                column.dateForm = nil
                return column
            }
        )
    }

    /// Reads one row: what it says about who it is, and which kinds of data stand in it.
    /// Fields that are missing at the end of a row count as empty.
    public func record(from fields: [String]) -> ListRecord {
        var record = ListRecord()
        var places = Places()
        for (column, field) in zip(columns, fields) {
            guard column.role != .ignore else { continue }
            let text = field.trimmedField.withoutFormula
            guard ListValues.isFilled(text) else { continue }
            if let category = column.role.category { record.categories.insert(category) }
            guard !text.isSpreadsheetError else { continue }
            take(text, as: column, into: &record.claims, &places)
        }
        if record.claims.initials.isEmpty { record.claims.initials = places.givenNames }
        if record.claims.houseNumber.isEmpty { record.claims.houseNumber = places.houseNumber }
        if record.claims.postcode.isEmpty { record.claims.postcode = places.postcode }
        let behind = ListIdentifiers.postcode(record.claims.houseNumber)
        if Postcode(behind) != nil, Postcode(record.claims.postcode) == nil {
            // The two columns were exchanged.
            record.claims.houseNumber = record.claims.postcode
            record.claims.postcode = behind
        }
        record.addReadings(places)
        return record
    }

    /// Is it a remark between the records or behind them, and no record: `Vertrouwelijk`, `-----`, a figure?
    /// One or two of its cells are filled, or none with a letter or a digit, and none holds what its
    /// column can hold.
    public func isRemark(_ fields: [String]) -> Bool {
        guard columns.count > 2 else { return false }
        var filled = 0
        var isOfSigns = true
        for (column, field) in zip(columns, fields) {
            let text = field.trimmedField.withoutFormula
            guard !text.isEmpty else { continue }
            if column.canHold(text) { return false }
            filled += 1
            if text.contains(where: { $0.isLetter || $0.isNumber }) { isOfSigns = false }
        }
        return filled > 0 && (isOfSigns || filled <= 2)
    }

    /// What is used only if no column of its own says it.
    fileprivate struct Places {
        var givenNames = ""
        var otherName: (surnames: [String], initials: String)?
        var houseNumber = ""
        var otherHouseNumber = ""
        var postcode = ""
        /// When the text can mean several.
        var birthDates: [PartialDate] = []
    }

    private func take(
        _ text: String,
        as column: ListColumn,
        into claims: inout IdentityClaims,
        _ places: inout Places
    ) {
        func first(_ field: WritableKeyPath<IdentityClaims, String>, _ text: String) {
            if claims[keyPath: field].isEmpty { claims[keyPath: field] = text }
        }
        switch column.role {
        case .citizenNumber: first(\.citizenNumber, ListIdentifiers.citizenNumber(text))
        case .surname, .partnerSurname: claims.surnames.append(text)
        case .fullName:
            let name = ListFullName(text)
            claims.surnames.append(contentsOf: name.surnames)
            if places.givenNames.isEmpty { places.givenNames = name.initials }
            places.otherName = name.other
        case .initials: first(\.initials, text)
        case .givenNames: places.givenNames = text
        case .birthDate where claims.birthDate.isEmpty:
            guard !ListDateForm.isPlain(text, column.dateForm) else {
                claims.birthDate = text
                return
            }
            let readings = (column.dateForm ?? .dayMonthYear).readings(text)
            claims.birthDate = readings.count == 1 ? readings[0].text : text
            if readings.count > 1 { places.birthDates = readings }
        case .postcode: first(\.postcode, ListIdentifiers.postcode(text))
        case .postcodeWithPlace: places.postcode = ListAddress.postcode(before: text) ?? ""
        case .houseNumber: first(\.houseNumber, text)
        case .streetWithNumber:
            let (houseNumber, postcode, other) = ListAddress.split(text)
            (places.houseNumber, places.otherHouseNumber) = (houseNumber, other)
            if !postcode.isEmpty { places.postcode = postcode }
        case .sampleNumber: first(\.sampleNumber, text)
        case .token: first(\.token, text)
        case .birthDate, .surnamePrefix, .houseAddition, .street, .place, .category, .ignore: break
        }
    }
}

/// One record of a list, before anyone knows whose it is.
public struct ListRecord: Hashable, Sendable, Masked {
    public var claims: IdentityClaims
    /// The dates of birth that they can mean, when it is not only one: of which one must agree.
    public private(set) var readings: [IdentityClaims] = []
    /// What else they may mean: with the columns of the names exchanged, the initials behind the name, or
    /// another number of the street line as house number. Counts only when that agrees.
    public private(set) var alternatives: [IdentityClaims] = []
    /// The kinds of data in the filled columns.
    public var categories: CategorySet

    public init(
        claims: IdentityClaims = IdentityClaims(),
        categories: CategorySet = CategorySet([])
    ) {
        self.claims = claims
        self.categories = categories
    }

    /// Between the dates that one text can mean: no date is read with it.
    private static let either = " or "

    /// What is kept of a record that stays open: of a birth date that can mean several, all of them,
    /// `1970-02-03 or 2070-02-03`.
    public var kept: IdentityClaims {
        var claims = claims
        if !readings.isEmpty {
            claims.birthDate = readings.map(\.birthDate).joined(separator: Self.either)
        }
        return claims
    }

    /// A record that was kept, to be tried again; nil when its birth date cannot be read, so that nobody
    /// is linked whom it may contradict. Of what else it may mean the columns of the names are exchanged
    /// again; the other alternatives are not kept, and none could take a link away.
    public init?(kept claims: IdentityClaims, categories: CategorySet) {
        self.init(claims: claims, categories: categories)
        var places = ListMapping.Places()
        let texts = claims.birthDate.split(separator: Self.either)
        let dates = texts.compactMap { PartialDate($0) }
        guard dates.count == texts.count || !claims.birthDate.contains(where: \.isNumber) else {
            return nil
        }
        if dates.count > 1 { places.birthDates = dates }
        addReadings(places)
    }

    /// An empty row is no record.
    public var isEmpty: Bool { categories.isEmpty && claims.isSilent }

    public var mask: String { categories.text }
}

extension ListRecord {
    fileprivate mutating func addReadings(_ places: ListMapping.Places) {
        readings = places.birthDates.map { date in
            var claims = claims
            claims.birthDate = date.text
            return claims
        }
        var others: [IdentityClaims] = []
        for claims in readings.isEmpty ? [claims] : readings {
            var names: [IdentityClaims] = []
            if let exchanged = claims.withNamesExchanged { names.append(exchanged) }
            if let name = places.otherName {
                var other = claims
                (other.surnames, other.initials) = (name.surnames, name.initials)
                names.append(other)
            }
            others += names
            guard !places.otherHouseNumber.isEmpty, claims.houseNumber == places.houseNumber else {
                continue
            }
            for var other in [claims] + names {
                other.houseNumber = places.otherHouseNumber
                others.append(other)
            }
        }
        alternatives = others
    }
}

extension IdentityClaims {
    /// A name where initials stand, and one surname: each may be in the column of the other.
    fileprivate var withNamesExchanged: IdentityClaims? {
        guard surnames.count == 1, initials.utf8.count > 2, initials.contains(where: \.isLowercase),
            !ListFullName.isInitials(initials), !surnames[0].isEmpty
        else { return nil }
        var claims = self
        claims.surnames = [initials]
        claims.initials = surnames[0]
        return claims
    }
}
