// SPDX-License-Identifier: EUPL-1.2

/// What an import came to.
public struct ImportAnswer: Sendable, Equatable, Codable {
    /// What was counted; what only the store can tell is left out when nothing was stored.
    public enum Count: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
        case controls
        case acknowledgements
        /// About somebody in the population.
        case linked
        case ledgerRows
        /// Contents that were received before.
        case cameTwice
        /// About nobody known.
        case unresolved
        /// Results whose order has not come.
        case waiting
        case newPeople
        case changedPeople
        case samePeople
        /// Citizen numbers that stand with several people.
        case sharedNumbers
        /// Earlier messages about somebody who is known now.
        case settled
    }

    /// False when nothing was to be stored.
    public var isStored: Bool
    /// Messages or rows.
    public var read = 0
    public var counts: [Count: Int] = [:]
    public var setAside: [SetAsideReason: Int] = [:]
    /// Messages by the path of a field that no row of the table maps.
    public var unclassified: [String: Int] = [:]
    /// Is there something that somebody must look at?
    public var needsALook = false

    init(isStored: Bool) { self.isStored = isStored }
}
