// SPDX-License-Identifier: EUPL-1.2

/// How many messages of each kind there are, and how many of them have something wrong.
struct PlantedMessages {
    /// Cancellations included.
    var hpvOrders = 0
    var cytologyOrders = 0
    var results = 0
    /// Results of the analyser's own controls, of no person.
    var controls = 0
    /// A message that stands there a second time, not counted above.
    var duplicates = 0
    /// Orders of people whom the population does not know.
    var strangers = 0
    /// Orders with one person's number and all else of another.
    var conflicts = 0
    /// Messages that break off within the citizen number.
    var truncated = 0
    /// Results that name somebody in full under the sample number of somebody else.
    var samplesAgain = 0
    /// Orders with a line end in a field, and behind it what looks like another person.
    var lineFeeds = 0
    /// Of the orders: withdrawn (ORC-1 `CA`).
    var cancellations = 0
    /// Of the orders: the number fails the test, the rest still leads to the person.
    var mistypedNumbers = 0
    /// Of the results: read before their order.
    var earlyResults = 0

    /// What there is in FHIR, by its key in `truth.json`.
    var resources: [String: Int] = [:]

    var total: Int {
        hpvOrders + cytologyOrders + results + controls + duplicates + strangers + conflicts
            + truncated + samplesAgain + lineFeeds
    }

    var figures: [String: Int] {
        [
            "message.hpvOrder": hpvOrders, "message.cytologyOrder": cytologyOrders,
            "message.result": results, "message.control": controls,
            "message.duplicate": duplicates, "message.stranger": strangers,
            "message.conflict": conflicts, "message.truncated": truncated,
            "message.cancellation": cancellations, "message.mistypedNumber": mistypedNumbers,
            "message.earlyResult": earlyResults, "message.sampleAgain": samplesAgain,
            "message.lineFeed": lineFeeds,
        ].merging(resources) { $1 }
    }
}

/// Why a list record leads to nobody.
enum PoorRecord: String, CaseIterable {
    /// Only a number that passes the test, of somebody: an order number, it may be.
    case numberOfSomebody
    /// The same, of nobody.
    case numberOfNobody
    /// Only a sample number that was never ours.
    case foreignSample
    case nameAndBirthYear
    case nameAndBirthDate
    /// A mistyped number that is somebody else's, with all else of the right person.
    case numberOfAnother
    /// The mother's number and house, the daughter's birth date.
    case motherAndDaughter
    /// One twin's number, all else of the other.
    case twins
    /// One namesake's number, all else of the other.
    case namesakes

    /// The second list has no sample numbers.
    static func kinds(isSecond: Bool) -> [PoorRecord] {
        allCases.filter { !isSecond || $0 != .foreignSample }
    }

    /// The key of its count in `truth.json`.
    func figure(isSecond: Bool) -> String {
        isSecond ? "list-2.\(rawValue)" : "list-1.\(rawValue)"
    }
}
