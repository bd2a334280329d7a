// SPDX-License-Identifier: EUPL-1.2

public import Custody

// What the ledger says of calls and mails: codes, counts and numbers. Who the person is stands in the
// population; what was written down is sealed under a key that can be destroyed.

/// Somebody called, or a mail came (gesprek).
public struct CallFact: Fact {
    public static let kind = "call"
    /// Calls count from 1.
    public var number: Int
    /// `ContactChannel`.
    public var channel: String
    /// The number of the incident that it is about; nil for another matter, or when that is not known.
    public var incident: Int?
    /// Who answers it; nil: it waits in the queue.
    public var agent: String?
    public var by: String
    /// Days since 1970-01-01, by the calendar of Amsterdam.
    public var day: Int

    public var keys: [FactKey] {
        [.number(number), .day(day)] + (agent.map { [.officer($0, day: day)] } ?? [])
    }

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case channel = "channel"
        case incident = "incident"
        case agent = "agent"
        case by = "by"
        case day = "day"
    }

    public init(
        number: Int,
        channel: String,
        incident: Int? = nil,
        agent: String? = nil,
        by: String,
        day: Int
    ) {
        self.number = number
        self.channel = channel
        self.incident = incident
        self.agent = agent
        self.by = by
        self.day = day
    }
}

/// An agent took what waited in the queue.
public struct CallTakenFact: Fact {
    public static let kind = "call-taken"
    public var call: Int
    public var by: String
    public var day: Int

    public var keys: [FactKey] { [.call(call), .officer(by, day: day)] }

    enum CodingKeys: String, CodingKey {
        case call = "call"
        case by = "by"
        case day = "day"
    }

    public init(
        call: Int,
        by: String,
        day: Int
    ) {
        self.call = call
        self.by = by
        self.day = day
    }
}

/// The caller was looked for.
public struct CallSearchFact: Fact {
    public static let kind = "call-search"
    public var call: Int
    /// `letterCode` or `attributes`.
    public var way: String
    /// How many people fitted.
    public var fits: Int
    /// Of those who fitted, the few that may be chosen, by the numbers of the people.
    public var people: [Int64]
    public var by: String
    public var day: Int

    public var keys: [FactKey] { [.call(call), .officer(by, day: day)] }

    /// It shows nobody: nobody fits, or too many do.
    public var isMiss: Bool { people.isEmpty }

    enum CodingKeys: String, CodingKey {
        case call = "call"
        case way = "way"
        case fits = "fits"
        case people = "people"
        case by = "by"
        case day = "day"
    }

    public init(
        call: Int,
        way: String,
        fits: Int,
        people: [Int64],
        by: String,
        day: Int
    ) {
        self.call = call
        self.way = way
        self.fits = fits
        self.people = people
        self.by = by
        self.day = day
    }
}

/// Whom a call is about, and by what that is known.
public struct CallPersonFact: Fact {
    public static let kind = "call-person"
    public var call: Int
    public var person: Int64
    /// `CallerProof`.
    public var proof: String
    public var by: String

    public var keys: [FactKey] { [.call(call), .person(person)] }

    enum CodingKeys: String, CodingKey {
        case call = "call"
        case person = "person"
        case proof = "proof"
        case by = "by"
    }

    public init(
        call: Int,
        person: Int64,
        proof: String,
        by: String
    ) {
        self.call = call
        self.person = person
        self.proof = proof
        self.by = by
    }
}

/// A call ended. Nobody is opened in it from here on.
public struct CallEndFact: Fact {
    public static let kind = "call-end"
    public var call: Int
    /// `ContactOutcome`.
    public var outcome: String
    /// Codes of `ContactTheme`, sorted.
    public var themes: [String]
    public var by: String
    public var day: Int

    public var keys: [FactKey] { [.call(call)] }

    enum CodingKeys: String, CodingKey {
        case call = "call"
        case outcome = "outcome"
        case themes = "themes"
        case by = "by"
        case day = "day"
    }

