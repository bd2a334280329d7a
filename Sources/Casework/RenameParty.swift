// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Store

/// Corrects the name of a party; its short name stays.
public struct RenameParty: Sendable {
    public var party: Party.ID
    /// Full name, as it stands in letters.
    public var name: String
    public var because: StatedReason
    public var officer: ActingOfficer

    public init(
        _ party: Party.ID,
        to name: String,
        because: StatedReason,
        officer: ActingOfficer
    ) {
        self.party = party
        self.name = name
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws {
        _ = try store.party(named: party)
        try store.publishing {
            try store.rename(
                party: party,
                to: name,
                because: because.text,
                act: officer.act(towards: party)
            )
        }
    }
}
