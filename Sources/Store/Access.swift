// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Foundation

// What doors ask of identities, handed on; errors of that room too.

extension Store {
    /// Opens one person. The only way to an identity: the line in the access log is on the disk before
    /// anything is decrypted.
    public func open(_ person: PersonNumber, for reason: AccessReason) throws -> Person {
        try identities.open(person, for: reason)
    }

    /// Opens many people for one purpose under one line: see ``LocalIdentities``.
    public func open<Result: Sendable>(
        _ people: [PersonNumber]?,
        for reason: AccessReason,
        withMail: Bool,
        leavingOut lost: LostPeople? = nil,
        each: @escaping @Sendable (OpenedPerson) throws -> Result,
        collect: ([Result]) throws -> Void
    ) throws {
        try identities.open(
            people,
            for: reason,
            withMail: withMail,
            leavingOut: lost,
            each: each,
            collect: collect
        )
    }

    /// Writes the line for the opening of these people, and only then hands out what opens them: one
    /// for each worker, so that each can open while it works.
    public func log(
        _ people: [PersonNumber]?,
        for reason: AccessReason,
        withMail: Bool,
        leavingOut lost: LostPeople? = nil
    ) throws -> [LoggedOpening] {
        try identities.openings(
            of: people,
            for: reason,
            withMail: withMail,
            leavingOut: lost
        )
    }

    /// The number in the population of each of the people, aligned, under one line. Of those who may be
    /// left out it is empty.
    public func sourceIDs(
        of people: [PersonNumber],
        for reason: AccessReason,
        leavingOut lost: LostPeople? = nil
    ) throws -> SourceColumn {
        var column = SourceColumn(expecting: people.count)
        var place = 0
        try open(people, for: reason, withMail: false, leavingOut: lost) {
            (number: $0.number, source: Array($0.sourceID))
        } collect: { found in
            for (number, source) in found {
                while people[place] != number {
                    column.append([])
                    place += 1
                }
                column.append(source)
                place += 1
            }
        }
        while place < people.count {
            column.append([])
            place += 1
        }
        return column
    }

    /// Finds who is meant, under one line that there is also when nobody fits: see ``LocalIdentities``.
    public func find(
        _ claims: IdentityClaims,
        sourceID: SourceID?,
        for reason: AccessReason
    ) throws -> [PersonNumber] {
        let found = try identities.find(claims, sourceID: sourceID, for: reason)
        let withdrawn = try withdrawnPeople()
        return found.filter { !withdrawn.contains($0) }
    }

    /// Who had a sourceId and was taken out: they come back under their number.
    public func withdrawnPerson(_ sourceID: SourceID, for reason: AccessReason) throws
        -> PersonNumber?
    {
        let withdrawn = try withdrawnPeople()
        guard !withdrawn.isEmpty else { return nil }
        return try identities.find(IdentityClaims(), sourceID: sourceID, for: reason)
            .first { withdrawn.contains($0) }
    }

    /// The same, each person once: of somebody who has several numbers that under which they go on.
    public func findPeople(
        _ claims: IdentityClaims,
        sourceID: SourceID?,
        for reason: AccessReason
    ) throws -> [PersonNumber] {
        let joined = try joinedPeople()
        return Set(try find(claims, sourceID: sourceID, for: reason).map(joined.one)).sorted()
    }

    public func peopleCount() throws -> Int {
        try counted(PeopleQuestion(point: intakePoint())).answer - withdrawnPeople().count
    }

    /// Hands out the lines of the access log with their time, behind the line that says that somebody
    /// reads it.
    public func readAccessLog(
        for reason: AccessReason,
        each body: ((line: AccessLook, at: Int64)) throws -> Void
    ) throws {
        try identities.readAccessLog(for: reason) { line in
            guard let at = line.at else {
                throw IdentitiesError.accessLog(.foreignLine(line.eventId))
            }
            try body((line, at))
        }
    }

    /// Writes the line of a look at things about people.
    func note(_ object: String, _ count: Int, _ reason: AccessReason) throws {
        try identities.note(.things(object, count: count), for: reason)
    }

    /// Opens the claims of a record about nobody known; only behind a line.
    func openClaims(_ sealed: [UInt8]) throws -> IdentityClaims {
        try identities.openClaims(sealed)
    }
}

/// How many people there are, at a point of the ledger.
struct PeopleQuestion: IntakeQuestion {
    var point: IntakePoint

    func answer(in store: Store) throws -> Int {
        try store.view.read(store.identities.peopleCount)
    }
}
