// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// The table of FHIR elements made ready: from a place in a resource and a name to the next place.
/// It is read for every element of every resource and never changes, so it is shared by reference.
final class FHIRFieldLookup: Sendable {
    /// What a row says, for orders and for results.
    struct Meaning: Sendable, Equatable {
        var orders = FieldMeaning.unmapped
        var results = FieldMeaning.unmapped

        /// Nothing to count: no categories, nothing unclassified.
        var isSilent: Bool {
            orders.kind.isSilent && results.kind.isSilent
        }
    }

    struct Node: Sendable {
        /// In `meanings`; `inherited` when only what is around it tells.
        var meaning: UInt16
        var hasChildren = false
        var qualified: [(qualifier: [UInt8], node: UInt16)] = []
    }

    static let inherited = UInt16.max
    static let unmapped: UInt16 = 0

    let vocabulary: JSONVocabulary
    let names: FHIRNames
    let types: FHIRTypes
    let meanings: [Meaning]
    let nodes: [Node]
    /// Open addressing by node and name: the key, and the node behind it.
    private let keys: [UInt32]
    private let targets: [UInt16]
    /// By the number of a resource type's name: where its rows begin; else those of any resource.
    private let roots: [UInt16]
    /// By the raw order of `FHIRDataType.allCases`: where the rows of a data type begin.
    private let typeNodes: [UInt16]

    init(_ rows: [FHIRFieldRow]) {
        var draft = FHIRFieldDraft(rows)
        draft.settle()
        let vocabulary = JSONVocabulary(
            FHIRTypes.names + FHIRNames.all + FHIRChoice.typed + draft.names
        )
        self.vocabulary = vocabulary
        names = FHIRNames(vocabulary)
        types = FHIRTypes(vocabulary)
        meanings = draft.meanings
        var nodes = draft.nodes
        var size = 256
        while size < draft.edges.count * 8 { size *= 2 }
        var keys = [UInt32](repeating: 0, count: size)
        var targets = [UInt16](repeating: 0, count: size)
        for (edge, target) in draft.edges {
            for spelling in FHIRFieldLookup.spellings(of: edge.name, edge.isChoice) {
                let key = FHIRFieldLookup.key(UInt16(edge.node), vocabulary.number(of: spelling))
                var slot = FHIRFieldLookup.slot(key, size - 1)
                while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (size - 1) }
                keys[slot] = key
                targets[slot] = UInt16(target)
            }
            nodes[edge.node].hasChildren = true
        }
        self.nodes = nodes
        self.keys = keys
        self.targets = targets
        var roots = [UInt16](
            repeating: UInt16(draft.anyResource),
            count: vocabulary.names.count + 1
        )
        for (name, node) in draft.roots { roots[Int(vocabulary.number(of: name))] = UInt16(node) }
        self.roots = roots
        typeNodes = FHIRDataType.allCases.map { UInt16(draft.roots[$0.rawValue] ?? 0) }
    }

    /// The name, the same with an underscore (what is said about a value beside it), and of `value[x]`
    /// the name with each type behind it.
    static func spellings(of name: String, _ isChoice: Bool) -> [String] {
        let names = isChoice ? FHIRChoice.suffixes.map { name + $0 } : [name]
        return names + names.map { "_" + $0 }
    }

    private static func key(_ node: UInt16, _ name: UInt16) -> UInt32 {
        UInt32(node) << 16 | UInt32(name)
    }

    @inline(__always)
    private static func slot(_ key: UInt32, _ mask: Int) -> Int {
        Int((key &* 0x9E37_79B1) >> 12) & mask
    }

    /// The node behind a name; 0 when no row goes that way.
    @inline(__always)
    func child(of node: UInt16, _ name: UInt16) -> UInt16 {
        guard node != 0, name != 0 else { return 0 }
        let key = FHIRFieldLookup.key(node, name)
        return keys.withUnsafeBufferPointer { keys in
            var slot = FHIRFieldLookup.slot(key, keys.count - 1)
            while keys[slot] != 0 {
                if keys[slot] == key { return targets[slot] }
                slot = (slot + 1) & (keys.count - 1)
            }
            return 0
        }
    }

    @inline(__always)
    func root(of resourceType: UInt16) -> UInt16 { roots[Int(resourceType)] }

    @inline(__always)
    func node(of type: FHIRDataType) -> UInt16 { typeNodes[type.place] }
}

extension FHIRDataType {
    fileprivate var place: Int {
        switch self {
        case .humanName: 0
        case .address: 1
        case .contactPoint: 2
        case .identifier: 3
        case .attachment: 4
        case .annotation: 5
        case .signature: 6
        case .narrative: 7
        case .reference: 8
        case .extension: 9
        }
    }
}

extension FieldKind {
    fileprivate var isSilent: Bool { self == .structural || self == .professional }
}
