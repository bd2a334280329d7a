// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Foundation
public import Identities
public import Letters

/// Somebody who was held and is written to all the same, since an officer decided so (vrijgave).
public struct HeldReleaseFact: Fact {
    public static let kind = "held-release"
    public var incident: Int
    /// Of those of its incident, from 1.
    public var number: Int
    public var by: String
    public var because: String
    /// Who, in which lane, and to whom the letter goes (``HeldRelease``), base64.
    public var sealed: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case number = "number"
        case by = "by"
        case because = "because"
        case sealed = "sealed"
    }
}

/// A release that no longer counts: who was released is held again.
public struct HeldReleaseUndoFact: Fact {
    public static let kind = "held-release-undo"
    public var incident: Int
    public var number: Int
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case number = "number"
        case by = "by"
        case because = "because"
    }
}

extension HeldReleaseFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension HeldReleaseUndoFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension Store {
    /// The releases of an incident that were not taken back when there were so many entries; nil is now.
    public func heldReleases(in incident: IncidentFact, asOfEntries limit: Int? = nil) throws
        -> [(fact: HeldReleaseFact, release: HeldRelease)]
    {
        let limit = limit ?? .max
        let key = FactKey.incident(incident.number)
        let undone = Set(
            try facts.all(HeldReleaseUndoFact.self, key).filter { $0.entry < limit }
                .map(\.body.number)
        )
        return try facts.all(HeldReleaseFact.self, key).filter {
            $0.entry < limit && !undone.contains($0.body.number)
        }.map { ($0.body, try opened($0.body)) }
    }

    private func opened(_ fact: HeldReleaseFact) throws -> HeldRelease {
        guard let sealed = Data(base64Encoded: fact.sealed) else {
            throw StoreError.integrity(.unreadable(.heldReleases))
        }
        return try identities.heldReleases.open(
            [UInt8](sealed),
            incident: fact.incident,
            number: fact.number
        )
    }

    /// In which lanes people of an incident no longer wait. What was decided over the row of somebody
    /// holds as long as that row is the same.
    public func releasedLanes(in incident: IncidentFact, asOfEntries limit: Int? = nil) throws
        -> [PersonNumber: ReleasedLanes]
    {
        let releases = try heldReleases(in: incident, asOfEntries: limit).map(\.release)
        var lanes: [PersonNumber: ReleasedLanes] = [:]
        for release in releases {
            if release.lane.isOfTheRow {
                let version = try versionEntry(of: release.person, before: limit ?? .max)
                guard version == release.version else { continue }
            }
            lanes[release.person, default: .none].lanes.insert(release.lane)
            if release.toParents { lanes[release.person]?.toParents = true }
        }
        return lanes
    }

    /// The entry of the newest version of a person.
    private func versionEntry(of person: PersonNumber, before limit: Int) throws -> Int {
        try view.read { db in
            try db.integer(
                "SELECT MAX(entry) FROM person_version WHERE person = $1 AND entry < $2",
                Int64(person.value),
                limit
            ) ?? 0
        }
    }

    /// Releases somebody from a lane in which they are held in a wave: the next plan writes to them.
    /// Refused for a lane that nobody can decide on, for somebody who is not held in it, and twice.
    public func release(
        _ person: PersonNumber,
        from lane: HoldReason,
        toParents: Bool,
        heldIn wave: WaveFact,
        of incident: IncidentFact,
        because: String,
        act: Act
    ) throws -> HeldRelease {
        guard lane.isReleasable else { throw StoreError.refused(.laneNotReleasable(lane)) }
        return try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            let letter = try store.letters(to: person).first { $0.wave == wave.number }
            guard letter?.held == lane else {
                throw StoreError.refused(.notHeld(lane, wave: wave.name))
            }
            let version = try store.versionEntry(of: person, before: .max)
            let standing = try store.heldReleases(in: incident).map(\.release)
            guard
                !standing.contains(where: {
                    $0.person == person && $0.lane == lane
                        && (!lane.isOfTheRow || $0.version == version)
                })
            else { throw StoreError.alreadyThere(.heldRelease) }
            let key = FactKey.incident(incident.number)
            let release = HeldRelease(
                number: try store.facts.all(HeldReleaseFact.self, key).count + 1,
                person: person,
                lane: lane,
                toParents: toParents,
                version: version
            )
            let sealed = try identities.heldReleases.seal(release, incident: incident.number)
            try entries.record(
                db,
                [
                    HeldReleaseFact(
                        incident: incident.number,
                        number: release.number,
                        by: act.by,
                        because: because,
                        sealed: Data(sealed).base64EncodedString()
                    )
                ]
            )
            return release
        }
    }

    /// Takes a release back: who was released is held again, also in a wave that is planned and not
    /// printed. What was printed stays sent.
    public func takeBackRelease(
        _ number: Int,
        of incident: IncidentFact,
        because: String,
        act: Act
    ) throws -> HeldRelease {
        try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            guard
                let standing = try store.heldReleases(in: incident)
                    .first(where: { $0.fact.number == number })
            else { throw StoreError.notFound(.heldRelease(number)) }
            try entries.record(
                db,
                [
                    HeldReleaseUndoFact(
                        incident: incident.number,
                        number: number,
                        by: act.by,
                        because: because
                    )
                ]
            )
            return standing.release
        }
    }

    /// The entry in which a print file of a wave was recorded; nil when it was not.
    public func entry(ofBatch batch: Int, wave: WaveFact) throws -> Int? {
        try facts.all(BatchFact.self, .wave(wave.number)).first { $0.body.batch == batch }?.entry
    }
}
