// SPDX-License-Identifier: EUPL-1.2

public import Casework

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
        case .unclassified: "\(number) times a field that no mapping covers"
        case .unresolvedRecords: "\(number) records of a list about nobody known\(of)"
        case .unpublished: "the newest register is not published\(of)"
        case .printFiles: "\(number) print files planned and not made\(of)"
        case .heldLetters: "\(number) letters held\(of)"
        }
    }

    /// What shows it or ends it, on the command line.
    public var command: String {
        let (incident, name) = (incident ?? "", name ?? "")
        return switch kind {
        case .results, .unlinkedDisclosures, .unclassified: "spoor import status"
        case .setAside: "spoor import rejects --output FILE --reason '…'"
        case .unresolvedRecords: "spoor statement unresolved \(name) --incident \(incident)"
        case .unpublished: "spoor register publish \(incident) \(name) --second '…'"
        case .printFiles: "spoor letter render \(incident) \(name)"
        case .heldLetters: "spoor letter show \(incident)"
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
