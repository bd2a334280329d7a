// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Letters

/// What may be said of one person, to themselves or about their case. Masks itself.
public struct PersonAnswer: Codable, Sendable, Equatable, Masked {
    /// `P-…`
    public var reference: String
    /// Name, year of birth and place: no more than is needed to know that it is the right one.
    public var name: String
    public var birthYear: Int?
    public var place: String
    /// Fields of their row of the population that did not read.
    public var marks: [FieldMark]
    /// Other numbers of the same person, `P-…`, as an officer said.
    public var otherNumbers: [String]
    public var disclosed: [Disclosed]
    public var incidents: [Standing]
    /// Over all waves, also of other incidents.
    public var letters: [Letter]
    public var advice: [Advice]

    public var mask: String { reference }

    /// What one party had of the person through us, by how it came there.
    public struct Disclosed: Codable, Sendable, Equatable {
        public var party: String
        public var origin: Origin
        /// Of the days that are known; nil when none is.
        public var first: Day?
        public var last: Day?
        /// Disclosures, and those of them of which nothing says the day.
        public var times: Int
        public var dayUnknown: Int
        public var categories: CategorySet
    }

    public struct Standing: Codable, Sendable, Equatable {
        public var incident: String
        /// The last frozen version.
        public var version: Int
        /// Nil: not in the register. The data are not known to be there, which is not *safe*.
        public var certainty: Certainty?
        /// The statements that speak of the person.
        public var because: [String]
        /// What each of them says of the person; a statement that says several things stands there once for each.
        public var stated: [Stated]
    }

    /// What a list, or a finding, names of the person.
    public struct Stated: Codable, Sendable, Hashable {
        public var statement: String
        public var certainty: Certainty
        public var categories: CategorySet
    }

    public struct Letter: Codable, Sendable, Equatable {
        public var wave: String
        public var group: AffectedGroup
        /// It says that an earlier letter was not so: that nothing is known of them.
        public var isRetraction: Bool
        /// Why it was not sent; nil when it was, or will be.
        public var held: HoldReason?
        /// The number of its print file; 0 when held.
        public var batch: Int
        /// The date on the letter; nil when it was not printed.
        public var date: Day?
        /// The wave ended before all of it was printed.
        public var cancelled: Bool
        /// How often it was made again, in another form.
        public var again: Int
    }
}