    public init(
        call: Int,
        outcome: String,
        themes: [String],
        by: String,
        day: Int
    ) {
        self.call = call
        self.outcome = outcome
        self.themes = themes
        self.by = by
        self.day = day
    }
}

/// Something that somebody must do because of a call.
public struct CallMatterFact: Fact {
    public static let kind = "call-matter"
    /// They count from 1.
    public var number: Int
    public var call: Int
    /// `ContactOutcome`.
    public var what: String
    /// Whom it is about; nil when nobody was found.
    public var person: Int64?
    /// When it was promised, milliseconds since 1970-01-01 UTC; nil for no moment.
    public var dueAt: Int64?
    /// The text that tells more, by its number.
    public var text: Int?
    public var by: String
    public var day: Int

    public var keys: [FactKey] {
        [.number(number), .call(call)] + (person.map { [.person($0)] } ?? [])
    }

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case call = "call"
        case what = "what"
        case person = "person"
        case dueAt = "dueAt"
        case text = "text"
        case by = "by"
        case day = "day"
    }

    public init(
        number: Int,
        call: Int,
        what: String,
        person: Int64? = nil,
        dueAt: Int64? = nil,
        text: Int? = nil,
        by: String,
        day: Int
    ) {
        self.number = number
        self.call = call
        self.what = what
        self.person = person
        self.dueAt = dueAt
        self.text = text
        self.by = by
        self.day = day
    }
}

/// It was done, or need not be done.
public struct CallMatterEndFact: Fact {
    public static let kind = "call-matter-end"
    public var number: Int
    public var isDone: Bool
    public var by: String
    public var day: Int

    public var keys: [FactKey] { [.number(number)] }

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case isDone = "isDone"
        case by = "by"
        case day = "day"
    }

    public init(
        number: Int,
        isDone: Bool,
        by: String,
        day: Int
    ) {
        self.number = number
        self.isDone = isDone
        self.by = by
        self.day = day
    }
}

/// Something that was written down in a call: a note, a number to call back, a mail.
public struct CallTextFact: Fact {
    public static let kind = "call-text"
    /// They count from 1.
    public var number: Int
    public var call: Int
    /// Names the key, which stands outside of the ledger and can be destroyed; hexadecimal.
    public var key: String
    /// Base64.
    public var sealed: String
    /// How many numbers and secrets were struck out of it before it was kept.
    public var struck: Int
    /// The text in whose place it came, when something was struck out of that one.
    public var replaces: Int?
    public var by: String
    public var day: Int

    public var keys: [FactKey] { [.number(number), .call(call), .day(day)] }

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case call = "call"
        case key = "key"
        case sealed = "sealed"
        case struck = "struck"
        case replaces = "replaces"
        case by = "by"
        case day = "day"
    }

    public init(
        number: Int,
        call: Int,
        key: String,
        sealed: String,
        struck: Int,
        replaces: Int? = nil,
        by: String,
        day: Int
    ) {
        self.number = number
        self.call = call
        self.key = key
        self.sealed = sealed
        self.struck = struck
        self.replaces = replaces
        self.by = by
        self.day = day
    }
}

/// The keys of texts were destroyed: nobody reads them any more.
public struct CallTextEndFact: Fact {
    public static let kind = "call-text-end"
    public var texts: [Int]
    public var by: String
    public var because: String

    public var keys: [FactKey] { texts.map { .number($0) } }

    enum CodingKeys: String, CodingKey {
        case texts = "texts"
        case by = "by"
        case because = "because"
    }
}

extension CallSearchFact {
    /// Those who may be chosen.
    public var choices: [PersonNumber] { people.map { PersonNumber(UInt64(bitPattern: $0)) } }
}

extension CallPersonFact {
    public var personNumber: PersonNumber { PersonNumber(UInt64(bitPattern: person)) }
}

extension CallMatterFact {
    public var personNumber: PersonNumber? { person.map { PersonNumber(UInt64(bitPattern: $0)) } }
}
