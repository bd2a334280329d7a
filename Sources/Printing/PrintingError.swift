// SPDX-License-Identifier: EUPL-1.2

public import Casework
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
    /// None were given, and none are kept.
    case settingsMissing
    case waveCancelled(name: String, because: String)
    /// Accounts are there, and no two people agreed to the texts of the wave.
    case notApproved(wave: String)
    /// Other settings than those that were approved.
    case otherWords(wave: String)
    case otherDate(wave: String, approved: Day)
    /// Somebody's letter would be a text that nobody agreed to.
    case textNotApproved(PersonNumber, wave: String)
    /// So many texts of a wave were not read by both who approve them.
    case textsUnread(Int)
    case cannotWrite(file: String, code: Int32)
    case cannotRead(file: String, code: Int32)
    case diskFull
    /// All print files are written, and so many of them are not in the folder.
    case printFilesElsewhere(wave: String, incident: String, missing: Int, of: Int)
    /// No print file of the wave was written: there is nothing to make again.
    case nothingPrinted(wave: String)
    /// Under the name of a print file stands something else.
    case printFileDiffers(file: String)
    /// Made again it would not be the same to the byte; nothing was written.
    case notTheSame(printFile: Int)
    /// Somebody had no letter of the wave.
    case noLetterToRepeat(PersonNumber, wave: String)
    /// They had a later one, and that is what they have been told.
    case laterLetter(PersonNumber, wave: String)
    case heldNow(PersonNumber, HoldReason)
    /// No approved form of address of this person.
    case salutationNotApproved
    case bodySizeRefused
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
