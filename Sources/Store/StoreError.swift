// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import Letters

/// Why the store could not do what was asked: where and what, for the door to put into words. No
/// personal data in any of them.
///
/// What goes wrong with who people are comes as an `IdentitiesError`.
public enum StoreError: Error, Equatable, Sendable {
    /// Nothing there: `spoor init` makes one.
    case noStore(path: String)
    case storeExists(path: String)
    /// Another process writes; who, if it said so.
    case writerBusy(process: String)
    /// The key file opens another store than this one.
    case wrongKey(expected: String, given: String)
    /// The engine reads another durability than the one that acknowledges may rely on.
    case notDurable(synchronous: Int)
    case unknownFormat(Int)
    /// It is of an older format, or its upgrade was cut off, and whoever opens it for writing takes it
    /// to the format of today. It was to be read: nothing was written.
    case needsUpgrade
    /// A newer program wrote to the store: the first migration that this one does not know. Nothing
    /// was read or written.
    case newerMigration(String)
    /// The ledger holds a fact of a kind that this program does not know.
    case unknownFact(kind: String, entry: Int)
    /// What was asked for is not there.
    case notFound(Sought)
    /// Nothing was changed, for it is there already.
    case alreadyThere(Existing)
    /// A rule of the ledger refuses it; nothing was changed.
    case refused(Refusal)
    /// The database contradicts the ledger, or itself.
    case integrity(Contradiction)

    public enum Sought: Sendable, Equatable {
        case party(Party.ID)
        case incident(reference: String)
        /// As an officer named it, by its name or its number.
        case registerVersion(String)
        /// No version of the incident has been frozen.
        case anyRegisterVersion
        case question(number: Int)
        /// The party is not suspended.
        case suspension(of: Party.ID)
        /// For resuming, by its number.
        case condition(number: Int)
        case wave(name: String)
        case entry(Int)
        /// By its number.
        case importNumber(Int)
        /// By its number.
        case personJoin(Int)
        case agreement(version: String)
        /// That the party is called so in messages.
        case partyCode(of: Party.ID)
        /// Kept columns, by the name that they were given.
        case columns(name: String)
        /// By its number.
        case personWithdrawal(Int)
        /// By its number in the incident.
        case heldRelease(Int)
        /// By its title.
        case contactNews(String)
        /// Something set aside that is open, by what it was called.
        case reject(String)
        /// A ledger of so many entries, of which this one is to be the continuation.
        case ledger(entries: Int)
    }

    public enum Existing: Sendable, Equatable {
        case party(Party.ID)
        case agreement(version: String)
        /// That the party is called so in messages.
        case partyCode(of: Party.ID)
        /// Of that version of an agreement.
        case term(of: String)
        case incident(reference: String)
        /// The same content, which counts already under a name.
        case list(as: String)
        case statement(name: String)
        case withdrawal(of: String)
        case registerVersion(name: String)
        case publication(of: String)
        case wave(name: String)
        case approval(of: String)
        case cancellation(of: String)
        /// An import that was taken back.
        case undo(of: Int)
        case letterAgain(wave: String)
        /// A join of people that was taken back.
        case parting(of: Int)
        /// Somebody who has an account of another name.
        case accountOf(person: String)
        case personWithdrawal
        /// What came at the contact centre on that day, days since 1970-01-01.
        case contactDay(Int)
        /// Somebody is released from that lane.
        case heldRelease
        /// The party is suspended.
        case suspension(of: Party.ID)
    }

