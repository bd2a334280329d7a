// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Ingestion
import Wording

/// Where disclosures go to, for what and on what ground. None has a default: it stands in the ledger.
struct FlowOptions: ParsableArguments {
    @Option(help: "The party the data went to.") var to: String
    @Option(help: "Version of the agreement (else the last one recorded).") var agreement: String?
    @Option(help: "Purpose, as in the register of processing.") var purpose: String?
    @Option(help: "Ground of GDPR Art. 6(1): 6-1-a to 6-1-f.") var basis: String?

    func request() throws -> FlowRequest {
        guard let purpose, let given = basis else {
            throw ToldFailure(
                .usage,
                "the ledger says for what purpose and on what ground data were disclosed",
                help: """
                    add --purpose, as in the register of processing, and --basis 6-1-a to 6-1-f \
                    (GDPR Art. 6(1)); for a public task: --basis 6-1-e
                    """
            )
        }
        guard let basis = LegalBasis(rawValue: given) else {
            throw ToldFailure(.usage, "--basis is 6-1-a to 6-1-f (GDPR Art. 6(1))")
        }
        return FlowRequest(
            party: Party.ID(rawValue: to),
            agreement: agreement,
            purpose: purpose,
            basis: basis
        )
    }
}
