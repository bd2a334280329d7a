// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Synchronization

/// Those who were left out of an opening because their rows are lost. Whoever gives one of these to
/// an opening has decided to go on without them, and must say who they are.
public final class LostPeople: Sendable {
    private let list = Mutex<Set<LostPerson>>([])

    public init() {}

    /// In the order of their numbers.
    public var all: [LostPerson] {
        list.withLock { $0.sorted { $0.person < $1.person } }
    }

    func add(_ people: [LostPerson]) {
        guard !people.isEmpty else { return }
        list.withLock { $0.formUnion(people) }
    }
}

/// The right to open people whose line stands in the access log.
public struct LoggedOpening: Sendable {
    /// In ascending order.
    public let people: [PersonNumber]
    let opener: PeopleOpener
    let isDense: Bool
    /// Who may be left out; nil when all must open.
    let lost: LostPeople?

    /// Opens those of a range of `people`, in ascending order. Throws ``IdentitiesError/lost(_:)``,
    /// naming all of the range that do not open, unless they may be left out.
    public func open<Result: Sendable>(
        _ range: Range<Int>,
        _ each: (OpenedPerson) throws -> Result
    ) throws -> [Result] {
        let opened = try openWhatOpens(range, each)
        guard opened.lost.isEmpty || lost != nil else { throw IdentitiesError.lost(opened.lost) }
        lost?.add(opened.lost)
        return opened.results
    }

    func openWhatOpens<Result: Sendable>(
        _ range: Range<Int>,
        _ each: (OpenedPerson) throws -> Result
    ) throws -> (results: [Result], lost: [LostPerson]) {
        try opener.open(people[range], isDense: isDense, each)
    }
}
