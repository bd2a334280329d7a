// SPDX-License-Identifier: EUPL-1.2

import CSV
public import Custody
import FHIR
import HL7
import Incidents
import Intake
public import Linkage
import Store

/// Why a row or a message was set aside: what, never its values. The door puts it into words.
public enum SetAsideReason: Error, Hashable, Codable, Sendable {
    // Messages, of any format.
    case tooLongToRead(MessageFormat)
    case emptyMessage
    case longerThan(bytes: Int)
    /// It asks about somebody, and whom is not read.
    case query(MessageFormat)
    case namesNothing(MessageFormat)
    /// It says whom it is about by a reference only, and that person is in no file of the import.
    case referenceNotFound
    /// The same, and the files of the import have several people of that reference.
    case referenceOfSeveral
    case orderWithoutPerson(MessageFormat)
    /// In that part of the claims, or in that column.
    case controlCharacter(column: String)
    /// It says that it was sent on a day that has not come.
    case dayToCome
    /// It says that it was sent before ``firstYear``.
    case dayTooEarly
    /// It says that it went to, or came from, another party that is recorded than that of the import.
    case namesOtherParty
    /// What all its people have in common would be written out too many times.
    case tooMuchInCommon(MessageFormat)

    // HL7.
    case noHeader
    case headerTooShort
    case segmentName(line: Int)
    case untyped
    /// Its MLLP frame has no end, or its file ended within a segment that lacks fields it must have.
    case cutOff
    case mixedLineEnds(line: Int)
    /// Another message begins within a line of it.
    case messageInside

    // FHIR.
    case noResource
    case jsonEndsEarly
    case noJSON
    case jsonText
    case notUTF8
    case nameTwice
    case behindJSON
    case tooDeep(levels: Int)
    case tooManyNames(limit: Int)

    // Rows of delimited files.
    case unterminatedQuote
    case quoteTooLong(lines: Int, bytes: Int)
    case danglingEscape
    case textBehindQuote
    case fieldTooLong(limit: Int)
    case rowTooLong(limit: Int)
    case tooManyFields(limit: Int)
    case fieldsUnexpected(found: Int, expected: Int)
    case nulByte
    case rowNotUTF8(looksLike: String?)
    case notANumber

    // Records in rows.
    case fieldsUnlikeHeader(found: Int, expected: Int)
    case column(String, RowFault)
    case moreFieldsThanHeader
    case sourceIDTwice
    /// What it says contradicts somebody who is known.
    case contradiction(SourceIDContradiction)
    /// The names of the columns stand there a second time.
    case headerAgain
    /// Totals, or the mark of the end.
    case totalsRow
    /// Nothing in it says anything about anybody.
    case noRecordInIt
}

extension SetAsideReason {
    /// Nobody sent anything in a form that is read here, nor kept a list of it, before.
    public static let firstYear = 1900

    /// Why a day cannot be that of a disclosure; nil when it can. Clocks of senders may be a day ahead.
    init?(day: Int, today: Int) {
        if day > today + 1 {
            self = .dayToCome
        } else if day < DutyDate(year: Self.firstYear, month: 1, day: 1).dayNumber {
            self = .dayTooEarly
        } else {
            return nil
        }
    }
}

extension SetAsideReason {
    init(_ error: HL7ParseError) {
        self =
            switch error {
            case .empty: .emptyMessage
            case .noHeader: .noHeader
            case .headerTooShort: .headerTooShort
            case .segmentName(let line): .segmentName(line: line)
            case .mixedLineEnds(let line): .mixedLineEnds(line: line)
            case .messageInside: .messageInside
            case .tooLong(let limit): .longerThan(bytes: limit)
            }
    }

    init(_ what: JSONProblem.What) {
        self =
            switch what {
            case .empty: .emptyMessage
            case .unexpectedEnd: .jsonEndsEarly
            case .value, .name, .colon, .commaOrEnd, .number, .literal: .noJSON
            case .escape, .surrogate, .controlCharacter: .jsonText
            case .utf8: .notUTF8
            case .duplicateName: .nameTwice
            case .trailingBytes: .behindJSON
            case .tooDeep(let limit): .tooDeep(levels: limit)
            case .tooManyNames(let limit): .tooManyNames(limit: limit)
            case .tooLong(let limit): .longerThan(bytes: limit)
            }
    }

    init(_ reason: CSVRowProblem.Reason) {
        self =
            switch reason {
            case .unterminatedQuote: .unterminatedQuote
            case .quoteTooLong(let lines, let bytes): .quoteTooLong(lines: lines, bytes: bytes)
            case .danglingEscape: .danglingEscape
            case .textAfterQuote: .textBehindQuote
            case .fieldTooLong(let limit): .fieldTooLong(limit: limit)
            case .rowTooLong(let limit): .rowTooLong(limit: limit)
            case .tooManyFields(let limit): .tooManyFields(limit: limit)
            case .fieldCount(let found, let expected):
                .fieldsUnexpected(found: found, expected: expected)
            case .nulByte: .nulByte
            case .notUTF8(_, _, let looksLike): .rowNotUTF8(looksLike: looksLike?.rawValue)
            case .notANumber: .notANumber
            }
    }

    init(_ refusal: PopulationIntake.Refusal) {
        self =
            switch refusal {
            case .again: .sourceIDTwice
            case .contradiction(let contradiction): .contradiction(contradiction)
            }
    }

    init(_ problem: RowProblem) {
        self =
            switch problem {
            case .fieldCount(let expected, let found):
                .fieldsUnlikeHeader(found: found, expected: expected)
            case .field(let column, .controlCharacter): .controlCharacter(column: column)
            case .field(let column, let fault): .column(column, fault)
            }
    }
}
