// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Foundation

// What doors ask of identities, handed on; errors of that room are told as the Store's.

extension Store {
    /// Opens one person. The only way to an identity: the line in the access log is on the disk before
    /// anything is decrypted.
    public func open(_ person: PersonNumber, for reason: AccessReason) throws -> Person {
        try StoreError.translating { try identities.open(person, for: reason) }
    }

    /// Opens many people for one purpose under one line: see ``LocalIdentities``.
    public func open<Result: Sendable>(
        _ people: [PersonNumber]?,
        for reason: AccessReason,
        withMail: Bool,
        leavingOut lost: LostPeople? = nil,
        each: @Sendable (OpenedPerson) throws -> Result,
        collect: ([Result]) throws -> Void
    ) throws {
        try StoreError.translating {
            try identities.open(
                people,
                for: reason,
                withMail: withMail,
                leavingOut: lost,
                each: each,
                collect: collect
            )
        }
    }

    /// Writes the line for the opening of these people, and only then hands out what opens them: one
    /// for each worker, so that each can open while it works.
    public func log(
        _ people: [PersonNumber]?,
        for reason: AccessReason,
        withMail: Bool,
        leavingOut lost: LostPeople? = nil
    ) throws -> [LoggedOpening] {
        try StoreError.translating {
            try identities.openings(
                of: people,
                for: reason,
                withMail: withMail,
                leavingOut: lost
            )
        }
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
        try StoreError.translating {
            try identities.find(claims, sourceID: sourceID, for: reason)
        }
    }

    public func peopleCount() throws -> Int { try identities.peopleCount() }

    /// Writes the line of a look at things about people.
    func note(_ object: String, _ count: Int, _ reason: AccessReason) throws {
        try StoreError.translating {
            try identities.note(.things(object, count: count), for: reason)
        }
    }

    /// Opens the claims of a record about nobody known; only behind a line.
    func openClaims(_ sealed: [UInt8]) throws -> IdentityClaims {
        try StoreError.translating { try identities.openClaims(sealed) }
    }
}

extension StoreError {
    /// Tells what the room of identities could not do as an error of the store.
    static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as IdentitiesError {
            throw StoreError(error)
        }
    }

    public init(_ error: IdentitiesError) {
        self =
            switch error {
            case .nobody: .notFound("a person with that reference")
            case .lost(let people): .lost(people)
            case .index(let table):
                .integrity("the index \(table.name) is not as it was written")
            case .unreadable(let sealed): .integrity("\(Self.text(of: sealed)) does not read")
            case .misfit(let sealed): .integrity("\(Self.text(of: sealed)) does not fit its row")
            case .accessLog(let fault): .integrity(Self.text(of: fault))
            }
    }

    private static func text(of sealed: IdentitiesError.Sealed) -> String {
        switch sealed {
        case .claims: "what an unresolved row claims"
        case .reject: "something that was set aside"
        case .logObject: "who a line is about"
        case .days: "a day of a disclosure"
        case .recordPlace: "the place of a record"
        case .letterLane: "the lane of a letter"
        case .lateHolds: "who of a print file is held"
        }
    }

    private static func text(of fault: AccessLogFault) -> String {
        switch fault {
        case .foreignLine(let line):
            "line \(line) of the access log was not written by this store, or not there"
        case .becameShorter: "the access log became shorter while it was in use"
        case .cutOff(let lines, let recorded):
            "the access log has \(lines) lines, the last entry of the ledger saw \(recorded)"
        case .anotherLine(let line):
            "line \(line) of the access log is not the one that the last entry of the ledger saw"
        }
    }
}
