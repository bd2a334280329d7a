// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import Letters
public import Printing

extension ToldFailure {
    /// Why letters could not be printed.
    init(_ error: PrintingError) {
        switch error {
        case .fontMissing(let name, let folder):
            self.init(
                .configuration,
                "the font \(name) is not in \(folder)",
                help: "install the package fonts-noto-core",
                command: "or point SPOOR_FONTS to its folder"
            )
        case .settingsNotThere(let file):
            self.init(
                .inputMissing,
                "there is no file with letter settings at \(file)",
                help: "docs/formats.md shows one",
                command: "'spoor demo' writes one"
            )
        case .noSettings(let file):
            self.init(.failed, "\(file) is not the JSON of letter settings")
        case .settingMissing(let file, let key):
            self.init(.failed, "\(file): '\(key)' is missing")
        case .settingNoDate(let key):
            self.init(.failed, "letter settings: '\(key)' is not a date")
        case .settingsContradicted(let found):
            self.init(
                .notAllowed,
                "the letter settings say what may not be printed",
                help: found.map(\.sentence).joined(separator: "\n"),
                command: "then compare again: 'spoor letter settings INCIDENT --compare FILE'"
            )
        case .settingsMissing, .notApproved, .otherWords, .otherDate, .textNotApproved,
            .textsUnread:
            self.init(approval: error)
        case .waveCancelled(let name, let because):
            self.init(.notAllowed, "refused: wave '\(name)' was cancelled: \(because)")
        case .cannotWrite(let file, let code):
            self.init(
                .cannotCreate,
                "cannot write \(file) (\(String(cString: strerror(code))))",
                help: "check the folder and its rights"
            )
        case .cannotRead(let file, let code):
            self.init(
                .cannotCreate,
                "cannot read \(file) (\(String(cString: strerror(code))))",
                help: "check the folder and its rights"
            )
        case .printFilesElsewhere, .nothingPrinted, .printFileDiffers, .notTheSame,
            .noLetterToRepeat, .laterLetter, .heldNow, .salutationNotApproved, .bodySizeRefused:
            self.init(again: error)
        case .diskFull:
            self.init(
                .inputOutput,
                "the disk is full",
                help: "make room and run the same command again: it goes on where it was"
            )
        case .letter(let person, let failure):
            self.init(
                .failed,
                "the letter to \(person.reference) cannot be made: \(failure)",
                help: "nothing of this print file was written"
            )
        case .sheet(let person, let failure):
            self.init(
                .failed,
                "the letter to \(person.reference) cannot be printed: \(failure)",
                help: "nothing of this print file was written"
            )
        case .cannotBeWrittenTo(let person):
            self.init(
                .failed,
                "\(person.reference) cannot be written to any more",
                help: "the population changed after the plan: plan the wave anew"
            )
        case .peopleMissing(let printFile, let planned, let found):
            self.init(
                .integrity,
                "print file \(printFile) should hold \(planned) letters, \(found) people were found"
            )
        case .interrupted:
            self.init(
                .interrupted,
                "interrupted; finished print files are kept, unfinished ones were removed",
                help: "run the same command again: it goes on where it was"
            )
        }
    }
}

extension ToldFailure {
    /// Why nothing is printed, or approved, of a wave.
    fileprivate init(approval error: PrintingError) {
        switch error {
        case .settingsMissing:
            self.init(
                .usage,
                "no letter settings were given, and none are kept",
                command: "give --settings FILE, or keep them at the desk: Letters, Words"
            )
        case .notApproved(let wave):
            self.init(
                .notAllowed,
                "nobody approved the texts of wave '\(wave)'",
                help: "two people who signed in read every text at the desk: Letters, \(wave)"
            )
        case .otherWords(let wave):
            self.init(
                .notAllowed,
                "these are not the settings that were approved for wave '\(wave)'",
                help: "approve the wave again, or print what was approved",
                command: "without --settings: what was approved"
            )
        case .otherDate(let wave, let approved):
            self.init(
                .notAllowed,
                "the letters of wave '\(wave)' were approved with the date \(approved.text)",
                help: "approve the wave again with another date, or print it with that one",
                command: "without --date: the date that was approved"
            )
        case .textNotApproved(let person, let wave):
            self.init(
                .notAllowed,
                "the letter to \(person.reference) is a text of wave '\(wave)' that nobody approved",
                help:
                    "nothing of this print file was written. Something changed since: read the new text and "
                    + "approve the wave again"
            )
        case .textsUnread(let texts):
            self.init(
                .notAllowed,
                "\(texts.counted("text")) of the wave were not read by both: read them first"
            )
        default: self.init(.failed, "\(error)")
        }
    }
}

