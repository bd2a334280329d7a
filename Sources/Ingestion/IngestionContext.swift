// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Incidents
import Intake
import Store

/// What every import needs of its door: who acts and when, how much is stored, and whether to stop.
public struct IngestionContext: Sendable {
    public var officer: String
    /// Milliseconds since 1970, UTC.
    public var now: Int64
    /// Read and judge everything, store nothing.
    public var dryRun = false
    /// Commit often and say so each time: for a live feed.
    public var acknowledges = false
    /// Asked many times a second, on any thread; true ends the work at the next frame or row.
    public var isInterrupted: @Sendable () -> Bool
    /// How a reason is put where it is kept beside what was set aside.
    public var words: @Sendable (SetAsideReason) -> String

    public init(
        officer: String,
        now: Int64,
        dryRun: Bool = false,
        acknowledges: Bool = false,
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        words: @escaping @Sendable (SetAsideReason) -> String
    ) {
        self.officer = officer
        self.now = now
        self.dryRun = dryRun
        self.acknowledges = acknowledges
        self.isInterrupted = isInterrupted
        self.words = words
    }

    func stopIfInterrupted() throws(IngestionError) {
        if isInterrupted() { throw .interrupted }
    }

    func act(_ counterparty: String = "") -> Act {
        Act(by: officer, at: now, counterparty: counterparty)
    }

    func reason(_ purpose: String, _ caseReference: String, _ reason: String) throws
        -> AccessReason
    {
        try AccessReason(
            user: officer,
            purpose: purpose,
            caseReference: caseReference,
            reason: reason,
            at: now
        )
    }

    /// The Dutch calendar day, in days since 1970-01-01.
    var today: Int { DutyLocalTime(utcMilliseconds: now).date.dayNumber }
}

/// What an import tells its door while it works, on the calling thread.
public enum IngestionEvent: Sendable, Equatable {
    /// So many bytes are to be read; nil when that is not known.
    case begins(bytes: Int?)
    case columnNotRead(String)
    /// Columns that are not read, by their places from 1. Their names are none that columns have here, and may be
    /// of people.
    case columnsNotRead(places: [Int])
    /// Which stands first in the dates of a column that have the year behind.
    case datesRead(column: String, DateOrder)
    /// The columns of a population are read as it was kept under that name for the same columns.
    case columnsKept(as: String)
    /// Of a workbook this sheet is read, and others hold rows too.
    case sheetRead(String, others: [String])
    /// A column of a population that is not named as one is read as that.
    case columnRead(String, as: String)
    /// At that line, behind what an interrupted import took in.
    case goesOn(line: Int)
    case takenInBefore(file: String)
    case remark(file: String, FileRemark)
    /// So many rows were no UTF-8, and nobody had said what they are: read as Windows-1252.
    case guessedEncoding(rows: Int)
    /// So many messages or rows are on the disk, set aside or recorded.
    case committed(Int)
    case progress(bytes: Int, count: Int, setAside: Int)
    /// Citizen numbers that stand with several people: what names them by number stays unresolved.
    case sharedNumbers(Int)
}

extension IngestionEvent {
    /// Tells which columns of a header are not read: by name where that is a name of columns, else by place.
    /// `places` from 0.
    static func tell(notRead places: [Int], of header: [String], _ tell: (IngestionEvent) -> Void) {
        var unnamed: [Int] = []
        for place in places {
            if HeaderLook.isKnown(header[place]) {
                tell(.columnNotRead(header[place]))
            } else {
                unnamed.append(place + 1)
            }
        }
        if !unnamed.isEmpty { tell(.columnsNotRead(places: unnamed)) }
    }
}
