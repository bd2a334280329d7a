// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Vault

/// Joins orders and results by the numbers of their samples, whichever of the two comes first.
///
/// Every order and result stands in `sample_message` under each of its samples. Whoever comes later
/// finds the other there, so each pair of a result and a person is made once, in whatever order
/// files are read. A result that names its person stands there too: it shows whose number it is, and
/// nothing is joined with it.
struct SampleJoin {
    /// An order, which has a person; a result, which has none; or a result that names its person.
    struct Message {
        /// Keyed digest of its content.
        var received: DigestPair
        var person: UInt64?
        /// Is it a result that names its person?
        var isNamed = false
        /// What a result says, without its person; of an order that is known nothing.
        var row: Disclosure
        /// Further samples of the same message.
        var others: [DigestPair]
        /// Of the fact that commits to it; nil in format 1, and for one that is not noted yet.
        var entry: Int?
    }

    /// What stands under a sample.
    struct Standing {
        /// In the order of their contents.
        var messages: [Message] = []
        /// Contents that stood here and were taken back.
        fileprivate var undone: Set<DigestPair> = []
        /// Their contents, where they are many.
        private var contents: Set<DigestPair> = []

        private static let few = 32

        mutating func add(_ message: Message) {
            messages.append(message)
            if contents.isEmpty {
                if messages.count > Self.few { contents = Set(messages.map(\.received)) }
            } else {
                contents.insert(message.received)
            }
        }

        fileprivate mutating func removeAll() {
            messages.removeAll(keepingCapacity: true)
            if !undone.isEmpty { undone.removeAll() }
            if !contents.isEmpty { contents.removeAll() }
        }

        private func holds(_ received: DigestPair) -> Bool {
            contents.isEmpty
                ? messages.contains { $0.received == received } : contents.contains(received)
        }

        /// Under what a content stands that comes now; nil when it is there.
        fileprivate func place(for received: DigestPair) -> DigestPair? {
            var received = received
            while true {
                guard !holds(received) else { return nil }
                guard undone.contains(received) else { return received }
                received = received.next
            }
        }

        /// The one of the messages that stands for a content.
        func message(for received: DigestPair) -> Message? {
            var received = received
            while undone.contains(received) { received = received.next }
            return messages.first { $0.received == received }
        }
    }

    private let select: Statement
    private let insert: Statement
    private let days: SealedDays
    private let undone: UndoneEntries

    init(_ db: Connection, days: SealedDays, without undone: UndoneEntries) throws {
        self.days = days
        self.undone = undone
        select = try db.prepareAnew(
            """
            SELECT received, person, flow, categories, disclosed_on, keep_until, others, days, entry
            FROM sample_message WHERE sample = $1
            """
        )
        insert = try db.prepareAnew(
            """
            INSERT INTO sample_message (
                sample, received, person, flow, categories, disclosed_on, keep_until, others,
                days, entry)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9)
            """
        )
    }

    /// Notes a message under one of its samples; nil when the same content stands there already, else
    /// the message as it was noted. `known` is what stands there, and grows.
    func note(
        _ message: Message,
        at sample: DigestPair,
        known: inout Standing,
        _ coverage: inout IntakeCoverage
    ) throws -> Message? {
        guard let received = known.place(for: message.received) else { return nil }
        var message = message
        message.received = received
        message.entry = coverage.entry
        try note(message, at: sample, &coverage)
        known.add(message)
        return message
    }

    /// What stands under a sample.
    func load(_ sample: DigestPair, into found: inout Standing) throws {
        select.bind(1, sample)
        found.removeAll()
        while try select.step() {
            let entry = select.optional(8)
            guard !undone.contains(entry) else {
                found.undone.insert(DigestPair(select.blob(0)))
                continue
            }
            let others = select.blob(6)
            let received = DigestPair(select.blob(0))
            // NULL in orders and in rows of format 1.
            let (disclosedOn, keepUntil) =
                select.isNull(7)
                ? (select.int(4), select.optional(5))
                : Self.own(sample, received) { days.open(select.integer(7), $0) }
            let person = select.optional(1).map { UInt64($0) }
            found.add(
                Message(
                    received: received,
                    person: person,
                    isNamed: person != nil && select.int(2) != 0,
                    row: Disclosure(
                        person: PersonNumber(0),
                        flow: select.int(2),
                        categories: CategorySet(rawValue: UInt64(bitPattern: select.integer(3))),
                        disclosedOn: disclosedOn,
                        keepUntil: keepUntil
                    ),
                    others: stride(from: 0, to: others.count, by: 16).map {
                        DigestPair(UnsafeRawBufferPointer(rebasing: others[$0..<$0 + 16]))
                    },
                    entry: entry
                )
            )
        }
    }

    private func note(
        _ message: Message,
        at sample: DigestPair,
        _ coverage: inout IntakeCoverage
    ) throws {
        // Of what has a person nothing else is asked for; its own row stands in the ledger.
        let isOrder = message.person != nil
        let person = message.person.map { Int($0) }
        let flow = isOrder && !message.isNamed ? 0 : message.row.flow
        let categories = isOrder ? 0 : Int64(bitPattern: message.row.categories.rawValue)
        let term = isOrder ? nil : message.row.keepUntil.map { _ in 0 }
        let others = isOrder || message.others.isEmpty ? [] : message.others.flatMap(\.bytes)
        let sealed =
            isOrder
            ? nil
            : try Self.own(sample, message.received) {
                try days.seal(
                    disclosedOn: message.row.disclosedOn,
                    keepUntil: message.row.keepUntil,
                    $0
                )
            }
        insert.bind(1, sample)
        insert.bind(2, message.received)
        insert.bind(3, person)
        insert.bind(4, flow)
        insert.bind(5, categories)
        insert.bind(6, term)
        insert.bind(7, blob: others)
        insert.bind(8, sealed.map(Int.init))
        insert.bind(9, coverage.entry)
        try insert.run()
        coverage.addRow(to: .samples) { row in
            row.add(sample)
            row.add(message.received)
            row.add(person)
            row.add(flow)
            row.add(categories)
            row.add(0)
            row.add(term)
            row.add(blob: others)
            row.add(sealed)
        }
    }

    /// The 32 bytes that are this row's alone: the days are sealed under them.
    private static func own<Result>(
        _ sample: DigestPair,
        _ received: DigestPair,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeBytes(
            of: (
                sample.high.bigEndian, sample.low.bigEndian, received.high.bigEndian,
                received.low.bigEndian
            ),
            body
        )
    }
}

extension SampleJoin.Standing {
    /// The order of a person that stood here first: it is the one with which a result was joined.
    func firstOrder(of person: UInt64) -> SampleJoin.Message? {
        messages.filter { $0.person == person && !$0.isNamed }
            .min { $0.entry ?? -1 < $1.entry ?? -1 }
    }

    /// Who stands here; nil for `before` is now, else what was noted in that entry is left out.
    func claims(before entry: Int? = nil) -> [SampleClaim] {
        messages.compactMap { message in
            guard let person = message.person, entry == nil || message.entry != entry else {
                return nil
            }
            return SampleClaim(
                person: PersonNumber(person),
                isOrder: !message.isNamed,
                entry: message.entry
            )
        }
    }
}

extension Disclosure {
    /// The same row, now that it is known whose it is.
    func told(_ person: UInt64) -> Disclosure {
        var row = self
        row.person = PersonNumber(person)
        return row
    }
}
