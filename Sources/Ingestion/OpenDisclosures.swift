// SPDX-License-Identifier: EUPL-1.2

import Custody
import Intake
import Linkage
import Store

/// What became of the records of lists that were tried again.
struct ListsTriedAgain {
    /// They were nobody's and are somebody's now.
    var linked = 0
    /// They were somebody's, and are nobody's now or somebody else's.
    var takenBack = 0
}

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

    /// Tries the records of lists again, by the rule by which they were read: those that are nobody's, and those
    /// that are somebody's, for what the population says now may contradict it. One whose birth date cannot be
    /// read is left to people, and so is one of which nothing is kept. `because` is `population` or `hand`.
    func tryListsAgain(
        _ index: PopulationIndex,
        because: String,
        for reason: AccessReason,
        _ context: IngestionContext
    ) throws -> ListsTriedAgain {
        var tried = ListsTriedAgain()
        for incident in try incidents.map(\.body) {
            let linkage = ListLinkage(index: index, samples: OwnSamples(incident, self))
            let isClosed = try isClosed(incident)
            for statement in try statements(of: incident) where try !isWithdrawn(statement.body) {
                let kept = try keptRecords(of: statement, for: reason)
                var records: [ListedRecord] = []
                var linked: [ListedRecord] = []
                records.reserveCapacity(kept.count)
                var takenBack = 0
                for start in stride(from: 0, to: kept.count, by: Self.triedAtOnce) {
                    let share = kept[start..<min(start + Self.triedAtOnce, kept.count)]
                    for (before, decision) in zip(share, try decide(share, by: linkage)) {
                        switch (before.person, decision) {
                        case (nil, .linked(let person, let evidence)?):
                            let now = before.decided(person, basis: Int(evidence.rawValue))
                            linked.append(now)
                            records.append(now)
                        case (let person?, .linked(let other, let evidence)?)
                        where index.one(person) != index.one(other):
                            takenBack += 1
                            records.append(
                                before.decided(other, basis: Int(evidence.rawValue))
                            )
                        case (_?, .unresolved(let why)?):
                            takenBack += 1
                            records.append(before.decided(nil, basis: Int(why.rawValue)))
                        default: records.append(before.decided(before.person, basis: before.basis))
                        }
                    }
                }
                let act = context.act(incident.concerned.joined(separator: " "))
                // What an incident that is closed was closed on stays.
                if takenBack > 0, !isClosed {
                    try replace(
                        recordsOf: statement,
                        triedAgain: records,
                        because: because,
                        act: act
                    )
                    tried.takenBack += takenBack
                } else {
                    try add(records: linked, linkedLaterIn: statement, because: because, act: act)
                }
                tried.linked += linked.count
            }
        }
        return tried
    }

    /// Records whose claims are open at one time.
    private static var triedAtOnce: Int { 8192 }

    /// Whose kept records are now; nil of one that cannot be tried again.
    private func decide(
        _ kept: ArraySlice<KeptRecord>,
        by linkage: ListLinkage
    ) throws -> [LinkageDecision?] {
        let records = zip(kept, try claims(of: kept)).map { kept, claims in
            claims.flatMap { ListRecord(kept: $0, categories: kept.categories) }
        }
        var decisions = try linkage.decide(records.compactMap(\.self), sampleOwners()[0])[...]
        return records.map { $0 == nil ? nil : decisions.popFirst() }
    }

    /// How many records lists that count have.
    func listRecords() throws -> Int {
        try incidents.map(\.body).reduce(0) { sum, incident in
            try sum
                + statements(of: incident).filter { try !isWithdrawn($0.body) }
                .reduce(0) { try $0 + records(of: $1).count }
        }
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
