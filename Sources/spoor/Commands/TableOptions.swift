// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Ingestion

/// How a table is read, whatever its columns are: CSV, or a sheet of a workbook.
struct TableOptions: ParsableArguments {
    @Option(help: "utf-8, windows-1252 or iso-8859-1 (else found out and said).")
    var encoding: String?
    @Option(help: "The sheet of a workbook, by its name (else the first with rows).")
    var sheet: String?
}
