// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Intake
import Spreadsheet

extension ToldFailure {
    /// Why something could not be taken in.
    init(_ error: IngestionError) {
        switch error {
        case .notThere(let file):
            self.init(
                .inputMissing,
                "\(file) is not there",
                help: "check the name and the folder"
            )
        case .isFolder(let file):
            self.init(.inputMissing, "\(file) is a folder, a file is needed")
        case .notAllowed(let file):
            self.init(
                .notAllowed,
                "no right to read \(file)",
                help: "check its owner and mode"
            )
        case .doesNotOpen(let file, let code):
            self.init(.inputOutput, "\(file) does not open (\(String(cString: strerror(code))))")
        case .readingFailed(let file, let code):
            self.init(
                .inputOutput,
                "reading \(file) failed (\(String(cString: strerror(code))))"
            )
        case .tooManyOpenFiles:
            self.init(
                .inputOutput,
                "too many files are open, here or on the whole machine",
                help: "raise the limit ('ulimit -n') or end what holds them; then run it again"
            )
        case .folderNotAllowed(let folder):
            self.init(
                .notAllowed,
                "no right to read the folder \(folder)",
                help: "check its owner and mode"
            )
        case .folderHoldsNone(let folder):
            self.init(.inputMissing, "the folder \(folder) holds no files")
        case .holds(let file, let content):
            let sentence = "\(file) \(FileRemark.holds(content).words)"
            switch content {
            case .hl7: self.init(.failed, sentence, command: "'spoor import hl7' reads it")
            case .json:
                self.init(.failed, sentence, command: "'spoor import fhir' reads FHIR in JSON")
            default: self.init(.failed, sentence, help: content.help ?? "")
            }
        case .readableOnlyOnce(let file):
            self.init(
                .usage,
                "\(file) can be read only once, and this reads it twice",
                help: "write it to a file first"
            )
        case .notKept(let file, let folder, let code):
            self.init(
                .inputOutput,
                """
                \(file) could not be kept in \(folder) until it was read (\(String(cString: strerror(code))))
                """,
                help: "set TMPDIR to a folder with room for it, or write it to a file first",
                command: "with --dates it is read without being kept"
            )
        case .notGzip(let file):
            self.init(
                .inputOutput,
                "\(file) is not readable as gzip",
                help: "fetch the file again"
            )
        case .gzipCutOff(let file):
            self.init(
                .inputOutput,
                "\(file) ends in the middle of its gzip data",
                help: "the file was cut off: fetch it again; nothing of it was kept"
            )
        case .gzipDamaged(let file):
            self.init(
                .inputOutput,
                "the gzip data of \(file) are damaged",
                help: "fetch the file again; nothing of it was kept"
            )
        case .sealBroken(let file):
            self.init(
                .inputOutput,
                "\(file) does not open: it is cut off or changed, or was sealed for another store",
                help: "send the file again"
            )
        case .decompressionFailed: self.init(.failed, "zlib does not start")
        case .workbook(let file, let problem): self.init(problem, file)
        case .noSheets(let file):
            self.init(
                .usage,
                "\(file) is no workbook, so it has no sheets",
                help: "leave the name of the sheet out"
            )
        case .noSheet(let name, let file, let known):
            self.init(
                .inputMissing,
                "\(file) has no sheet '\(name)'",
                help: "it has \(Self.quoted(known))"
            )
        case .onlyHiddenSheets(let file, let known):
            self.init(
                .failed,
                "\(file) shows no sheet with rows; hidden ones have some: \(Self.quoted(known))",
                command: "say which is meant: --sheet NAME"
            )
        case .interrupted:
            self = .interrupted
        default: self.init(content: error)
        }
    }

