// SPDX-License-Identifier: EUPL-1.2

/// Where a practice stops in the case, so that somebody goes on by hand: at the beginning of the page
/// of a role.
public enum PracticeStage: String, CaseIterable, Sendable {
    /// The laboratory, its agreement and the people are known; nothing was sent yet.
    case population = "population"
    /// What was sent is in the ledger, and nothing has happened.
    case messages = "messages"
    /// The laboratory has called.
    case opened = "opened"
    /// Its first list is in, and the register with it is published.
    case firstList = "first-list"
    /// Those on it have their letter.
    case firstLetters = "first-letters"
    /// The second list is in, and the register with it is published.
    case secondList = "second-list"

    /// What the clock showed when it goes on, in Amsterdam.
    public func clock(_ schedule: CaseSchedule = .asItHappened) -> String {
        schedule.moved(clock)
    }

    private var clock: String {
        switch self {
        case .population: "2025-07-01 10:00"
        case .messages: "2025-08-06 14:40"
        case .opened: "2025-08-07 09:00"
        case .firstList: "2025-08-12 10:00"
        case .firstLetters: "2025-08-29 10:30"
        case .secondList: "2025-09-01 10:00"
        }
    }

    /// The page that goes on from here.
    public var page: String {
        switch self {
        case .population: "docs/data-manager.md"
        case .messages, .opened, .firstLetters: "docs/privacy-officer.md"
        case .firstList, .secondList: "docs/communication.md"
        }
    }
}

/// What a practice of a size takes, by measurement on two cores (docs/performance.md).
public struct PracticeNeeds: Sendable, Equatable {
    public let people: Int

    public init(people: Int) { self.people = people }

    /// On the disk, when all of it is done.
    public var megabytes: Int { 10 + people / 95 }

    public var seconds: Int { 3 + people / 3900 }
}
