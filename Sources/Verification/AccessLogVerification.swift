// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation

/// Follows the chain of the access log and compares it with what the entries say of it.
struct AccessLogVerification {
    let files: StoreFiles
    let entries: [EntryReader]

    private static let marker = Array(",\"chain\":\"".utf8)
    /// `,"chain":"`, 64 digits, `"}`.
    private static let tail = marker.count + 2 * TreeHash.length + 2

    func run(_ report: inout VerificationReport) {
        guard let heads = heads(&report) else { return }
        report.accessLines = heads.count - 1
        for entry in entries {
            guard entry.accessCount < heads.count else {
                report.found(
                    .accessLog,
                    "entry \(entry.sequence) saw \(entry.accessCount) lines, there are \(heads.count - 1)"
                )
                return
            }
            if heads[entry.accessCount] != entry.accessHead {
                report.found(
                    .accessLog,
                    "line \(entry.accessCount) is not the one entry \(entry.sequence) saw"
                )
                return
            }
        }
        let seen = entries.last?.accessCount ?? 0
        let behind = heads.count - 1 - seen
        report.unproven.append(
            "That no line of the access log is missing after line \(seen), the last that the ledger "
                + "holds. "
                + (behind == 0
                    ? "No newer one is there."
                    : "Those that are newer (\(behind)) are chained to it; the next ledger entry will "
                        + "hold them.")
        )
    }

    /// The chain before every line and after the last; nil when it is broken.
    private func heads(_ report: inout VerificationReport) -> [TreeHash]? {
        var heads = [TreeHash.zero]
        let path = files.folder.appendingPathComponent("access.log").path
        let lines: LineReader
        switch LineReader.open(path) {
        case .absent: return heads
        case .refused(let why):
            report.found(.accessLog, why)
            return nil
        case .opened(let reader): lines = reader
        }
        if lines.isCutShort() { report.found(.accessLog, "the last line is cut short") }
        while let line = lines.next() {
            guard let head = Self.head(after: line, heads[heads.count - 1]) else {
                let hasChain = Data(line).range(of: Data(Self.marker)) != nil
                report.found(
                    .accessLog,
                    "line \(heads.count) \(hasChain ? "was changed" : "has no chain")"
                )
                return nil
            }
            heads.append(head)
        }
        guard !lines.hasFailed else {
            report.found(.accessLog, "line \(heads.count) does not read")
            return nil
        }
        return heads
    }

    /// The chain that a line ends with, if it is the right one after `head`.
    private static func head(after line: UnsafeRawBufferPointer, _ head: TreeHash) -> TreeHash? {
        let end = line.count - tail
        guard end >= 0, line[end...].starts(with: marker) else { return nil }
        var hash = SHA256()
        withUnsafeBytes(of: head) { hash.update(bufferPointer: $0) }
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: line[..<end]))
        let chain = hash.finalize().withUnsafeBytes { TreeHash($0) }
        let digits = chain.bytes.flatMap { [digit($0 >> 4), digit($0 & 0xF)] }
        guard line[(end + marker.count)...].elementsEqual(digits + "\"}".utf8) else { return nil }
        return chain
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
