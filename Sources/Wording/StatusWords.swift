// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Custody
import Incidents

// What stands on the page that says how things are, and the next step from each.

extension ShowStatus.Waiting {
    /// What waits.
    public var sentence: String {
        let number = count.grouped
        let of = name.map { " (\(incident.map { "\($0), " } ?? "")\($0))" } ?? ""
        return switch kind {
        case .results: "\(number) results wait for their order"
        case .unlinkedDisclosures: "\(number) messages and rows about nobody known"
        case .setAside: "\(number) rows and messages set aside"
        case .unclassified: "\(count.counted("time")) a field that no mapping covers"
        case .unresolvedRecords: "\(number) records of a list about nobody known\(of)"
        case .unpublished: "the newest register is not published\(of)"
        case .outdatedVersion:
            "\(count.counted("act")) took data back since the newest register was frozen\(of)"
        case .printFiles: "\(count.counted("print file")) planned and not made\(of)"
        case .heldLetters: "\(count.counted("letter")) held\(of)"
        case .conditions: "\(count.counted("condition")) for resuming not met\(of)"
        case .givenWhileSuspended:
            "\(count.counted("disclosure")) of days after the party was suspended\(of)"
        }
    }

    /// What shows it or ends it, on the command line.
    public func command() -> String {
        let (incident, name) = (incident ?? "", name ?? "")
        return switch kind {
        case .results, .unlinkedDisclosures, .unclassified: "spoor import status"
        case .setAside: "spoor import rejects --output FILE --reason '…'"
        case .unresolvedRecords:
            "spoor statement unresolved \(name) --incident \(incident) --output FILE --reason '…'"
        case .unpublished: "spoor register publish \(incident) \(name) --second '…'"
        case .outdatedVersion: "spoor register freeze \(incident) --name … --reason '…'"
        case .printFiles: "spoor letter render \(incident) \(name)"
        case .heldLetters: "spoor letter show \(incident)"
        case .conditions, .givenWhileSuspended: "spoor party continuity \(name)"
        }
    }
}

extension ShowStatus.Answer {
    /// What an import was cut off from, or is at; nil when all files were read to their end.
    public var importSentence: String? {
        guard filesBegun > 0 else { return nil }
        let files = filesBegun == 1 ? "1 file is" : "\(filesBegun.grouped) files are"
        return writer == nil
            ? "\(files) taken in for a part: run the same import again, it goes on where it was"
            : "\(files) being taken in"
    }
}

extension ShowStatus.Answer {
    /// The page; `folder` is where the store is.
    public func passages(of folder: String) -> [Passage] {
        let facts = [
            ("next clock:", nextClock?.sentence ?? "none runs towards a date"),
            ("overdue:   ", overdue > 0 ? overdue.grouped : nil),
            (
                "suspended: ",
                suspended.isEmpty ? nil : suspended.joined(separator: ", ")
            ), ("store:     ", "\(folder), of \(organisation)"),
            (
                "           ",
                """
                population: \(people.grouped)   parties: \(parties.grouped)   \
                ledger entries: \(entries.grouped)
                """
            ), ("writing:   ", writer.map { "process \($0)" }), ("imports:   ", importSentence),
        ].compactMap { name, fact in fact.map { Passage.line("\(name) \($0)") } }
        let table = Passage.table(
            ["incident", "register", "people", "letters", "next clock"],
            incidents.map {
                [
                    $0.reference, ($0.version ?? "none") + ($0.isPublished ? ", published" : ""),
                    $0.people?.grouped ?? "", $0.written.grouped,
                    $0.nextClock?.dueAt.local.text ?? "",
                ]
            },
            numeric: [2, 3]
        )
        let left = Passage.table(
            ["waits for somebody", "see"],
            waiting.map { [$0.sentence, $0.command()] }
        )
        return facts + (incidents.isEmpty ? [] : [.gap, table])
            + (waiting.isEmpty ? [] : [.gap, left])
    }
}

extension ShowStatus.Clock {
    /// When, what is left, and which duty.
    fileprivate var sentence: String {
        let isOver = duty.state == .overdue
        return
            "\(dueAt.local.text) (\(isOver ? "OVERDUE, " : "")\(duty.leftOrLate)) \(incident): \(duty.name)"
    }
}
