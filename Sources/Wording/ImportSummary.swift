// SPDX-License-Identifier: EUPL-1.2

public import Ingestion

/// What an import came to, in words.
public struct ImportSummary: Encodable, Sendable {
    public var stored: Bool
    public var read: Int
    public var counts: [String: Int]
    public var setAside: [String: Int]
    public var marked: [String: Int]
    public var unclassified: [String: Int]
    public var files: [String: Int]
    public var remarks: [String]

    public init(_ answer: ImportAnswer) {
        stored = answer.isStored
        read = answer.read
        counts = answer.counts.reduce(into: [:]) { $0[$1.key.words] = $1.value }
        setAside = answer.setAside.reduce(into: [:]) { $0[$1.key.words, default: 0] += $1.value }
        marked = answer.marked.reduce(into: [:]) {
            $0["\($1.key.words); \($1.key.consequence)"] = $1.value
        }
        unclassified = answer.unclassified
        files = answer.files.reduce(into: [:]) { $0[$1.key.summary] = $1.value }
        remarks = answer.remarks
    }

    /// `remedy`: how a door maps a field that no table knows.
    public func passages(remedy: String) -> [Passage] {
        let table = Passage.table(
            ["what", "number"],
            [["read", read.grouped]] + counts.sorted { $0.key < $1.key }.map { [$0, $1.grouped] },
            numeric: [1]
        )
        let named = Self.mostFirst(files).map { remark, count in
            "\(count.counted("file")) \(remark)"
        }
        let aside = Self.mostFirst(setAside).map { "set aside \($1.grouped): \($0)" }
        let kept = Self.mostFirst(marked).map { mark, count in
            "kept \(count.grouped) with a field that does not read: \(mark)"
        }
        let unknown = Self.mostFirst(unclassified).map { path, count in
            "unclassified field \(path): in \(count.counted("message")) (\(remedy))"
        }
        return [table] + (named + aside + kept + unknown + remarks).map(Passage.line)
    }

    private static func mostFirst(_ tally: [String: Int]) -> [(key: String, value: Int)] {
        tally.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    }
}
