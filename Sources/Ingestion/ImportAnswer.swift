// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What an import came to.
public struct ImportAnswer: Sendable, Equatable, Codable {
    /// What was counted; what only the store can tell is left out when nothing was stored.
    public enum Count: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
        case controls = "controls"
        case acknowledgements = "acknowledgements"
        /// About somebody in the population.
        case linked = "linked"
        case ledgerRows = "ledgerRows"
        /// Contents that were received before.
        case cameTwice = "cameTwice"
        /// Contents that were received before and read in another character set: they keep what was read.
        case cameReadOtherwise = "cameReadOtherwise"
        /// About nobody known.
        case unresolved = "unresolved"
        /// Results that came before their order: they wait for it, and join it when it comes.
        case waiting = "waiting"
        case newPeople = "newPeople"
        case changedPeople = "changedPeople"
        case samePeople = "samePeople"
        /// Known, and in no row of the file that reads; of a dry run.
        case notInFile = "notInFile"
        /// Citizen numbers that stand with several people.
        case sharedNumbers = "sharedNumbers"
        /// Earlier messages about somebody who is known now.
        case settled = "settled"
        /// Records of lists that are somebody's now.
        case recordsLinked = "recordsLinked"
        case recordsTakenBack = "recordsTakenBack"
        /// Messages of no character set that fits, read as Windows-1252.
        case assumedEncodings = "assumedEncodings"
        /// Messages and rows of which nothing says the day of disclosure.
        case daysUnknown = "daysUnknown"
        /// Messages of which only the kind tells which way they went.
        case directionsByKind = "directionsByKind"
        /// Messages that say otherwise than the officer which way they went, and are believed.
        case directionsOtherwise = "directionsOtherwise"
        /// Messages that went to, or came from, a name that is no recorded party's.
        case partiesUnknown = "partiesUnknown"
    }

    /// False when nothing was to be stored.
    public var isStored: Bool
    /// Messages or rows.
    public var read = 0
    public var counts: [Count: Int] = [:]
    public var setAside: [SetAsideReason: Int] = [:]
    /// People who were taken in with a field that does not read, by field and what is wrong with it.
    public var marked: [FieldMark: Int] = [:]
    /// Messages by the path of a field that no row of the table maps.
    public var unclassified: [String: Int] = [:]
    /// Contents that came before and were read in another character set, by the number of that import.
    public var readOtherwise: [Int: Int] = [:]
    /// Files that were left out, or not read whole.
    public var files: [FileRemark: Int] = [:]
    /// Is there something that somebody must look at?
    public var needsALook = false

    init(isStored: Bool) { self.isStored = isStored }

    /// Does something of a file need a look?
    var hasFileInDoubt: Bool { files.keys.contains { $0.kind != .note } }
}

extension ImportAnswer {
    mutating func count(_ lists: ListsTriedAgain) {
        if lists.linked > 0 { counts[.recordsLinked] = lists.linked }
        if lists.takenBack > 0 { counts[.recordsTakenBack] = lists.takenBack }
    }
}
