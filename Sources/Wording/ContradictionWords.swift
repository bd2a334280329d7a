// SPDX-License-Identifier: EUPL-1.2

import Store

/// What in the store contradicts the ledger, in words.
extension StoreError.Contradiction {
    var words: String {
        switch self {
        case .migrationsUnlisted: "the list of migrations is not this program's"
        case .migrationMissing(let name): "a migration is missing before \(name)"
        case .schemaDiffers(let kind, let name): "the schema differs: \(kind) \(name)"
        case .schemaLacks(let kind, let name): "the schema lacks \(kind) \(name)"
        case .migrationsMadeAnother: "the migrations made another schema"
        case .frontierUnreadable: "the record of where the ledger ends does not read"
        case .noCheckpointOrNoEntries: "the ledger has no checkpoint, or no entries"
        case .checkpointUnsigned(let size): "checkpoint \(size) is not signed by this store"
        case .endNotAsSigned: "the ledger does not end as its last checkpoint was signed"
        case .entryUnreadable(let entry): "entry \(entry) does not read"
        case .entryMissing(let first, let end): "an entry between \(first) and \(end) is missing"
        case .entryReadsBackDifferently(let entry): "entry \(entry) reads back differently"
        case .entryInBetween(let entry):
            "entry \(entry) came between rows and the fact over them"
        case .publishedAhead(let published, let entries):
            "ledger/checkpoint was published over \(published.map(String.init) ?? "some") entries "
                + "and the database has \(entries): an older database was put back"
        case .publishedOfAnother(let entries):
            "the first \(entries) entries of the database are not those that ledger/checkpoint was "
                + "published over: it is another database"
        case .entriesNotAsSigned:
            "the entries are not those that the last checkpoint was signed over"
        case .unreadable(let what): "\(what.words) does not read"
        case .registerCount(let name, let people, let recorded):
            "register '\(name)' holds \(people) people, its fact says \(recorded)"
        case .peopleKept(let register, let kept):
            "the register holds \(register) people of whom the ledger has rows, and \(kept) are "
                + "kept beside it"
        }
    }

    /// What to do now, when it is not what to do about any contradiction.
    var help: String? {
        switch self {
        case .publishedAhead:
            "put the newest database back; if it is lost, keep the folder ledger elsewhere, for it "
                + "is the evidence, and begin without it"
        case .publishedOfAnother:
            "put back the database that belongs to it; if it is lost, keep the folder ledger "
                + "elsewhere, for it is the evidence, and begin without it"
        default: nil
        }
    }
}

extension StoreError.Stored {
    fileprivate var words: String {
        switch self {
        case .certainty: "a certainty"
        case .group: "the group of a letter"
        case .whyAgain: "why a letter is written again"
        case .holdReason: "why a letter is held"
        case .role: "the role of a party"
        case .moment: "a moment of an incident"
        case .fact(let kind): "a fact of kind \(kind)"
        case .flow(let number): "flow \(number)"
        case .registerPage(let version): "a page of register '\(version)'"
        case .unresolvedClaims: "what an unresolved row claims"
        case .reject: "what was set aside"
        case .unresolvedReason: "why an unresolved row stays open"
        case .lateHolds: "who of a print file is held"
        case .lettersAgain: "a letter that was made again"
        case .heldReleases: "somebody who was released from a lane"
        case .callText: "what was written down in a call"
        case .letterDate(let wave): "the date of the letters of wave '\(wave)'"
        }
    }
}
