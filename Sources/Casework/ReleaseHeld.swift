// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Letters
public import Store

/// Writes to somebody who is held all the same: an officer looked at the list of those who are held, asked,
/// and decided. The next plan has their letter.
public struct ReleaseHeld: Sendable {
    public var incident: String
    /// In which they are held.
    public var wave: String
    /// `P-…`, as the list of those who are held has it.
    public var person: String
    public var lane: HoldReason
    /// Of a young person: does the letter go to the parents or carers? Nil for every other lane.
    public var toParents: Bool?
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        incident: String,
        wave: String,
        person: String,
        lane: HoldReason,
        toParents: Bool? = nil,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.wave = wave
        self.person = person
        self.lane = lane
        self.toParents = toParents
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws -> ReleasedPerson {
        let found = try store.incident(named: incident)
        let wave = try store.wave(named: wave, of: found)
        guard let number = PersonNumber(reference: person) else {
            throw CaseworkError.notAReference
        }
        guard (toParents != nil) == (lane == .youngPerson) else {
            throw CaseworkError.recipientOfYoungPerson(isMissing: toParents == nil)
        }
        // Who is held, and why, is looked at.
        _ = try store.evidence(
            about: number,
            for: try officer.access("held-release", found.reference, because)
        )
        let release = try store.publishing {
            try store.release(
                number,
                from: lane,
                toParents: toParents ?? false,
                heldIn: wave,
                of: found,
                because: because.text,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return ReleasedPerson(release, by: officer.name, because: because.text)
    }
}

/// Holds somebody again who was released.
public struct HoldAgain: Sendable {
    public var incident: String
    /// As `ListReleased` tells it.
    public var number: Int
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(incident: String, number: Int, because: StatedReason, officer: ActingOfficer) {
        self.incident = incident
        self.number = number
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws -> ReleasedPerson {
        let found = try store.incident(named: incident)
        let release = try store.publishing {
            try store.takeBackRelease(
                number,
                of: found,
                because: because.text,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return ReleasedPerson(release, by: officer.name, because: because.text)
    }
}

/// Who was released in an incident. They are named, so the line stands in the access log first.
public struct ListReleased: Sendable {
    public var incident: String
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(incident: String, officer: ActingOfficer, reason: StatedReason) {
        self.incident = incident
        self.officer = officer
        self.reason = reason
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> [ReleasedPerson] {
        let found = try store.incident(named: incident)
        let releases = try store.heldReleases(in: found)
        _ = try store.log(
            releases.map(\.release.person),
            for: try officer.access("held-release", found.reference, reason),
            withMail: false
        )
        return releases.map { ReleasedPerson($0.release, by: $0.fact.by, because: $0.fact.because) }
    }
}

/// Somebody whose letter goes all the same. Masks itself.
public struct ReleasedPerson: Codable, Sendable, Equatable, Masked {
    /// Of the releases of the incident.
    public var number: Int
    /// `P-…`
    public var person: String
    public var lane: HoldReason
    public var toParents: Bool
    public var by: String
    public var because: String

    public var mask: String { "release \(number)" }

    init(_ release: HeldRelease, by officer: String, because: String) {
        number = release.number
        person = release.person.reference
        lane = release.lane
        toParents = release.toParents
        by = officer
        self.because = because
    }
}
