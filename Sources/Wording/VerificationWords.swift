// SPDX-License-Identifier: EUPL-1.2

public import Verification

/// What could not be verified, in words.
extension ToldFailure {
    init(_ error: VerificationError) {
        switch error {
        case .noStore(let path): self.init(.inputMissing, "there is no store at \(path)")
        case .checkpointDoesNotRead(let why):
            self.init(.inputMissing, "the checkpoint does not read: \(why)")
        case .keyDoesNotRead:
            self.init(.usage, "the key does not read: it looks like name+1234abcd+AbCd…")
        case .databaseDoesNotRead(let code):
            self.init(.integrity, "the database file is damaged (\(code))")
        case .readingFailed(let code):
            self.init(
                .inputOutput,
                "the database could not be read: \(code). Of the ledger this says nothing",
                help: "make room, look at the disk and the rights on the folder, then verify again"
            )
        }
    }
}

extension ClockNotice {
    /// One sentence, however many entries there are.
    public var words: String {
        let one = entries == 1
        let who = one ? "entry \(firstEntry) has" : "\(entries.grouped) entries have"
        let places = one ? "" : " (the first is entry \(firstEntry), the last entry \(lastEntry))"
        let most = (one ? ", by " : ", by up to ") + Self.span(largestMilliseconds)
        return switch kind {
        case .before2020: "\(who) a time before 2020\(places)"
        case .backward: "\(who) an earlier time than the entry before\(most)\(places)"
        case .farForward: "\(who) a much later time than the entry before\(most)\(places)"
        }
    }

    private static func span(_ milliseconds: UInt64) -> String {
        func count(_ number: UInt64, _ unit: String) -> String {
            "\(Int(clamping: number).grouped) \(unit)\(number == 1 ? "" : "s")"
        }
        return switch milliseconds {
        case 86_400_000...: count(milliseconds / 86_400_000, "day")
        case 60_000...: count(milliseconds / 60_000, "minute")
        default: "\(milliseconds) ms"
        }
    }
}

/// What a verification came to, in words.
public struct VerificationDocument: Encodable, Sendable {
    public var intact: Bool
    public var entries: Int
    public var rows: Int
    public var indexes: Int
    public var tiles: Int
    public var accessLines: Int
    public var head: String
    public var findings: [String]
    public var notices: [String]
    public var unproven: [String]
    public var continuesOlderCheckpoint: Bool

    public init(_ report: VerificationReport) {
        intact = report.isIntact
        entries = report.entries
        rows = report.rows
        indexes = report.indexes
        tiles = report.tiles
        accessLines = report.accessLines
        head = report.head
        findings = report.findings.map(\.description)
        notices = report.clockNotices.map(\.words)
        unproven = report.unproven
        continuesOlderCheckpoint = report.continuesOlderCheckpoint
    }
}

extension VerificationReport {
    public var passages: [Passage] {
        let counts = """
            \(entries.grouped) entries, \(rows.grouped) rows, \(indexes.grouped) indexes, \
            \(tiles.grouped) files, \(accessLines.grouped) access-log lines
            """
        let lines =
            [counts] + findings.map { "does not verify: \($0)" }
            + (isIntact ? ["everything verifies; head \(head)"] : [])
            + (continuesOlderCheckpoint ? ["the ledger continues the given checkpoint"] : [])
            + clockNotices.map { "notice: \($0.words)" } + unproven.map { "not proven: \($0)" }
        return lines.map(Passage.line)
    }
}
