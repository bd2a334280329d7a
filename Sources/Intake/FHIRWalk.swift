// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Goes through the filled elements of resources with what the table says of each.
struct FHIRWalk {
    /// The categories found in a resource, for both directions.
    struct Findings {
        var orders: UInt64 = 0
        var results: UInt64 = 0
    }

    /// An element that no row maps.
    struct Unclassified {
        var anchor: Int
        var inOrders: Bool
        var inResults: Bool
    }

    /// Where the walk is: in the rows of the resource, in those of a data type, and what holds there.
    private struct State {
        var node: UInt16
        var type: UInt16
        var meaning: UInt16
        /// In an extension: it is named as a whole.
        var isWhole = false
        /// The element that its row is of.
        var anchor: Int
    }

    private var values: FHIRValues
    private let view: FHIRFieldLookup.View
    private unowned(unsafe) let names: FHIRNames
    private var findings = Findings()
    private(set) var unclassified: [Unclassified] = []
    /// Called for every filled value with its meaning, for `inspect`; nil for speed.
    var each: ((_ anchor: Int, FHIRFieldLookup.Meaning) -> Void)?

    init(_ document: JSONDocument, _ view: FHIRFieldLookup.View) {
        values = FHIRValues(document)
        self.view = view
        names = view.names
    }

    /// The same, out of what was found in a resource of the same shape.
    mutating func findings(in resource: FHIRResource, _ shapes: inout FHIRShapes) -> Findings {
        let shape = values.shape(of: resource.place)
        guard shape != 0 else { return findings(in: resource) }
        if let known = shapes.findings(of: shape, resource.place, values, &unclassified) {
            return known
        }
        let first = unclassified.count
        values.beginNoting()
        let found = findings(in: resource)
        let questions = values.endNoting()
        shapes.keep(shape, resource.place, questions, found, unclassified[first...])
        return found
    }

    /// What is in a resource, save the resources that it contains or carries.
    mutating func findings(in resource: FHIRResource) -> Findings {
        findings(in: resource.place, typeAt: resource.typePlace)
    }

    private mutating func findings(in resource: Int, typeAt typePlace: Int) -> Findings {
        findings = Findings()
        var root = view.root(of: values.number(typePlace))
        if let row = view.qualified(view.nodes[Int(root)], resource, &values) {
            root = row.node
        }
        let meaning = view.nodes[Int(root)].meaning
        let state = State(
            node: root,
            type: 0,
            meaning: meaning == FHIRFieldLookup.inherited ? FHIRFieldLookup.unmapped : meaning,
            anchor: resource
        )
        walkMembers(of: resource, state, isResource: true)
        return findings
    }

    private mutating func walkMembers(of object: Int, _ state: State, isResource: Bool) {
        let end = values[object].end
        var place = object + 1
        while place < end {
            var name: Int?
            if values[place].kind == .name {
                name = place
                place += 1
            }
            let token = values[place]
            let next = token.end
            let isLeftOut =
                token.isContainer
                && (isResource && token.name == names.contained
                    || token.name == names.resource && isCarried(place))
            if !isLeftOut { step(place, name, state) }
            place = next
        }
    }

    private func isCarried(_ place: Int) -> Bool {
        values.member(names.resourceType, of: place) != nil
    }

    /// From an element to its value or values.
    private mutating func step(_ place: Int, _ name: Int?, _ outer: State) {
        let token = values[place]
        var state = outer
        var next = view.child(of: outer.node, token.name)
        if next == 0 { next = view.child(of: outer.type, token.name) }
        state.node = next
        state.type = 0
        let own = next == 0 ? FHIRFieldLookup.inherited : view.nodes[Int(next)].meaning
        if own != FHIRFieldLookup.inherited {
            state.meaning = own
            state.anchor = place
        } else if outer.meaning == FHIRFieldLookup.unmapped, outer.node != 0, !outer.isWhole {
            state.anchor = place
        }
        guard token.isContainer else {
            commit(place, state)
            return
        }
        let node = view.nodes[Int(next)]
        let isLeaf = !node.hasChildren && node.qualifierCount == 0
        if isLeaf, view.meanings[Int(state.meaning)].isSilent, token.name != names.extensions {
            return
        }
        var candidate = view.candidates[Int(token.name)]
        if let name {
            candidate.type = FHIRDataType(elementName: values.name(name))
            candidate.node = candidate.type.map { type(node: $0) } ?? 0
        }
        if isLeaf, candidate.type == nil, state.meaning != FHIRFieldLookup.unmapped {
            return commitAll(in: place, state)
        }
        if token.kind == .object { return enter(place, candidate, state) }
        var element = place + 1
        while element < token.end {
            if values[element].kind == .object {
                enter(element, candidate, state)
            } else {
                commit(element, state)
            }
            element = values.next(element)
        }
    }

