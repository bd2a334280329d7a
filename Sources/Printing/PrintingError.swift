// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import LetterPDF
public import Letters

/// Why letters could not be printed: where and what; people by their number only.
public enum PrintingError: Error, Equatable, Sendable {
    case fontMissing(name: String, folder: String)
    case settingsNotThere(file: String)
    case noSettings(file: String)
    case settingMissing(file: String, key: String)
    case settingNoDate(key: String)
    /// They say what is not so; nothing was made.
    case settingsContradicted([SettingsContradiction])
    case waveCancelled(name: String, because: String)
    case cannotWrite(file: String, code: Int32)
    case diskFull
    /// The letter to somebody cannot be composed.
    case letter(PersonNumber, LetterFailure)
    /// It cannot be set on paper.
    case sheet(PersonNumber, LetterPDFError)
    /// Since the plan the population has lost an address or a row of the register.
    case cannotBeWrittenTo(PersonNumber)
    /// People of a print file who are not in the population.
    case peopleMissing(printFile: Int, planned: Int, found: Int)
    /// Asked to stop; whole print files are kept.
    case interrupted
}
