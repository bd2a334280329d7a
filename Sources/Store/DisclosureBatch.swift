// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Vault

/// Messages and back-file rows that were read, classified and looked up, ready to be recorded: flat,
/// some 75 bytes each and the sealed claims of those about nobody known, for up to a million are
/// recorded together.
public struct DisclosureBatch: Sendable {
    /// Who something is about.
    public enum Subject: Sendable {
        case person(PersonNumber)
        /// A result without a person: whose sample it was, says the order.
        case sampleOnly
        /// A result that says itself whom it is about, beside a sample whose order says it too.
        case named(NamedResult)
        /// Nobody known: the number of the reason and the sealed claims.
        case unresolved(reason: Int, claims: [UInt8])
    }

    /// Whom a result names by itself.
    public struct NamedResult: Sendable, Masked {
        /// Whom linkage found, nil for nobody.
        public var person: PersonNumber?
        /// Then the number of the reason.
        public var reason: Int
        public var claims: IdentityClaims

        public init(person: PersonNumber?, reason: Int, claims: IdentityClaims) {
            self.person = person
            self.reason = reason
            self.claims = claims
        }

        public var mask: String { person == nil ? "names nobody known" : "names somebody" }
    }

    struct Item: Sendable {
        enum Kind: UInt8 {
            case person, sampleOnly, named, unresolved
        }

        var digest: DigestPair
        var person: UInt64
        var categories: UInt64
        /// The smallest number when the day is not known, or there is none.
        var disclosedOn: Int32
        var keepUntil: Int32
        var firstSample: UInt32
        /// Place of the claims, or of what a result names.
        var claims: UInt32
        var flow: UInt32
        var samples: UInt32
        var reason: UInt8
        var kind: Kind
        /// Place of the other people it names, plus one; 0 for none.
        var otherPeople: UInt32 = 0
        /// Place of its unclassified fields, plus one; 0 for none.
        var fields: UInt32 = 0
    }

    private(set) var items: [Item] = []
    private(set) var samples: [DigestPair] = []
    private(set) var claims: [[UInt8]] = []
    private(set) var named: [NamedResult] = []
    private(set) var otherPeople: [OtherPeople] = []
    /// Paths of unclassified fields as they came together in a message; never a value.
    private(set) var fields: [[String]] = []
    private var fieldPlaces: [[String]: UInt32] = [:]
    private(set) var flows: [Flow] = []
    private var flowNumbers: [Flow: Int] = [:]
    /// Did every number fit into its row? If one did not, the batch is not recorded.
    private(set) var isExact = true
    /// Of the claims, whose length is not that of the items.
    public private(set) var claimBytes = 0

    /// `expecting` items: room that is kept for them, so that no array moves as it grows.
    public init(expecting count: Int = 0) {
        items.reserveCapacity(count)
        samples.reserveCapacity(count)
    }

    public var count: Int { items.count }

    /// The number of a flow in this batch.
    public mutating func number(of flow: Flow) -> Int {
        // Messages have a few; the rows of a back-file may have a sender each.
        if let place = flows.prefix(8).firstIndex(of: flow) { return place }
        if let place = flowNumbers[flow] { return place }
        flowNumbers[flow] = flows.count
        flows.append(flow)
        return flows.count - 1
    }

    /// - Parameters:
    ///   - digest: keyed digest of the content; equal ones count once.
    ///   - flow: what ``number(of:)`` gave.
    ///   - disclosedOn: days since 1970-01-01; nil when nothing says it.
    ///   - samples: keyed digests of party and sample number, each once.
    ///   - otherPeople: whom it names beside the person it is about.
    ///   - fields: paths of its unclassified fields.
    public mutating func append(
        digest: DigestPair,
        subject: Subject,
        flow: Int,
        categories: CategorySet,
        disclosedOn: Int?,
        keepUntil: Int?,
        samples own: [DigestPair],
        otherPeople others: OtherPeople = OtherPeople(),
        fields: [String] = []
    ) {
        var item = Item(
            digest: digest,
            person: 0,
            categories: categories.rawValue,
            disclosedOn: disclosedOn.map { exactly($0) } ?? Int32.min,
            keepUntil: keepUntil.map { exactly($0) } ?? Int32.min,
            firstSample: UInt32(samples.count),
            claims: 0,
            flow: UInt32(flow),
            samples: UInt32(own.count),
            reason: 0,
            kind: .sampleOnly
        )
        switch subject {
        case .person(let person):
            item.kind = .person
            item.person = person.value
        case .sampleOnly: break
        case .named(let result):
            item.kind = .named
            claimBytes += Self.namedBytes
            item.claims = UInt32(named.count)
            named.append(result)
        case .unresolved(let reason, let sealed):
            item.kind = .unresolved
            item.reason = exactly(reason)
            claimBytes += sealed.count
            item.claims = UInt32(claims.count)
            claims.append(sealed)
        }
        if !others.isEmpty {
            otherPeople.append(others)
            item.otherPeople = UInt32(otherPeople.count)
        }
        if !fields.isEmpty { item.fields = place(of: fields) + 1 }
        samples.append(contentsOf: own)
        items.append(item)
    }

    /// Most messages of a feed have the same ones: they are kept once.
    private mutating func place(of together: [String]) -> UInt32 {
        if let place = fieldPlaces[together] { return place }
        let place = UInt32(fields.count)
        fields.append(together)
        fieldPlaces[together] = place
        return place
    }

    /// The number in fewer bits.
    private mutating func exactly<Width: FixedWidthInteger>(_ number: Int) -> Width {
        guard let exact = Width(exactly: number) else {
            isExact = false
            return Width(clamping: number)
        }
        return exact
    }

    /// Takes over what another worker gathered.
    public mutating func append(_ other: DisclosureBatch) {
        isExact = isExact && other.isExact
        let flowNumbers = other.flows.map { UInt32(number(of: $0)) }
        let fieldPlaces = other.fields.map { place(of: $0) }
        claimBytes += other.claimBytes
        for item in other.items {
            var item = item
            item.flow = flowNumbers[Int(item.flow)]
            item.firstSample += UInt32(samples.count)
            item.claims += UInt32(item.kind == .named ? named.count : claims.count)
            if item.otherPeople > 0 { item.otherPeople += UInt32(otherPeople.count) }
            if item.fields > 0 { item.fields = fieldPlaces[Int(item.fields) - 1] + 1 }
            items.append(item)
        }
        otherPeople += other.otherPeople
        samples.append(contentsOf: other.samples)
        claims.append(contentsOf: other.claims)
        named.append(contentsOf: other.named)
    }

    /// What a result that names somebody takes in memory, about.
    private static let namedBytes = 300

    func samples(of item: Item) -> ArraySlice<DigestPair> {
        samples[Int(item.firstSample)..<Int(item.firstSample) + Int(item.samples)]
    }
}

extension DisclosureBatch.Item {
    var disclosedOnDay: Int? { disclosedOn == Int32.min ? nil : Int(disclosedOn) }

    /// The last day on which the processor may have it, as the row keeps it.
    var keepUntilDay: Int? { keepUntil == Int32.min ? nil : Int(keepUntil) }
}
