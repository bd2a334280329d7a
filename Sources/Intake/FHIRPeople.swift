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
        /// Where a reference stands to somebody whose resource is not here.
        var reference: Int?
        var resources: [Int] = []
    }

    private let document: JSONDocument
    private let names: FHIRNames
    private let resources: UnsafeBufferPointer<FHIRResource>
    private let references: FHIRReferences
    private(set) var groups: [Group] = []
    /// The group of each resource, -1 as long as there is none, and further ones.
    private var owners: [Int32]
    private var coOwners: [Int: [Int]] = [:]
    private var outsiders: [String: Int] = [:]
    /// The resources that each resource is linked with, when that must be known.
    private var links: [[Int]] = []

    init(
        _ document: JSONDocument,
        _ names: FHIRNames,
        _ resources: UnsafeBufferPointer<FHIRResource>
    ) {
        self.document = document
        self.names = names
        self.resources = resources
        references = FHIRReferences(document, resources)
        owners = [Int32](repeating: -1, count: resources.count)
        for number in resources.indices where resources[number].isPerson {
            owners[number] = Int32(groups.count)
            groups.append(Group(person: number))
        }
        var isOpen = false
        for number in resources.indices where !resources[number].isPerson {
            readWhom(number)
            if owners[number] < 0, !resources[number].isSilent { isOpen = true }
        }
        if isOpen {
            links = Array(repeating: [], count: resources.count)
            for number in resources.indices { readLinks(number) }
            spread()
            settle()
        }
        for number in resources.indices where owners[number] >= 0 {
            groups[Int(owners[number])].resources.append(number)
            for group in coOwners[number] ?? [] { groups[group].resources.append(number) }
        }
    }

    /// Reads the references that say whom a resource is about.
    private mutating func readWhom(_ number: Int) {
        let end = Int(document[resources[number].place].end)
        var place = resources[number].place + 1
        while place < end {
            let token = document[place]
            if token.kind == .name {
                place += 1
            } else if names.saysWhom[Int(token.name)] {
                if token.kind == .object {
                    readSubject(place, number)
                } else {
                    document.forEachElement(of: place) { readSubject($0, number) }
                }
            }
            place = document.next(place)
        }
    }

    private mutating func readSubject(_ element: Int, _ number: Int) {
        guard document[element].kind == .object else { return }
        if let reference = document.member(names.reference, of: element) {
            if readPerson(reference, number, element) { return }
        }
        if document.member(names.identifier, of: element) != nil {
            return own(number, outsider(element, element))
        }
        // `participant.actor`, `member.entity`: the person stands one deeper.
        for inner in element + 1..<Int(document[element].end)
        where document[inner].name == names.reference {
            _ = readPerson(inner, number, nil)
        }
    }

    /// Is it a reference to a person? Then the resource is about them.
    private mutating func readPerson(_ reference: Int, _ number: Int, _ element: Int?) -> Bool {
        guard document[reference].kind == .string else { return false }
        if let target = references.target(of: reference, from: number) {
            if resources[target].isPerson { own(number, Int(owners[target])) }
            return resources[target].isPerson
        }
        guard isPersonReference(reference) else { return false }
        own(number, outsider(reference, element))
        return true
    }

    /// Reads the other references of a resource: to people when nobody was told, else to resources
    /// that are about the same person.
    private mutating func readLinks(_ number: Int) {
        let resource = resources[number]
        guard !names.isCarrier(resource.type) else { return }
        if let container = resource.container { link(number, container) }
        let isTold = owners[number] >= 0
        var place = resource.place + 1
        while place < Int(document[resource.place].end) {
            let token = document[place]
            if token.name == names.contained, token.isContainer {
                place = Int(token.end)
                continue
            }
            if token.name == names.reference, token.kind == .string {
                if let target = references.target(of: place, from: number),
                    !resources[target].isPerson
                {
                    if target != number { link(number, target) }
                } else if !isTold {
                    _ = readPerson(place, number, nil)
                }
            }
            place += 1
        }
    }

    private mutating func link(_ one: Int, _ other: Int) {
        links[one].append(other)
        links[other].append(one)
    }

    private mutating func own(_ number: Int, _ group: Int) {
        if owners[number] < 0 {
            owners[number] = Int32(group)
        } else if owners[number] != group, coOwners[number]?.contains(group) != true {
            coOwners[number, default: []].append(group)
        }
    }

    /// `Patient/7`, `https://example.org/fhir/Person/7`, `Patient?identifier=…`.
    private func isPersonReference(_ place: Int) -> Bool {
        let text = document.text(place)
        let path = text.prefix { $0 != "?" }.split(separator: "/")
        if text.contains("?") { return path.last.map(FHIRPeople.isPerson) ?? false }
        return path.dropLast().contains(where: FHIRPeople.isPerson)
    }

    private static func isPerson(_ name: Substring) -> Bool {
        name == "Patient" || name == "Person"
    }

    /// The group of somebody whose resource is not here, by the reference or the number in it.
    private mutating func outsider(_ key: Int, _ element: Int?) -> Int {
        let text = identity(key)
        if let known = outsiders[text] { return known }
        outsiders[text] = groups.count
        groups.append(Group(reference: element ?? key))
        return groups.count - 1
    }

    private func identity(_ place: Int) -> String {
        guard document[place].kind == .object else { return document.text(place) }
        guard let identifier = document.member(names.identifier, of: place) else { return "" }
        let parts = [names.system, names.value].map { name in
            document.member(name, of: identifier).map(document.text) ?? ""
        }
        return parts.joined(separator: "|")
    }

    /// What says nothing of its own is about whom it is linked with.
    private mutating func spread() {
        let told = owners.map { $0 >= 0 }
        var open = told.indices.filter { told[$0] }
        while let next = open.popLast() {
            for neighbour in links[next] where !told[neighbour] {
                let before = coOwners[neighbour]?.count
                let isNew = owners[neighbour] < 0
                own(neighbour, Int(owners[next]))
                for group in coOwners[next] ?? [] { own(neighbour, group) }
                if isNew || before != coOwners[neighbour]?.count { open.append(neighbour) }
            }
        }
    }

    private mutating func settle() {
        let only = groups.count == 1
        for number in resources.indices where owners[number] < 0 && !resources[number].isSilent {
            if only {
                owners[number] = 0
                continue
            }
            owners[number] = Int32(groups.count)
            groups.append(Group())
            joinLinked(number)
        }
    }

    /// Resources that are linked with one that nobody owns belong to the same unknown person.
    private mutating func joinLinked(_ number: Int) {
        var open = [number]
        while let next = open.popLast() {
            for neighbour in links[next] where owners[neighbour] < 0 {
                owners[neighbour] = owners[number]
                open.append(neighbour)
            }
        }
    }
}
