// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Divides the resources of a document among the people they are about.
///
/// A resource is about whom its subject, patient, beneficiary or the like points to, else any person
/// it refers to; else it is about whom the resources that it is linked with are about; else about the
/// only person there is. What is left is about a person that the document does not tell: linked
/// resources are about the same one.
struct FHIRPeople {
    /// A person, or somebody who is not told, with the resources about them.
    struct Group {
        var person: Int?
        /// A reference to somebody whose resource is not here.
        var reference: Int?
        var resources: [Int] = []
    }

    private let document: JSONDocument
    private let names: FHIRNames
    private let resources: [FHIRResource]
    private let references: FHIRReferences
    private(set) var groups: [Group] = []
    /// The groups of each resource, the first one its own.
    private var owners: [[Int]]
    private var links: [(Int, Int)] = []

    init(_ document: JSONDocument, _ names: FHIRNames, _ resources: [FHIRResource]) {
        self.document = document
        self.names = names
        self.resources = resources
        references = FHIRReferences(document, resources)
        owners = Array(repeating: [], count: resources.count)
        for number in resources.indices where resources[number].isPerson {
            owners[number] = [groups.count]
            groups.append(Group(person: number))
        }
        for number in resources.indices where !resources[number].isPerson { readWhom(number) }
        spread()
        settle()
    }

    /// Reads the references of a resource: those that say whom it is about, and links.
    private mutating func readWhom(_ number: Int) {
        let resource = resources[number]
        if let container = resource.container { links.append((number, container)) }
        var others: [Int] = []
        let end = Int(document[resource.place].end)
        var place = resource.place + 1
        while place < end {
            let token = document[place]
            if token.kind == .name {
                place += 1
            } else if token.name == names.contained, token.isContainer {
                // Those are resources of their own.
            } else if names.saysWhom[Int(token.name)] {
                document.forEachElement(of: place) { readSubject($0, number) }
            } else if token.isContainer {
                for inner in place..<Int(token.end) where document[inner].name == names.reference {
                    if document[inner].kind == .string { others.append(inner) }
                }
            }
            place = document.next(place)
        }
        let isTold = !owners[number].isEmpty
        for other in others {
            guard let target = references.target(of: other, from: number) else {
                if !isTold, isPersonReference(other) { own(number, outsider(other)) }
                continue
            }
            if resources[target].isPerson {
                if !isTold { own(number, owners[target][0]) }
            } else if target != number {
                links.append((number, target))
            }
        }
    }

    private mutating func readSubject(_ element: Int, _ number: Int) {
        guard document[element].kind == .object else { return }
        if let reference = document.member(names.reference, of: element),
            document[reference].kind == .string
        {
            if let target = references.target(of: reference, from: number) {
                if resources[target].isPerson { return own(number, owners[target][0]) }
                if target != number { links.append((number, target)) }
                return
            }
            if isPersonReference(reference) { return own(number, outsider(reference, element)) }
        }
        if document.member(names.identifier, of: element) != nil {
            own(number, outsider(element, element))
        } else {
            // `participant.actor`, `member.entity`: the person stands one deeper.
            for inner in element..<Int(document[element].end)
            where inner > element && document[inner].name == names.reference {
                guard document[inner].kind == .string else { continue }
                if let target = references.target(of: inner, from: number) {
                    if resources[target].isPerson { own(number, owners[target][0]) }
                } else if isPersonReference(inner) {
                    own(number, outsider(inner))
                }
            }
        }
    }

    private mutating func own(_ number: Int, _ group: Int) {
        if !owners[number].contains(group) { owners[number].append(group) }
    }

    /// `Patient/7`, `https://example.org/fhir/Person/7`, `Patient?identifier=…`.
    private func isPersonReference(_ place: Int) -> Bool {
        let text = document.raw(place)
        return FHIRPeople.persons.contains { name in
            guard text.count > name.count else { return false }
            for start in 0..<text.count - name.count
            where start == 0 || text[start - 1] == UInt8(ascii: "/") {
                let next = text[start + name.count]
                if next == UInt8(ascii: "/") || next == UInt8(ascii: "?"),
                    text[start..<start + name.count].elementsEqual(name)
                {
                    return true
                }
            }
            return false
        }
    }

    private static let persons = [Array("Patient".utf8), Array("Person".utf8)]

    /// The group of somebody whose resource is not here, by the reference or the number in it.
    private mutating func outsider(_ key: Int, _ element: Int? = nil) -> Int {
        let text = identity(key)
        if let known = groups.firstIndex(where: { group in
            group.reference.map { identity($0) == text } ?? false
        }) {
            return known
        }
        groups.append(Group(reference: element ?? key))
        return groups.count - 1
    }

    private func identity(_ place: Int) -> String {
        guard document[place].kind == .object else { return document.text(place) }
        if let reference = document.member(names.reference, of: place) {
            return document.text(reference)
        }
        guard let identifier = document.member(names.identifier, of: place) else { return "" }
        let parts = [names.system, names.value].map { name in
            document.member(name, of: identifier).map(document.text) ?? ""
        }
        return parts.joined(separator: "|")
    }

    /// What says nothing of its own is about whom it is linked with.
    private mutating func spread() {
        var isMoving = true
        var rounds = 0
        let told = owners.map { !$0.isEmpty }
        while isMoving, rounds < resources.count {
            isMoving = false
            rounds += 1
            for (one, other) in links {
                for (from, to) in [(one, other), (other, one)] where !told[to] {
                    for group in owners[from] where !owners[to].contains(group) {
                        owners[to].append(group)
                        isMoving = true
                    }
                }
            }
        }
    }

    private mutating func settle() {
        let only = groups.count == 1 ? 0 : nil
        for number in resources.indices where owners[number].isEmpty {
            guard !resources[number].findings.isEmpty else { continue }
            if let only {
                owners[number] = [only]
                continue
            }
            owners[number] = [groups.count]
            groups.append(Group())
            joinLinked(number)
        }
        for number in resources.indices {
            for group in owners[number] { groups[group].resources.append(number) }
        }
    }

    /// Resources that are linked with one that nobody owns belong to the same unknown person.
    private mutating func joinLinked(_ number: Int) {
        var open = [number]
        let group = owners[number][0]
        while let next = open.popLast() {
            for (one, other) in links where one == next || other == next {
                let neighbour = one == next ? other : one
                guard owners[neighbour].isEmpty else { continue }
                owners[neighbour] = [group]
                open.append(neighbour)
            }
        }
    }
}
