// SPDX-License-Identifier: EUPL-1.2

import Custody
import Ingestion
import Store

/// A file of the population (personenbestand) that was sent, what was said of it so far, and the work that it gives.
struct PopulationWork: Codable, Sendable {
    /// Of who sent it, and alone sees its page.
    var account: String
    var sheet: String?
    /// Empty to find out.
    var encoding = ""
    /// A code of ``DateOrder``; empty to find out.
    var dates = ""
    var columns: [PopulationProposal.Column] = []
    /// The name under which its columns were kept.
    var keptAs: String?
    /// Columns that the file lacks are empty for everybody.
    var absentIsEmpty = false
    /// The name under which the columns are to be kept.
    var keepAs = ""
    var trial: Trial?
    /// How many trials were asked for: what is taken in names the one that its page showed.
    var trials = 0
    var job: Job?
    /// What was wrong with the last trial or import.
    var problem: FormProblem?

    /// Bytes.
    static let largest = 1024 * 1024 * 1024

    /// What a trial found, in numbers.
    struct Trial: Codable, Sendable {
        var read: Int
        var new: Int
        var changed: Int
        var same: Int
        /// Known, and in no row that reads.
        var notInFile: Int
        var setAside: [SetAsideReason: Int]
        var marked: [FieldMark: Int]
        var remarks: [FileRemark]
        var sharedNumbers: Int
        /// Rows that were read as Windows-1252, by guess.
        var guessedRows: Int

        init(_ answer: ImportAnswer) {
            read = answer.read
            new = answer.counts[.newPeople] ?? 0
            changed = answer.counts[.changedPeople] ?? 0
            same = answer.counts[.samePeople] ?? 0
            notInFile = answer.counts[.notInFile] ?? 0
            setAside = answer.setAside
            marked = answer.marked
            remarks = answer.files.keys.sorted { "\($0)" < "\($1)" }
            sharedNumbers = answer.counts[.sharedNumbers] ?? 0
            guessedRows = answer.counts[.assumedEncodings] ?? 0
        }
    }

    /// A trial or an import that was asked for. It is kept with the file, so that it goes on after a stop.
    struct Job: Codable, Sendable {
        enum Kind: String, Codable, Sendable {
            case trial = "trial"
            case taking = "taking"
        }

        enum End: String, Codable, Sendable {
            case done = "done"
            /// Somebody stopped it: what was recorded stays.
            case stopped = "stopped"
            case failed = "failed"
        }

        var kind: Kind
        /// When it was asked for: the time of its acts. Milliseconds since 1970, UTC.
        var asked: Int64
        /// The name of who asked for it.
        var by: String
        var isStopping = false
        var end: End?
        var endedAt: Int64?
        /// What it recorded, when it ended.
        var recorded: Recorded?
    }

    struct Recorded: Codable, Sendable {
        /// Of the import in the ledger; nil when nobody was new or changed.
        var number: Int?
        var people = 0
        /// Rows; nil when it went on where it was, for then only those of its last part were counted.
        var setAside: Int?
        /// Earlier messages and records of lists that are somebody's now.
        var settled = 0
    }

    /// Is a trial or an import asked for and not ended?
    var isBusy: Bool { job != nil && job?.end == nil }
    /// Was all of it taken in?
    var isTakenIn: Bool { job?.kind == .taking && job?.end == .done }

    /// The import as it was settled on the page.
    func request(_ file: SealedFile) -> PopulationImport {
        PopulationImport(
            file.path,
            sealed: file,
            encoding: encoding.isEmpty ? nil : encoding,
            sheet: sheet,
            absentIsEmpty: absentIsEmpty,
            mapping: .text(PopulationProposal.text(of: columns)),
            keepColumnsAs: keepAs.isEmpty ? nil : keepAs,
            dates: DateOrder(rawValue: dates)
        )
    }
}

extension ReceivedFiles {
    /// Nil of a mark that is none, of a file that is gone, and of another person's.
    func population(_ mark: String, account: String) -> PopulationWork? {
        guard let work = work(mark, as: PopulationWork.self), work.account == account else {
            return nil
        }
        return work
    }

    /// All that were sent, whoever sent them.
    var populations: [(mark: String, work: PopulationWork)] {
        marks.compactMap { mark in work(mark, as: PopulationWork.self).map { (mark, $0) } }
    }
}