    private func type(node type: FHIRDataType) -> UInt16 {
        view.candidates.first { $0.type == type }?.node ?? 0
    }

    /// What means one thing as a whole: is anything in it filled? Only an extension can mean
    /// something else there.
    private mutating func commitAll(in container: Int, _ state: State) {
        let end = values[container].end
        var isCounted = each != nil
        for place in container + 1..<end {
            let token = values[place]
            if token.name == names.extensions {
                return walkMembersOrElements(of: container, state)
            }
            if !isCounted, !token.isContainer, token.kind != .name {
                isCounted = commit(place, state)
            }
        }
        if each != nil { walkMembersOrElements(of: container, state) }
    }

    private mutating func walkMembersOrElements(of container: Int, _ state: State) {
        guard values[container].kind == .array else {
            return walkElement(container, state)
        }
        let end = values[container].end
        var element = container + 1
        while element < end {
            walkElement(element, state)
            element = values.next(element)
        }
    }

    private mutating func walkElement(_ element: Int, _ state: State) {
        if values[element].kind == .object {
            walkMembers(of: element, state, isResource: false)
        } else {
            commit(element, state)
        }
    }

    private mutating func enter(
        _ object: Int,
        _ candidate: FHIRFieldLookup.Candidate,
        _ outer: State
    ) {
        var state = outer
        let isUnmapped = state.meaning == FHIRFieldLookup.unmapped
        if let row = view.qualified(view.nodes[Int(state.node)], object, &values) {
            state.node = row.node
            state.meaning = view.nodes[Int(row.node)].meaning
            state.type = candidate.node
        } else if let type = candidate.type {
            if isUnmapped || type == .extension {
                enterType(type, object, candidate, &state)
            } else {
                state.type = candidate.node
            }
        }
        walkMembers(of: object, state, isResource: false)
    }

    /// Where no row of the resource tells, the data type does, when it is really that.
    private mutating func enterType(
        _ candidateType: FHIRDataType,
        _ object: Int,
        _ candidate: FHIRFieldLookup.Candidate,
        _ state: inout State
    ) {
        guard let type = values.type(of: object, candidateType, view.types) else { return }
        let isUnmapped = state.meaning == FHIRFieldLookup.unmapped
        state.type = type == candidateType ? candidate.node : self.type(node: type)
        let node = view.nodes[Int(state.type)]
        if let row = view.qualified(node, object, &values) {
            state.meaning = view.nodes[Int(row.node)].meaning
        } else if isUnmapped, node.meaning != FHIRFieldLookup.inherited {
            state.meaning = node.meaning
        }
        if isUnmapped, type == .extension { (state.anchor, state.isWhole) = (object, true) }
    }

    /// Counts a value that is filled; false when it is not.
    @inline(__always)
    @discardableResult
    private mutating func commit(_ place: Int, _ state: State) -> Bool {
        let token = values[place]
        switch token.kind {
        case .string where token.isEmptyString: return false
        case .null: return false
        case .array, .object:
            // An array in an array is no FHIR; what it holds counts all the same.
            guard values.isFilled(place) else { return false }
        default: break
        }
        if token.name == names.reference, values.pointsWithin(place) { return false }
        let meaning = view.meanings[Int(state.meaning)]
        if let each { each(state.anchor, meaning) }
        findings.orders |= meaning.orders.categories.rawValue
        findings.results |= meaning.results.categories.rawValue
        let inOrders = meaning.orders.kind == .unclassified
        let inResults = meaning.results.kind == .unclassified
        if inOrders || inResults, unclassified.last?.anchor != state.anchor {
            unclassified.append(
                Unclassified(
                    anchor: state.anchor,
                    inOrders: inOrders,
                    inResults: inResults
                )
            )
        }
        return true
    }
}
