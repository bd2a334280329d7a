// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Store

/// What the store could not do, in words.
extension ToldFailure {
    init(_ error: StoreError) {
        switch error {
        case .noStore(let path):
            self.init(
                .configuration,
                "there is no store at \(path)",
                command: "make one with 'spoor init --store \(path)', or name another with --store"
            )
        case .storeExists(let path):
            self.init(
                .cannotCreate,
                "\(path) already holds something",
                command: "give --store a folder that does not exist yet or is empty"
            )
        case .writerBusy(let process):
            self.init(
                .tryAgain,
                "another process (\(process.isEmpty ? "unknown" : process)) is writing to this store",
                help: "wait until it is done, or end it; nothing was changed by this command"
            )
        case .wrongKey(let expected, let given):
            self.init(
                .configuration,
                "the key file opens another store (store wants key \(expected), the file is \(given))",
                command: "give the right file with --key-file or SPOOR_KEY_FILE"
            )
        case .notDurable(let synchronous):
            self.init(
                .failed,
                "the database would acknowledge before it is durable (synchronous=\(synchronous))"
            )
        case .unknownFormat(let version):
            self.init(
                .configuration,
                "the store has format \(version), which this program does not know"
            )
        case .needsUpgrade:
            self.init(
                .configuration,
                "the store is of an older format, or its upgrade was cut off; nothing was written",
                help: "make a copy of the folder, then upgrade the store",
                command: "run 'spoor ledger upgrade'"
            )
        case .newerMigration(let name):
            self.init(
                .configuration,
                "a newer program wrote to this store (\(name)); nothing was read or written",
                help: "use the program that wrote it, or a newer one"
            )
        case .unknownFact(let kind, let entry):
            self.init(
                .configuration,
                "entry \(entry) holds a fact of a kind that this program does not know (\(kind))",
                help: "use the program that wrote it, or a newer one"
            )
        case .notFound(let what): self.init(.inputMissing, "not found: \(what.words)")
        case .alreadyThere(let what):
            self.init(.cannotCreate, "nothing was changed: there is already \(what.words)")
        case .refused(.sameOfficerTwice):
            self.init(
                .notAllowed,
                "refused: it takes two different officers",
                command: "name the other one with --second"
            )
        case .refused(.incidentClosed(let reference)):
            self.init(
                .notAllowed,
                "refused: incident '\(reference)' is closed",
                help: "open it again before you record something new",
                command: "spoor incident reopen \(reference) --because …"
            )
        case .refused(let why): self.init(.notAllowed, "refused: \(why.words)")
        case .integrity(let what):
            self.init(
                .integrity,
                "the store contradicts itself: \(what.words)",
                help: what.help ?? Self.keepFolder,
                command: what.help == nil ? Self.verifyLedger : ""
            )
        }
    }
}

extension StoreError.Sought {
    fileprivate var words: String {
        switch self {
        case .party(let id): "party '\(id.rawValue)'"
        case .incident(let reference): "incident '\(reference)'"
        case .registerVersion(let name): "register version '\(name)'"
        case .anyRegisterVersion: "a frozen register version"
        case .question(let number): "question \(number)"
        case .suspension(let party): "a suspension of '\(party.rawValue)' that goes on"
        case .condition(let number): "condition \(number) for resuming"
        case .wave(let name): "wave '\(name)'"
        case .entry(let entry): "entry \(entry)"
        case .importNumber(let number): "import \(number)"
        case .agreement(let version): "a version '\(version)' of that agreement"
        case .partyCode(let party): "that name of '\(party.rawValue)' in messages"
        case .columns(let name): "columns that are kept as '\(name)'"
        case .personWithdrawal(let number): "withdrawal \(number) of a person"
        case .personJoin(let number): "join \(number) of two numbers"
        case .heldRelease(let number): "release \(number) of this incident, or it was taken back"
        case .contactNews(let title): "news called '\(title)' that counts"
        case .reject(let name): "'\(name)' among what is set aside and open"
        case .ledger(let entries): "a ledger of \(entries) entries"
        }
    }
}

extension StoreError.Existing {
    fileprivate var words: String {
        switch self {
        case .party(let id): "a party '\(id.rawValue)'"
        case .agreement(let version): "a version '\(version)' of that agreement"
        case .partyCode(let party): "that name of '\(party.rawValue)' in messages"
        case .term(let version): "that keeping term of version '\(version)'"
        case .incident(let reference): "an incident '\(reference)'"
        case .list(let name): "this list, as '\(name)'"
        case .statement(let name): "a statement named '\(name)'"
        case .withdrawal(let name): "a withdrawal of '\(name)'"
        case .registerVersion(let name): "a register named '\(name)'"
        case .publication(let name): "a publication of '\(name)'"
        case .wave(let name): "a wave named '\(name)'"
        case .approval(let name): "this approval of '\(name)'"
        case .cancellation(let name): "a cancellation of '\(name)'"
        case .undo(let number): "a taking back of import \(number)"
        case .letterAgain(let wave): "another letter of '\(wave)' with that number"
        case .personWithdrawal: "a withdrawal of this person"
        case .contactDay(let day):
            "a measured day \(Day(number: day).text) that says something else"
        case .heldRelease: "a release of this person from that lane"
        case .suspension(let party): "a suspension of '\(party.rawValue)' that goes on"
        case .parting(let number): "a taking back of join \(number)"
        case .accountOf(let person): "another account of \(person)"
        }
    }
}

