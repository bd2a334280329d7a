// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Custody
import Letters
public import Printing

extension WaveStanding {
    public var passages: [Passage] {
        let table = Passage.table(
            [
                "wave", "register", "people", "to print", "held", "already told", "outside",
                "print files", "written",
            ],
            [
                [
                    name, "v\(version)", planned.grouped, toPrint.grouped,
                    (planned - toPrint).grouped, alreadyTold?.grouped ?? "",
                    outside?.grouped ?? "", "\(batches)", "\(written)",
                ]
            ],
            numeric: [2, 3, 4, 5, 6, 7, 8]
        )
        let reasons = allHeld.sorted { $0.key < $1.key }.map { "held, \($0): \($1.grouped)" }
        let taken =
            retractions == 0
            ? []
            : [
                """
                had a letter, and v\(version) has nothing of them or all excluded: \
                \(retractions.grouped); their letter says what is known now
                """
            ]
        let outdated =
            takenBackSince == 0
            ? []
            : [
                """
                \(takenBackSince.counted("act")) took data back since v\(version) was frozen. Freeze a \
                newer version (spoor register freeze) and plan the wave again: letters that would not \
                be true are held at the print.
                """
            ]
        return [table]
            + (taken + outdated + reasons
            + [approved, cancelled.map { "cancelled: \($0)" }].compactMap(\.self))
            .map(Passage.line)
    }

    private var approved: String? {
        approval.map {
            "approved: \($0.texts.counted("text")), letters of \($0.letterDate.text), by \($0.by) and \($0.second)"
        }
    }
}

extension PlanWave.Answer {
    /// What the officer has to know of a wave that was just planned.
    public var remarks: [String] {
        var lines: [String] = []
        if !version.isPublished { lines.append("v\(version.version) is frozen and not published.") }
        lines += version.unlinked?.lines ?? []
        if notHandedOver > 0 {
            lines.append(
                """
                \(notHandedOver.counted("person is", "people are")) not concerned in \
                v\(version.version) any more: \
                their letter is printed and was not handed over. If it went out, record that \
                (spoor letter handed-over) and plan a wave: it says that the letter was wrong. If it \
                did not go out, destroy it.
                """
            )
        }
        return lines
    }
}

extension PreviewedText {
    /// The group of its readers, or that it takes an earlier letter back.
    public var kind: String {
        truth.whyAgain == .retraction ? "takes an earlier letter back" : truth.group.code
    }
}

extension WavePreview.Answer {
    /// Each text as plain text, below what it is and how many people get it.
    public var shown: [String] {
        texts.enumerated().map { number, text in
            """
            === text \(number + 1) of \(texts.count): \(text.truth.language.rawValue), \(text.kind), \
            \(text.letters.counted("letter")) ===
            \(text.letter.plainText)
            """
        }
    }

    /// What prints, and who is held for which reason, in all languages together.
    public var counts: [String] {
        let people = held.values.reduce(0, +)
        return ["\(letters.counted("letter")) to print, \(people.counted("person", "people")) held"]
            + held.sorted { $0.key < $1.key }.map { "held, \($0): \($1.grouped)" }
    }
}
