// SPDX-License-Identifier: EUPL-1.2

internal import Custody
import Foundation

/// A small fact of the ledger, kept as JSON with sorted keys: what officers did and decided.
///
/// Its keys are written out, for they are signed: a field may be called otherwise, its key may not.
public protocol Fact: Codable, Sendable {
    /// The name under which facts of this kind stand in the ledger; never changes its meaning.
    static var kind: String { get }

    /// By what it is looked up.
    var keys: [FactKey] { get }
}

/// An organisation data go to (ontvanger).
public struct PartyFact: Fact {
    public static let kind = "party"
    public var id: String
    public var name: String

    enum CodingKeys: String, CodingKey {
        case id = "id"
        case name = "name"
    }
}

/// Another name of a party: what was written wrong is put right, or it is called otherwise now.
public struct PartyNameFact: Fact {
    public static let kind = "party-name"
    public var party: String
    public var name: String
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case party = "party"
        case name = "name"
        case by = "by"
        case because = "because"
    }
}

/// Rows and messages that were set aside, and of which nothing is to be done any more.
public struct RejectSettlementFact: Fact {
    public static let kind = "reject-settlement"
    /// The digests of the rows in `reject`, hexadecimal.
    public var rejects: [String]
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case rejects = "rejects"
        case by = "by"
        case because = "because"
    }
}

/// The role of a party from a date on; a later fact with an earlier date is allowed.
public struct RoleFact: Fact {
    public static let kind = "role"
    public var party: String
    /// `PartyRole`.
    public var role: String
    /// Days since 1970-01-01.
    public var from: Int
    /// Who recorded it, and why; nil in facts written before it was kept.
    public var by: String?
    public var because: String?

    enum CodingKeys: String, CodingKey {
        case party = "party"
        case role = "role"
        case from = "from"
        case by = "by"
        case because = "because"
    }
}

/// A version of a processor agreement (verwerkersovereenkomst).
public struct AgreementFact: Fact {
    public static let kind = "agreement"
    public var party: String
    public var version: String
    public var from: Int
    /// Within how many hours after discovery the processor must tell us of a breach.
    public var incidentHours: Int?
    /// How many months it may keep what it got.
    public var keepMonths: Int?
    /// What else was agreed, by the name of the clause; nil when nothing was recorded.
    public var clauses: [String: String]?
    /// Who recorded it; nil in facts written before it was kept.
    public var by: String?

    enum CodingKeys: String, CodingKey {
        case party = "party"
        case version = "version"
        case from = "from"
        case incidentHours = "incidentHours"
        case keepMonths = "keepMonths"
        case clauses = "clauses"
        case by = "by"
    }
}

/// Another keeping term of a version of an agreement: what was recorded was not what was agreed.
public struct AgreementTermFact: Fact {
    public static let kind = "agreement-term"
    public var party: String
    public var version: String
    /// How many months it may keep what it got; nil when nothing was agreed.
    public var keepMonths: Int?
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case party = "party"
        case version = "version"
        case keepMonths = "keepMonths"
        case by = "by"
        case because = "because"
    }
}

/// A class of disclosures; ledger rows point to it by number.
public struct FlowFact: Fact {
    public static let kind = "flow"
    public var number: Int
    public var party: String
    public var agreement: String
    public var purpose: String
    public var basis: String
    public var origin: UInt8
    public var channel: String
    public var grade: UInt8
    public var sender: String
    /// Of results or not, as the kind of the messages says. Nil for orders that we gave, and before it was
    /// kept: then what was produced there is of results.
    public var results: Bool?

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case party = "party"
        case agreement = "agreement"
        case purpose = "purpose"
        case basis = "basis"
        case origin = "origin"
        case channel = "channel"
        case grade = "grade"
        case sender = "sender"
        case results = "results"
    }
}

/// An import that began to record: what it takes in, from where.
public struct ImportFact: Fact {
    public static let kind = "import"
    /// `hl7v2`, `fhir`, `backfile`, `population`, `former`.
    public var source: String
    public var by: String
    /// Of `former`: rows that did not read (`notRead`), when there were any.
    public var counts: [String: Int]
    /// Its number: imports count from 1. Nil in facts of before they were numbered.
    public var number: Int?
    /// To whom it was.
    public var party: String?
    /// Keyed digest of the files: whoever goes on with them after an interruption goes on with the import.
    public var content: String?
    /// The character set that was said for all its messages; nil when none was, and before it was kept.
    public var encoding: String?
    /// What was asked for, of an import of messages; nil of others, and before it was kept.
    public var request: ImportRequest?

