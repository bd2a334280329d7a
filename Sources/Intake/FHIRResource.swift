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
    var container: Int?
    /// Where `entry.fullUrl` stands.
    var fullURL: Int?
    /// Where its id stands.
    var id: Int?
    /// Where it says when it was written or issued.
    var date: Int?
    var status: Int?
    var meta: Int?
    var isPerson = false
    var findings = FHIRWalk.Findings()
    /// Which of the unclassified elements of the document are in it.
    var unclassified = 0..<0

    var isSilent: Bool { findings.orders | findings.results == 0 && unclassified.isEmpty }
}

/// Finds the resources of a document, the outermost first.
struct FHIRResources {
    private let document: JSONDocument
    private let names: FHIRNames
    private(set) var list: [FHIRResource] = []

    /// Nil when the document is no resource.
    init?(_ document: JSONDocument, _ names: FHIRNames) {
        self.document = document
        self.names = names
        guard let type = document.member(names.resourceType, of: 0),
            document[type].kind == .string, document[type].range.count > 0
        else { return nil }
        list.reserveCapacity(8)
        add(0, container: nil, fullURL: nil)
    }

    private mutating func add(_ place: Int, container: Int?, fullURL: Int?) {
        guard document[place].kind == .object else { return }
        var resource = FHIRResource(place: place, type: 0, typePlace: -1)
        var contained: Int?
        var entries: Int?
        var rank = UInt8.max
        let end = Int(document[place].end)
        var member = place + 1
        while member < end {
            let token = document[member]
            switch token.name {
            case 0: if token.kind == .name { member += 1 }
            case names.resourceType: resource.typePlace = member
            case names.id: resource.id = member
            case names.contained: contained = member
            case names.entry, names.parameter: entries = member
            case names.status: resource.status = member
            case names.meta: resource.meta = member
            default:
                let own = names.dateRank[Int(token.name)]
                if own < rank, token.kind == .string { (rank, resource.date) = (own, member) }
            }
            member = document.next(member)
        }
        guard resource.typePlace >= 0, document[resource.typePlace].kind == .string else { return }
        resource.type = document.number(resource.typePlace)
        resource.container = container
        resource.fullURL = fullURL
        resource.isPerson = names.isPerson[Int(resource.type)]
        list.append(resource)
        let own = list.count - 1
        if let entries, resource.type == names.bundle { addEntries(entries) }
        if let entries, resource.type == names.parameters { addParameters(entries) }
        guard let contained else { return }
        forEach(contained) { $0.add($1, container: container ?? own, fullURL: nil) }
    }

    private mutating func addEntries(_ entries: Int) {
        forEach(entries) { resources, entry in
            let document = resources.document
            let names = resources.names
            guard let resource = document.member(names.resource, of: entry) else { return }
            let fullURL = document.member(names.fullUrl, of: entry)
            resources.add(resource, container: nil, fullURL: fullURL)
        }
    }

    private mutating func addParameters(_ parameters: Int) {
        forEach(parameters) { resources, parameter in
            let names = resources.names
            if let resource = resources.document.member(names.resource, of: parameter) {
                resources.add(resource, container: nil, fullURL: nil)
            }
            if let parts = resources.document.member(names.part, of: parameter) {
                resources.addParameters(parts)
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
