// SPDX-License-Identifier: EUPL-1.2

public import Incidents

/// Why a use case was not carried out; nothing was recorded. Says where and what, names no person,
/// and leaves the words to the door.
public enum CaseworkError: Error, Equatable, Sendable {
    // What the request lacks.
    case officerMissing
    /// A reason is words: three letters at least.
    case reasonMissing
    /// An incident concerns one party at least.
    case partyMissing
    case partyTwice(String)
    /// Accounts are there: what takes two people takes two who signed in.
    case twoSignIn

    // What is not there.
    /// With the parties that there are.
    case noParty(String, known: [String])
    case noIncident(String)
    /// Nil: no version at all has been frozen.
    case noVersion(String?)
    case noWave(String)
    case noStatement(String)

    // What cannot be so.
    case momentRefused(DutyMomentDoubt)
    /// It can be, but it is odd: whoever is sure of it says so.
    case momentOdd(DutyMomentDoubt)
    /// A name in braces stands for a figure of a version, and no version was given.
    case figureWithoutVersion(String)
    /// Becoming aware is a decision: it needs a reason in words.
    case awarenessWithoutNote
    /// The incident does not concern that party.
    case partyNotConcerned(String)
    /// Not a name of a moment or of a decision.
    case nothingSoCalled(String)
    /// A decision of this kind holds up to a moment, and that must lie behind it.
    case untilRefused
    case sectorUnknown(String)
    /// A place that the ledger, with so many entries, does not have.
    case notInLedger(entry: Int, entries: Int)
    case partyIDRefused(String)
    /// A name of an account is lower case letters, digits, `.` and `-`: 2 to 32 of them.
    case accountNameRefused
    case noAccount(String)
    /// An account is one person's for ever: what it did stands under their name.
    case accountOfAnother(String)
    /// What was typed may hold somebody's citizen number: it stays out of what others read.
    case citizenNumberTyped
    /// An answer of a notification that is longer than the form takes: so many characters at most.
    case answerTooLong(atMost: Int)
    /// A notification that was sent has a reference, or says what proves that it was.
    case noProofOfSending
    /// Nothing was notified that could be supplemented or withdrawn.
    case nothingNotified
    /// No law asks for this notification of that party, or of ourselves (nil), at that moment.
    case noticeNotAsked(NoticeKind, party: String?)
    /// A notification that its law lets nobody take back: it is supplemented.
    case withdrawalRefused(NoticeKind)
    /// To whom something was sent or told is not said.
    case recipientMissing
    /// Something that was done cannot lie ahead.
    case momentToCome
    /// Not 64 digits of hexadecimal.
    case evidenceHashRefused

    // What is said outside.
    /// A text, or where it was said, is missing.
    case wordsMissing
    /// A name in braces that is no figure of a version.
    case figureUnknown(String)
    /// A number that somebody typed, where figures come from a version.
    case figureTyped(String)
    /// Nothing is said of a version that is not published.
    case versionNotPublished(String)
    /// A newer version is published: keeping an older one needs a reason.
    case versionOutdated(String)
    /// So many people would read it before their letter: that needs a reason.
    case lettersNotOut(people: Int)
    case incidentHoursRefused(Int)
    case keepMonthsRefused(Int)
    /// The name of a party in messages is empty.
    case codeRefused
    case printFileSizeRefused(Int)

    // Waves.
    /// An earlier wave of the incident is neither printed nor cancelled.
    case waveUnfinished(incident: String, wave: String, written: Int, printFiles: Int)
    /// The decision reaches nobody.
    case nobodyToWriteTo(alreadyTold: Int, outside: Int)

    /// People of the version were joined or parted since it was frozen: they would get two letters, or
    /// one with somebody else's data.
    case peopleJoinedSince(version: String, people: Int)
    /// People of the version were taken out of the population since it was frozen.
    case peopleWithdrawnSince(version: String, people: Int)

    /// To whom the letter about a young person goes must be said, and of nobody else.
    case recipientOfYoungPerson(isMissing: Bool)

    // Finding somebody.
    /// Fewer attributes than so many: nobody may browse.
    case tooFewAttributes(atLeast: Int)
    /// A line of attributes names one that nobody is found by.
    case unknownAttribute(line: Int)
    case notACitizenNumber
    case notABirthDate
    /// People are not found by the attributes that were given.
    case attributesFindNobody
    case notALetterCode
    case noSuchLetterCode
    case nobodyHasReference
    /// A person is named by `P-…` where nobody may be opened to find them.
    case notAReference
    case nobodyFits
    case severalFit(Int)

    // The contact centre.
    case contactsRefused(ContactProblem)
    case forecastRefused(ForecastProblem)
    /// What a team can carry is asked before one was recorded.
    case noContactTeam

    // Calls.
    /// The officer has no such call; whether somebody else has is not said.
    case noCall(Int)
    case callEnded(Int)
    /// Nobody is proven to be the caller.
    case callerUnknown(Int)
    case noSuchChoice(Int)
    /// It is missing, or lies in the past.
    case callBackMomentRefused
    /// Characters.
    case textTooLong(atMost: Int)
    case noMatter(Int)
    /// Days that a text is kept.
    case keepDaysRefused(Int)
    /// The words to strike out do not stand in the text.
    case nothingToStrikeOut
    /// Nobody was found in the call from which what is asked for comes.
    case nobodyFound(Int)
    /// Who asks for their letter again had none.
    case noLetterYet(Int)
    /// Nobody checked who asks for access.
    case identityNotChecked(Int)
    /// Who asks for access is registered as deceased.
    case accessOfDeceased(Int)
    /// A request for access is said to be done, and no copy was made.
    case accessNotAnswered(Int)

    // A party that is suspended.
    case continuityRefused(ContinuityProblem)

    // Closing an incident.
    /// All that is open.
    case incidentNotDone([OpenMatter])

    // What contradicts the ledger.
    case registerHashDiffers(version: String)
    case exposureSumsDiffer
}

/// What of a question about the contact centre is outside its range.
public enum ForecastProblem: Hashable, Sendable, CaseIterable {
    /// 1 to 90.
    case days
    /// 50, 75 or 95.
    case level
    /// 0 to 10,000,000.
    case letters
    /// Calls and mails, 0 to 10,000,000.
    case numbers
    /// Calls 1 to 1,000,000, a half-life of 1 to 365 days.
    case news
    /// 0 to 100,000, from one half hour to another.
    case agents
    /// A call and patience 1 to 7,200, a mail 1 to 36,000.
    case seconds
    /// In per cent: 0 to 100 called back, 0 to 90 away, 1 to 99 in time within 0 to 3,600 seconds, 10 to 100
    /// in a call, 5 to 100 in the busiest hour.
    case shares
    case opening
    /// From today, within a year.
    case postedOn
    /// `reported` or `everyone`.
    case group
}
