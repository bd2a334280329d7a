// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// The resources about one person, put together as a message is.
struct FHIRGroup {
    private let group: FHIRPeople.Group
    private let resources: [FHIRResource]
    private let document: JSONDocument
    private let lookup: FHIRFieldLookup

    init(
        _ group: FHIRPeople.Group,
        _ resources: [FHIRResource],
        _ document: JSONDocument,
        _ lookup: FHIRFieldLookup
    ) {
        self.group = group
        self.resources = resources
        self.document = document
        self.lookup = lookup
    }

    private var names: FHIRNames { lookup.names }

    /// Nil when nothing is said about anybody.
    func message(_ reader: FHIRPersonReader) -> ClassifiedMessage? {
        var findings = FHIRWalk.Findings()
        for number in group.resources { findings.form(resources[number].findings) }
        guard group.person != nil || !findings.isEmpty else { return nil }
        let main = mainResource
        let isResult = main.map { names.isResult(resources[$0].type) } ?? false
        var message = ClassifiedMessage()
        if let main {
            message.type = typeName(resources[main])
            message.controlID = resources[main].id.map(document.text) ?? ""
        }
        message.origin = isResult ? .producedThere : .givenByUs
        message.categories = CategorySet(
            rawValue: isResult ? findings.results : findings.orders
        )
        let unclassified = isResult ? findings.unclassifiedResults : findings.unclassifiedOrders
        if !unclassified.isEmpty {
            message.categories.insert(.unclassified)
            for anchor in unclassified {
                let path = path(of: anchor)
                if !message.unclassified.contains(path) { message.unclassified.append(path) }
            }
        }
        if let person = group.person { reader.read(resources[person], into: &message.claims) }
        if let reference = group.reference {
            reader.readReference(reference, into: &message.claims)
        }
        message.identifiesPerson = !message.claims.isSilent
        var samples = FHIRSamples(document, names)
        for number in group.resources { samples.read(resources[number]) }
        message.samples = samples.numbers(isResult: isResult)
        message.claims.sampleNumber = message.samples.first ?? ""
        let dates = FHIRDates(document, names)
        message.day = dates.day(
            of: group.resources.map { resources[$0] },
            main: main.map { resources[$0] }
        )
        message.isCancellation = isCancellation
        message.isControl = !message.identifiesPerson && group.reference == nil && isAboutThings
        return message
    }

    /// A report, an order, a result, in that order; else what comes first.
    private var mainResource: Int? {
        let types = [names.diagnosticReport, names.serviceRequest, names.observation]
        for type in types {
            if let found = group.resources.first(where: { resources[$0].type == type }) {
                return found
            }
        }
        return group.resources.first { !names.isCarrier(resources[$0].type) }
            ?? group.resources.first
    }

    private func typeName(_ resource: FHIRResource) -> String {
        resource.type != 0
            ? lookup.vocabulary.name(resource.type)
            : FHIRPath.safe(document.text(resource.typePlace))
    }

    private func path(of anchor: Int) -> String {
        let resource = group.resources.last {
            resources[$0].place <= anchor
                && anchor < Int(document[resources[$0].place].end)
        }
        guard let resource else { return "?" }
        return FHIRPath(document, resources[resource], names).text(anchor)
    }

    /// Every order in it is revoked; its data were disclosed all the same.
    private var isCancellation: Bool {
        let orders = group.resources.filter { resources[$0].type == names.serviceRequest }
        return !orders.isEmpty
            && orders.allSatisfy { order in
                guard let status = document.member(names.status, of: resources[order].place) else {
                    return false
                }
                return FHIRGroup.revoked.contains { document.isText(status, $0) }
            }
    }

    private static let revoked = [Array("revoked".utf8), Array("entered-in-error".utf8)]

    /// Observations of which every subject is a device, a place or a substance: controls.
    private var isAboutThings: Bool {
        var count = 0
        for number in group.resources where resources[number].type == names.observation {
            guard let subject = document.member(names.subject, of: resources[number].place),
                let reference = document.member(names.reference, of: subject),
                document[reference].kind == .string
            else { return false }
            let type = document.raw(reference).split(separator: UInt8(ascii: "/")).dropLast().last
            guard let type,
                names.neverPersons.contains(
                    lookup.vocabulary.number(of: UnsafeBufferPointer(rebasing: type))
                )
            else { return false }
            count += 1
        }
        return count > 0
    }
}
