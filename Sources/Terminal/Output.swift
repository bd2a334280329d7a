// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Hosting
import Synchronization
import SystemPackage
package import Wording

/// Results on standard output: tables for people, tab-separated when piped, JSON when asked.
///
/// All that the program says goes through here, and nothing of it is acted on by a terminal.
package struct Output {
    package let json: Bool
    /// Results and errors only.
    package let quiet: Bool
    package let isTerminal: Bool

    package init(json: Bool, quiet: Bool = false) {
        self.json = json
        self.quiet = quiet
        isTerminal = isatty(STDOUT_FILENO) == 1
    }

    package func line(_ text: TerminalText = "") {
        Output.put(text.text + "\n", to: .standardOutput)
    }

    /// One line, made elsewhere.
    @_disfavoredOverload package func line(_ text: String) {
        Output.put(text.visible + "\n", to: .standardOutput)
    }

    /// Several lines, made elsewhere.
    package func lines(_ text: String) { Output.put(text.visibleLines + "\n", to: .standardOutput) }

    /// What happened and what to do next. On standard error, not under `--json` or `--quiet`.
    package func say(_ text: TerminalText) {
        if !quiet { warn(text) }
    }

    @_disfavoredOverload package func say(_ text: String) {
        if !quiet { warn(text) }
    }

    /// What somebody must look at, also who asked for quiet: the same is in the document of `--json`.
    package func warn(_ text: TerminalText) {
        if !json { Output.put(text.text + "\n", to: .standardError) }
    }

    @_disfavoredOverload package func warn(_ text: String) {
        if !json { Output.put(text.visible + "\n", to: .standardError) }
    }

    package func show(_ passages: [Passage]) {
        for passage in passages {
            switch passage {
            case .line(let text): line(text)
            case .table(let header, let rows, let numeric): table(header, rows, numeric: numeric)
            }
        }
    }

    package func table(_ header: [String], _ rows: [[String]], numeric: Set<Int> = []) {
        let rows = ([header] + rows).map { $0.map(\.visible) }
        guard isTerminal || ProcessInfo.processInfo.environment["SPOOR_TABLES"] == "1" else {
            let lines = rows.map { $0.joined(separator: "\t") + "\n" }
            return Output.put(lines.joined(), to: .standardOutput)
        }
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return numeric.contains(column) ? padding + cell : cell + padding
            }
            var text = cells.joined(separator: "  ")
            while text.hasSuffix(" ") { text.removeLast() }
            Output.put(text + "\n", to: .standardOutput)
        }
    }

    /// One document that says how to read it, keys sorted, so that two runs can be compared.
    package func document(_ schema: String, _ body: some Encodable) throws {
        let text = try Output.encoded(Document(schema: schema, body: body), .prettyPrinted)
        Output.put(text, to: .standardOutput)
    }

    /// The same on one line, of which there may be more.
    package func object(_ schema: String, _ body: some Encodable) throws {
        Output.put(try Output.encoded(Document(schema: schema, body: body)), to: .standardOutput)
    }

    /// An error under `--json`: one line on standard error.
    package static func error(_ schema: String, _ body: some Encodable) throws {
        put(try encoded(Document(schema: schema, body: body)), to: .standardError)
    }

    private static func encoded(
        _ value: some Encodable,
        _ format: JSONEncoder.OutputFormatting = []
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, format]
        return String(decoding: try encoder.encode(value), as: UTF8.self).visibleJSON + "\n"
    }

    /// A text with its own line ends, such as a prompt or a signed note.
    package static func write(_ text: String, to descriptor: Int32) {
        put(text.visibleLines, to: FileDescriptor(rawValue: descriptor))
    }

    /// Replaces the line that the cursor is on; only for standard error on a terminal.
    package static func replaceLine(_ text: String) {
        put("\r\u{1B}[K" + text.visible, to: .standardError)
    }

    private static let hasFailed = Atomic<Bool>(false)

    /// Ends the command in words when a result did not get out: its work is done, its words are lost.
    package static func check() throws {
        guard hasFailed.load(ordering: .relaxed) else { return }
        throw ToldFailure(
            .inputOutput,
            "the results could not be written to standard output",
            help: "what was recorded is kept; make room, or send them elsewhere, and ask again"
        )
    }

    /// Writes all of a text that is visible already; a closed pipe ends the words quietly.
    private static func put(_ text: String, to descriptor: FileDescriptor) {
        do {
            try descriptor.writeAll(text.utf8)
        } catch {
            guard descriptor == .standardOutput, error as? Errno != .brokenPipe else { return }
            hasFailed.store(true, ordering: .relaxed)
        }
    }
}
