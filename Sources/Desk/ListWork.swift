// SPDX-License-Identifier: EUPL-1.2

import Ingestion

/// A list that was sent and what was said of it so far.
struct ListWork: Codable, Sendable {
    /// Reference of the incident.
    var incident: String
    /// Of who sent it, and alone sees it.
    var account: String
    var sheet: String?
    /// Empty to find out.
    var encoding = ""
    var columns: [ListColumns.Column] = []
    /// Of the statement.
    var name = ""
    var source = ""
    /// As it was typed.
    var happened = ""
    /// A code.
    var certainty = ""
    /// What a trial found, in numbers.
    var trial: Trial?
    /// How many trials were made: what is added names the one that its page showed.
    var trials = 0

    /// As the readers of tables take it; nil to find out.
    var encodingSaid: String? { encoding.isEmpty ? nil : encoding }

    /// Bytes.
    static let largest = 256 * 1024 * 1024

    struct Trial: Codable, Sendable {
        var records: Int
        var linked: Int
        var people: Int
        var unresolvedBecause: [String: Int]
        var setAside: [SetAsideReason: Int]
        /// Rows that were read as Windows-1252, by guess.
        var guessedRows: Int
        /// Of what is said of the file.
        var remarks: [FileRemark]
    }
}

extension ReceivedFiles {
    /// Nil of a mark that is none, of a file that is gone, and of another person's.
    func list(_ mark: String, incident: String, account: String) -> ListWork? {
        guard let work = work(mark, as: ListWork.self), work.incident == incident,
            work.account == account
        else { return nil }
        return work
    }

    /// The marks of lists of that incident and that person.
    func lists(incident: String, account: String) -> [String] {
        marks.filter { list($0, incident: incident, account: account) != nil }
    }
}