extension ToldFailure {
    /// Why letters could not be made again.
    fileprivate init(again error: PrintingError) {
        switch error {
        case .printFilesElsewhere(let wave, let incident, let missing, let all):
            self.init(
                .failed,
                "all \(all) print files of '\(wave)' are written, \(missing) of them not in this folder",
                help:
                    "nothing was written; give the folder of the first time, or make lost files again",
                command: "spoor letter render \(incident) \(wave) --again …"
            )
        case .nothingPrinted(let wave):
            self.init(
                .failed,
                "no print file of '\(wave)' was written yet",
                command: "print it with 'spoor letter render'"
            )
        case .printFileDiffers(let file):
            self.init(
                .integrity,
                "\(file) is not the file that was printed",
                help: "it was left alone: move it away, or give another folder"
            )
        case .notTheSame(let printFile):
            self.init(
                .failed,
                "print file \(printFile) would not be the same to the byte; nothing was written of it",
                help: """
                    give the settings, size and fonts of the first time. If a name or an address \
                    changed since, make those letters again one by one
                    """,
                command: "spoor letter again INCIDENT WAVE --person P-… …"
            )
        case .noLetterToRepeat(let person, let wave):
            self.init(
                .failed,
                "\(person.reference) had no letter of '\(wave)'",
                command: "see 'spoor person \(person.reference)'"
            )
        case .laterLetter(let person, let wave):
            self.init(
                .notAllowed,
                "\(person.reference) had a later letter, of '\(wave)': only the last one is made again"
            )
        case .heldNow(let person, let lane) where lane == .evidenceGone || lane == .foundAgain:
            self.init(
                .notAllowed,
                "the letter of \(person.reference) is not true any more: \(lane.code)",
                help: "freeze a newer version of the register and plan a wave from it",
                command: "spoor register freeze INCIDENT --name …"
            )
        case .heldNow(let person, let lane) where lane == .saidDeceased || lane == .saidElsewhere:
            self.init(
                .notAllowed,
                "what a call said of \(person.reference) is not settled: \(lane.code)",
                help: "let the data manager confirm it, or say that it is not so"
            )
        case .heldNow(let person, let lane):
            self.init(
                .notAllowed,
                "\(person.reference) may not be written to now: \(lane.code)",
                help: "reach them by another way"
            )
        case .salutationNotApproved:
            self.init(
                .usage,
                "that is not an approved form of address for this person",
                help: "docs/communication.md lists the forms, for example 'Geachte mevrouw NAME'"
            )
        case .bodySizeRefused: self.init(.usage, "the size of the text is 10.5 to 24 points")
        default: self.init(.failed, "\(error)")
        }
    }
}

extension WaveReconciliation {
    /// A line for the sum, and one for each thing that does not add up.
    public var words: [String] {
        var lines = [
            "planned \(planned.grouped) = printed \(printed.grouped) + held \((held + heldLate).grouped)"
                + (waiting > 0 ? " + not yet printed \(waiting.grouped)" : "")
        ]
        guard !addsUp else { return lines }
        lines[0] = lines[0].replacingOccurrences(of: " = ", with: " is NOT ")
        if missing > 0 {
            lines.append("\(missing.grouped) people of the plan have no letter and are not held")
        }
        if twice > 0 { lines.append("\(twice.grouped) people stand in the wave more than once") }
        for file in unevenPrintFiles {
            lines.append(
                file == 0
                    ? "those held are not as many as the plan says"
                    : "print file \(file) holds another number of letters than its people"
            )
        }
        return lines
    }
}
