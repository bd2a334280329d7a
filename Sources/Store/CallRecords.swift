// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Foundation

/// A call with all that was recorded of it.
public struct RecordedCall: Sendable {
    public var call: Recorded<CallFact>
    public var searches: [Recorded<CallSearchFact>]
    /// The last one counts.
    public var people: [CallPersonFact]
    public var end: Recorded<CallEndFact>?
    public var matters: [Recorded<CallMatterFact>]
    public var texts: [Recorded<CallTextFact>]

    /// Whom it is about.
    public var person: CallPersonFact? { people.last }
}

extension Store {
    /// Nil when there is none of this number.
    public func call(_ number: Int) throws -> RecordedCall? {
        guard var call = try facts.all(CallFact.self, .number(number)).first else { return nil }
        if let taken = try facts.all(CallTakenFact.self, .call(number)).last {
            call.body.agent = taken.body.by
        }
        return RecordedCall(
            call: call,
            searches: try facts.all(CallSearchFact.self, .call(number)),
            people: try facts.all(CallPersonFact.self, .call(number)).map(\.body),
            end: try facts.all(CallEndFact.self, .call(number)).first,
            matters: try facts.all(CallMatterFact.self, .call(number)),
            texts: try facts.all(CallTextFact.self, .call(number))
        )
    }

    /// Calls that have not ended, oldest first.
    public func openCalls() throws -> [Recorded<CallFact>] {
        try book().open.values.sorted { $0.body.number < $1.body.number }
    }

    /// What must still be done because of calls, oldest first.
    public func waitingCallMatters() throws -> [Recorded<CallMatterFact>] {
        try book().waiting.values.sorted { $0.body.number < $1.body.number }
    }

    /// What a day was, in counts.
    public func callDays() throws -> [Int: CallDay] { try book().days }

    private func book() throws -> CallBook.State {
        try view.read { db in
            try index.calls.state(of: index, upTo: view.committedSize(db), db)
        }
    }

    /// How an officer searched on a day, in all their calls.
    public func callSearches(by officer: String, on day: Int) throws -> [Recorded<CallSearchFact>] {
        try facts.all(CallSearchFact.self, .officer(officer, day: day))
    }

    public func callMatter(_ number: Int) throws
        -> (matter: Recorded<CallMatterFact>, end: Recorded<CallMatterEndFact>?)?
    {
        guard let matter = try facts.all(CallMatterFact.self, .number(number)).first else {
            return nil
        }
        return (matter, try facts.all(CallMatterEndFact.self, .number(number)).first)
    }

    /// What calls were about somebody, oldest first.
    public func calls(about person: PersonNumber) throws -> [Int] {
        let numbers = try joinedPeople().all(person).flatMap {
            try facts.all(CallPersonFact.self, .person(Int64($0.value))).map(\.body.call)
        }
        return Set(numbers).sorted()
    }

    // MARK: - Recording

    /// Records what `make` makes of the store as the act sees it; the numbers that it gives are not
    /// anybody else's.
    public func recordCall<Answer>(
        act: Act,
        _ make: (Store) throws -> (facts: [any Fact], answer: Answer)
    ) throws -> Answer {
        try commit(act) { store, db, entries in
            let (facts, answer) = try make(store)
            if !facts.isEmpty { try entries.record(db, facts) }
            return answer
        }
    }

    public func nextCallNumber() throws -> Int { try facts.count(CallFact.self) + 1 }
    public func nextCallMatterNumber() throws -> Int { try facts.count(CallMatterFact.self) + 1 }
    public func nextCallTextNumber() throws -> Int { try facts.count(CallTextFact.self) + 1 }

    // MARK: - What was written down

    /// A text that was sealed, with its key on the disk; the fact that names it is to follow.
    public struct SealedCallText: Sendable {
        public var key: String
        public var sealed: String
    }

    public func seal(callText text: String) throws -> SealedCallText {
        let id = identities.callTexts.newID()
        let (sealed, wrapped) = try identities.callTexts.seal(text, id: id)
        try callKeys.keep(wrapped, id: id)
        return SealedCallText(key: id, sealed: Data(sealed).base64EncodedString())
    }

    /// Opens a text; nil when its key was destroyed. The line stands in the access log before.
    public func open(_ text: CallTextFact, for reason: AccessReason) throws -> String? {
        try note("call text \(text.number)", 1, reason)
        return try opened(text)
    }

    private func opened(_ text: CallTextFact) throws -> String? {
        guard let wrapped = try callKeys.wrapped(text.key) else { return nil }
        guard let sealed = Data(base64Encoded: text.sealed) else {
            throw StoreError.integrity(.unreadable(.callText))
        }
        return try identities.callTexts.open([UInt8](sealed), id: text.key, wrapped: wrapped)
    }

    public func callText(_ number: Int) throws -> (
        text: Recorded<CallTextFact>, end: Recorded<CallTextEndFact>?
    )? {
        guard let text = try facts.all(CallTextFact.self, .number(number)).first else { return nil }
        return (text, try facts.all(CallTextEndFact.self, .number(number)).first)
    }

    /// The texts of a day that can still be read.
    public func readableCallTexts(on day: Int) throws -> [CallTextFact] {
        try facts.all(CallTextFact.self, .day(day)).map(\.body).filter {
            try facts.all(CallTextEndFact.self, .number($0.number)).isEmpty
        }
    }

    /// Records that texts end, and then destroys their keys: a key that is there still after a power cut
    /// goes with the next call of this.
    public func end(
        callTexts texts: [CallTextFact],
        because: String,
        with others: (Store) throws -> [any Fact] = { _ in [] },
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            let end = CallTextEndFact(texts: texts.map(\.number), by: act.by, because: because)
            try entries.record(db, [end] + others(store))
        }
        try callKeys.destroy(texts.map(\.key))
    }
}
