// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
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
        case .waveCancelled(let name, let because):
            self.init(.notAllowed, "refused: wave '\(name)' was cancelled: \(because)")
        case .cannotWrite(let file, let code):
            self.init(
                .cannotCreate,
                "cannot write \(file) (\(String(cString: strerror(code))))",
                help: "check the folder and its rights"
            )
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
                "interrupted; print files that are whole are kept, of others nothing is left",
                help: "run the same command again: it goes on where it was"
            )
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
