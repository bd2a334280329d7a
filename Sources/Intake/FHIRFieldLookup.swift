// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// The table of FHIR elements made ready: from a place in a resource and a name to the next place.
/// It is read for every element of every resource and never changes, so it is shared by reference.
final class FHIRFieldLookup: Sendable {
    /// What a row says, for orders and for results.
    struct Meaning: Sendable, Hashable {
        var orders = FieldMeaning.unmapped
        var results = FieldMeaning.unmapped

        /// Nothing to count: no categories, nothing unclassified.
        var isSilent: Bool { orders.kind.isSilent && results.kind.isSilent }
    }

    struct Node: Sendable {
        /// In `meanings`; `inherited` when only what is around it tells.
        var meaning: UInt16
        var hasChildren = false
        /// Its qualified rows: a range of `qualifiers`.
        var firstQualifier: Int32 = 0
        var qualifierCount: Int32 = 0
    }

    /// A qualified row, by the number of the qualifier in the vocabulary.
    struct Qualifier: Sendable {
        var text: UInt16
        var node: UInt16
    }

    static let inherited = UInt16.max
    static let unmapped: UInt16 = 0
    /// The qualifier `#`.
    static let untypedNumber = UInt16.max

    let vocabulary: JSONVocabulary
    let names: FHIRNames
    let view: View

    struct Candidate: Sendable {
        var type: FHIRDataType?
        var node: UInt16
    }

    init(_ rows: [FHIRFieldRow]) throws(FieldMap.Excess) {
        let draft = try FHIRFieldDraft(rows)
        let words = FHIRTypes.names + FHIRNames.all + FHIRChoice.typed + draft.names
        guard Set(words).count <= JSONVocabulary.mostNames else {
            throw .names(limit: JSONVocabulary.mostNames)
        }
        let vocabulary = JSONVocabulary(words)
        self.vocabulary = vocabulary
        names = FHIRNames(vocabulary)
        var nodes: [Node] = []
        var qualifiers: [Qualifier] = []
        for node in draft.nodes {
            let first = qualifiers.count
            for (text, target) in node.qualified {
                let number =
                    text == "#" ? FHIRFieldLookup.untypedNumber : vocabulary.number(of: text)
                qualifiers.append(Qualifier(text: number, node: UInt16(target)))
            }
            nodes.append(
                Node(
                    meaning: node.meaning,
                    firstQualifier: Int32(first),
                    qualifierCount: Int32(node.qualified.count)
                )
            )
        }
        var size = 256
        while size < draft.edges.count * 8 { size *= 2 }
        var keys = [UInt32](repeating: 0, count: size)
        var targets = [UInt16](repeating: 0, count: size)
        for (edge, target) in draft.edges {
            for spelling in FHIRFieldLookup.spellings(of: edge.name, edge.isChoice) {
                let key = View.key(UInt16(edge.node), vocabulary.number(of: spelling))
                var slot = View.slot(key, size - 1)
                while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (size - 1) }
                keys[slot] = key
                targets[slot] = UInt16(target)
            }
            nodes[edge.node].hasChildren = true
        }
        var roots = [UInt16](
            repeating: UInt16(draft.anyResource),
            count: vocabulary.names.count + 1
        )
        for (name, node) in draft.roots { roots[Int(vocabulary.number(of: name))] = UInt16(node) }
        let none = Candidate(type: nil, node: 0)
        let candidates =
            [none]
            + vocabulary.names.map { name in
                guard let type = FHIRDataType(elementName: name) else { return none }
                return Candidate(type: type, node: UInt16(draft.roots[type.rawValue] ?? 0))
            }
        view = View(
            names: names,
            types: FHIRTypes(vocabulary),
            meanings: .kept(draft.meanings),
            nodes: .kept(nodes),
            qualifiers: .kept(qualifiers),
            keys: .kept(keys),
            targets: .kept(targets),
            roots: .kept(roots),
            candidates: .kept(candidates)
        )
    }

    deinit {
        view.meanings.deallocate()
        view.nodes.deallocate()
        view.qualifiers.deallocate()
        view.keys.deallocate()
        view.targets.deallocate()
        view.roots.deallocate()
        view.candidates.deallocate()
    }

    /// The name, the same with an underscore (what is said about a value beside it), and of `value[x]`
    /// the name with each type behind it.
    static func spellings(of name: String, _ isChoice: Bool) -> [String] {
        let names = isChoice ? FHIRChoice.suffixes.map { name + $0 } : [name]
        return names + names.map { "_" + $0 }
    }

    /// The tables, which never change and live as long as the lookup; whoever holds a view holds the
    /// lookup.
    struct View: @unchecked Sendable {
        unowned(unsafe) let names: FHIRNames
        let types: FHIRTypes
        let meanings: UnsafeBufferPointer<Meaning>
        let nodes: UnsafeBufferPointer<Node>
        let qualifiers: UnsafeBufferPointer<Qualifier>
        /// Open addressing by node and name: the key, and the node behind it.
        let keys: UnsafeBufferPointer<UInt32>
        let targets: UnsafeBufferPointer<UInt16>
        /// By the number of a resource type's name: where its rows begin; else those of any resource.
        let roots: UnsafeBufferPointer<UInt16>
        /// By the number of a name: the data type that it may be of, and where the rows of that begin.
        let candidates: UnsafeBufferPointer<Candidate>

        @inline(__always)
        static func key(_ node: UInt16, _ name: UInt16) -> UInt32 {
            UInt32(node) << 16 | UInt32(name)
        }

        @inline(__always)
        static func slot(_ key: UInt32, _ mask: Int) -> Int {
            Int((key &* 0x9E37_79B1) >> 12) & mask
        }

        /// The node behind a name; 0 when no row goes that way.
        @inline(__always)
        func child(of node: UInt16, _ name: UInt16) -> UInt16 {
            guard node != 0, name != 0, nodes[Int(node)].hasChildren else { return 0 }
            let key = View.key(node, name)
            let mask = keys.count - 1
            var slot = View.slot(key, mask)
            while keys[slot] != 0 {
                if keys[slot] == key { return targets[slot] }
                slot = (slot + 1) & mask
            }
            return 0
        }

        @inline(__always)
        func root(of resourceType: UInt16) -> UInt16 { roots[Int(resourceType)] }
    }
}

extension FieldKind {
    fileprivate var isSilent: Bool { self == .structural || self == .professional }
}