    enum CodingKeys: String, CodingKey {
        case source = "source"
        case by = "by"
        case counts = "counts"
        case number = "number"
        case party = "party"
        case content = "content"
        case encoding = "encoding"
        case request = "request"
    }
}

/// What was asked for at an import of messages: with it one that was set aside can be taken in later as it
/// would have been then.
public struct ImportRequest: Codable, Sendable, Equatable {
    /// Version of the agreement; empty for none.
    public var agreement: String
    public var purpose: String
    /// `LegalBasis`.
    public var basis: String
    /// `ProvenanceGrade`.
    public var grade: UInt8
    /// What an officer said of its messages, as in `SaidFact`.
    public var direction: String?
    public var ours: [String]?
    public var theirs: [String]?
    /// Days since 1970-01-01.
    public var day: Int?
    /// Was it read by a table of fields that is not the shipped one? Then it cannot be read again without it.
    public var ownTable: Bool?

    enum CodingKeys: String, CodingKey {
        case agreement = "agreement"
        case purpose = "purpose"
        case basis = "basis"
        case grade = "grade"
        case direction = "direction"
        case ours = "ours"
        case theirs = "theirs"
        case day = "day"
        case ownTable = "ownTable"
    }

    public init(
        agreement: String,
        purpose: String,
        basis: String,
        grade: UInt8,
        direction: String? = nil,
        ours: [String]? = nil,
        theirs: [String]? = nil,
        day: Int? = nil,
        ownTable: Bool? = nil
    ) {
        self.agreement = agreement
        self.purpose = purpose
        self.basis = basis
        self.grade = grade
        self.direction = direction
        self.ours = ours
        self.theirs = theirs
        self.day = day
        self.ownTable = ownTable
    }
}

/// What the columns of an export of people mean, kept under a name for the next with the same columns.
public struct ColumnsFact: Fact {
    public static let kind = "columns"
    public var name: String
    /// Of what they are: `population`.
    public var table: String
    /// A line for each column, `header = column`.
    public var mapping: String
    public var by: String

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case table = "table"
        case mapping = "mapping"
        case by = "by"
    }
}

/// What the columns of a table mean is no longer kept under that name: no file is read so from then on.
public struct ColumnsDropFact: Fact {
    public static let kind = "columns-drop"
    public var name: String
    /// Of what they were: `population`.
    public var table: String
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case table = "table"
        case by = "by"
        case because = "because"
    }
}

/// An import that came to its end.
public struct ImportEndFact: Fact {
    public static let kind = "import-end"
    public var number: Int

    enum CodingKeys: String, CodingKey {
        case number = "number"
    }
}

/// An import that was taken back: a counter-entry (tegenboeking). What it wrote stays in the ledger, and
/// from this entry on nobody counts it.
public struct ImportUndoFact: Fact {
    public static let kind = "import-undo"
    public var number: Int
    public var by: String
    public var because: String
    /// The entries that no longer count, each run by its first and its last.
    public var entries: [[Int]]

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case by = "by"
        case because = "because"
        case entries = "entries"
    }
}

/// How a party is called in messages, beside its short name and its name; or that it is not called so. Of a
/// code the last such fact counts.
public struct PartyCodeFact: Fact {
    public static let kind = "party-code"
    public var party: String
    /// The name of an application, a facility or an endpoint, or an identifier, as it stands in messages.
    public var code: String
    /// Is the party called so, from now on?
    public var holds: Bool
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case party = "party"
        case code = "code"
        case holds = "holds"
        case by = "by"
        case because = "because"
    }
}

/// Rows that no longer count, one by one (tegenboeking): they stand where they are, and nobody counts them
/// from this entry on. What they said is nobody's, and stands among what could not be linked.
public struct RowsWithdrawnFact: Fact {
    public static let kind = "rows-withdrawn"
    public var by: String
    /// Code of an `UnresolvedReason`.
    public var because: String
    /// Number of the import that showed it; nil for none.
    public var importNumber: Int?
    /// Each row of a ledger entry: the entry and the place in it.
    public var rows: [[Int]]

