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
        /// In `members`, once all are known.
        fileprivate(set) var members = 0..<0
    }

    /// What is divided.
    struct Scope {
        let document: JSONDocument
        unowned(unsafe) let names: FHIRNames
        let resources: UnsafeBufferPointer<FHIRResource>
        var references: FHIRReferences

        init(
            _ document: JSONDocument,
            _ names: FHIRNames,
            _ resources: UnsafeBufferPointer<FHIRResource>
        ) {
            self.document = document
            self.names = names
            self.resources = resources
            references = FHIRReferences(document, resources)
        }

        /// What reading a resource for one more person costs at most, in bytes: the paths and the
        /// sample numbers of it.
        func cost(_ number: Int) -> Int {
            let resource = resources[number]
            return 16 + 8 * resource.unclassified.count
                + FHIRSamples.cost(of: resource, document, names)
        }
    }

    private(set) var groups: [Group] = []
    /// The resources of each group, one group after the other.
    private var members: [Int] = []
    /// The group of each resource, -1 as long as there is none, and further ones.
    private var owners: [Int32] = []
    private var coOwners: [Int: [Int]] = [:]
    /// By group: the resource that took it last as an owner.
    private var takenBy: [Int32] = []
    private var outsiders: [String: Int] = [:]
    /// Where the last reference stands that points to a person here, in which resource, and the
    /// person's group.
    private var lastToPerson: (reference: Int, source: Int, group: Int)?
    /// Which resources are linked, when that must be known.
    private var links = FHIRLinks()
    /// How much may still be read over again because it is about several people, in bytes.
    private var left = 0

    /// So many bytes are read over again.
    static let mostInCommon = 64 << 20

    /// Divides the resources of the next document, in the memory of the one before. False when too
    /// much of it is about too many: each resource is read for everybody whom it is about.
    mutating func divide(_ scope: Scope) -> Bool {
        let resources = scope.resources
        groups.removeAll(keepingCapacity: true)
        members.removeAll(keepingCapacity: true)
        owners.removeAll(keepingCapacity: true)
        takenBy.removeAll(keepingCapacity: true)
        lastToPerson = nil
        left = FHIRPeople.mostInCommon
        if !coOwners.isEmpty { coOwners = [:] }
        if !outsiders.isEmpty { outsiders = [:] }
        for number in resources.indices {
            guard resources[number].isPerson else {
                owners.append(-1)
                continue
            }
            owners.append(Int32(groups.count))
            add(Group(person: number))
        }
        var isOpen = false
        for number in resources.indices where !resources[number].isPerson {
            if resources[number].saysWhom { readWhom(number, scope) }
            if owners[number] < 0, !resources[number].isSilent { isOpen = true }
        }
        if isOpen {
            links.removeAll()
            for number in resources.indices { readLinks(number, scope) }
            links.settle(count: resources.count)
            spread(scope)
            settle(scope)
        }
        for (number, others) in coOwners { left -= others.count * scope.cost(number) }
        guard left >= 0 else { return false }
        gather()
        return true
    }

    private mutating func add(_ group: Group) {
        groups.append(group)
        takenBy.append(-1)
    }

    /// The resources that are about the person of a group.
    func resources(of group: Group) -> ArraySlice<Int> { members[group.members] }

    /// Puts the resources of each group one behind the other.
    private mutating func gather() {
        func forEachOwner(_ body: (_ group: Int, _ number: Int) -> Void) {
            for number in owners.indices where owners[number] >= 0 {
                body(Int(owners[number]), number)
                for group in coOwners[number] ?? [] { body(group, number) }
            }
        }
        guard groups.count != 1 else {
            for number in owners.indices where owners[number] >= 0 { members.append(number) }
            groups[0].members = members.indices
            return
        }
        var counts = [Int](repeating: 0, count: groups.count)
        forEachOwner { group, _ in counts[group] += 1 }
        var start = 0
        for group in groups.indices {
            groups[group].members = start..<start
            start += counts[group]
        }
        members = [Int](repeating: 0, count: start)
        forEachOwner { group, number in
            let place = groups[group].members.upperBound
            members[place] = number
            groups[group].members = groups[group].members.lowerBound..<place + 1
        }
    }

    /// Reads the references that say whom a resource is about.
    private mutating func readWhom(_ number: Int, _ scope: Scope) {
        let document = scope.document
        let resource = scope.resources[number].place
        let end = Int(document[resource].end)
        var place = resource + 1
        while place < end {
            let token = document[place]
            if token.kind == .name {
                place += 1
            } else if scope.names.role(of: token.name) == .whom {
                if token.kind == .object {
                    readSubject(place, token.name, number, scope)
                } else {
                    document.forEachElement(of: place) {
                        readSubject($0, token.name, number, scope)
                    }
                }
            }
            place = document.next(place)
        }
    }

    /// `name`: of the member that the element is, or is in the array of.
    private mutating func readSubject(
        _ element: Int,
        _ name: UInt16,
        _ number: Int,
        _ scope: Scope
    ) {
        let (document, names) = (scope.document, scope.names)
        guard document[element].kind == .object else { return }
        let reference = document.member(names.reference, of: element)
        if let reference, readPerson(reference, number, (element, name), scope) { return }
        if document.member(names.identifier, of: element) != nil {
            return own(number, outsider(element, number, element, scope))
        }
        if reference == nil, names.isSubject(name),
            let display = document.member(names.display, of: element), document.isFilled(display)
        {
            // Somebody who is only called by a name: not the one whose resource happens to be here.
            return own(number, outsider(display, number, nil, scope))
        }
        // `participant.actor`, `member.entity`: the person stands one deeper.
        for inner in element + 1..<Int(document[element].end)
        where document[inner].name == names.reference {
            _ = readPerson(inner, number, nil, scope)
        }
    }

    /// Is it a reference to a person? Then the resource is about them. `subject` is the element that
    /// it stands in, and its name.
    private mutating func readPerson(
        _ reference: Int,
        _ number: Int,
        _ subject: (element: Int, name: UInt16)?,
        _ scope: Scope
    ) -> Bool {
        let document = scope.document
        guard document[reference].kind == .string else { return false }
        let identifier = subject.flatMap { document.member(scope.names.identifier, of: $0.element) }
        // Most of a bundle is about the same one.
        if identifier == nil, let last = lastToPerson, document.isSame(last.reference, reference),
            scope.references.meanSame(reference, from: last.source, and: number)
        {
            own(number, last.group)
            return true
        }
        guard let target = scope.references.target(of: reference, from: number) else {
            guard isPerson(reference, subject?.name, scope) else { return false }
            own(number, outsider(reference, number, subject?.element, scope))
            return true
        }
        guard scope.resources[target].isPerson else { return false }
        if let identifier, contradicts(identifier, scope.resources[target], scope) {
            own(number, outsider(reference, number, nil, scope, isInDoubt: true))
            return true
        }
        let group = Int(owners[target])
        own(number, group)
        lastToPerson = (reference, number, group)
        return true
    }

    /// Does a person have another number of the same system than the one that a reference to them
    /// gives?
    private func contradicts(
        _ identifier: Int,
        _ person: FHIRResource,
        _ scope: Scope
    ) -> Bool {
        let (document, names) = (scope.document, scope.names)
        guard let system = document.member(names.system, of: identifier),
            let value = document.member(names.value, of: identifier),
            document[value].kind == .string,
            let own = document.member(names.identifier, of: person.place)
        else { return false }
        var (isAny, isSame) = (false, false)
        document.forEachElement(of: own) { candidate in
            guard let other = document.member(names.system, of: candidate),
                document.isSame(system, other)
            else { return }
            isAny = true
            if let other = document.member(names.value, of: candidate),
                document.isSame(value, other)
            {
                isSame = true
            }
        }
        return isAny && !isSame
    }

    /// Does a reference that leads out of the document, or cannot be told, point to a person? A subject
    /// is one unless it says that it is a thing.
    private func isPerson(_ reference: Int, _ subject: UInt16?, _ scope: Scope) -> Bool {
        if isPersonReference(reference, scope.document) { return true }
        guard let subject else { return false }
        return scope.names.isSubject(subject)
            && !scope.names.isThing(scope.document.text(reference), scope.document.vocabulary)
    }

    /// Reads the other references of a resource: to people when nobody was told, else to resources
    /// that are about the same person.
    private mutating func readLinks(_ number: Int, _ scope: Scope) {
        let (document, names) = (scope.document, scope.names)
        let resource = scope.resources[number]
        guard !names.isCarrier(resource.type) else { return }
        if let container = resource.container { links.add(number, container) }
        let isTold = owners[number] >= 0
        var place = resource.place + 1
        while place < Int(document[resource.place].end) {
            let token = document[place]
            if token.name == names.contained, token.isContainer {
                place = Int(token.end)
                continue
            }
            if token.name == names.reference, token.kind == .string {
                if let target = scope.references.target(of: place, from: number),
                    !scope.resources[target].isPerson
                {
                    if target != number { links.add(number, target) }
                } else if !isTold {
                    _ = readPerson(place, number, nil, scope)
                }
            }
            place += 1
        }
    }

    /// Everything that says whom a resource is about is read at one go.
    private mutating func own(_ number: Int, _ group: Int) {
        guard takenBy[group] != number else { return }
        takenBy[group] = Int32(number)
        if owners[number] < 0 {
            owners[number] = Int32(group)
        } else {
            coOwners[number, default: []].append(group)
        }
    }

    /// `Patient/7`, `https://example.org/fhir/Person/7`, `Patient?identifier=…`.
    private func isPersonReference(_ place: Int, _ document: JSONDocument) -> Bool {
        let text = document.text(place)
        let path = text.prefix { $0 != "?" }.split(separator: "/")
        if text.contains("?") { return path.last.map(FHIRPeople.isPerson) ?? false }
        return path.dropLast().contains(where: FHIRPeople.isPerson)
    }

    private static func isPerson(_ name: Substring) -> Bool {
        name == "Patient" || name == "Person"
    }

    /// The group of somebody whose resource is not here or is not certain, by the reference and the
    /// number in it.
    private mutating func outsider(
        _ key: Int,
        _ number: Int,
        _ element: Int?,
        _ scope: Scope,
        isInDoubt: Bool = false
    ) -> Int {
        let isReference = scope.document[key].name == scope.names.reference
        let parts = [
            isInDoubt ? "?" : "", isReference ? scope.references.scope(of: key, from: number) : "",
            isReference ? scope.document.text(key) : "", identity(element ?? key, scope),
        ]
        let text = parts.joined(separator: "|")
        if let known = outsiders[text] { return known }
        outsiders[text] = groups.count
        add(Group(reference: isInDoubt ? nil : element ?? key))
        return groups.count - 1
    }

    private func identity(_ place: Int, _ scope: Scope) -> String {
        let (document, names) = (scope.document, scope.names)
        guard document[place].kind == .object else { return document.text(place) }
        guard let identifier = document.member(names.identifier, of: place) else { return "" }
        let parts = [names.system, names.value].map { name in
            document.member(name, of: identifier).map(document.text) ?? ""
        }
        return parts.joined(separator: "|")
    }

    /// What says nothing of its own is about whom it is linked with, and so is what is linked with that:
    /// all that hangs together is about the same people.
    private mutating func spread(_ scope: Scope) {
        let isTold = owners.map { $0 >= 0 }
        // Beside the numbers of resources, which stand there from before.
        var mark = Int32(owners.count)
        var seen = [Int32](repeating: -1, count: owners.count)
        for first in owners.indices where !isTold[first] && seen[first] < 0 {
            mark += 1
            var part = [first]
            var people: [Int] = []
            var next = 0
            seen[first] = mark
            while next < part.count {
                for neighbour in links[part[next]] where seen[neighbour] != mark {
                    seen[neighbour] = mark
                    guard isTold[neighbour] else {
                        part.append(neighbour)
                        continue
                    }
                    take(Int(owners[neighbour]), mark, &people)
                    for group in coOwners[neighbour] ?? [] { take(group, mark, &people) }
                    if left < 0 { return }
                }
                next += 1
            }
            guard let owner = people.first else { continue }
            people.removeFirst()
            for number in part {
                owners[number] = Int32(owner)
                if !people.isEmpty { coOwners[number] = people }
            }
        }
    }

    private mutating func take(_ group: Int, _ mark: Int32, _ people: inout [Int]) {
        left -= 16
        guard takenBy[group] != mark else { return }
        takenBy[group] = mark
        people.append(group)
    }

    /// What is left is about a person that the document does not tell; resources that are linked are
    /// about the same one.
    private mutating func settle(_ scope: Scope) {
        let only = groups.count == 1
        for number in owners.indices
        where owners[number] < 0 && !scope.resources[number].isSilent {
            if only {
                owners[number] = 0
                continue
            }
            owners[number] = Int32(groups.count)
            add(Group())
            var open = [number]
            while let next = open.popLast() {
                for neighbour in links[next] where owners[neighbour] < 0 {
                    owners[neighbour] = owners[number]
                    open.append(neighbour)
                }
            }
        }
    }
}

