// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
public import Letters
public import Store

/// The people of a wave who are held, by lane, for whoever must reach them by another way.
///
/// They are opened: the line with officer and reason stands in the access log before that.
public struct ListHeld: Sendable {
    public var incident: String
    public var wave: String
    /// Only these; empty is all.
    public var lanes: [HoldReason]
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        wave: String,
        lanes: [HoldReason] = [],
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.wave = wave
        self.lanes = lanes
        self.officer = officer
        self.reason = reason
    }

    /// Somebody who is held.
    public struct Held: Sendable, Masked {
        public let lane: HoldReason
        /// Found so only when the letter was to be printed.
        public let isLate: Bool
        public let number: PersonNumber
        public let group: AffectedGroup
        /// Nil when the rows of the person are lost.
        public let person: Person?
    }

    /// By lane, then by reference.
    public func run(in store: Store) throws -> [Held] {
        let found = try store.incident(named: incident)
        let wave = try store.wave(named: wave, of: found)
        var held: [PersonNumber: (lane: HoldReason, isLate: Bool, group: AffectedGroup)] = [:]
        let late = Dictionary(
            try store.heldLate(in: wave).map { ($0.person, $0.reason) },
            uniquingKeysWith: { first, _ in first }
        )
        try store.forEachLetter(of: wave) { letters in
            for letter in letters {
                guard let lane = letter.held ?? late[letter.person],
                    lanes.isEmpty || lanes.contains(lane)
                else { continue }
                held[letter.person] = (lane, letter.held == nil, letter.group)
            }
        }
        guard !held.isEmpty else { return [] }
        var people: [PersonNumber: Person] = [:]
        try store.open(
            held.keys.sorted(),
            for: try officer.access("held", found.reference, reason),
            withMail: true,
            leavingOut: LostPeople(),
            each: { (number: $0.number, person: try $0.person) },
            collect: { opened in
                for (number, person) in opened { people[number] = person }
            }
        )
        return held.map { number, found in
            Held(
                lane: found.lane,
                isLate: found.isLate,
                number: number,
                group: found.group,
                person: people[number]
            )
        }.sorted { ($0.lane.rawValue, $0.number) < ($1.lane.rawValue, $1.number) }
    }
}

extension ListHeld {
    /// The columns of the list as a table.
    public static let columns = [
        "lane", "found", "person", "sourceId", "birthDate", "initials", "givenNames", "prefix",
        "surname", "partnerPrefix", "partnerSurname", "nameUse", "street", "houseNumber",
        "houseLetter", "houseAddition", "postcode", "place", "country", "language", "group",
    ]
}

extension ListHeld.Held {
    /// A row of the table. Of somebody in the lane of secret addresses the address is left out: whoever
    /// keeps it reaches them, and a file with it would be the leak that the lane guards against.
    public var fields: [String] {
        let start = [lane.code, isLate ? "printing" : "plan", number.reference]
        guard let person else {
            return start + Array(repeating: "", count: ListHeld.columns.count - 4) + [group.code]
        }
        let name = [
            person.sourceID.text, person.birthDate?.text ?? "", person.initials, person.givenNames,
            person.prefix, person.surname, person.partnerPrefix, person.partnerSurname,
            person.nameUse,
        ]
        let address =
            lane == .safety
            ? Array(repeating: "", count: 7)
            : [
                person.street, person.houseNumber, person.houseLetter, person.houseAddition,
                person.postcode, person.place, person.country,
            ]
        return start + name + address + [person.language.rawValue, group.code]
    }
}