    enum CodingKeys: String, CodingKey {
        case by = "by"
        case because = "because"
        case importNumber = "import"
        case rows = "rows"
    }
}

/// What an officer said at an import of messages that do not say it themselves: of those in the same
/// act. Names of ours and of the party are how their senders and receivers were read.
public struct SaidFact: Fact {
    public static let kind = "said"
    public var party: String
    public var channel: String
    public var by: String
    /// `Direction`, and how many messages it was needed for.
    public var direction: String?
    public var directions: Int?
    public var ours: [String]?
    public var theirs: [String]?
    /// The day of disclosure, days since 1970-01-01, and how many messages or rows it was needed for.
    public var day: Int?
    public var days: Int?

    enum CodingKeys: String, CodingKey {
        case party = "party"
        case channel = "channel"
        case by = "by"
        case direction = "direction"
        case directions = "directions"
        case ours = "ours"
        case theirs = "theirs"
        case day = "day"
        case days = "days"
    }

    public init(
        party: String,
        channel: String,
        by: String,
        direction: String? = nil,
        directions: Int? = nil,
        ours: [String]? = nil,
        theirs: [String]? = nil,
        day: Int? = nil,
        days: Int? = nil
    ) {
        self.party = party
        self.channel = channel
        self.by = by
        self.direction = direction
        self.directions = directions
        self.ours = ours
        self.theirs = theirs
        self.day = day
        self.days = days
    }
}

/// A moment an incident turns on (tijdstip): when the processor found out, told us, and so on.
public struct MomentFact: Fact {
    public static let kind = "moment"
    public var incident: Int
    /// `DutyMoment`.
    public var moment: String
    /// Milliseconds since 1970; when the time is not known, the latest that it can have been.
    public var happenedAt: Int64
    public var by: String
    public var note: String
    /// The earliest that it can have been, when the time is not known; else nil.
    public var notBefore: Int64?
    /// Whose moment it is, of several parties; nil: of all of them, and ours.
    public var party: String?
    /// Who decided it, of becoming aware, when that was somebody else.
    public var decider: String?

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case moment = "moment"
        case happenedAt = "happenedAt"
        case by = "by"
        case note = "note"
        case notBefore = "notBefore"
        case party = "party"
        case decider = "decider"
    }
}

public struct IncidentFact: Fact {
    public static let kind = "incident"
    public var number: Int
    public var reference: String
    public var title: String
    /// The party that told us, or was hacked; of several the first.
    public var party: String
    public var by: String
    /// What the processor said on the telephone.
    public var said: String
    /// All parties it concerns, the first included: a supplier and its sub-processor. Nil for one.
    public var parties: [String]?

    /// The parties whose data it is about; one or more.
    public var concerned: [String] { parties ?? [party] }

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case reference = "reference"
        case title = "title"
        case party = "party"
        case by = "by"
        case said = "said"
        case parties = "parties"
    }
}

/// What a source said: a list, a call, a finding. The assertions point to it.
public struct StatementFact: Fact {
    public static let kind = "statement"
    public var number: Int
    public var incident: Int
    /// Short name, unique in the incident: `list-1`.
    public var name: String
    public var source: String
    public var happenedAt: Int64
    public var certainty: UInt8
    public var records: Int
    public var unresolved: Int
    public var by: String
    /// Keyed digest of the file, so that the same list counts once.
    public var content: String
    public var mapping: String
    /// Rows of the list that do not read and are no records; nil when there were none.
    public var setAside: Int?
    /// The entry of its records. Nil before it was kept: then it is the one before its own.
    public var recordsEntry: Int?
    /// The latest that it can have been said, when its time is not known: `happenedAt` is the earliest then.
    public var notAfter: Int64?

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case incident = "incident"
        case name = "name"
        case source = "source"
        case happenedAt = "happenedAt"
        case certainty = "certainty"
        case records = "records"
        case unresolved = "unresolved"
        case by = "by"
        case content = "content"
        case mapping = "mapping"
        case setAside = "setAside"
        case recordsEntry = "recordsEntry"
        case notAfter = "notAfter"
    }
}

