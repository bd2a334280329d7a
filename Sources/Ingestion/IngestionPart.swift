// SPDX-License-Identifier: EUPL-1.2

import Custody
import Store

/// What has been read out of messages or rows and waits to be recorded in one transaction.
struct IngestionPart: Sendable {
    var batch: DisclosureBatch
    var rejected: [SetAside] = []
    var unclassified: [String: Int] = [:]
    var read = 0
    var linked = 0
    var controls = 0
    /// Acknowledgements and questions, which carry no person.
    var acknowledgements = 0
    /// Messages whose character set was guessed.
    var assumedEncodings = 0
    /// What is said of files that were read or left out with this part.
    var remarks: [RemarkedFile] = []
    /// Messages of which only the kind tells which way they went, those of which the officer said it,
    /// and those that say otherwise than the officer.
    var directionsByKind = 0
    var directionsSaid = 0
    var directionsOtherwise = 0
    /// Messages that name somebody as their receiver, or as their sender when they came to us, who is not recorded.
    var partiesUnknown = 0
    /// Messages and rows of which nothing says the day, and those of which the officer said it.
    var daysUnknown = 0
    var daysSaid = 0
    /// How far the files have been taken in with this part.
    var progress: [ImportProgress] = []
    /// Bytes of the files read so far, for the progress line.
    var consumed = 0

    /// Bytes that are kept beside the items, of what is set aside and of claims: a part is recorded
    /// when there are many of them, however few it holds.
    var heldBytes: Int { batch.claimBytes + rejectedBytes }
    private var rejectedBytes = 0
    static let mostHeldBytes = 64 << 20

    init(expecting count: Int = 0) { batch = DisclosureBatch(expecting: count) }

    /// Everything that will be recorded.
    var count: Int { batch.count + rejected.count }

    /// Counts a disclosure that says no day itself.
    mutating func countDay(said: Bool) {
        if said { daysSaid += 1 } else { daysUnknown += 1 }
    }

    mutating func reject(_ content: [UInt8], source: String, line: Int, _ reason: SetAsideReason) {
        read += 1
        rejectedBytes += content.count
        rejected.append(SetAside(source: source, line: line, reason: reason, content: content))
    }

    /// Takes over what another worker read.
    mutating func append(_ other: IngestionPart) {
        batch.append(other.batch)
        rejected += other.rejected
        rejectedBytes += other.rejectedBytes
        unclassified.merge(other.unclassified, uniquingKeysWith: +)
        read += other.read
        linked += other.linked
        controls += other.controls
        acknowledgements += other.acknowledgements
        assumedEncodings += other.assumedEncodings
        directionsByKind += other.directionsByKind
        directionsSaid += other.directionsSaid
        daysUnknown += other.daysUnknown
        daysSaid += other.daysSaid
        directionsOtherwise += other.directionsOtherwise
        partiesUnknown += other.partiesUnknown
    }
}

/// A row or a message that was set aside, as it stands.
struct SetAside: Sendable, Masked {
    var source: String
    var line: Int
    var reason: SetAsideReason
    var content: [UInt8]

    var mask: String { "\(content.count) bytes at line \(line)" }

    func rejected(_ words: (SetAsideReason) -> String) -> Rejected {
        Rejected(source: source, line: line, reason: words(reason), content: content)
    }
}