extension StoreError.Refusal {
    fileprivate var words: String {
        switch self {
        case .emptyName(let what): "\(what.words) is empty"
        case .controlCharacter(let what): "\(what.words) holds a control character"
        case .versionNamedByNumber(let name):
            "'\(name)' is what a version is called by its number: give another name"
        case .waveNameIsNoFileName:
            "the name of a wave becomes a file name: at most 100 bytes, no slash, no dot first"
        case .waveNamedByNumber: "a wave has a name and not only a number"
        case .noParty: "an incident needs a party"
        case .partyTwice: "a party is named twice"
        case .codeIsName: "another party has it as its short name or its name"
        case .nothingToHandOver(let wave):
            "no print file of wave '\(wave)' is printed and not handed over yet"
        case .notSaidYet: "the moment at which it is said to have been said is still to come"
        case .nothingHandedOver(let wave): "no handing over of wave '\(wave)' stands"
        case .handedOverWhenNotThere(let wave):
            "wave '\(wave)' cannot have been handed over then: its last print file was made later, or that moment is still to come"
        case .nothingToTakeBack(let what): "no \(what) stands in this incident"
        case .sameOfficerTwice: "it takes two different officers"
        case .conditionsUnmet(let numbers, let party):
            "'\(party.rawValue)' is not resumed while \(numbers.count == 1 ? "a condition is" : "conditions are") "
                + "not met (\(numbers.map(String.init).joined(separator: ", "))): meet them, or say why it is "
                + "resumed all the same"
        case .resumedBeforeSuspended(let party):
            "'\(party.rawValue)' cannot be resumed from before it was suspended on"
        case .moment(let doubt): doubt.sentence
        case .waveCancelled(let name): "wave '\(name)' was cancelled"
        case .incidentClosed(let reference): "incident '\(reference)' is closed"
        case .incidentNotClosed(let reference): "incident '\(reference)' is not closed"
        case .nothingToCancel(let wave): "all of wave '\(wave)' is printed: nothing to cancel"
        case .nothingToApprove(let wave): "all of wave '\(wave)' is printed: nothing to approve"
        case .approvedOtherwise(let wave):
            "print files of wave '\(wave)' are made with another date or other words: approve with those, "
                + "or cancel the wave"
        case .printFile(let batch, let wave, let planned, let printed, let held):
            "print file \(batch) of wave '\(wave)' was planned with \(planned) letters; "
                + "\(printed) were printed and \(held) held"
        case .tooLarge(let what): what.words
        case .peopleSpokenOf(let people):
            "of \(people.grouped) people of this population a party has data, or a list names them: take "
                + "those imports back and withdraw those lists first"
        case .personSpokenOf:
            "a party has data of this person, or a list names them: take those imports back and withdraw those "
                + "lists first"
        case .personJoined:
            "this number, or one of these, is joined to another as one person: part them first"
        case .notWithdrawn: "this person is not withdrawn any more"
        case .onePersonAlready: "both are one person already"
        case .expectedTwice:
            "nobody has either of the two: one of them must be known"
        case .laneNotReleasable(let lane):
            "nobody is released from the lane \(lane.code): that letter cannot go, or they are reached another way"
        case .notHeld(let lane, let wave):
            "this person is not held in the lane \(lane.code) of wave '\(wave)'"
        case .waveOfTheseData(let wave):
            "wave '\(wave)' writes of what this party has and is not printed: print it or cancel it first"
        case .waveNotEnded(let wave):
            "wave '\(wave)' has a letter to this person and is not printed: print it or cancel it first"
        }
    }
}

extension StoreError.Named {
    fileprivate var words: String {
        switch self {
        case .incident: "the reference of an incident"
        case .statement: "the name of a statement"
        case .registerVersion: "the name of a version"
        case .wave: "the name of a wave"
        case .columns: "the name under which columns are kept"
        case .news: "the title of news"
        }
    }
}

extension StoreError.Limited {
    fileprivate var words: String {
        switch self {
        case .rowsOfEntry: "an entry of the ledger has at most 4,294,967,295 rows"
        case .entriesOfAct: "an act has at most 65,536 entries of the ledger"
        case .samplesOfMessage: "a message names at most 65,535 samples"
        case .numberOfRow: "a number is too large for its place in the ledger"
        }
    }
}
