// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Store

/// Where disclosures go to, under what.
struct FlowOptions: ParsableArguments {
    @Option(help: "The party the data went to.") var to: String
    @Option(help: "Version of the agreement (else the last one recorded).") var agreement: String?
    @Option(help: "Purpose, as in the register of processing.") var purpose = "screening"
    @Option(help: "Ground of GDPR Art. 6(1): 6-1-a to 6-1-f.") var basis = "6-1-e"

    func flow(_ store: Store, channel: String, grade: ProvenanceGrade) throws -> (
        Flow, KeepingTerm
    ) {
        try requireParty(to, in: store)
        guard let basis = LegalBasis(rawValue: basis) else {
            throw Complaint(.usage, "--basis is 6-1-a to 6-1-f (GDPR Art. 6(1))")
        }
        let agreements = try store.agreements(with: Party.ID(rawValue: to))
        let chosen =
            agreement.map { name in agreements.first { $0.version == name } } ?? agreements.last
        if let agreement, chosen == nil {
            throw Complaint(
                .inputMissing,
                "there is no agreement '\(agreement)' with \(to)",
                help: "record it with 'spoor party agreement \(to) --version \(agreement) …'"
            )
        }
        return (
            Flow(
                party: Party.ID(rawValue: to),
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
