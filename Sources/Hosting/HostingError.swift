// SPDX-License-Identifier: EUPL-1.2

/// What the machine, its files or its settings do not allow: where and what. Wording makes a sentence
/// of it, and a door shows that. Codes are those of the system (errno).
public enum HostingError: Error, Equatable, Sendable {
    // Settings.
    case noConfigurationFile(String)
    case configurationFileNotAllowed(String)
    /// No plain file of at most 64 KiB.
    case configurationFileIsNone(String)
    /// Others than its owner and root may change it.
    case configurationFileOpenToOthers(String)
    /// No JSON object of texts.
    case configurationFileDoesNotRead(String)
    case unknownSetting(String, file: String, known: [String])
    case unknownLogLevel(String, source: String, known: [String])
    case logNotWritable(file: String, code: Int32)
    case noStoreNamed

    // Who acts.
    case nobodyActs
    /// No letter in it, hidden characters, or too long.
    case officerNameRefused

    // The store and its key.
    case storeNotAllowed(folder: String)
    /// A time was given, and the store records the real one.
    case timeGivenToRealStore
    case keyInsideStore
    case noKeyFile(String)
    case keyFileNotAllowed(String)
    case keyFileOpenToOthers(String)
    /// It does not hold 32 bytes.
    case keyFileHoldsNoKey(String)
    case keyFileNotWritable(String)
    case noRandomBytes
    /// The file of the secret for the identity provider: not there, not readable, or empty.
    case secretFileDoesNotRead(String)
    case secretFileOpenToOthers(String)
    /// One of the settings of the identity provider is there, and this one is not.
    case settingMissing(Settings.Key)

    // Files with people in them.
    /// `-` is no name for one.
    case peopleToStandardOutput
    /// A folder, a link or a device has the name.
    case nameTakenByNoFile(String)
    case nameTakenByAnotherFile(String)
    case fileNotWritable(String, code: Int32)

    /// Less than a GiB is free where the store is.
    case diskNearlyFull
    /// A signal asked to stop.
    case interrupted
}
