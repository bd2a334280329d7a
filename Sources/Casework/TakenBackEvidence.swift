// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Store

extension Store {
    /// Who of a frozen version is not borne out any more by what counts now (decision 0047): a line of the
    /// register that a letter from the version goes by was taken back since, or is contradicted.
    ///
    /// Computes the register once more, and only if something was taken back since.
    func notBorneOut(_ register: Register, of version: RegisterFact, in incident: IncidentFact)
        throws -> Set<PersonNumber>
    {
        guard try takingsBack(since: version, in: incident) > 0 else { return [] }
        return register.notBorneOut(by: try computeRegister(of: incident).register)
    }
}
