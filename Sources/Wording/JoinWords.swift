// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Ingestion

extension CorrectPerson.Answer {
    public var lines: [String] {
        let first =
            changed.isEmpty
            ? "nothing to do: \(person) is so already"
            : "\(person) was corrected: \(changed.joined(separator: ", "))"
        return [first] + notRead.map { "still not read: \($0.words)" }
    }
}

extension PersonJoin {
    /// What it says, and what is still to be done.
    public var lines: [String] {
        if let takenBackBecause {
            return [
                "join \(number) was taken back: \(kept) and \(other) are two people again",
                "because: \(takenBackBecause)",
            ]
        }
        let how = replaced ? "\(kept) came in the place of \(other)" : "\(kept) and \(other)"
        let line = "join \(number): \(how): one person, who goes on as \(kept)"
        guard let waitsFor else { return [line] }
        return [
            line,
            "\(waitsFor) is not in the population yet: import its file again",
        ]
    }

    private var doesNotCount: String? {
        if let withdrawn {
            return "does not count now: \(withdrawn) was taken out of the population"
        }
        return notThere.map { "does not count now: \($0) is not in the population" }
    }

    public static let columns = ["join", "goes on as", "also", "how", "by", "because", ""]

    public var cells: [String] {
        [
            "\(number)", kept, other, replaced ? "replaced" : "joined", by, because,
            takenBackBecause.map { "taken back: \($0)" } ?? doesNotCount ?? "",
        ]
    }
}

extension CompareRegisters.Joined {
    public var words: String {
        isTakenBack
            ? "\(kept) and \(other) are two people again (join \(number)): \(because)"
            : "\(other) goes on as \(kept), one person (join \(number)): \(because)"
    }
}