/// More of the records of a statement, linked later: under the same statement, with an entry of their own.
public struct StatementRecordsFact: Fact {
    public static let kind = "statement-records"
    public var statement: Int
    /// The entry of these records.
    public var recordsEntry: Int
    /// How many records could be linked now that could not before.
    public var linked: Int
    /// Records of the statement that are still nobody's.
    public var unresolved: Int
    /// `population`, `hand`, `mapping`.
    public var because: String
    public var by: String
    /// Of a list that was read again with another mapping: its records, which stand in the place of all
    /// earlier ones. Nil when they are added to these.
    public var records: Int?
    public var mapping: String?
    public var setAside: Int?

    enum CodingKeys: String, CodingKey {
        case statement = "statement"
        case recordsEntry = "recordsEntry"
        case linked = "linked"
        case unresolved = "unresolved"
        case because = "because"
        case by = "by"
        case records = "records"
        case mapping = "mapping"
        case setAside = "setAside"
    }
}

/// A statement that no longer counts; its assertions stay where they are (intrekking).
public struct WithdrawalFact: Fact {
    public static let kind = "withdrawal"
    public var statement: Int
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case statement = "statement"
        case by = "by"
        case because = "because"
    }
}

/// A frozen version of the register: signed by the checkpoint over this fact, and never changed.
public struct RegisterFact: Fact {
    public static let kind = "register"
    public var incident: Int
    public var version: Int
    public var name: String
    /// The number of ledger entries the computation looked at.
    public var asOfEntries: Int
    /// SHA-256 of the canonical register, hexadecimal.
    public var hash: String
    /// SHA-256 of the stored pages in order, hexadecimal: what the register holds can be verified
    /// without opening anyone.
    public var pages: String
    public var people: Int
    public var counts: [String: Int]
    public var records: Int
    public var unresolved: Int
    public var by: String
    /// The first list that counted then (`StatementFact.number`): who is on it is in the first
    /// group. Nil when there was none, and in versions frozen before it was kept.
    public var firstStatement: Int?
    /// Those without a sourceId in what was hashed, by reference: their rows were lost then. Nil when
    /// there were none.
    public var leftOut: [String]?
    /// What could not be linked of what the parties got: in none of the counts. Nil in versions frozen
    /// before it was kept.
    public var unlinked: UnlinkedEvidence?

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case version = "version"
        case name = "name"
        case asOfEntries = "asOfEntries"
        case hash = "hash"
        case pages = "pages"
        case people = "people"
        case counts = "counts"
        case records = "records"
        case unresolved = "unresolved"
        case by = "by"
        case firstStatement = "firstStatement"
        case leftOut = "leftOut"
        case unlinked = "unlinked"
    }
}

public struct PublicationFact: Fact {
    public static let kind = "publication"
    public var incident: Int
    public var version: Int
    public var by: String
    /// The second officer.
    public var second: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case version = "version"
        case by = "by"
        case second = "second"
    }
}

/// A decision and the letters that follow from it (besluit, verzendronde).
public struct WaveFact: Fact {
    public static let kind = "wave"
    public var number: Int
    public var incident: Int
    public var name: String
    public var version: Int
    /// `reported`, `everyone`.
    public var who: String
    public var decision: String
    public var by: String
    public var planned: Int
    public var held: [String: Int]
    public var batches: Int
    /// People of the decision who had a letter before and for whom nothing is new.
    public var alreadyTold: Int?
    /// People of the version whom the decision leaves out.
    public var outside: Int?
    /// Of those planned, people who had a letter and whom the version does not concern: theirs takes it
    /// back.
    public var retractions: Int?

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case incident = "incident"
        case name = "name"
        case version = "version"
        case who = "who"
        case decision = "decision"
        case by = "by"
        case planned = "planned"
        case held = "held"
        case batches = "batches"
        case alreadyTold = "alreadyTold"
        case outside = "outside"
        case retractions = "retractions"
    }
}

/// A wave of which nothing more is printed (intrekking); what was printed stays sent.
public struct WaveCancellationFact: Fact {
    public static let kind = "wave-cancellation"
    public var wave: Int
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case wave = "wave"
        case by = "by"
        case because = "because"
    }
}

