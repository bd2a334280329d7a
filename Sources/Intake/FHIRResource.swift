// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// A resource in a document: by itself, in a bundle, contained in another.
struct FHIRResource {
    /// Where it stands.
    var place: Int
    /// The number of its type in the vocabulary; 0 when no row knows the type.
    var type: UInt16
    /// Where the text of its type stands.
    var typePlace: Int
    /// The resource that contains it.
    @TokenPlace var container: Int?
    /// The bundle or the parameters that it stands in as an entry.
    @TokenPlace var carrier: Int?
    /// Where `entry.fullUrl` stands, when it is a string.
    @TokenPlace var fullURL: Int?
    /// Where its id stands, when it is a string.
    @TokenPlace var id: Int?
    /// Where it says when it was sent.
    @TokenPlace var date: Int?
    @TokenPlace var status: Int?
    var isPerson = false
    /// Does an element stand in it that tells whom such a resource is about?
    var saysWhom = false
    var findings = FHIRWalk.Findings()
    /// Which of the unclassified elements of the document are in it.
    var unclassified = 0..<0

    var isSilent: Bool { findings.orders | findings.results == 0 && unclassified.isEmpty }
}

/// Where a token stands, or nil, in four bytes.
@propertyWrapper
struct TokenPlace {
    private var place: Int32 = -1

    init() {}

    var wrappedValue: Int? {
        get { place < 0 ? nil : Int(place) }
        set { place = newValue.map { Int32(truncatingIfNeeded: $0) } ?? -1 }
    }
}

/// Finds the resources of a document, the outermost first.
struct FHIRResources {
    private let document: JSONDocument
    private unowned(unsafe) let names: FHIRNames
    private(set) var list: [FHIRResource]

    /// `memory` is a list that is no longer needed. The list is empty when the document is no
    /// resource.
    init(_ document: JSONDocument, _ names: FHIRNames, memory: consuming [FHIRResource] = []) {
        self.document = document
        self.names = names
        memory.removeAll(keepingCapacity: true)
        list = memory
        guard let type = document.member(names.resourceType, of: 0),
            document[type].kind == .string, document[type].range.count > 0
        else { return }
        add(0)
    }

    private mutating func add(
        _ place: Int,
        container: Int? = nil,
        carrier: Int? = nil,
        fullURL: Int? = nil
    ) {
        guard document[place].kind == .object else { return }
        var resource = FHIRResource(place: place, type: 0, typePlace: -1)
        var contained: Int?
        var entries: Int?
        let end = Int(document[place].end)
        var member = place + 1
        while member < end {
            let token = document[member]
            switch names.role(of: token.name) {
            case .none: if token.kind == .name { member += 1 }
            case .resourceType: resource.typePlace = member
            case .id: if token.kind == .string { resource.id = member }
            case .contained: contained = member
            case .entries: entries = member
            case .status: resource.status = member
            case .date: if token.kind == .string { resource.date = member }
            case .whom: resource.saysWhom = true
            }
            member = document.next(member)
        }
        guard resource.typePlace >= 0, document[resource.typePlace].kind == .string else { return }
        resource.type = document.number(resource.typePlace)
        resource.container = container
        resource.carrier = carrier
        resource.fullURL = fullURL
        resource.isPerson = names.isPerson[Int(resource.type)]
        list.append(resource)
        let own = list.count - 1
        if let entries, resource.type == names.bundle { addEntries(entries, own) }
        if let entries, resource.type == names.parameters { addParameters(entries, own) }
        guard let contained else { return }
        forEach(contained) { $0.add($1, container: container ?? own, carrier: carrier) }
    }

    private mutating func addEntries(_ entries: Int, _ carrier: Int) {
        forEach(entries) { resources, entry in
            let document = resources.document
            let names = resources.names
            guard let resource = document.member(names.resource, of: entry) else { return }
            let fullURL = document.member(names.fullUrl, of: entry)
            let isText = fullURL.map { document[$0].kind == .string } ?? false
            resources.add(resource, carrier: carrier, fullURL: isText ? fullURL : nil)
        }
    }

    private mutating func addParameters(_ parameters: Int, _ carrier: Int) {
        forEach(parameters) { resources, parameter in
            let names = resources.names
            if let resource = resources.document.member(names.resource, of: parameter) {
                resources.add(resource, carrier: carrier)
            }
            if let parts = resources.document.member(names.part, of: parameter) {
                resources.addParameters(parts, carrier)
            }
        }
    }

    private mutating func forEach(_ array: Int, _ body: (inout FHIRResources, Int) -> Void) {
        guard document[array].kind == .array else { return body(&self, array) }
        let end = Int(document[array].end)
        var place = array + 1
        while place < end {
            body(&self, place)
            place = document.next(place)
        }
    }
}
