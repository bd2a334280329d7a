// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Synchronization

/// Results on standard output: tables for people, tab-separated when piped, JSON when asked.
struct Output {
    let json: Bool
    let isTerminal: Bool

    init(json: Bool) {
        self.json = json
        isTerminal = isatty(STDOUT_FILENO) == 1
    }

    func line(_ text: String = "") {
        Output.write(text + "\n", to: STDOUT_FILENO)
    }

    /// Talk: what happened, what to do next. On standard error, not under `--json`.
    func say(_ text: String) {
        if !json { Output.write(text + "\n", to: STDERR_FILENO) }
    }

    func table(_ header: [String], _ rows: [[String]], numeric: Set<Int> = []) {
        guard isTerminal || ProcessInfo.processInfo.environment["SPOOR_TABLES"] == "1" else {
            line(header.joined(separator: "\t"))
            for row in rows { line(row.joined(separator: "\t")) }
            return
        }
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].count }.max() ?? 0
        }
        for row in [header] + rows {
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return numeric.contains(column) ? padding + cell : cell + padding
            }
            var text = cells.joined(separator: "  ")
            while text.hasSuffix(" ") { text.removeLast() }
            line(text)
        }
    }

    /// One document, keys sorted, so that two runs can be compared.
    func document(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// One object on a line.
    func object(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    private static let hasFailed = Atomic<Bool>(false)

    /// Ends the command in words when a result did not get out: its work is done, its words are lost.
    static func check() throws {
        guard hasFailed.load(ordering: .relaxed) else { return }
        throw Complaint(
            .inputOutput,
            "the results could not be written to standard output",
            help: "what was recorded is kept; make room, or send them elsewhere, and ask again"
        )
    }

    /// write(2) until everything is out; a closed pipe ends the program quietly.
    static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let part = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else {
                if descriptor == STDOUT_FILENO, errno != EPIPE {
                    hasFailed.store(true, ordering: .relaxed)
                }
                return
            }
            written += part
        }
    }
}

extension Int {
    /// `941,000`.
    var grouped: String {
        var digits = String(magnitude)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits[...]] + groups).joined(separator: ",")
    }
}
