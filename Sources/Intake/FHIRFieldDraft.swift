// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// The rows of the table gathered into a tree of elements, later rows over earlier ones.
struct FHIRFieldDraft {
    struct Edge: Hashable {
        var node: Int
        var name: String
        var isChoice: Bool
    }

    struct Node {
        var meaning: UInt16
        var qualified: [(text: String, node: Int)] = []
    }

    /// A node by the tree; node 0 is nowhere.
    private struct Place {
        var orders: FieldMeaning?
        var results: FieldMeaning?
        var parent = 0
        /// Of a data type: what has no row means what it stands in.
        var isType = false
        /// For a qualified node the one without the qualifier.
        var base = 0
        var qualifier = ""
        var children: [Edge: Int] = [:]
        var qualified: [Int] = []
    }

    private var places = [Place()]
    private(set) var roots: [String: Int] = [:]
    private(set) var anyResource = 0
    private(set) var meanings = [FHIRFieldLookup.Meaning()]
    private var numbers = [FHIRFieldLookup.Meaning(): UInt16(0)]
    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge: Int] = [:]

    private static let types = Set(FHIRDataType.allCases.map(\.rawValue))

    /// Places and meanings are numbered in sixteen bits; one number of a meaning stands for none.
    static let mostPlaces = Int(UInt16.max)
    static let mostMeanings = Int(UInt16.max)

    init(_ rows: [FHIRFieldRow]) throws(FieldMap.Excess) {
        for row in rows {
            add(row)
            try checkPlaces()
        }
        try settle()
    }

    private func checkPlaces() throws(FieldMap.Excess) {
        guard places.count <= FHIRFieldDraft.mostPlaces else {
            throw .elements(limit: FHIRFieldDraft.mostPlaces)
        }
    }

    /// Every name and every qualifier that a row spells.
    var names: [String] {
        edges.keys.sorted { ($0.name, $0.node) < ($1.name, $1.node) }
            .flatMap { FHIRFieldLookup.spellings(of: $0.name, $0.isChoice) }
            + roots.keys.sorted() + nodes.flatMap { $0.qualified.map(\.text) }
    }

    private mutating func add(_ row: FHIRFieldRow) {
        var place = root(row.steps[0].name)
        if !row.steps[0].qualifier.isEmpty { place = qualified(place, row.steps[0].qualifier) }
        for step in row.steps.dropFirst() {
            let edge = Edge(node: place, name: step.name, isChoice: step.isChoice)
            place = child(place, edge)
            if !step.qualifier.isEmpty { place = qualified(place, step.qualifier) }
        }
        if row.direction != .results { places[place].orders = row.meaning }
        if row.direction != .orders { places[place].results = row.meaning }
    }

    private mutating func root(_ name: String) -> Int {
        if let root = roots[name] { return root }
        places.append(Place(isType: FHIRFieldDraft.types.contains(name)))
        roots[name] = places.count - 1
        return places.count - 1
    }

    private mutating func child(_ place: Int, _ edge: Edge) -> Int {
        if let child = places[place].children[edge] { return child }
        places.append(Place(parent: place, isType: places[place].isType))
        places[place].children[edge] = places.count - 1
        return places.count - 1
    }

    private mutating func qualified(_ base: Int, _ qualifier: String) -> Int {
        if let known = places[base].qualified.first(where: { places[$0].qualifier == qualifier }) {
            return known
        }
        let parent = places[base].parent
        let isType = places[base].isType
        places.append(Place(parent: parent, isType: isType, base: base, qualifier: qualifier))
        places[base].qualified.append(places.count - 1)
        return places.count - 1
    }

    /// Gives every resource the rows of any resource and every node its meaning.
    private mutating func settle() throws(FieldMap.Excess) {
        anyResource = root("*")
        for (name, root) in roots.sorted(by: { $0.key < $1.key })
        where root != anyResource && !FHIRFieldDraft.types.contains(name) {
            // A resource that is about nobody has no text about anybody.
            if let whole = places[root].orders,
                whole.kind == .structural || whole.kind == .professional
            {
                continue
            }
            copy(anyResource, under: root)
            try checkPlaces()
        }
        for place in places.indices where places[place].base != 0 {
            copy(places[place].base, under: place)
            try checkPlaces()
        }
        nodes = [Node(meaning: FHIRFieldLookup.inherited)]
        var resolved: [Int: FHIRFieldLookup.Meaning?] = [:]
        for place in places.indices.dropFirst() {
            let meaning = meaning(place, &resolved)
            var node = Node(meaning: .max)
            if let meaning { node.meaning = try number(meaning) }
            node.qualified = places[place].qualified.map { (places[$0].qualifier, $0) }
            nodes.append(node)
            for (edge, child) in places[place].children {
                edges[Edge(node: place, name: edge.name, isChoice: edge.isChoice)] = child
            }
        }
    }

    /// The children of one node under another, where that has none of that name.
    private mutating func copy(_ source: Int, under place: Int) {
        for (edge, child) in places[source].children.sorted(by: { $0.key.name < $1.key.name }) {
            let own = Edge(node: place, name: edge.name, isChoice: edge.isChoice)
            let isNew = places[place].children[own] == nil
            let target = self.child(place, own)
            if isNew || places[target].orders == nil {
                places[target].orders = places[child].orders
            }
            if isNew || places[target].results == nil {
                places[target].results = places[child].results
            }
            for qualifiedChild in places[child].qualified {
                let same = qualified(target, places[qualifiedChild].qualifier)
                if places[same].orders == nil {
                    places[same].orders = places[qualifiedChild].orders
                }
                if places[same].results == nil {
                    places[same].results = places[qualifiedChild].results
                }
            }
            copy(child, under: target)
        }
    }

    /// Its own rows, else those of what it stands in; nil in a data type without rows of its own.
    private func meaning(
        _ place: Int,
        _ resolved: inout [Int: FHIRFieldLookup.Meaning?]
    ) -> FHIRFieldLookup.Meaning? {
        if let known = resolved[place] { return known }
        let own = places[place]
        var result: FHIRFieldLookup.Meaning?
        if let orders = own.orders, let results = own.results {
            result = FHIRFieldLookup.Meaning(orders: orders, results: results)
        } else {
            let around = own.base != 0 ? own.base : own.parent
            let outer = around == 0 || own.isType ? nil : meaning(around, &resolved)
            if own.orders != nil || own.results != nil {
                result = FHIRFieldLookup.Meaning(
                    orders: own.orders ?? outer?.orders ?? .unmapped,
                    results: own.results ?? outer?.results ?? .unmapped
                )
            } else {
                result = outer
            }
        }
        resolved[place] = result
        return result
    }

    private mutating func number(
        _ meaning: FHIRFieldLookup.Meaning
    ) throws(FieldMap.Excess) -> UInt16 {
        if let known = numbers[meaning] { return known }
        guard meanings.count < FHIRFieldDraft.mostMeanings else {
            throw .meanings(limit: FHIRFieldDraft.mostMeanings)
        }
        let number = UInt16(meanings.count)
        numbers[meaning] = number
        meanings.append(meaning)
        return number
    }
}
