// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Synchronization
import Workers

/// A question about what never changes once it is recorded: the people of a frozen version, the letters
/// of a wave.
///
/// The question itself holds whatever else its answer follows from: which print files were handed over, who
/// counts as one person. So an answer that is kept cannot be old: when one of these changes, it is another
/// question.
public protocol LastingQuestion: Hashable, Sendable {
    associatedtype Answer: Sendable

    /// Is it counted by the look that asks, also within ``Store/leavingCounts(_:)``? For what changes with
    /// each batch of an import: whoever waited for it would find that it changed again.
    static var isCountedByLook: Bool { get }

    /// Reads everyone: of a million people that takes seconds.
    func answer(in store: Store) throws -> Answer
}

extension LastingQuestion {
    public static var isCountedByLook: Bool { false }
}

/// Any ``LastingQuestion``, equal to the same question alone. It may hold numbers of people, so it masks
/// itself.
public struct AnyLastingQuestion: Hashable, Sendable, Masked {
    let question: any LastingQuestion

    public var mask: String { "a question" }

    public static func == (one: AnyLastingQuestion, other: AnyLastingQuestion) -> Bool {
        AnyHashable(one.question) == AnyHashable(other.question)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(question)) }
}

/// Thrown within ``Store/leavingCounts(_:)`` for what nobody has counted yet: ``Store/count(_:)`` does, and
/// then the same look succeeds.
public struct NotCounted: Error {
    public let question: AnyLastingQuestion
}

/// The answers that were counted since the store was opened: small, and few.
final class LastingAnswers: Sendable {
    private struct State: Sendable {
        var answers: [AnyLastingQuestion: (answer: any Sendable, asked: Int)] = [:]
        var asked = 0
    }

    private let state = Mutex(State())

    /// So many are kept; of more, that goes which nobody asked for longest.
    static let most = 256

    func answer<Question: LastingQuestion>(to question: Question) -> Question.Answer? {
        state.withLock { state in
            let key = AnyLastingQuestion(question: question)
            guard let answer = state.answers[key]?.answer as? Question.Answer else { return nil }
            state.asked += 1
            state.answers[key]?.asked = state.asked
            return answer
        }
    }

    func keep<Question: LastingQuestion>(_ answer: Question.Answer, to question: Question) {
        state.withLock { state in
            state.asked += 1
            state.answers[AnyLastingQuestion(question: question)] = (answer, state.asked)
            guard state.answers.count > Self.most,
                let oldest = state.answers.min(by: { $0.value.asked < $1.value.asked })?.key
            else { return }
            state.answers[oldest] = nil
        }
    }

    /// The one of a kind that was counted at the last point before another one.
    func newest<Question: IntakeQuestion>(before question: Question) -> (
        question: Question, answer: Question.Answer
    )? {
        state.withLock { state in
            state.answers.compactMap { key, kept in
                guard let known = key.question as? Question,
                    known.point.past == question.point.past,
                    known.point.entry < question.point.entry,
                    let answer = kept.answer as? Question.Answer
                else { return nil }
                return (known, answer)
            }.max { $0.0.point.entry < $1.0.point.entry }
        }
    }

    var count: Int { state.withLock { $0.answers.count } }
}

extension Store {
    /// The answer to a question about what never changes: counted when it is first asked, and kept.
    ///
    /// Within ``leavingCounts(_:)`` nothing is counted: it throws ``NotCounted``.
    public func lasting<Question: LastingQuestion>(_ question: Question) throws -> Question.Answer {
        // What an act writes may never come to be.
        if case .acting = view { return try question.answer(in: self) }
        if let answer = lastingAnswers.answer(to: question) { return answer }
        guard Question.isCountedByLook || !Self.leavesCounts else {
            throw NotCounted(question: AnyLastingQuestion(question: question))
        }
        let answer = try question.answer(in: self)
        lastingAnswers.keep(answer, to: question)
        return answer
    }

    /// Counts what a look left, so that whoever looks next finds it.
    public func count(_ question: AnyLastingQuestion) throws {
        func count(_ question: some LastingQuestion) throws { _ = try lasting(question) }
        try count(question.question)
    }

    @TaskLocal static var leavesCounts = false

    /// Runs a look that must be quick: what nobody has counted yet it leaves, with ``NotCounted``.
    public static func leavingCounts<Result>(_ body: () throws -> Result) rethrows -> Result {
        try $leavesCounts.withValue(true, operation: body)
    }

    /// The same store, with what another one has in its memory of the same file: facts that were read and
    /// answers that were counted. Both are of what is committed, and never change.
    public func sharingMemory(of other: Store) -> Store {
        guard origin == other.origin else { return self }
        return Store(self, seenBy: view, memory: other)
    }

    /// From here on work that takes whole cores in this process leaves them to whoever waits for an answer.
    public static func givesWayToLooks() { BulkWork.yieldToLooks() }
}

/// A version that was frozen, as a part of a ``LastingQuestion``: it is told apart by what its pages hold.
public struct FrozenVersion: Hashable, Sendable {
    public let fact: RegisterFact

    public init(_ fact: RegisterFact) { self.fact = fact }

    public static func == (one: FrozenVersion, other: FrozenVersion) -> Bool {
        one.fact.incident == other.fact.incident && one.fact.version == other.fact.version
            && one.fact.asOfEntries == other.fact.asOfEntries && one.fact.pages == other.fact.pages
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(fact.incident)
        hasher.combine(fact.version)
        hasher.combine(fact.pages)
    }
}
