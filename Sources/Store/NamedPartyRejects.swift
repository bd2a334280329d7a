// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database

/// What was set aside and is taken in by the act that is recorded.
public struct Settling: Sendable {
    /// As ``Store/rejects`` gives them, whole.
    public var references: [String]
    public var because: String

    public init(references: [String], because: String) {
        self.references = references
        self.because = because
    }

    func fact(by officer: String) -> RejectSettlementFact {
        RejectSettlementFact(
            rejects: references.map { String($0.dropFirst(2)) },
            by: officer,
            because: because
        )
    }
}

extension Store {
    /// The import that has a number; nil when none has, and when it was taken back.
    public func countingImport(_ number: Int) throws -> ImportFact? {
        guard try facts.all(ImportUndoFact.self, .number(number)).isEmpty else { return nil }
        return try facts.all(ImportFact.self, .number(number)).first?.body
    }

    /// What imports to a party set aside with these words as the reason, as long as it counts and is open: their
    /// references by the number of the import. Nil is every party. Opens nothing.
    public func setAside(ofImportsTo party: Party.ID?, as reason: String) throws -> [Int: [String]]
    {
        let (undone, settled) = (try undone(), try settledRejects())
        let numbers = Set(
            try facts.all(ImportFact.self).filter { fact in
                party.map { $0.rawValue == fact.body.party } ?? (fact.body.party != nil)
            }
            .compactMap(\.body.number)
        )
        return try view.read { db in
            var imports = try ImportEntries(db)
            var found: [Int: [String]] = [:]
            let rows = try db.prepareAnew(
                "SELECT digest, entry FROM reject WHERE reason = $1 ORDER BY source, line"
            )
            rows.bind(1, reason)
            while try rows.step() {
                let (digest, entry) = (Hexadecimal.text(rows.bytes(0)), rows.optional(1))
                guard !undone.contains(entry), !settled.contains(digest),
                    let number = try imports.number(of: entry), numbers.contains(number)
                else { continue }
                found[number, default: []].append("R-" + digest)
            }
            return found
        }
    }

    /// Opens what was set aside one by one, by whole references, after a line in the access log.
    public func open(
        setAside references: some Collection<String>,
        for reason: AccessReason,
        _ body: (Rejected) throws -> Void
    ) throws {
        try note("messages that were set aside", references.count, reason)
        try view.read { db in
            let rows = try db.prepareAnew(
                "SELECT source, line, reason, content, digest FROM reject WHERE digest = $1"
            )
            for reference in references {
                guard let digest = Hexadecimal.bytes(Array(reference.utf8.dropFirst(2))) else {
                    continue
                }
                rows.bind(1, blob: digest)
                defer { rows.reset() }
                guard try rows.step() else { continue }
                try body(try rejected(rows))
            }
        }
    }

    /// What stands in a row of source, line, reason, content and digest, opened.
    func rejected(_ row: Statement) throws -> Rejected {
        let digest = row.bytes(4)
        let opened = try identities.openReject(row.bytes(3), digest: digest)
        let (source, content) = try SealedSource.parted(opened, source: row.text(0))
        var rejected = Rejected(
            source: source,
            line: row.int(1),
            reason: row.text(2),
            content: content
        )
        rejected.reference = "R-" + Hexadecimal.text(digest)
        return rejected
    }
}
