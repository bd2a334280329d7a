// SPDX-License-Identifier: EUPL-1.2

internal import Accounts
public import Casework
import Custody
public import Store

/// What came of a command that writes people of the register to a file, which takes two people (vier ogen).
public enum PeopleToFileOutcome: Sendable, Equatable {
    /// It waits for somebody else, who agrees with the same command.
    case waits(since: Int64)
    /// Somebody proposed it and this one agreed: the proposer may write the file once, until then.
    case agreed(proposer: String, until: Int64)
    /// Somebody else agreed. It holds for this time only.
    case mayWrite(agreedBy: String)
}

extension Gate {
    /// How long a proposal waits, and an agreement holds: a day, in milliseconds.
    private static let holds: Int64 = 86_400_000

    private static let kind = "export"

    /// Proposes to write a version to a file, agrees to what somebody else proposed, or says that it may be
    /// written now. A version never changes once it is frozen, so that both mean the same one.
    ///
    /// An agreement is used up when the writing begins: a file that did not come about takes another one.
    /// Throws ``AdmissionError/agreedByMachine``.
    public func writePeople(
        of version: RegisterVersion,
        _ incident: String,
        by admitted: Admitted,
        in store: Store
    ) throws -> PeopleToFileOutcome {
        let moment = now
        guard admitted.proof != .serviceKey else { throw AdmissionError.agreedByMachine }
        let file = try accountFile(of: store)
        defer { file.close() }
        let all = try file.proposals().filter {
            $0.kind == Self.kind && $0.incident == incident && $0.subject == "\(version.version)"
        }
        for proposal in all where proposal.account == admitted.account {
            guard let agreement = Agreement(proposal.settled), agreement.at <= moment,
                moment < agreement.at + Self.holds,
                let other = try allowed(agreement.account, store), other != admitted.person,
                try file.settle(proposal.number, "written", insteadOf: agreement.text)
            else { continue }
            return .mayWrite(agreedBy: other)
        }
        if let waiting = all.first(where: { $0.settled == nil }) {
            let proposer = try allowed(waiting.account, store)
            if proposer == admitted.person, moment < waiting.proposedAt + Self.holds {
                return .waits(since: waiting.proposedAt)
            }
            if let proposer, proposer != admitted.person,
                moment < waiting.proposedAt + Self.holds
            {
                let agreement = Agreement(account: admitted.account, at: moment)
                if try file.settle(waiting.number, agreement.text) {
                    return .agreed(proposer: proposer, until: moment + Self.holds)
                }
            } else {
                // Too old, or of somebody who may not any more.
                _ = try file.settle(waiting.number, "ended")
            }
        }
        let proposal = try file.propose(
            Self.kind,
            incident: incident,
            subject: "\(version.version)",
            by: admitted.account,
            now: moment
        )
        return .waits(since: proposal.proposedAt)
    }

    /// The person of an account that may write people to a file still; nil of any other.
    private func allowed(_ account: String, _ store: Store) throws -> String? {
        guard let found = try FindAccount(account).run(in: store),
            !Roles.peopleToFile.isDisjoint(with: found.roles)
        else { return nil }
        return found.person
    }

    /// Who agreed and when, as it is kept with the proposal.
    private struct Agreement {
        var account: String
        var at: Int64

        var text: String { "agreed \(account) \(at)" }

        init(account: String, at: Int64) {
            (self.account, self.at) = (account, at)
        }

        init?(_ settled: String?) {
            let parts = settled?.split(separator: " ") ?? []
            guard parts.count == 3, parts[0] == "agreed", let at = Int64(parts[2]) else {
                return nil
            }
            (account, self.at) = (String(parts[1]), at)
        }
    }
}