    /// What is wrong with what stands in a file, or with where it should go.
    private init(content error: IngestionError) {
        switch error {
        case .unknownEncoding(let name):
            self.init(
                .usage,
                "the encoding '\(name)' is not known",
                command:
                    "give --encoding utf-8, windows-1252 or iso-8859-1, of messages iso-8859-15 and the like too; UTF-16 is found out"
            )
        case .otherEncoding(let file):
            self.init(
                .usage,
                "\(file) is UTF-16, and another encoding was said",
                command: "leave --encoding out: UTF-16 is found out"
            )
        case .empty(let file): self.init(.inputMissing, "\(file) is empty")
        case .noRows(let file): self.init(.inputMissing, "\(file) has no rows")
        case .header(let file, let line, let reason):
            self.init(.failed, "\(file), line \(line): \(reason.words)")
        case .headerIsRecord(let file, let line):
            self.init(
                .failed,
                "\(file), line \(line): the first line looks like a record, not like column names",
                help: "put a line before it that names the columns; nothing of it was kept"
            )
        case .columnsMissing(let file, let columns, let known):
            self.init(
                .failed,
                "\(file): the header lacks \(Self.quoted(columns))",
                help: "the first line names the columns: \(known.joined(separator: ","))",
                command: "'spoor import columns \(file)' shows what they are taken for"
            )
        case .contactColumns(let file):
            self.init(
                .failed,
                "\(file): the header lacks day or calls",
                help: "the first line names the columns: "
                    + ContactTable.columns.joined(separator: ",")
            )
        case .contactRow(let file, let line, let column):
            self.init(
                .failed,
                "\(file), line \(line): column \(column) does not read",
                help: "a day is yyyy-mm-dd and a number is whole; nothing of the file was recorded"
            )
        case .populationUnsettled(let file, let columns):
            self.init(
                .failed,
                "not sure what these columns mean: \(Self.quoted(columns))",
                command:
                    "spoor import columns \(file) --output map.txt; correct it; add --map map.txt"
            )
        case .dateOrderUnclear(let file, let column, let dayFirst, let monthFirst):
            self.init(
                .failed,
                dayFirst + monthFirst == 0
                    ? "\(file): all dates of the column '\(column)' can be read with the day first and with the month first"
                    : "\(file): the column '\(column)' mixes dates: \(dayFirst.grouped) have the day first, \(monthFirst.grouped) the month",
                help: "ask who made the file which of them stands first",
                command: "add --dates day-month-year, or --dates month-day-year"
            )
        case .columnTwice(let file, let column):
            self.init(.failed, "\(file): the column '\(column)' stands twice in the header")
        case .columnsWouldWipe(let file, let columns):
            self.init(
                .failed,
                "\(file) lacks columns, and the store knows people: \(Self.quoted(columns))",
                help: "add the columns",
                command:
                    "or give --absent-is-empty, which wipes what is known there of everybody in the file"
            )
        case .sourceIDsChanged(let file, let people, let compared):
            self.init(
                .failed,
                "\(file): the sourceIds look changed: of \(compared.grouped) people that can be compared \(people.grouped) are known under another sourceId or as somebody else; nothing of it was kept",
                help:
                    "if a spreadsheet saved it, the zeros at the beginning may be gone: export it again with the sourceIds as text"
            )
        case .noMessage(let file, .hl7):
            self.init(
                .failed,
                "\(file) holds no HL7 v2 message",
                help: "a message begins with MSH at the beginning of a line"
            )
        case .noMessage(let file, .fhir):
            self.init(
                .failed,
                "\(file) holds no FHIR resource",
                help: "a resource is a JSON object with a resourceType"
            )
        case .fieldTableNotReadable(let file, let format):
            self.init(
                .inputMissing,
                "there is no readable \(format == .hl7 ? "field" : "element") table at \(file)"
            )
        case .fieldTable(let file, let problem, let format): self.init(problem, file, format)
        case .unknownParty(let party, let known): self = .noParty(party, known: known)
        case .unknownAgreement(let version, let party):
            self.init(
                .inputMissing,
                "there is no agreement '\(version)' with \(party)",
                command: "record it with 'spoor party agreement \(party) --version \(version) …'"
            )
        case .noPurpose:
            self.init(
                .usage,
                "the ledger says of each disclosure for what purpose it was made",
                help: "give it as in the register of processing",
                command: "--purpose screening"
            )
        case .dayRefused:
            self.init(
                .usage,
                "nothing was disclosed on that day: it has not come yet, or lies before \(SetAsideReason.firstYear)",
                help: "give the day on which it was sent, or none: then it stands as unknown"
            )
        case .columnsUnsettled(let file, let columns):
            self.init(
                .failed,
                "not sure what these columns mean: \(Self.quoted(columns))",
                command:
                    "spoor statement map \(file) --output map.txt; correct it; add --map map.txt"
            )
        case .mappingNotReadable(let file):
            self.init(.inputMissing, "there is no readable mapping at \(file)")
        case .mapping(let file, let problem):
            self.init(
                .failed,
                "the mapping \(file) does not read: \(Self.words(problem))",
                command:
                    "'spoor statement map LIST' and 'spoor import columns FILE' propose one to correct"
            )
        case .noRecords(let file, let reasons):
            let counts = reasons.reduce(into: [:]) { $0[$1.words, default: 0] += 1 }
            let told = counts.sorted { $0.key < $1.key }.map { "\($0.value.grouped): \($0.key)" }
            self.init(
                .failed,
                "\(file) holds no records, so it says nothing about anybody"
                    + (told.isEmpty ? "" : "; rows set aside: " + told.joined(separator: "; ")),
                help: "check that it is the list and not its cover sheet"
            )
        case .nobodyNamed:
            self.init(
                .inputMissing,
                "nobody in the population has that reference",
                help: "give P-… or the sourceId"
            )
        case .noSuchField(let name):
            self.init(
                .usage,
                "'\(name)' is no field that can be corrected",
                help: "use one of: "
                    + PersonField.allCases.map(\.rawValue).joined(separator: ", ")
            )
        case .correctionRefused(let reason):
            self.init(.notAllowed, "nothing was corrected: \(reason.words)")
        case .noStatement(let name):
            self.init(.inputMissing, "there is no statement '\(name)' that counts")
        case .anotherList(let file, let statement):
            self.init(
                .failed,
                "\(file) is not the list that was added as '\(statement)'",
                help: "give the same file; another list is another statement"
            )
        default: self.init(.failed, "the file could not be taken in")
        }
    }

