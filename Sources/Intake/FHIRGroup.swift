// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Reads what the resources about one person say of them.
struct FHIRGroup {
    private let document: JSONDocument
    private let view: FHIRFieldLookup.View
    private unowned(unsafe) let names: FHIRNames
    private let resources: UnsafeBufferPointer<FHIRResource>
    private let unclassified: [FHIRWalk.Unclassified]
    /// The number of the path of each of them, once that is known.
    private var pathNumbers: [Int32] = []
    private let reader: FHIRPersonReader
    private let heading: MessageHeading
    private var sent: Int?

    init(
        _ document: JSONDocument,
        _ view: FHIRFieldLookup.View,
        _ resources: UnsafeBufferPointer<FHIRResource>,
        _ unclassified: [FHIRWalk.Unclassified],
        _ heading: MessageHeading
    ) {
        self.document = document
        self.view = view
        names = view.names
        self.resources = resources
        self.unclassified = unclassified
        self.heading = heading
        reader = FHIRPersonReader(document, view)
        sent = daySent()
    }

    /// False when nothing is said about anybody.
    mutating func read(
        _ group: FHIRPeople.Group,
        _ members: ArraySlice<Int>,
        _ memory: inout FHIRReading.Memory,
        into patient: inout PatientReading
    ) -> Bool {
        guard saysSomething(of: group, members) else { return false }
        patient.removeAll()
        let isResult = isResult(members)
        patient.heading = heading
        patient.otherPeople = OtherPeople()
        patient.isResult = isResult
        readCategories(of: members, isResult: isResult, &memory.paths, into: &patient)
        patient.day = sent
        if let person = group.person {
            reader.read(resources[person], into: &patient.claims, &patient.others, day: patient.day)
        }
        if let reference = group.reference {
            reader.readReference(reference, into: &patient.claims)
        }
        patient.identifiesPerson = !patient.claims.namesNobody
        if !patient.identifiesPerson, let reference = group.reference,
            !names.isCarrier(resources[0].type)
        {
            let literal = document.member(names.reference, of: reference) ?? reference
            patient.reference = patient.claims.append(literal, of: document)
        }
        if !patient.identifiesPerson, group.person == nil, group.reference == nil,
            !names.isCarrier(resources[0].type),
            let encounter = document.member(names.encounter, of: resources[0].place),
            let literal = document.member(names.reference, of: encounter),
            document[literal].kind == .string
        {
            // It is about whom its Encounter is about.
            patient.reference = patient.claims.append(literal, of: document)
        }
        memory.samples.read(members.lazy.map { [resources] in resources[$0] }, document, names)
        memory.samples.append(isResult: isResult, document, to: &patient)
        patient.isCancellation = isCancellation(members)
        patient.settle(
            isControl: !patient.identifiesPerson && group.reference == nil
                && isAboutThings(members)
        )
        return true
    }

    func saysSomething(of group: FHIRPeople.Group, _ members: ArraySlice<Int>) -> Bool {
        group.person != nil || members.contains { !resources[$0].isSilent }
    }

    /// Do all resources about one person count as a result? As their main one says.
    func isResult(_ members: ArraySlice<Int>) -> Bool {
        mainResource(of: members).map { names.isResult(resources[$0].type) } ?? false
    }

    private mutating func readCategories(
        of members: ArraySlice<Int>,
        isResult: Bool,
        _ paths: inout FHIRPathTexts,
        into patient: inout PatientReading
    ) {
        var categories: UInt64 = 0
        paths.beginPerson()
        for number in members {
            let findings = resources[number].findings
            categories |= isResult ? findings.results : findings.orders
            let range = resources[number].unclassified
            guard let first = range.first else { continue }
            if pathNumbers.isEmpty {
                pathNumbers = [Int32](repeating: -1, count: unclassified.count)
            }
            if pathNumbers[first] < 0 { readPaths(of: resources[number], &paths) }
            for place in range
            where isResult ? unclassified[place].inResults : unclassified[place].inOrders {
                paths.note(Int(pathNumbers[place]), &patient.unclassified)
            }
        }
        patient.categories = CategorySet(rawValue: categories)
        if !patient.unclassified.isEmpty { patient.categories.insert(.unclassified) }
    }

    private mutating func readPaths(of resource: FHIRResource, _ paths: inout FHIRPathTexts) {
        var path = FHIRPath(document, resource, names)
        for place in resource.unclassified {
            pathNumbers[place] = Int32(
                truncatingIfNeeded: paths.number(of: path.text(unclassified[place].anchor))
            )
        }
    }

    /// A report, an order, a result, in that order; else what comes first.
    func mainResource(of members: ArraySlice<Int>) -> Int? {
        var best: Int?
        var rank = Int.max
        for number in members {
            let type = resources[number].type
            let own =
                type == names.diagnosticReport
                ? 0
                : type == names.serviceRequest
                    ? 1 : type == names.observation ? 2 : names.isCarrier(type) ? 4 : 3
            if own < rank { (best, rank) = (number, own) }
        }
        return best
    }

    /// When the bundle was put together, else when its message was sent: nothing else in it is the day
    /// on which it was disclosed.
    private func daySent() -> Int? {
        guard names.isCarrier(resources[0].type) else { return nil }
        if let day = day(resources[0].date) { return day }
        let header = resources.first { $0.type == names.messageHeader }
        return header.flatMap { day($0.date) }
    }

    /// Days since 1970-01-01 of `yyyy-mm-dd…`.
    private func day(_ place: Int?) -> Int? {
        guard let place, document[place].kind == .string else { return nil }
        let text = document.raw(place)
        guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else {
            return nil
        }
        var number = 0
        for index in 0..<10 where index != 4 && index != 7 {
            guard text[index] >= 0x30, text[index] <= 0x39 else { return nil }
            number = number * 10 + Int(text[index] - 0x30)
        }
        let date = PartialDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        return date.flatMap { $0.isFull ? $0.dayNumber : nil }
    }

    /// Every order in it is revoked; its data were disclosed all the same.
    private func isCancellation(_ members: ArraySlice<Int>) -> Bool {
        var orders = 0
        for number in members where resources[number].type == names.serviceRequest {
            let status = resources[number].status.map(document.number) ?? 0
            guard status != 0, status == names.revoked || status == names.enteredInError else {
                return false
            }
            orders += 1
        }
        return orders > 0
    }

    /// Observations of which every subject is a device, a place or a substance: controls.
    private func isAboutThings(_ members: ArraySlice<Int>) -> Bool {
        var count = 0
        for number in members where resources[number].type == names.observation {
            guard let subject = document.member(names.subject, of: resources[number].place),
                let reference = document.member(names.reference, of: subject)
            else { return false }
            let parts = document.text(reference).split(separator: "/")
            guard let type = parts.dropLast().last,
                names.neverPersons.contains(document.vocabulary.number(of: type))
            else { return false }
            count += 1
        }
        return count > 0
    }
}
