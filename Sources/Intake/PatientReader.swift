// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// Reads one patient group of a message.
struct PatientReader {
    let map: FieldMap
    private(set) var paths = UnclassifiedPaths()
    private var samples = MessageSamples()

    init(map: FieldMap) {
        self.map = map
    }

    mutating func read(
        _ view: HL7View,
        _ kind: MessageKind,
        _ day: Int?,
        _ group: MessageGroup,
        into patient: inout PatientReading
    ) {
        patient.removeAll()
        patient.origin = kind.origin
        patient.day = day
        let lookup = kind.isResult ? map.results : map.orders
        patient.categories = CategorySet(
            rawValue: FieldCategories(view: view, lookup: lookup)
                .read(group, &paths, &patient.unclassified)
        )
        if !patient.unclassified.isEmpty { patient.categories.insert(.unclassified) }
        if let place = group.own.first {
            PatientClaims(view: view, lookup: lookup, segment: view.segments[place])
                .read(into: &patient.claims)
        }
        patient.identifiesPerson = !patient.claims.namesNobody
        let areControls = readSamples(view, kind, group, into: &patient)
        patient.isCancellation = group.isCancellation(in: view)
        patient.settle(
            isControl: areControls && !patient.identifiesPerson,
            without: nothing(in: view, kind)
        )
    }

    /// What a message is that names neither a person nor a sample.
    private func nothing(in view: HL7View, _ kind: MessageKind) -> PatientReading.Kind {
        if kind.isAcknowledgement { return .acknowledgement }
        guard kind.isQuery else { return .namesNothing }
        return MessageKind.asksAboutSomebody(view) ? .query : .acknowledgement
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
