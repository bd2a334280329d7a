// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database

/// Somebody asks for a copy of their data, and an officer checked who they are (identiteitscontrole; GDPR
/// Art. 12(6)).
public struct AccessIdentityFact: Fact {
    public static let kind = "access-identity"
    /// Of the request among what calls bring (``CallMatterFact``).
    public var matter: Int
    /// `IdentityCheck`.
    public var how: String
    public var by: String
    /// Days since 1970-01-01, by the calendar of Amsterdam.
    public var day: Int

    public var keys: [FactKey] { [.number(matter)] }

    enum CodingKeys: String, CodingKey {
        case matter = "matter"
        case how = "how"
        case by = "by"
        case day = "day"
    }

    public init(matter: Int, how: String, by: String, day: Int) {
        self.matter = matter
        self.how = how
        self.by = by
        self.day = day
    }
}

/// A copy was made of everything that is held of somebody (GDPR Art. 15(3)).
public struct AccessCopyFact: Fact {
    public static let kind = "access-copy"
    public var matter: Int
    /// `nl` or `en`.
    public var language: String
    /// SHA-256 of the file, hexadecimal.
    public var pdfSHA256: String
    /// The numbers of the notes that stand in it; others were left out.
    public var texts: [Int]
    public var by: String
    public var day: Int

    public var keys: [FactKey] { [.number(matter)] }

    enum CodingKeys: String, CodingKey {
        case matter = "matter"
        case language = "language"
        case pdfSHA256 = "pdfSHA256"
        case texts = "texts"
        case by = "by"
        case day = "day"
    }

    public init(
        matter: Int,
        language: String,
        pdfSHA256: String,
        texts: [Int],
        by: String,
        day: Int
    ) {
        self.matter = matter
        self.language = language
        self.pdfSHA256 = pdfSHA256
        self.texts = texts
        self.by = by
        self.day = day
    }
}

/// An import that brought rows of somebody.
public struct BroughtBy: Sendable, Hashable {
    /// The number of the import; nil when the rows came before imports were numbered, or by no import.
    public var number: Int?
    /// `hl7v2`, `fhir`, `backfile`, `population`, `former`; nil like the number.
    public var source: String?
    /// Milliseconds since 1970.
    public var recordedAt: Int64
}

extension Store {
    /// How it was checked who asks; the last time counts. Nil as long as nobody did.
    public func accessIdentity(_ matter: Int) throws -> Recorded<AccessIdentityFact>? {
        try facts.all(AccessIdentityFact.self, .number(matter)).last
    }

    /// The copies that were made for a request, in their order.
    public func accessCopies(_ matter: Int) throws -> [Recorded<AccessCopyFact>] {
        try facts.all(AccessCopyFact.self, .number(matter))
    }

    /// The entries in which the population told something else of somebody, oldest first; those of imports
    /// that were taken back are left out. What an earlier version said is not kept.
    public func versionEntries(of person: PersonNumber) throws -> [Int] {
        let undone = try undone()
        return try view.read { db in
            try db.all(
                "SELECT entry FROM person_version WHERE person = $1 ORDER BY entry",
                Int64(person.value)
            ) { $0.int(0) }
        }.filter { !undone.contains($0) }
    }

    /// By which imports rows in these entries came.
    public func broughtBy(_ entries: Set<Int>) throws -> [Int: BroughtBy] {
        var found: [Int: BroughtBy] = [:]
        let sources = try facts.all(ImportFact.self).reduce(into: [Int: String]()) {
            if let number = $1.body.number { $0[number] = $1.body.source }
        }
        for intake in try facts.all(IntakeFact.self) {
            for rows in intake.body.rows ?? [] where entries.contains(rows.entry) {
                let number = intake.body.importNumber
                found[rows.entry] = BroughtBy(
                    number: number,
                    source: number.flatMap { sources[$0] },
                    recordedAt: intake.recordedAt
                )
            }
        }
        for entry in entries where found[entry] == nil {
            found[entry] = BroughtBy(recordedAt: try recordedAt(entry: entry))
        }
        return found
    }

    /// What officers put right of somebody, oldest first.
    public func corrections(of person: PersonNumber) throws -> [Recorded<PersonCorrectionFact>] {
        let number = Int64(bitPattern: person.value)
        return try facts.all(PersonCorrectionFact.self).filter { $0.body.person == number }
    }

    /// When officers took somebody out of the population, oldest first; those taken back are left out.
    public func withdrawals(of person: PersonNumber) throws -> [Recorded<PersonWithdrawalFact>] {
        let number = Int64(bitPattern: person.value)
        return try withdrawals().filter { $0.body.person == number }
    }

    /// The searches in calls that showed somebody, oldest first.
    public func callSearches(showing person: PersonNumber) throws -> [Recorded<CallSearchFact>] {
        let number = Int64(bitPattern: person.value)
        return try facts.all(CallSearchFact.self).filter { $0.body.people.contains(number) }
    }

    /// What had to be done because of calls about somebody, oldest first, each with its end.
    public func callMatters(about person: PersonNumber) throws -> [(
        matter: Recorded<CallMatterFact>, end: Recorded<CallMatterEndFact>?
    )] {
        try joinedPeople().all(person).flatMap {
            try facts.all(CallMatterFact.self, .person(Int64(bitPattern: $0.value)))
        }.map { ($0, try facts.all(CallMatterEndFact.self, .number($0.body.number)).first) }
    }
}
