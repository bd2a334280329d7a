// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// Reads one patient group of a message.
///
/// What stands before the first PID belongs to every patient. Of a message of several it is read once
/// for all that follow, so that a message costs what it is long.
struct PatientReader {
    /// What the segments before the first PID say.
    private struct Common {
        var categories: UInt64 = 0
        var unclassified: [Int] = []
        var orders = MessageGroup.Orders()
    }

    let map: FieldMap
    private(set) var paths = UnclassifiedPaths()
    private var samples = MessageSamples()
    private var common = Common()

    init(map: FieldMap) {
        self.map = map
    }

    mutating func beginMessage() { paths.beginMessage() }

    /// The first patient, or the only one.
    mutating func read(
        _ view: HL7View,
        _ kind: MessageKind,
        _ day: Int?,
        _ group: MessageGroup,
        into patient: inout PatientReading
    ) {
        patient.removeAll()
        paths.beginPatient()
        let categories = FieldCategories(view: view, lookup: lookup(kind))
            .read(group, &paths, &patient.unclassified)
        samples.begin()
        fill(&patient, view, kind, day, group, categories, group.orders(in: view))
    }

    /// Reads what the patients that follow have in common; how many bytes each of them takes over.
    mutating func readCommon(_ view: HL7View, _ kind: MessageKind, _ group: MessageGroup) -> Int {
        let segments = MessageGroup(common: group.common, own: 0..<0)
        common = Common(orders: segments.orders(in: view))
        paths.beginPatient()
        common.categories = FieldCategories(view: view, lookup: lookup(kind))
            .read(segments, &paths, &common.unclassified)
        paths.keepCommon()
        return 8 * common.unclassified.count + samples.readCommon(view, segments)
    }

    /// A further patient, behind `readCommon`.
    mutating func readFurther(
        _ view: HL7View,
        _ kind: MessageKind,
        _ day: Int?,
        _ group: MessageGroup,
        into patient: inout PatientReading
    ) {
        let own = MessageGroup(common: 0..<0, own: group.own)
        paths.beginPatient()
        patient.unclassified = common.unclassified
        let categories = FieldCategories(view: view, lookup: lookup(kind))
            .read(own, &paths, &patient.unclassified)
        samples.beginFurther()
        let orders = common.orders.and(own.orders(in: view))
        fill(&patient, view, kind, day, own, common.categories | categories, orders)
    }

    private func lookup(_ kind: MessageKind) -> FieldMapLookup {
        kind.isResult ? map.results : map.orders
    }

    private mutating func fill(
        _ patient: inout PatientReading,
        _ view: HL7View,
        _ kind: MessageKind,
        _ day: Int?,
        _ group: MessageGroup,
        _ categories: UInt64,
        _ orders: MessageGroup.Orders
    ) {
        patient.heading = kind.heading
        patient.isResult = kind.isResult
        patient.day = day
        patient.categories = CategorySet(rawValue: categories)
        if !patient.unclassified.isEmpty { patient.categories.insert(.unclassified) }
        if let place = group.own.first {
            PatientClaims(view: view, lookup: lookup(kind), segment: view.segments[place])
                .read(into: &patient.claims, &patient.others, day: day)
        }
        patient.identifiesPerson = !patient.claims.namesNobody
        let areControls = readSamples(view, kind, group, into: &patient)
        patient.isCancellation = orders.isCancellation
        patient.settle(
            isControl: areControls && !patient.identifiesPerson,
            without: nothing(in: kind)
        )
    }

    /// What a message is that names neither a person nor a sample.
    private func nothing(in kind: MessageKind) -> PatientReading.Kind {
        if kind.isAcknowledgement { return .acknowledgement }
        guard kind.isQuery else { return .namesNothing }
        return kind.asksAboutSomebody ? .query : .acknowledgement
    }

    /// Says whether all specimens are controls.
    private mutating func readSamples(
        _ view: HL7View,
        _ kind: MessageKind,
        _ group: MessageGroup,
        into patient: inout PatientReading
    ) -> Bool {
        let areControls = samples.read(view, group, isResult: kind.isResult)
        for range in samples.found {
            patient.samples.append(
                patient.claims.appendASCII(view.slice(range), without: view.delimiters.escape)
                    ?? patient.claims.append(view.text(range))
            )
        }
        patient.claims.sampleNumber = patient.samples.first ?? ClaimBytes.Place()
        return areControls
    }
}
