// SPDX-License-Identifier: EUPL-1.2

/// The lanes in which somebody no longer waits, since an officer asked and decided (vrijgave).
public struct ReleasedLanes: Hashable, Sendable {
    public var lanes: Set<HoldReason>
    /// The letter about somebody of 12 to 15 goes to the parents or carers, and not to themselves.
    public var toParents: Bool

    public init(_ lanes: Set<HoldReason> = [], toParents: Bool = false) {
        self.lanes = lanes
        self.toParents = toParents
    }

    /// Nobody asked: whoever is held stays held.
    public static let none = ReleasedLanes()

    public func contains(_ lane: HoldReason) -> Bool { lanes.contains(lane) }
}

extension HoldReason {
    /// Can an officer decide that the letter goes all the same? Not where there is nowhere to send it, or
    /// it cannot be printed; and the dead, and those whose address is secret, are reached another way.
    public var isReleasable: Bool {
        switch self {
        case .youngPerson, .sameName, .fieldUnreadable, .addressInDoubt: true
        case .deceased, .safety, .abroadUnknown, .noAddress, .addressIncomplete, .signNotPrintable,
            .foundAgain, .evidenceGone, .saidDeceased, .saidElsewhere:
            false
        }
    }

    /// Was it decided over what is known of the person, so that it no longer holds when that changes?
    public var isOfTheRow: Bool { self == .fieldUnreadable || self == .addressInDoubt }
}
