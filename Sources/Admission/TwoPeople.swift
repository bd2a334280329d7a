// SPDX-License-Identifier: EUPL-1.2

internal import Accounts
public import Casework
import Custody
public import Store

/// What came of a command that takes two people (vier ogen).
public enum TwoPeopleOutcome: Sendable {
    /// It waits for somebody else, who agrees with the same command or at the desk.
    case waits(RegisterVersion, since: Int64)
    case done(RegisterVersion)
}

extension Gate {
    /// Proposes to publish a version, or agrees to what somebody else proposed: the proposals are those of
    /// the desk. A version never changes once it is frozen, so that both mean the same one.
    ///
    /// Throws ``AdmissionError/publishedAlready(_:)``, ``AdmissionError/proposerMayNot(_:)`` and
    /// ``AdmissionError/agreedByMachine``.
    public func publish(
        _ version: String,
        of incident: String,
        by admitted: Admitted,
        at moment: Int64,
        in store: Store
    ) throws -> TwoPeopleOutcome {
        guard admitted.proof != .serviceKey else { throw AdmissionError.agreedByMachine }
        let found = try ShowRegister(incident: incident, version: version).run(in: store)
        guard let only = found.first, !only.isPublished else {
            throw AdmissionError.publishedAlready(version)
        }
        let file = try accountFile(of: store)
        defer { file.close() }
        let waiting = try file.proposals().first {
            $0.settled == nil && $0.kind == "publish" && $0.incident == incident
                && $0.subject == "\(only.version)"
        }
        guard let waiting, waiting.account != admitted.account else {
            let proposal = try file.propose(
                "publish",
                incident: incident,
                subject: "\(only.version)",
                by: admitted.account,
                now: moment
            )
            return .waits(only, since: proposal.proposedAt)
        }
        // Who proposed it must still be somebody who may.
        guard let proposer = try FindAccount(waiting.account).run(in: store),
            !Roles.publishing.isDisjoint(with: proposer.roles)
        else { throw AdmissionError.proposerMayNot(waiting.account) }
        let published = try PublishRegister(
            incident: incident,
            version: "\(only.version)",
            officer: ActingOfficer(proposer.person, now: moment),
            second: .signedIn(admitted.person)
        ).run(in: store)
        _ = try file.settle(waiting.number, "published with \(admitted.account)")
        return .done(published)
    }
}
