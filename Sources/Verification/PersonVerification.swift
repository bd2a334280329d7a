// SPDX-License-Identifier: EUPL-1.2

/// Compares what stands of each person with the last version that the ledger commits to: so somebody
/// who was lost, or whose rows were exchanged for older ones, is found.
///
/// `dossier` of a version is SHA-256 over number i64 ‖ epoch u32 ‖ content ‖ log_key ‖ wrapped_key ‖
/// sealed, `mail` over number i64 ‖ wrapped_key ‖ sealed; before each blob but the content its length
/// as u32.
struct PersonVerification {
    let snapshot: Snapshot
    let entries: [EntryReader]
    let erasures: Erasures
    /// Is it known that each person has a version?
    let comparesPeople: Bool

    /// What was found, no more than a report keeps, and how many versions were rehashed.
    func run() throws -> (findings: [Finding], rows: Int) {
        var report = VerificationReport()
        var rows = PersonVersionRows(entries: entries, erasures: erasures)
        try run(&rows, &report)
        rows.close(&report)
        return (report.findings, rows.count)
    }

    private struct Version: Equatable {
        var dossier: TreeHash
        var mail: TreeHash
    }

    private func run(_ rows: inout PersonVersionRows, _ report: inout VerificationReport) throws {
        let versions = try snapshot.cursor(
            """
            SELECT person, entry, "row", commitment_key, dossier, mail FROM person_version
            ORDER BY person, entry
            """
        )
        var people = try StoredPeople(snapshot)
        var next = try versions.step()
        if next { rows.add(versions, &report) }
        if !comparesPeople {
            while next {
                next = try versions.step()
                if next, !rows.add(versions, &report) { return }
            }
            return
        }
        while next {
            let person = versions[0].integer
            var last = version(versions)
            next = try versions.step()
            if next, !rows.add(versions, &report) { return }
            while next, versions[0].integer == person {
                last = version(versions)
                next = try versions.step()
                if next, !rows.add(versions, &report) { return }
            }
            // Those before are people of whom there is no version.
            while let number = people.number, number < person {
                tell(number, "was never recorded in the ledger", &report)
                try people.advance()
            }
            guard people.number == person, people.isWhole else {
                tell(person, "is lost, or a part of what stood of them", &report)
                if people.number == person { try people.advance() }
                continue
            }
            if people.dossier != last?.dossier {
                tell(person, "stands with a dossier that is not the last one recorded", &report)
            } else if people.mail != last?.mail {
                tell(person, "stands with an address that is not the last one recorded", &report)
            }
            try people.advance()
        }
        while let number = people.number {
            tell(number, "was never recorded in the ledger", &report)
            try people.advance()
        }
        if try people.hasMore() {
            report.found(.person, "a half of a person stands there without the person")
        }
    }

    private func version(_ row: Cursor) -> Version? {
        guard row[4].bytes.count == TreeHash.length, row[5].bytes.count == TreeHash.length else {
            return nil
        }
        return Version(dossier: TreeHash(row[4].bytes), mail: TreeHash(row[5].bytes))
    }

    private func tell(_ person: Int64, _ what: String, _ report: inout VerificationReport) {
        let digits = String(UInt64(bitPattern: person), radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: 16 - digits.count) + digits
        let parts = stride(from: 0, to: 16, by: 4).map { padded.dropFirst($0).prefix(4) }
        report.found(
            .person,
            "person P-\(parts.joined(separator: "-")) \(what): import the row of the population again"
        )
    }
}

/// The people as they stand, in the order of their numbers.
private struct StoredPeople {
    private let people: Cursor
    private let dossiers: Cursor
    private let mails: Cursor
    private var hasDossier: Bool
    private var hasMail: Bool
    /// Nil behind the last.
    private(set) var number: Int64?
    /// Are both halves there?
    private(set) var isWhole = false
    private(set) var dossier = TreeHash.zero
    private(set) var mail = TreeHash.zero
    /// What is hashed, over and over in the same memory.
    private var content: [UInt8] = []

    init(_ snapshot: Snapshot) throws {
        people = try snapshot.cursor(
            "SELECT number, epoch, content, log_key FROM person ORDER BY number"
        )
        let half = "SELECT number, wrapped_key, sealed FROM"
        dossiers = try snapshot.cursor("\(half) person_dossier ORDER BY number")
        mails = try snapshot.cursor("\(half) person_mail ORDER BY number")
        hasDossier = try dossiers.step()
        hasMail = try mails.step()
        try advance()
    }

    mutating func advance() throws {
        guard try people.step() else {
            number = nil
            return
        }
        let person = people[0].integer
        number = person
        // Halves without a person are left behind and told of by nobody else.
        while hasDossier, dossiers[0].integer < person {
            isOrphaned = true
            hasDossier = try dossiers.step()
        }
        while hasMail, mails[0].integer < person {
            isOrphaned = true
            hasMail = try mails.step()
        }
        isWhole =
            hasDossier && dossiers[0].integer == person && hasMail && mails[0].integer == person
        guard isWhole else {
            if hasDossier, dossiers[0].integer == person { hasDossier = try dossiers.step() }
            if hasMail, mails[0].integer == person { hasMail = try mails.step() }
            return
        }
        content.removeAll(keepingCapacity: true)
        add(person)
        // A number that is too wide must not, cut to its last bits, look like one of ours.
        withUnsafeBytes(of: UInt32(clamping: people[1].integer).bigEndian) {
            content.append(contentsOf: $0)
        }
        content.append(contentsOf: people[2].bytes)
        add(people[3].bytes)
        add(dossiers[1].bytes)
        add(dossiers[2].bytes)
        dossier = content.withUnsafeBytes { TreeHash(of: $0) }
        content.removeAll(keepingCapacity: true)
        add(person)
        add(mails[1].bytes)
        add(mails[2].bytes)
        mail = content.withUnsafeBytes { TreeHash(of: $0) }
        hasDossier = try dossiers.step()
        hasMail = try mails.step()
    }

    private var isOrphaned = false

    /// Are there halves of people who are not there?
    func hasMore() throws -> Bool { isOrphaned || hasDossier || hasMail }

    private mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { content.append(contentsOf: $0) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: UInt32(clamping: bytes.count).bigEndian) {
            content.append(contentsOf: $0)
        }
        content.append(contentsOf: bytes)
    }
}
