// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What one message disclosed of one patient, as bytes and numbers: the facts of `ClassifiedMessage`
/// in memory that the next message takes again.
public struct PatientReading: Sendable, Masked {
    /// What becomes of it.
    public enum Kind: Sendable, Equatable {
        case disclosure
        /// Only controls and calibrators of the laboratory (SPM-11), about nobody.
        case control
        /// An acknowledgement (`ACK`), or a question that names nobody.
        case acknowledgement
        /// A question (`QRY`, `QBP`) in which whom it asks about stands in segments of its own.
        case query
        /// Neither a person nor a sample; it may be cut off.
        case namesNothing
        /// An order without a person (PID); it may be cut off.
        case orderWithoutPerson
    }

    public internal(set) var kind = Kind.disclosure
    /// Who sent the message and who got it, as it says.
    public internal(set) var heading = MessageHeading()
    /// Which way the message says that it went, by its sender and receiver; nil when it does not.
    public var direction: Direction? { heading.direction }
    /// A result or an answer, by the kind of the message: it finds its order by the sample.
    public internal(set) var isResult = false
    /// Results and answers come from the processor as a rule, and everything else goes to it.
    public var usualDirection: Direction { isResult ? .received : .given }
    /// By what the message says of its direction, else by what is usual.
    public var origin: Origin { (direction ?? usualDirection).origin }
    public internal(set) var categories: CategorySet = []
    /// Days since 1970-01-01 of MSH-7, else of EVN-2, ORC-9 or OBR-7, and of a bundle of its timestamp;
    /// nil when nothing says when it was sent.
    public internal(set) var day: Int?
    /// Every order in it is cancelled (ORC-1 `CA`). Its data were disclosed all the same.
    public internal(set) var isCancellation = false
    /// Whom the message names beside those it is about: with the first of these.
    public internal(set) var otherPeople = OtherPeople()
    /// Does it claim anything by which a person can be found?
    public internal(set) var identifiesPerson = false
    /// Whom it is about; the texts of `samples` stand there too.
    public internal(set) var claims = ClaimBytes()
    /// What else it says of them, when it gives several names, addresses or citizen numbers: the claims
    /// that those make, the surest first. Empty nearly always.
    public internal(set) var others: [ClaimBytes] = []
    /// Where a resource that stands by itself says whom it is about and nothing of them: `Patient/7`.
    public internal(set) var reference = ClaimBytes.Place()
    /// Sample numbers by which a result finds its order, the surest first.
    public internal(set) var samples: [ClaimBytes.Place] = []
    /// The paths of filled fields that no row of the table maps, as numbers of the `MessageReading`.
    public internal(set) var unclassified: [Int] = []

    public var mask: String { "\(categories.count) categories" }

    mutating func removeAll() {
        claims.removeAll()
        if !others.isEmpty { others = [] }
        reference = ClaimBytes.Place()
        samples.removeAll(keepingCapacity: true)
        unclassified.removeAll(keepingCapacity: true)
        identifiesPerson = false
    }

    /// Says what becomes of it, when all of it is known.
    mutating func settle(isControl: Bool, without: Kind = .namesNothing) {
        if isControl {
            kind = .control
        } else if !identifiesPerson, samples.isEmpty {
            kind = without
        } else {
            kind = !identifiesPerson && !isResult ? .orderWithoutPerson : .disclosure
        }
    }

    /// Do both claim the same person? The sample number says nothing of who it is.
    func isAbout(_ other: PatientReading) -> Bool {
        !claims.namesNobody && claims.namesSamePerson(as: other.claims)
    }

    mutating func take(_ other: PatientReading) {
        categories.formUnion(other.categories)
        isCancellation = isCancellation && other.isCancellation
        for sample in other.samples
        where !samples.contains(where: {
            claims.isSame($0, in: other.claims, as: sample)
        }) {
            samples.append(other.claims.withUTF8(sample) { claims.append($0) })
        }
        for path in other.unclassified where !unclassified.contains(path) {
            unclassified.append(path)
        }
        settle(isControl: kind == .control)
    }

    /// The same for many: the closures say whether a sample or a path is not among them yet.
    mutating func take(
        _ other: PatientReading,
        isNewSample: (String) -> Bool,
        isNewPath: (Int) -> Bool
    ) {
        categories.formUnion(other.categories)
        isCancellation = isCancellation && other.isCancellation
        for sample in other.samples {
            let text = other.claims.text(sample)
            if isNewSample(text) { samples.append(claims.append(text)) }
        }
        for path in other.unclassified where isNewPath(path) { unclassified.append(path) }
        settle(isControl: kind == .control)
    }
}

extension ClaimBytes {
    fileprivate func namesSamePerson(as other: ClaimBytes) -> Bool {
        func isSame(_ claim: KeyPath<ClaimBytes, Place>) -> Bool {
            self.isSame(self[keyPath: claim], in: other, as: other[keyPath: claim])
        }
        return isSame(\.citizenNumber) && isSame(\.initials) && isSame(\.birthDate)
            && isSame(\.postcode) && isSame(\.houseNumber) && isSame(\.token)
            && surnames.count == other.surnames.count
            && zip(surnames, other.surnames).allSatisfy { self.isSame($0, in: other, as: $1) }
    }
}
