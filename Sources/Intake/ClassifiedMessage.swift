// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What one message disclosed, and about whom it claims to be.
public struct ClassifiedMessage: Sendable, Masked {
    /// `OML^O21`.
    public var type = ""
    /// MSH-10.
    public var controlID = ""
    public var sendingApplication = ""
    public var receivingApplication = ""
    /// Which way it says that it went, by its sender and receiver; nil when it does not.
    public var direction: Direction?
    /// By that direction; else results and answers come from the processor, and all else goes to it.
    public var origin = Origin.givenByUs
    /// Every order in it is cancelled (ORC-1 `CA`). Its data were disclosed all the same.
    public var isCancellation = false
    /// Only controls and calibrators of the laboratory (SPM-11), about nobody.
    public var isControl = false
    /// Does it claim anything by which a person can be found? Not a result with only a sample number,
    /// nor an order that was cut off in PID.
    public var identifiesPerson = false
    public var claims = IdentityClaims()
    /// What else it says of them: `PatientReading.others`.
    public var otherClaims: [IdentityClaims] = []
    /// Sample numbers by which a result finds its order, the surest first (`MessageSamples`).
    public var samples: [String] = []
    public var categories: CategorySet = []
    /// Days since 1970-01-01; nil when nothing says when it was sent.
    public var day: Int?
    /// Paths of filled fields that no row of the table maps; never a value.
    public var unclassified: [String] = []
    /// The other people of a batch of results, a patient group (PID) each; empty nearly always.
    ///
    /// Each has the header, claims, samples and categories of its own group. Groups that claim the
    /// same person are one.
    public var furtherPatients: [ClassifiedMessage] = []

    public var mask: String { "\(type), \(categories.count) categories" }
}

/// One filled field, for `spoor inspect`.
public struct FilledField: Sendable, Hashable {
    /// `PID-3`, `PID-5.1.5`, `OBX[CR_DOOR]-5`: a field, or the part or code that has its own row.
    public var path: String
    public var kind: FieldKind
    /// Empty unless the field is personal or unclassified.
    public var categories: CategorySet
}