    public enum Refusal: Sendable, Equatable {
        case emptyName(Named)
        case controlCharacter(in: Named)
        /// `4` and `v4` always mean the fourth version.
        case versionNamedByNumber(String)
        /// It becomes a file name: at most 100 bytes, no slash, no full stop first.
        case waveNameIsNoFileName
        case waveNamedByNumber
        /// An incident concerns one party at least.
        case noParty
        case partyTwice
        /// Another party has it as its name.
        case codeIsName
        /// Publishing a version and approving a wave take two different officers.
        case sameOfficerTwice
        /// Conditions for resuming a party, by their numbers, and nobody said why it is done all the same.
        case conditionsUnmet([Int], of: Party.ID)
        /// A party would be resumed from before it was suspended on.
        case resumedBeforeSuspended(Party.ID)
        /// It has not happened yet, or before what it follows from.
        case moment(DutyMomentDoubt)
        /// A statement of which the moment is still to come.
        case notSaidYet
        /// No print file of the wave waits to be handed over.
        case nothingToHandOver(wave: String)
        /// Nothing of the wave was handed over, or all of it was taken back.
        case nothingHandedOver(wave: String)
        /// They were handed over before they were printed, or will be.
        case handedOverWhenNotThere(wave: String)
        /// Nothing of that name stands in the incident.
        case nothingToTakeBack(String)
        case waveCancelled(name: String)
        /// All of it is printed.
        case nothingToCancel(wave: String)
        /// All of it is printed: there is nothing left to agree to.
        case nothingToApprove(wave: String)
        /// Print files of it are made, with another date or other words.
        case approvedOtherwise(wave: String)
        /// What was printed and held is not what was planned for the print file.
        case printFile(batch: Int, wave: String, planned: Int, printed: Int, held: Int)
        /// It is closed: open it again before you record something new.
        case incidentClosed(reference: String)
        case incidentNotClosed(reference: String)
        /// More than its place in the ledger can say.
        case tooLarge(Limited)
        /// So many people of a population have disclosures, or stand on lists that count.
        case peopleSpokenOf(Int)
        /// Both numbers are one person's already.
        case onePersonAlready
        /// A party has data of the person, or a list that counts names them.
        case personSpokenOf
        /// An officer said that the person's number is one with another: part them first.
        case personJoined
        /// It was taken back, or a file brought the person again.
        case notWithdrawn
        /// The sourceId is waited for already, or neither of the two is known.
        case expectedTwice
        /// It has a letter to the person, and is neither printed nor cancelled.
        case waveNotEnded(name: String)
        /// It writes of what is to be taken back, and is neither printed nor cancelled.
        case waveOfTheseData(name: String)
        /// Nobody can decide that a letter goes: it cannot, or they are reached another way.
        case laneNotReleasable(HoldReason)
        /// The person is not held in that lane in the wave.
        case notHeld(HoldReason, wave: String)
    }

    /// What officers give a name.
    public enum Named: Sendable, Equatable {
        case incident
        case statement
        case registerVersion
        case wave
        case columns
        case news
    }

    /// What has a greatest number.
    public enum Limited: Sendable, Equatable {
        /// 2^32 - 1.
        case rowsOfEntry
        /// 2^16.
        case entriesOfAct
        /// 2^16 - 1.
        case samplesOfMessage
        /// A number that goes into the bytes of a row, in the width that it has there.
        case numberOfRow
    }

    public enum Contradiction: Sendable, Equatable {
        // The schema.
        case migrationsUnlisted
        case migrationMissing(before: String)
        case schemaDiffers(kind: String, name: String)
        case schemaLacks(kind: String, name: String)
        /// The migrations of this program did not make the schema of this program.
        case migrationsMadeAnother

        // The end of the ledger.
        case frontierUnreadable
        case noCheckpointOrNoEntries
        /// Checkpoint over so many entries.
        case checkpointUnsigned(size: Int)
        case endNotAsSigned
        case entryUnreadable(Int)
        case entryMissing(from: Int, before: Int)
        /// Written, and read back as something else.
        case entryReadsBackDifferently(Int)
        /// Another entry came between rows and the fact over them.
        case entryInBetween(Int)

        // The published files.
        /// They were published over more entries than the database has; nil when that is unreadable.
        case publishedAhead(published: UInt64?, entries: UInt64)
        /// The first so many entries are not those that were published.
        case publishedOfAnother(entries: UInt64)
        case entriesNotAsSigned

        // What stands in it.
        case unreadable(Stored)
        case registerCount(name: String, people: Int, recorded: Int)
        /// The register holds people of whom the ledger has rows; so many are kept beside it.
        case peopleKept(register: Int, kept: Int)
    }

    /// Something stored that does not read: it is never taken for the mildest value.
    public enum Stored: Sendable, Equatable {
        case certainty
        case group
        case whyAgain
        case holdReason
        case role
        case moment
        case fact(kind: String)
        case flow(Int)
        case registerPage(version: String)
        case unresolvedClaims
        case reject
        case unresolvedReason
        case lateHolds
        case lettersAgain
        case heldReleases
        case callText
        case letterDate(wave: String)
    }
}
