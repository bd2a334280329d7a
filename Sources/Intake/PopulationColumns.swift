// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The columns of the population file (civil registry extract), in any order.
///
/// Only `sourceId` and `surname` must be there. A wrong value stops nothing: the person is kept without it.
public struct PopulationColumns: Sendable {
    enum Column: Int, TabularColumn {
        case sourceId, bsn, initials, givenNames, prefix, surname, partnerPrefix, partnerSurname
        case nameUse, birthDate, street, houseNumber, houseLetter, houseAddition, postcode, place
        case country, deceasedOn, secrecy, addressStatus, language, salutationPreference

        var name: String {
            switch self {
            case .sourceId: "sourceId"
            case .bsn: "bsn"
            case .initials: "initials"
            case .givenNames: "givenNames"
            case .prefix: "prefix"
            case .surname: "surname"
            case .partnerPrefix: "partnerPrefix"
            case .partnerSurname: "partnerSurname"
            case .nameUse: "nameUse"
            case .birthDate: "birthDate"
            case .street: "street"
            case .houseNumber: "houseNumber"
            case .houseLetter: "houseLetter"
            case .houseAddition: "houseAddition"
            case .postcode: "postcode"
            case .place: "place"
            case .country: "country"
            case .deceasedOn: "deceasedOn"
            case .secrecy: "secrecy"
            case .addressStatus: "addressStatus"
            case .language: "language"
            case .salutationPreference: "salutationPreference"
            }
        }
    }

    private static let requiredColumns: [Column] = [.sourceId, .surname]
    /// The names of those that must be there.
    static var required: [String] { requiredColumns.map(\.name) }

    private let header: TabularHeader<Column>
    /// How its dates are written.
    public var dates = PopulationDates(.dayFirst)

    public init(header: [String]) throws(TabularHeaderProblem) {
        self.header = try TabularHeader(header, required: Self.requiredColumns)
    }

    /// The names of all columns that can be read.
    public static var names: [String] { Column.allCases.map(\.name) }

    /// Places of the columns of the file that are not read, from 0.
    public var unknown: [Int] { header.unknown }

    /// Columns that the file lacks: it says nothing of what would stand there.
    public var absent: [String] { header.absent.map(\.name) }

    /// A field that does not read becomes a mark; only a row that does not say who it is about is a problem.
    ///
    /// `today` is the Dutch day of the import, in days since 1970-01-01.
    public func person(from fields: [String], today: Int) -> Result<Person, RowProblem> {
        Result { () throws(RowProblem) in
            var reader = try PopulationRowReader(header, fields, dates, today: today)
            return reader.person()
        }
    }

    /// Only what a row tells of who it is about: sourceId, citizen number, birth date and surname.
    public func identity(from fields: [String], today: Int) -> Result<Person, RowProblem> {
        Result { () throws(RowProblem) in
            var reader = try PopulationRowReader(header, fields, dates, today: today)
            return reader.identity()
        }
    }

    /// Counts what the dates of a row speak for; a row that does not read says nothing.
    public func count(_ fields: [String], into counts: inout PopulationDateCounts) {
        guard let row = try? header.row(fields, strict: [.sourceId]) else { return }
        counts.birthDate.add(row[.birthDate])
        counts.deceasedOn.add(row[.deceasedOn])
    }
}
