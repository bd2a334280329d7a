// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Letters
public import Store

/// Looks for the caller, within an open call of the officer's own: by the code of a letter, which finds and
/// proves, or by at least two attributes, which prove nothing (data that were stolen are known to others).
public struct FindCaller: Sendable {
    public enum Way: Sendable, Masked {
        case letterCode(String)
        case attributes([PersonAttribute: String])
    }

    public var call: Int
    public var way: Way
    public var officer: ActingOfficer

    public init(_ call: Int, by way: Way, officer: ActingOfficer) {
        self.call = call
        self.way = way
        self.officer = officer
    }

    /// So many are shown at most; of more none is.
    public static let most = 5

    public enum Answer: Sendable, Equatable {
        /// As it stands after the search.
        case searched(CallStanding)
        /// It is too early: nothing was looked up.
        case wait(until: Instant)
        case usedUp
    }

    /// The line in the access log is written before anything is known, also when nobody fits; then the
    /// search is recorded. Throws for attributes by which nobody can be found, and for fewer than two.
    public func run(in store: Store) throws -> Answer {
        let found = try store.openCall(call, of: officer)
        switch SearchPace.next(
            call: found.misses,
            agent: try store.misses(of: officer.name, now: officer.now),
            now: officer.now
        ) {
        case .now: break
        case .from(let moment): return .wait(until: Instant(milliseconds: moment))
        case .usedUp: return .usedUp
        }
        let (people, proof) = try people(store)
        let shown = people.count <= Self.most ? people : []
        try store.recordCall(act: Act(by: officer.name, at: officer.now)) { store in
            _ = try store.openCall(call, of: officer)
            let numbers = shown.map { Int64($0.value) }
            var facts: [any Fact] = [
                CallSearchFact(
                    call: call,
                    way: proof == .letterCode ? "letterCode" : "attributes",
                    fits: people.count,
                    people: numbers,
                    by: officer.name,
                    day: officer.today.number
                )
            ]
            if let only = numbers.first, numbers.count == 1 {
                facts.append(
                    CallPersonFact(
                        call: call,
                        person: only,
                        proof: proof.rawValue,
                        by: officer.name
                    )
                )
            }
            return (facts, ())
        }
        return .searched(try ShowCall(call, officer: officer).run(in: store))
    }

    private func people(_ store: Store) throws -> ([PersonNumber], CallerProof) {
        switch way {
        case .letterCode(let text):
            // What is no code is a miss like a code that nobody has.
            guard let code = try? LetterCode(text), let number = try store.person(of: code) else {
                return ([], .letterCode)
            }
            return ([try store.joinedPeople().one(number)], .letterCode)
        case .attributes(let given):
            var given = given.filter { !$0.value.isEmpty }
            // The number in the population is known to whoever works there: it finds no caller.
            given[.sourceID] = nil
            guard given.count >= PersonSearch.fewest else {
                throw CaseworkError.tooFewAttributes(atLeast: PersonSearch.fewest)
            }
            let search = try PersonSearch(given)
            let access = try officer.access(
                "call",
                "call \(call)",
                StatedReason(following: "a caller is looked for")
            )
            return (
                try store.findPeople(search.claims, sourceID: nil, for: access), CallerProof.none
            )
        }
    }
}

/// Those who fit, of whom the agent chooses one: no more of each than tells them apart. Masks itself.
public struct ShowChoices: Sendable {
    public var call: Int
    public var officer: ActingOfficer

    public init(_ call: Int, officer: ActingOfficer) {
        self.call = call
        self.officer = officer
    }

    public struct Choice: Codable, Sendable, Equatable, Masked {
        /// Counted from 1; says nothing of the person.
        public var choice: Int
        public var birthYear: Int?
        public var place: String

        public var mask: String { "choice \(choice)" }
    }

    /// A store that only reads will do; the line is in the access log first. Empty when there is nothing to
    /// choose.
    public func run(in store: Store) throws -> [Choice] {
        let found = try store.openCall(call, of: officer)
        guard found.person == nil, found.choices.count > 1 else { return [] }
        let access = try officer.access(
            "call",
            "call \(call)",
            StatedReason(following: "one of those who fit is chosen")
        )
        var choices: [Choice] = []
        try store.open(found.choices, for: access, withMail: true) { opened in
            (opened.number, try opened.person)
        } collect: { opened in
            for (number, person) in opened {
                guard let place = found.choices.firstIndex(of: number) else { continue }
                choices.append(
                    Choice(
                        choice: place + 1,
                        birthYear: person.birthDate?.year,
                        place: person.place
                    )
                )
            }
        }
        return choices.sorted { $0.choice < $1.choice }
    }
}

/// Says which of those who fit it is. It proves nothing.
public struct ChooseCaller: Sendable {
    public var call: Int
    /// Of ``ShowChoices``, counted from 1.
    public var choice: Int
    public var officer: ActingOfficer

    public init(_ call: Int, choice: Int, officer: ActingOfficer) {
        self.call = call
        self.choice = choice
        self.officer = officer
    }

    public func run(in store: Store) throws -> CallStanding {
        try store.recordCall(act: Act(by: officer.name, at: officer.now)) { store in
            let found = try store.openCall(call, of: officer)
            guard found.person == nil, found.choices.indices.contains(choice - 1) else {
                throw CaseworkError.noSuchChoice(choice)
            }
            let fact = CallPersonFact(
                call: call,
                person: Int64(found.choices[choice - 1].value),
                proof: CallerProof.none.rawValue,
                by: officer.name
            )
            return ([fact], ())
        }
        return try ShowCall(call, officer: officer).run(in: store)
    }
}

/// Says that the caller was called back, on a number that was known before the incident and was not in it.
/// Spoor keeps no such number: whoever says so answers for it, and it is counted.
public struct ProveByCallBack: Sendable {
    public var call: Int
    public var officer: ActingOfficer

    public init(_ call: Int, officer: ActingOfficer) {
        self.call = call
        self.officer = officer
    }

    public func run(in store: Store) throws -> CallStanding {
        try store.recordCall(act: Act(by: officer.name, at: officer.now)) { store in
            let found = try store.openCall(call, of: officer)
            guard let person = found.person else { throw CaseworkError.callerUnknown(call) }
            let fact = CallPersonFact(
                call: call,
                person: person.person,
                proof: CallerProof.callBack.rawValue,
                by: officer.name
            )
            return ([fact], ())
        }
        return try ShowCall(call, officer: officer).run(in: store)
    }
}
