// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Goes through the filled elements of a resource with what the table says of each.
struct FHIRWalk {
    /// What was found in a resource, for both directions.
    struct Findings {
        var orders: UInt64 = 0
        var results: UInt64 = 0
        /// Where the elements stand that no row maps.
        var unclassifiedOrders: [Int] = []
        var unclassifiedResults: [Int] = []

        var isEmpty: Bool {
            orders | results == 0 && unclassifiedOrders.isEmpty && unclassifiedResults.isEmpty
        }

        mutating func form(_ other: Findings) {
            orders |= other.orders
            results |= other.results
            unclassifiedOrders += other.unclassifiedOrders
            unclassifiedResults += other.unclassifiedResults
        }
    }

    /// Where the walk is: in the rows of the resource, in those of a data type, and what holds there.
    private struct State {
        var node: UInt16
        var type: UInt16
        var meaning: UInt16
        /// The element that its row is of.
        var anchor: Int
        /// In an extension: it is named as a whole.
        var isWhole = false
    }

    let document: JSONDocument
    let lookup: FHIRFieldLookup
    /// Called for every filled value with its meaning, for `inspect`; nil for speed.
    var each: ((_ anchor: Int, FHIRFieldLookup.Meaning) -> Void)?

    private var names: FHIRNames { lookup.names }

    func findings(in resource: Int, type: UInt16) -> Findings {
        var findings = Findings()
        var root = lookup.root(of: type)
        if let qualified = qualified(lookup.nodes[Int(root)], resource) { root = qualified }
        let meaning = lookup.nodes[Int(root)].meaning
        let state = State(
            node: root,
            type: 0,
            meaning: meaning == FHIRFieldLookup.inherited ? FHIRFieldLookup.unmapped : meaning,
            anchor: resource
        )
        walkMembers(of: resource, state, isResource: true, &findings)
        return findings
    }

    private func walkMembers(
        of object: Int,
        _ state: State,
        isResource: Bool,
        _ findings: inout Findings
    ) {
        let end = Int(document[object].end)
        var place = object + 1
        while place < end {
            var name: Int?
            if document[place].kind == .name {
                name = place
                place += 1
            }
            let token = document[place]
            // What a resource contains or carries is walked as a resource of its own.
            if token.isContainer, isResource && token.name == names.contained || isCarried(place) {
                place = Int(token.end)
                continue
            }
            step(place, name, state, &findings)
            place = token.isContainer ? Int(token.end) : place + 1
        }
    }

    private func isCarried(_ place: Int) -> Bool {
        document[place].name == names.resource
            && document.member(names.resourceType, of: place) != nil
    }

    /// From an element to its value or values.
    private func step(_ place: Int, _ name: Int?, _ outer: State, _ findings: inout Findings) {
        let token = document[place]
        var state = outer
        var next = lookup.child(of: outer.node, token.name)
        if next == 0 { next = lookup.child(of: outer.type, token.name) }
        state.node = next
        state.type = 0
        if next != 0, lookup.nodes[Int(next)].meaning != FHIRFieldLookup.inherited {
            state.meaning = lookup.nodes[Int(next)].meaning
            state.anchor = place
        } else if outer.meaning == FHIRFieldLookup.unmapped, outer.node != 0, !outer.isWhole {
            state.anchor = place
        }
        switch token.kind {
        case .object, .array:
            if isSilent(state), !isExtension(token.name) { return }
            let candidate = lookup.types.candidate(place, name, in: document)
            if token.kind == .object {
                enter(place, candidate, state, &findings)
            } else {
                let end = Int(token.end)
                var element = place + 1
                while element < end {
                    let kind = document[element].kind
                    if kind == .object {
                        enter(element, candidate, state, &findings)
                    } else {
                        commit(element, state, &findings)
                    }
                    element = document.next(element)
                }
            }
        default: commit(place, state, &findings)
        }
    }

    /// Nothing in it can count, whatever it holds.
    private func isSilent(_ state: State) -> Bool {
        guard lookup.meanings[Int(state.meaning)].isSilent else { return false }
        guard state.node != 0 else { return true }
        let node = lookup.nodes[Int(state.node)]
        return !node.hasChildren && node.qualified.isEmpty
    }

    private func isExtension(_ name: UInt16) -> Bool { name == names.extensions }

    private func enter(
        _ object: Int,
        _ candidate: FHIRDataType?,
        _ outer: State,
        _ findings: inout Findings
    ) {
        var state = outer
        if state.node != 0, let node = qualified(lookup.nodes[Int(state.node)], object) {
            state.node = node
            state.meaning = lookup.nodes[Int(node)].meaning
        } else if let type = lookup.types.type(of: object, candidate, in: document) {
            state.type = lookup.node(of: type)
            let node = lookup.nodes[Int(state.type)]
            let isUnmapped = state.meaning == FHIRFieldLookup.unmapped
            if isUnmapped || type == .extension, let special = qualified(node, object) {
                state.meaning = lookup.nodes[Int(special)].meaning
            } else if isUnmapped, node.meaning != FHIRFieldLookup.inherited {
                state.meaning = node.meaning
            }
            if isUnmapped, type == .extension { (state.anchor, state.isWhole) = (object, true) }
        }
        if state.type == 0, let type = lookup.types.type(of: object, candidate, in: document) {
            state.type = lookup.node(of: type)
        }
        walkMembers(of: object, state, isResource: false, &findings)
    }

    @inline(__always)
    private func commit(_ place: Int, _ state: State, _ findings: inout Findings) {
        let token = document[place]
        switch token.kind {
        case .string where token.start == token.end: return
        case .null: return
        case .array, .object:
            // An array in an array is no FHIR; what it holds counts all the same.
            guard document.isFilled(place) else { return }
        default: break
        }
        let meaning = lookup.meanings[Int(state.meaning)]
        if token.name == names.reference, pointsWithin(place) { return }
        if let each { each(state.anchor, meaning) }
        if meaning.orders.kind == .unclassified {
            if findings.unclassifiedOrders.last != state.anchor {
                findings.unclassifiedOrders.append(state.anchor)
            }
        }
        findings.orders |= meaning.orders.categories.rawValue
        if meaning.results.kind == .unclassified {
            if findings.unclassifiedResults.last != state.anchor {
                findings.unclassifiedResults.append(state.anchor)
            }
        }
        findings.results |= meaning.results.categories.rawValue
    }

    /// A reference to what stands in the same bundle or resource says nothing by itself.
    private func pointsWithin(_ place: Int) -> Bool {
        let text = document.raw(place)
        return text.first == UInt8(ascii: "#") || text.starts(with: FHIRWalk.uuid)
    }

    private static let uuid = Array("urn:uuid:".utf8)

    /// Which of the qualified rows holds for an object; the last one wins.
    private func qualified(_ node: FHIRFieldLookup.Node, _ object: Int) -> UInt16? {
        guard !node.qualified.isEmpty else { return nil }
        let qualifiers = FHIRQualifiers(document, names)
        return node.qualified.last { qualifiers.holds($0.qualifier, for: object) }?.node
    }
}