    private init(_ problem: WorkbookProblem, _ file: String) {
        switch problem {
        case .cutOff:
            self.init(
                .inputOutput,
                "\(file) begins as a workbook and its end is missing",
                help: "the file was cut off: fetch it again; nothing of it was kept"
            )
        case .damaged(let row):
            self.init(
                .inputOutput,
                row == 0
                    ? "the workbook \(file) is damaged"
                    : "the workbook \(file) is damaged after row \(row.grouped)",
                help:
                    "fetch it again, or open it, repair it and save it anew; nothing of it was kept"
            )
        case .documentType:
            self.init(
                .failed,
                "\(file) declares a document type, which no workbook has",
                help: "do not trust it; ask who sent it for the table as CSV in UTF-8"
            )
        case .unpacksTooFar:
            self.init(
                .failed,
                "\(file) would unpack to far more than its size: it is no ordinary workbook",
                help: "do not trust it; ask who sent it for the table as CSV in UTF-8"
            )
        case .tooManyTexts, .tooManyParts:
            self.init(
                .failed,
                problem == .tooManyTexts
                    ? "the texts of \(file) are too much for a workbook"
                    : "\(file) has too many sheets, formats or parts for a workbook",
                help: "save the table as CSV in UTF-8"
            )
        case .noWorkbook, .openDocument, .binary, .encrypted:
            self.init(.failed, "\(file) is no workbook that is read")
        }
    }

    private init(_ problem: FieldMap.Problem, _ file: String, _ format: MessageFormat) {
        switch problem.what {
        case .path:
            self.init(
                .failed,
                "\(file), line \(problem.line): the path does not read",
                help: format == .hl7
                    ? "write PID-3, PID-5.1.4, NK1-*, PID-3[NNNLD] or OBX[CODE]-5"
                    : "write Patient.birthDate, Observation.value or *.note"
            )
        case .category(let code):
            self.init(
                .failed,
                "\(file), line \(problem.line): there is no category '\(code)'",
                command: "'spoor inspect --table' prints the table and the categories"
            )
        case .tooMany(let excess):
            self.init(
                .failed,
                "\(file), line \(problem.line): the table has more than \(Self.words(excess))",
                help: "leave out rows that no file of yours needs"
            )
        }
    }

    private static func words(_ excess: FieldMap.Excess) -> String {
        switch excess {
        case .segments(let limit): "\(limit.grouped) segments"
        case .elements(let limit): "\(limit.grouped) elements"
        case .meanings(let limit): "\(limit.grouped) different meanings"
        case .names(let limit): "\(limit.grouped) different names"
        }
    }

    private static func quoted(_ columns: [String]) -> String {
        columns.map { "'\($0)'" }.joined(separator: ", ")
    }

    private static func words(_ problem: ListMappingProblem) -> String {
        switch problem {
        case .noEqualsSign(let line): "line \(line) has no '='"
        case .unterminatedQuote(let line): "line \(line): a quote is not closed"
        case .unknownRole(let line):
            "line \(line): there is no such role; use one of "
                + ListRole.identifying.map(\.code).joined(separator: ", ")
                + ", ignore, or a kind of data (docs/formats.md)"
        case .unknownMeaning(let line):
            "line \(line): there is no such column; use one of "
                + PopulationColumns.names.joined(separator: ", ") + ", or - for what is not read"
        case .unknownDateForm(let line):
            "line \(line): after birthDate stands how its dates are written, one of "
                + ListDateForm.allCases.map(\.rawValue).joined(separator: ", ")
        case .unknownColumn(let line): "line \(line): the list has no such column"
        case .missingColumn(let column): "it says nothing about column \(column) of the list"
        }
    }
}
