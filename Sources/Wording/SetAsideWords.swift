// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Ingestion
import Intake
import Letters
import Linkage

extension SetAsideReason {
    /// A sentence without values.
    public var words: String {
        switch self {
        case .tooLongToRead(.hl7): "the message is longer than any message"
        case .tooLongToRead(.fhir): "the resource is longer than any resource"
        case .emptyMessage: "empty"
        case .longerThan(let bytes): "longer than \(bytes.grouped) bytes"
        case .query(.hl7): "a query (MSH-9): whom it asks about is not read"
        case .namesNothing(.hl7): "it names neither a person nor a sample; it may be cut off"
        case .query(.fhir), .namesNothing(.fhir): "it names neither a person nor a sample"
        case .referenceNotFound:
            "it says whom it is about by a reference only, and no file of the import has that person: import them together"
        case .referenceOfSeveral:
            "it says whom it is about by a reference only, and the files of the import have several people of "
                + "that reference: import each with its own"
        case .orderWithoutPerson(.hl7):
            "an order in which PID says of nobody who it is: no citizen number, name, birth date or "
                + "address; it may be cut off"
        case .orderWithoutPerson(.fhir): "an order that says of nobody who it is"
        case .controlCharacter(let column):
            "column '\(column)': a control character stands in it"
        case .dayToCome: "it says that it was sent on a day that has not come yet"
        case .dayTooEarly: "it says that it was sent before \(Self.firstYear)"
        case .namesOtherParty:
            "it names another recorded party as its receiver or sender than the party of the import"
        case .tooMuchInCommon(.hl7): "too many people and too many segments about all of them"
        case .tooMuchInCommon(.fhir):
            "too many resources are about too many people at once"
        case .noHeader: "it does not begin with MSH; it may be cut off"
        case .headerTooShort: "its header (MSH) is too short to name its delimiters"
        case .segmentName(let line): "its line \(line) does not begin with a segment name"
        case .untyped: "the message says no type (MSH-9); it may be cut off"
        case .cutOff: "it is cut off: its end is missing"
        case .messageInside:
            "another message (MSH) begins within one of its lines: a line end is missing before it"
        case .mixedLineEnds(let line):
            "some of its lines end in LF and others in CR: whether a text or a segment begins after line \(line) cannot be told"
        case .noResource: "JSON, but no object with a resourceType"
        case .jsonEndsEarly: "the JSON ends too early; it may be cut off"
        case .noJSON: "no JSON (RFC 8259)"
        case .jsonText: "a text in the JSON holds what it may not"
        case .notUTF8: "not UTF-8, as JSON must be (RFC 8259)"
        case .nameTwice: "an object has the same name twice"
        case .behindJSON: "something stands after the JSON"
        case .tooDeep(let levels): "the JSON is more than \(levels) levels deep"
        case .tooManyNames(let limit): "an object has more than \(limit.grouped) names"
        default: rowWords
        }
    }

    private var rowWords: String {
        switch self {
        case .unterminatedQuote: "a quoted field is not closed before the end of the file"
        case .quoteTooLong(let lines, let bytes):
            "a quoted field runs over more than \(lines) lines or \(bytes / 1024) KiB: its quote is not closed"
        case .danglingEscape: "the file ends on an escape sign"
        case .textBehindQuote: "text stands after a closing quote"
        case .fieldTooLong(let limit): "a field is longer than \(limit.grouped) bytes"
        case .rowTooLong(let limit): "the row is longer than \(limit.grouped) bytes"
        case .tooManyFields(let limit): "the row has more than \(limit.grouped) fields"
        case .fieldsUnexpected(let found, let expected):
            "\(found) fields where \(expected) are expected"
        case .nulByte: "a NUL byte stands in it"
        case .rowNotUTF8(let looksLike):
            "not UTF-8"
                + (looksLike.map { "; it looks like \($0): give that encoding" } ?? "")
        case .notANumber: "a field that should be a number is not one"
        case .fieldsUnlikeHeader(let found, let expected):
            "\(found) fields where the header has \(expected)"
        case .column(let column, let fault): "column '\(column)': \(fault.words)"
        case .moreFieldsThanHeader: "more fields than the header has"
        case .headerAgain: "the names of the columns again, no record"
        case .totalsRow: "totals or the end of a list, no record"
        case .noRecordInIt: "nothing in it says anything about anybody"
        case .sourceIDTwice: "the same sourceId stands on an earlier row"
        case .contradiction(.citizenNumberHeld):
            "its citizen number is that of a person with another sourceId"
        case .contradiction(.differsByZeros):
            "its sourceId is that of a known person, apart from zeros at the beginning"
        case .contradiction(.somebodyElse):
            "its sourceId is that of somebody with another birth date and another name or citizen number"
        default: ""
        }
    }
}

extension RowFault {
    fileprivate var words: String {
        switch self {
        case .empty: "empty"
        case .controlCharacter: "a control character stands in it"
        case .noCitizenNumber:
            "not a citizen number (eight or nine digits that pass the eleven test)"
        case .noDate: "not a date (yyyy-mm-dd)"
        case .impossibleDate: "not a possible date (after today, or before 1850)"
        case .noPostcode: "not a Dutch postcode"
        case .noHouseNumber: "not a house number"
        case .noCountry: "not a known country"
        case .spreadsheetError: "an error of a spreadsheet stands there (#N/A and the like)"
        case .endBeforeStart: "it lies before the beginning"
        case .tooManyRows: "more than \(Person.mostFormer) rows of one person"
        case .unknownValue: "not one of the values this column can have"
        }
    }
}

extension FieldMark {
    /// The column and what is wrong with it.
    public var words: String { "column '\(field.rawValue)': \(fault.words)" }

    /// What follows from it for the person.
    public var consequence: String {
        if HoldReason.holds(self) { return "no letter goes to them" }
        return switch field {
        case .citizenNumber: "known without a citizen number"
        case .deceasedOn: "taken to be dead"
        case .secrecy: "their address counts as secret"
        case .language: "written to in Dutch"
        case .nameUse: "addressed by their own name"
        default: "known without it"
        }
    }
}

extension ImportAnswer.Count {
    public var words: String {
        switch self {
        case .controls: "laboratory controls"
        case .acknowledgements: "acknowledgements"
        case .linked: "about a known person"
        case .ledgerRows: "ledger rows"
        case .cameTwice: "came twice"
        case .cameReadOtherwise: "came before, read in another character set"
        case .unresolved: "about nobody known"
        case .waiting: "results before their order"
        case .newPeople: "new"
        case .changedPeople: "changed"
        case .samePeople: "same"
        case .notInFile: "known and not in the file"
        case .sharedNumbers: "citizen numbers of several people"
        case .settled: "earlier messages settled"
        case .recordsLinked: "records of lists linked now"
        case .recordsTakenBack: "records of lists no longer that person's"
        case .assumedEncodings: "read as Windows-1252, by guess"
        case .daysUnknown: "day unknown"
        case .directionsByKind: "direction only by the kind of message"
        case .directionsOtherwise: "say another direction than was said for the import"
        case .partiesUnknown: "receiver or sender not recorded"
        }
    }
}