/// A print file that was written completely, with its checksums.
public struct BatchFact: Fact {
    public static let kind = "batch"
    public var wave: Int
    public var batch: Int
    public var letters: Int
    public var pdfSHA256: String
    public var manifestSHA256: String
    /// The date on the letters, days since 1970-01-01; nil in batches written before it was kept.
    public var letterDate: Int?
    /// People of the batch who may not be written to any more, found so at the printing: in the clear
    /// in facts of format 1 alone.
    public var heldLate: [ClearHold]?
    /// The same, sealed (``LateHoldSeal``), base64; there also when there are none.
    public var sealedHolds: String?

    enum CodingKeys: String, CodingKey {
        case wave = "wave"
        case batch = "batch"
        case letters = "letters"
        case pdfSHA256 = "pdfSHA256"
        case manifestSHA256 = "manifestSHA256"
        case letterDate = "letterDate"
        case heldLate = "heldLate"
        case sealedHolds = "sealedHolds"
    }
}

/// An incident that is done (afsluiting), with what GDPR Art. 33(5) asks to be kept beside the facts.
public struct ClosureFact: Fact {
    public static let kind = "closure"
    public var incident: Int
    public var by: String
    public var effects: String
    /// Remedial action taken.
    public var measures: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case by = "by"
        case effects = "effects"
        case measures = "measures"
        case because = "because"
    }
}

/// A closure that no longer counts (heropening); it stays where it is.
public struct ReopeningFact: Fact {
    public static let kind = "reopening"
    public var incident: Int
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case by = "by"
        case because = "because"
    }
}

/// A print file that was lost and made again, the same to the byte.
public struct ReprintFact: Fact {
    public static let kind = "reprint"
    public var wave: Int
    public var batch: Int
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case wave = "wave"
        case batch = "batch"
        case by = "by"
        case because = "because"
    }
}

/// One letter that was made again in another form; the letter that it repeats stays as it is.
public struct LetterAgainFact: Fact {
    public static let kind = "letter-again"
    public var wave: Int
    /// Of those of its wave, from 1.
    public var number: Int
    /// On the letter, as on the one that it repeats; days since 1970-01-01.
    public var letterDate: Int
    public var pdfSHA256: String
    public var by: String
    public var because: String
    /// To whom and in which form (``LetterAgain``), base64.
    public var sealed: String

    enum CodingKeys: String, CodingKey {
        case wave = "wave"
        case number = "number"
        case letterDate = "letterDate"
        case pdfSHA256 = "pdfSHA256"
        case by = "by"
        case because = "because"
        case sealed = "sealed"
    }
}

extension BatchFact {
    /// Somebody whose letter was planned and is held after all, in the clear.
    public struct ClearHold: Codable, Sendable, Hashable {
        /// Number of the person.
        public var person: Int64
        /// Number of a `HoldReason`.
        public var reason: Int

        enum CodingKeys: String, CodingKey {
            case person = "person"
            case reason = "reason"
        }
    }
}

/// A fact with its place and time in the ledger.
public struct Recorded<Body: Fact>: Sendable {
    public var entry: Int
    /// Milliseconds since 1970.
    public var recordedAt: Int64
    public var body: Body
}

extension Fact {
    func encoded() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    static func decoded(_ text: String) throws -> Self {
        do {
            return try JSONDecoder().decode(Self.self, from: Data(text.utf8))
        } catch {
            throw StoreError.integrity(.unreadable(.fact(kind: kind)))
        }
    }
}

extension FlowFact {
    init(number: Int, flow: Flow) {
        self.init(
            number: number,
            party: flow.party.rawValue,
            agreement: flow.agreement,
            purpose: flow.purpose,
            basis: flow.basis.rawValue,
            origin: flow.origin.rawValue,
            channel: flow.channel,
            grade: flow.grade.rawValue,
            sender: flow.sender,
            results: flow.resultsNoted
        )
    }

    var flow: Flow? {
        guard let basis = LegalBasis(rawValue: basis), let origin = Origin(rawValue: origin),
            let grade = ProvenanceGrade(rawValue: grade)
        else { return nil }
        return Flow(
            party: Party.ID(rawValue: party),
            agreement: agreement,
            purpose: purpose,
            basis: basis,
            origin: origin,
            channel: channel,
            grade: grade,
            sender: sender,
            resultsNoted: results
        )
    }
}
