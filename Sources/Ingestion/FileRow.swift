// SPDX-License-Identifier: EUPL-1.2

import CSV
import Custody

/// One row of a file as the imports take it.
struct FileRow: Sendable, Masked {
    var fields: [String]
    /// Line on which it begins, from 1.
    var line: Int
    /// Where the file goes on after it: byte offset and line.
    var end: Int
    var endLine: Int
    /// When the row does not read.
    var problem: SetAsideReason?
    /// As it stands in the file, of a row that does not read.
    var asItStands: [UInt8] = []

    /// As it stands in the file, or spelled by RFC 4180.
    var raw: [UInt8] {
        guard problem == nil else { return asItStands }
        var bytes: [UInt8] = []
        CSVWriter(lineEnd: [0x0A], defusesFormulas: false).append(fields, to: &bytes)
        return bytes
    }

    var mask: String { "row of \(fields.count) fields at line \(line)" }
}
