// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// Finds the resource of the document that a reference points to.
struct FHIRReferences {
    private let document: JSONDocument
    private let resources: [FHIRResource]
    /// By the hash of a full URL or an id, when there are too many to go through one by one.
    private var byText: [Int: [Int]] = [:]
    private static let few = 24

    init(_ document: JSONDocument, _ resources: [FHIRResource]) {
        self.document = document
        self.resources = resources
        guard resources.count > FHIRReferences.few else { return }
        for (number, resource) in resources.enumerated() {
            for place in [resource.fullURL, resource.id].compactMap({ $0 }) {
                byText[FHIRReferences.hash(document.raw(place)), default: []].append(number)
            }
        }
    }

    /// The resource that a reference in `source` points to; nil when it stands elsewhere.
    func target(of place: Int, from source: Int) -> Int? {
        let text = FHIRReferences.unversioned(document.raw(place))
        guard let first = text.first else { return nil }
        if first == UInt8(ascii: "#") { return contained(text.dropFirst(), in: source) }
        if let exact = resource(text, where: { isSame($0.fullURL, text) }) { return exact }
        guard let slash = text.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let id = text[text.index(after: slash)...]
        let type = text[..<slash].suffix(while: { $0 != UInt8(ascii: "/") })
        return resource(id) {
            $0.container == nil && isSame($0.id, id)
                && document.raw($0.typePlace).elementsEqual(type)
        }
    }

    private func contained(_ id: UnsafeBufferPointer<UInt8>.SubSequence, in source: Int) -> Int? {
        let container = resources[source].container ?? source
        if id.isEmpty { return container }
        return resource(id) { $0.container == container && isSame($0.id, id) }
    }

    private func resource(
        _ text: UnsafeBufferPointer<UInt8>.SubSequence,
        where holds: (FHIRResource) -> Bool
    ) -> Int? {
        if resources.count > FHIRReferences.few {
            return byText[FHIRReferences.hash(text)]?.first { holds(resources[$0]) }
        }
        return resources.firstIndex(where: holds)
    }

    private func isSame(
        _ place: Int?,
        _ text: UnsafeBufferPointer<UInt8>.SubSequence
    ) -> Bool {
        guard let place else { return false }
        return document[place].range.count == text.count && document.raw(place).elementsEqual(text)
    }

    /// Without `/_history/7`.
    static func unversioned(
        _ text: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8>.SubSequence {
        let mark = Array("/_history/".utf8)
        guard text.count > mark.count, text.contains(UInt8(ascii: "_")) else { return text[...] }
        for start in 0...(text.count - mark.count)
        where text[start..<start + mark.count].elementsEqual(mark) {
            return text[..<start]
        }
        return text[...]
    }

    private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash)
    }
}

extension Collection {
    /// The longest end of which every element passes.
    fileprivate func suffix(while passes: (Element) -> Bool) -> SubSequence
    where Self: BidirectionalCollection {
        var start = endIndex
        while start > startIndex, passes(self[index(before: start)]) {
            start = index(before: start)
        }
        return self[start...]
    }
}
