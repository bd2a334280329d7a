// SPDX-License-Identifier: EUPL-1.2

import Custody
import Intake
import Linkage
import Store

extension PopulationIndex {
    /// What the store asks when it records results.
    func judge(_ digests: IntakeDigests) -> SampleJudge {
        SampleJudge(
            conflict: Int(UnresolvedReason.conflictSample.rawValue),
            contradicts: { contradicts($0, $1) },
            seal: { try digests.seal($0) }
        )
    }

    /// Why a message stays about nobody known: the same as if it came now.
    func reason(of open: OpenDisclosure) -> UnresolvedReason? {
        switch decide(open.claims) {
        case .linked: .conflictSample
        case .unresolved(let reason):
            if open.people.isEmpty {
                reason
            } else {
                agreeing(open).count > 1 ? .sampleOfSeveral : .conflictSample
            }
        }
    }

    /// Whom a message about nobody known turns out to be about: the same as if it came now.
    func person(of open: OpenDisclosure) -> PersonNumber? {
        if case .linked(let person, _) = decide(open.claims) {
            return open.people.isEmpty || open.isShared
                || open.people.contains { one($0) == one(person) }
                ? person : nil
        }
        let agreeing = agreeing(open)
        return agreeing.count == 1 ? agreeing[0] : nil
    }

    /// The people whose orders have its sample and whom it does not contradict, each once.
    private func agreeing(_ open: OpenDisclosure) -> [PersonNumber] {
        var seen: Set<PersonNumber> = []
        return open.people.filter { !contradicts(open.claims, $0) && seen.insert(one($0)).inserted }
    }
}

extension Store {
    /// Tries everything about nobody known again; how many messages are about somebody now.
    func tryAgain(_ index: PopulationIndex, for reason: AccessReason, _ act: Act) throws -> Int {
        try resolveAgain(
            for: reason,
            act: act,
            reason: { open in index.reason(of: open).map { Int($0.rawValue) } },
            decide: { index.person(of: $0) }
        )
    }

    /// Tries the records of lists that could not be linked again, by the rule by which they were read; how
    /// many are linked now. One whose birth date cannot be read is left to people. `because` is `population`
    /// or `hand`.
    func tryListsAgain(
        _ index: PopulationIndex,
        because: String,
        for reason: AccessReason,
        _ context: IngestionContext
    ) throws -> Int {
        var count = 0
        for incident in try incidents.map(\.body) {
            let linkage = ListLinkage(index: index, samples: OwnSamples(incident, self))
            for statement in try statements(of: incident) {
                guard try !isWithdrawn(statement.body), try records(of: statement).unresolved > 0
                else { continue }
                let open = try openRecords(of: statement, for: reason).compactMap { open in
                    ListRecord(kept: open.claims, categories: open.categories).map { (open, $0) }
                }
                let decisions = try linkage.decide(open.map(\.1), sampleOwners()[0])
                let linked = zip(open, decisions).compactMap { open, decision -> ListedRecord? in
                    guard case .linked(let person, let evidence) = decision else { return nil }
                    let record = open.0
                    var linked = ListedRecord(
                        line: record.line,
                        person: person,
                        categories: record.categories,
                        basis: Int(evidence.rawValue),
                        record: nil
                    )
                    linked.file = record.file
                    return linked
                }
                try add(
                    records: linked,
                    linkedLaterIn: statement,
                    because: because,
                    act: context.act(incident.concerned.joined(separator: " "))
                )
                count += linked.count
            }
        }
        return count
    }

    /// How many records of lists that count are nobody's.
    func openListRecords() throws -> Int {
        try incidents.map(\.body).reduce(0) { sum, incident in
            try sum
                + statements(of: incident).filter { try !isWithdrawn($0.body) }
                .reduce(0) { try $0 + records(of: $1).unresolved }
        }
    }

    /// What an import takes in. Of a pipe there is no going on: each time it is another one.
    func source(
        paths: [String],
        kind: String,
        party: Party.ID?,
        encoding: String? = nil
    ) -> ImportSource {
        var random = SystemRandomNumberGenerator()
        let files = paths.flatMap { path in
            InputFiles.identity(path, kind: kind)
                ?? withUnsafeBytes(of: (random.next(), random.next())) { Array($0) }
        }
        return ImportSource(
            kind: kind,
            party: party,
            content: contentDigest.short(
                of: Array("import|\(party?.rawValue ?? "")|".utf8) + files
            ),
            encoding: encoding
        )
    }
}
