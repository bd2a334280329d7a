// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Store

/// Where disclosures went to, for what and on what ground: nothing of it has a default, for it stands in
/// the ledger for good.
public struct FlowRequest: Sendable {
    public var party: Party.ID
    /// Version of the agreement; nil is the last one recorded, if there is one.
    public var agreement: String?
    /// As in the register of processing.
    public var purpose: String
    public var basis: LegalBasis

    public init(party: Party.ID, agreement: String? = nil, purpose: String, basis: LegalBasis) {
        self.party = party
        self.agreement = agreement
        self.purpose = purpose
        self.basis = basis
    }

    /// The flow of what goes to the party, and how long it may be kept there.
    func flow(
        _ store: Store,
        channel: String,
        grade: ProvenanceGrade
    ) throws -> (Flow, KeepingTerm) {
        guard purpose.contains(where: \.isLetter) else { throw IngestionError.noPurpose }
        guard try store.parties.contains(where: { $0.id == party }) else {
            throw IngestionError.unknownParty(
                party.rawValue,
                known: try store.parties.map(\.id.rawValue)
            )
        }
        let agreements = try store.agreements(with: party)
        let chosen =
            agreement.map { name in agreements.first { $0.version == name } } ?? agreements.last
        if let agreement, chosen == nil {
            throw IngestionError.unknownAgreement(agreement, party: party.rawValue)
        }
        return (
            Flow(
                party: party,
                agreement: chosen?.version ?? "",
                purpose: purpose,
                basis: basis,
                origin: .givenByUs,
                channel: channel,
                grade: grade
            ),
            KeepingTerm(months: chosen?.keepMonths)
        )
    }
}
