// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// Finds the resource of the document that a reference points to.
struct FHIRReferences {
    private typealias Text = UnsafeBufferPointer<UInt8>

    private let document: JSONDocument
    private let resources: UnsafeBufferPointer<FHIRResource>
    /// By the hash of a full URL or an id, when there are too many to go through one by one.
    private var byText: [Int: [Int]] = [:]
    private static let few = 24

    init(_ document: JSONDocument, _ resources: UnsafeBufferPointer<FHIRResource>) {
        self.document = document
        self.resources = resources
        guard resources.count > FHIRReferences.few else { return }
        for number in resources.indices {
            if let url = resources[number].fullURL { enter(url, number) }
            if let id = resources[number].id { enter(id, number) }
        }
    }

    private mutating func enter(_ place: Int, _ number: Int) {
        byText[FHIRReferences.hash(document.raw(place)), default: []].append(number)
    }

    /// The resource that a reference in `source` points to; nil when it stands elsewhere.
    func target(of place: Int, from source: Int) -> Int? {
        let text = FHIRReferences.unversioned(document.raw(place))
        guard let first = text.first else { return nil }
        if first == UInt8(ascii: "#") {
            return contained(Text(rebasing: text.dropFirst()), in: source)
        }
        if let exact = find(text, { isSame(resources[$0].fullURL, text) }) { return exact }
        guard let slash = FHIRReferences.lastSlash(text, before: text.count) else { return nil }
        let id = Text(rebasing: text[(slash + 1)...])
        let before = FHIRReferences.lastSlash(text, before: slash) ?? -1
        let type = Text(rebasing: text[(before + 1)..<slash])
        return find(id) {
            resources[$0].container == nil && isSame(resources[$0].id, id)
                && document.isRaw(resources[$0].typePlace, type)
        }
    }

    /// Does it point to what the resource contains, so that it says something else elsewhere?
    func isWithin(_ place: Int) -> Bool { document.raw(place).first == UInt8(ascii: "#") }

    private func contained(_ id: Text, in source: Int) -> Int? {
        let container = resources[source].container ?? source
        if id.isEmpty { return container }
        return find(id) {
            resources[$0].container == container && isSame(resources[$0].id, id)
        }
    }

    @inline(__always)
    private func find(_ text: Text, _ holds: (Int) -> Bool) -> Int? {
        if resources.count > FHIRReferences.few {
            return byText[FHIRReferences.hash(text)]?.first(where: holds)
        }
        for number in 0..<resources.count where holds(number) { return number }
        return nil
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

    private static func hash(_ bytes: Text) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash)
    }
}
