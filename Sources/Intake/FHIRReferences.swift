// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// Finds the resource of the document that a reference points to.
struct FHIRReferences {
    private typealias Text = UnsafeBufferPointer<UInt8>

    /// By what a resource is found; of several that have the same the first counts.
    private enum Key {
        /// `entry.fullUrl`.
        case url(Text)
        /// Type and id, of what no other resource contains.
        case id(type: Text, Text)
        /// The id in the resource that contains it.
        case within(Int, Text)
    }

    private let document: JSONDocument
    private let resources: UnsafeBufferPointer<FHIRResource>
    /// Open addressing by the hash of a key, when there are too many to go through one by one: the
    /// number of the resource plus one, 0 for a free slot.
    private var slots: [UInt32] = []
    private static let few = 24

    init(_ document: JSONDocument, _ resources: UnsafeBufferPointer<FHIRResource>) {
        self.document = document
        self.resources = resources
        guard resources.count > FHIRReferences.few else { return }
        var size = 64
        while size < resources.count * 4 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        for number in resources.indices {
            let resource = resources[number]
            if let url = resource.fullURL { enter(.url(document.raw(url)), number) }
            guard let id = resource.id.map(document.raw) else { continue }
            if let container = resource.container {
                enter(.within(container, id), number)
            } else {
                enter(.id(type: document.raw(resource.typePlace), id), number)
            }
        }
    }

    private mutating func enter(_ key: Key, _ number: Int) {
        let slot = slot(of: key)
        if slots[slot] == 0 { slots[slot] = UInt32(number + 1) }
    }

    /// The resource that a reference in `source` points to; nil when it stands elsewhere.
    func target(of place: Int, from source: Int) -> Int? {
        let text = FHIRReferences.unversioned(document.raw(place))
        guard let first = text.first else { return nil }
        if first == UInt8(ascii: "#") {
            return contained(Text(rebasing: text.dropFirst()), in: source)
        }
        if let exact = find(.url(text)) { return exact }
        guard let slash = FHIRReferences.lastSlash(text, before: text.count) else { return nil }
        let id = Text(rebasing: text[(slash + 1)...])
        let before = FHIRReferences.lastSlash(text, before: slash) ?? -1
        return find(.id(type: Text(rebasing: text[(before + 1)..<slash]), id))
    }

    /// Does it point to what the resource contains, so that it says something else elsewhere?
    func isWithin(_ place: Int) -> Bool { document.raw(place).first == UInt8(ascii: "#") }

    private func contained(_ id: Text, in source: Int) -> Int? {
        let container = resources[source].container ?? source
        return id.isEmpty ? container : find(.within(container, id))
    }

    @inline(__always)
    private func find(_ key: Key) -> Int? {
        if slots.isEmpty {
            for number in 0..<resources.count where has(number, key) { return number }
            return nil
        }
        let number = Int(slots[slot(of: key)]) - 1
        return number < 0 ? nil : number
    }

    /// Where a key stands or would stand. The hash is seeded: no text can make its keys collide.
    private func slot(of key: Key) -> Int {
        var hasher = Hasher()
        switch key {
        case .url(let url): hasher.combine(bytes: UnsafeRawBufferPointer(url))
        case .id(let type, let id):
            hasher.combine(type.count)
            hasher.combine(bytes: UnsafeRawBufferPointer(type))
            hasher.combine(bytes: UnsafeRawBufferPointer(id))
        case .within(let container, let id):
            hasher.combine(-1 - container)
            hasher.combine(bytes: UnsafeRawBufferPointer(id))
        }
        let mask = slots.count - 1
        var slot = hasher.finalize() & mask
        while slots[slot] != 0, !has(Int(slots[slot]) - 1, key) { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    private func has(_ number: Int, _ key: Key) -> Bool {
        let resource = resources[number]
        switch key {
        case .url(let url): return isSame(resource.fullURL, url)
        case .id(let type, let id):
            return resource.container == nil && isSame(resource.id, id)
                && document.isRaw(resource.typePlace, type)
        case .within(let container, let id):
            return resource.container == container && isSame(resource.id, id)
        }
    }

    @inline(__always)
    private func isSame(_ place: Int?, _ text: Text) -> Bool {
        guard let place else { return false }
        return document.isRaw(place, text)
    }

    private static func lastSlash(_ text: Text, before end: Int) -> Int? {
        var place = end - 1
        while place >= 0 {
            if text[place] == UInt8(ascii: "/") { return place }
            place -= 1
        }
        return nil
    }

    /// Without `/_history/7`.
    private static func unversioned(_ text: Text) -> Text {
        guard let last = lastSlash(text, before: text.count),
            let before = lastSlash(text, before: last), last - before == history.count + 1,
            text[(before + 1)..<last].elementsEqual(history)
        else { return text }
        return Text(rebasing: text[..<before])
    }

    private static let history = Array("_history".utf8)
}
