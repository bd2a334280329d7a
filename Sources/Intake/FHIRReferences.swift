// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// Finds the resource of the document that a reference points to, when that is certain.
///
/// FHIR R4 bundle, 2.36.4.1: a relative reference continues the base of the entry it stands in, an
/// absolute one is the `fullUrl` of an entry of the same bundle; `#` is what the same resource
/// contains. Where an entry has no base (no `fullUrl`, or a `urn:`), `Patient/1` is the only Patient of
/// that id among the entries without a base. Several that could be meant are none.
struct FHIRReferences {
    private typealias Text = UnsafeBufferPointer<UInt8>

    /// By what a resource is found, within its bundle.
    private enum Key {
        /// `entry.fullUrl`, in two parts.
        case url(Text, Text)
        /// Type and id, of an entry without a base.
        case id(type: Text, Text)
        /// The id in the resource that contains it.
        case within(Int, Text)
    }

    private let document: JSONDocument
    private let resources: UnsafeBufferPointer<FHIRResource>
    /// Open addressing by the hash of a key, when there are too many to go through one by one: the
    /// number of the resource plus one, 0 for a free slot.
    private var slots: [UInt32] = []
    /// Slots of keys that several resources have.
    private var doubled: Set<Int> = []
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
            let carrier = resource.carrier
            if let url = resource.fullURL {
                enter(.url(document.raw(url), Text(start: nil, count: 0)), carrier, number)
            }
            guard let id = resource.id.map(document.raw) else { continue }
            if let container = resource.container {
                enter(.within(container, id), carrier, number)
            } else if base(of: number) == nil {
                enter(.id(type: document.raw(resource.typePlace), id), carrier, number)
            }
        }
    }

    private mutating func enter(_ key: Key, _ carrier: Int?, _ number: Int) {
        let slot = slot(of: key, carrier)
        if slots[slot] == 0 {
            slots[slot] = UInt32(number + 1)
        } else {
            doubled.insert(slot)
        }
    }

    /// The resource that a reference in `source` points to; nil when it stands elsewhere, or when
    /// several could be meant.
    func target(of place: Int, from source: Int) -> Int? {
        let text = FHIRReferences.unversioned(document.raw(place))
        guard let first = text.first else { return nil }
        let carrier = resources[source].carrier
        if first == UInt8(ascii: "#") {
            return contained(Text(rebasing: text.dropFirst()), in: source)
        }
        if FHIRReferences.isAbsolute(text) {
            return find(.url(text, Text(start: nil, count: 0)), carrier)
        }
        guard let slash = FHIRReferences.lastSlash(text, before: text.count),
            FHIRReferences.lastSlash(text, before: slash) == nil
        else { return nil }
        if let base = base(of: source) { return find(.url(base, text), carrier) }
        let type = FHIRReferences.unescaped(Text(rebasing: text[..<slash]))
        return find(.id(type: type, Text(rebasing: text[(slash + 1)...])), carrier)
    }

    /// Does it point to what the resource contains, so that it says something else elsewhere?
    func isWithin(_ place: Int) -> Bool { document.raw(place).first == UInt8(ascii: "#") }

    /// Does the same reference in both sources point to the same resource?
    func meanSame(_ place: Int, from source: Int, and other: Int) -> Bool {
        guard resources[source].carrier == resources[other].carrier, !isWithin(place) else {
            return false
        }
        if FHIRReferences.isAbsolute(document.raw(place)) { return true }
        guard let base = base(of: source) else { return self.base(of: other) == nil }
        return self.base(of: other).map { $0.elementsEqual(base) } ?? false
    }

    /// What tells a reference of `source` that leads out of the document from one with the same text.
    func scope(of place: Int, from source: Int) -> String {
        if FHIRReferences.isAbsolute(document.raw(place)) { return "" }
        if isWithin(place) { return "#\(resources[source].container ?? source)" }
        if let base = base(of: source) { return String(decoding: base, as: UTF8.self) }
        return "\(resources[source].carrier ?? -1)"
    }

    /// `https://example.org/fhir/` of the `fullUrl` of the entry that a resource stands in; nil when
    /// that is no RESTful address of a resource of its type.
    private func base(of number: Int) -> Text? {
        let entry = resources[resources[number].container ?? number]
        guard let text = entry.fullURL.map(document.raw), text.starts(with: FHIRReferences.http),
            let slash = FHIRReferences.lastSlash(text, before: text.count),
            let before = FHIRReferences.lastSlash(text, before: slash),
            document.isRaw(
                entry.typePlace,
                FHIRReferences.unescaped(Text(rebasing: text[(before + 1)..<slash]))
            )
        else { return nil }
        return Text(rebasing: text[...before])
    }

    private func contained(_ id: Text, in source: Int) -> Int? {
        let container = resources[source].container ?? source
        return id.isEmpty
            ? container : find(.within(container, id), resources[container].carrier)
    }

    @inline(__always)
    private func find(_ key: Key, _ carrier: Int?) -> Int? {
        if slots.isEmpty {
            var found: Int?
            for number in 0..<resources.count where has(number, key, carrier) {
                if found != nil { return nil }
                found = number
            }
            return found
        }
        let slot = slot(of: key, carrier)
        let number = Int(slots[slot]) - 1
        return number < 0 || doubled.contains(slot) ? nil : number
    }

    /// Where a key stands or would stand. The hash is seeded: no text can make its keys collide.
    private func slot(of key: Key, _ carrier: Int?) -> Int {
        var hasher = Hasher()
        hasher.combine(carrier)
        switch key {
        case .url(let first, let second):
            // As one: it may be cut in any place.
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: first.count + second.count) {
                let end = $0.update(fromContentsOf: first)
                _ = $0[end...].update(fromContentsOf: second)
                hasher.combine(bytes: UnsafeRawBufferPointer($0))
            }
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
        while slots[slot] != 0, !has(Int(slots[slot]) - 1, key, carrier) {
            slot = (slot + 1) & mask
        }
        return slot
    }

    @inline(__always)
    private func has(_ number: Int, _ key: Key, _ carrier: Int?) -> Bool {
        let resource = resources[number]
        guard resource.carrier == carrier else { return false }
        switch key {
        case .url(let first, let second):
            guard let url = resource.fullURL,
                document[url].range.count == first.count + second.count
            else { return false }
            let text = document.raw(url)
            return text.starts(with: first) && text.dropFirst(first.count).elementsEqual(second)
        case .id(let type, let id):
            return resource.container == nil && isSame(resource.id, id)
                && document.isRaw(resource.typePlace, type) && base(of: number) == nil
        case .within(let container, let id):
            return resource.container == container && isSame(resource.id, id)
        }
    }

    @inline(__always)
    private func isSame(_ place: Int?, _ text: Text) -> Bool {
        guard let place else { return false }
        return document.isRaw(place, text)
    }

    /// `https://…`, `urn:uuid:…`: a scheme before anything else.
    private static func isAbsolute(_ text: Text) -> Bool {
        for byte in text {
            switch byte {
            case UInt8(ascii: ":"): return true
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return false
            default: continue
            }
        }
        return false
    }

    /// Without the backslash of `Patient\/1`.
    private static func unescaped(_ name: Text) -> Text {
        name.last == UInt8(ascii: "\\") ? Text(rebasing: name.dropLast()) : name
    }

    private static func lastSlash(_ text: Text, before end: Int) -> Int? {
        var place = end - 1
        while place >= 0 {
            if text[place] == UInt8(ascii: "/") { return place }
            place -= 1
        }
        return nil
    }

    /// Without `/_history/7`: another version of a resource is about the same person.
    private static func unversioned(_ text: Text) -> Text {
        guard let last = lastSlash(text, before: text.count),
            let before = lastSlash(text, before: last), last - before == history.count + 1,
            text[(before + 1)..<last].elementsEqual(history)
        else { return text }
        return Text(rebasing: text[..<before])
    }

    private static let history = Array("_history".utf8)
    private static let http = Array("http".utf8)
}