/// Which resources of a document are linked with which, in two flat lists.
struct FHIRLinks {
    private var pairs: [(Int32, Int32)] = []
    /// Where the neighbours of each resource begin; one more than there are resources.
    private var starts: [Int32] = []
    private var neighbours: [Int32] = []

    mutating func removeAll() { pairs.removeAll(keepingCapacity: pairs.count <= 4096) }

    mutating func add(_ one: Int, _ other: Int) {
        pairs.append((Int32(truncatingIfNeeded: one), Int32(truncatingIfNeeded: other)))
    }

    /// When all pairs are there.
    mutating func settle(count: Int) {
        starts = [Int32](repeating: 0, count: count + 1)
        for (one, other) in pairs {
            starts[Int(one) + 1] += 1
            starts[Int(other) + 1] += 1
        }
        for number in 0..<count { starts[number + 1] += starts[number] }
        var free = starts
        neighbours = [Int32](repeating: 0, count: pairs.count * 2)
        for (one, other) in pairs {
            neighbours[Int(free[Int(one)])] = other
            free[Int(one)] += 1
            neighbours[Int(free[Int(other)])] = one
            free[Int(other)] += 1
        }
    }

    subscript(number: Int) -> LazyMapSequence<ArraySlice<Int32>, Int> {
        neighbours[Int(starts[number])..<Int(starts[number + 1])].lazy.map { Int($0) }
    }
}
