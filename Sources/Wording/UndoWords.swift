// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Ingestion
import Linkage
public import Store

extension ListImports.Item {
    /// Whether it counts.
    public var standing: String {
        if let takenBackBecause { return "taken back: \(takenBackBecause)" }
        return isFinished ? "" : "not finished"
    }
}

extension UndoImport.Answer {
    /// What came of it, and what is still to be done.
    public func lines(number: Int) -> [String] {
        if let formerTaken { return formerLines(number: number, formerTaken) }
        if withdrawn > 0 || changed > 0 {
            var lines = [
                "import \(number) was taken back: \(withdrawn.grouped) people are withdrawn, nothing can be "
                    + "about them"
            ]
            if changed > 0 {
                lines.append(
                    "\(changed.grouped) people stay as it changed them: import the right population"
                )
            }
            return lines
        }
        var lines = [
            "import \(number) was taken back: \(rows.grouped) rows, \(unresolved.grouped) messages about "
                + "nobody known and \(results.grouped) results by sample number no longer count"
        ]
        if reopened > 0 {
            lines.append(
                "\(reopened.grouped) messages of other imports had their person from an order of it: "
                    + "they are about nobody known again"
            )
        }
        if settled > 0 {
            lines.append("\(settled.grouped) messages of other imports could be linked now")
        }
        for (later, count) in cameAgain.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "import \(later) brought \(count.grouped) of the same contents: import its files again, "
                    + "or they are missing"
            )
        }
        return lines
    }

    private func formerLines(number: Int, _ people: Int) -> [String] {
        var lines = [
            "import \(number) was taken back: \(people.counted("person", "people")) without former names and "
                + "addresses now"
        ]
        if settled > 0 { lines.append("\(settled.grouped) messages could be linked now") }
        if recordsLinked > 0 {
            lines.append("\(recordsLinked.grouped) records of lists could be linked now")
        }
        let since = linkedSince ?? LinkedSince()
        if !since.imports.isEmpty {
            let numbers = since.imports.map { "\($0)" }.joined(separator: ", ")
            lines.append(
                "since then they were found in imports \(numbers), perhaps by these names, and that stays: take "
                    + "each back and import it again"
            )
        }
        for list in since.lists {
            lines.append(
                "since then they were found in the list \(list.name) of \(list.incident), perhaps by these names, and that "
                    + "stays: read it again (spoor statement correct)"
            )
        }
        for (other, count) in cameAgain.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "import \(other) has former names of \(count.grouped) of them: import its file again, or they "
                    + "are missing"
            )
        }
        return lines
    }
}

extension RetryUnresolved.Answer {
    public var lines: [String] {
        named.lines + [
            "\(settled.counted("message")) could be linked now; \(open.grouped) still about nobody known",
            "\(recordsLinked.counted("record")) of lists could be linked now; \(recordsOpen.grouped) still nobody's",
        ]
            + (recordsTakenBack > 0
                ? ["\(recordsTakenBack.counted("record")) of lists no longer that person's"] : [])
    }
}

extension CompareRegisters.LinkedLater {
    public var words: String {
        let why =
            switch because {
            case "population": "the population changed"
            case "mapping": "its columns were read otherwise"
            default: "they were tried again by hand"
            }
        return records < 0
            ? "\(statement): \((-records).grouped) records are nobody's any more, for \(why)"
            : "\(statement): \(records.grouped) records could be linked later, for \(why)"
    }
}

extension UnlinkedPlace {
    /// Where it stands, in words, and why it is nobody's.
    public var words: (place: String, reason: String) {
        let place =
            switch self.place {
            case .disclosure(let number, let entry, let row):
                (number.map { "import \($0), " } ?? "") + "entry e\(entry), row \(row)"
            case .result(let number): number.map { "import \($0)" } ?? "an early import"
            case .record(let statement, let line): "\(statement), line \(line)"
            }
        let why =
            reason == "waitsForOrder"
            ? "no order says whose sample it is"
            : UnresolvedReason(code: reason)?.words ?? reason
        return (place, why)
    }
}
