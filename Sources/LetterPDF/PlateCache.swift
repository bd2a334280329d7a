// SPDX-License-Identifier: EUPL-1.2

/// Plates by what they depend on, and drawings that are worth a form because they came before.
///
/// Bounded: when full it is emptied, and what returns is written again. Which letters share the memory
/// of their text decides how soon a plate is found, never which, so that it changes no byte.
struct PlateCache {
    private var plates: [PlateKey: Plate] = [:]
    /// Holds on to the texts: memory that is used again must not be taken for them.
    private var shortcuts: [PlateShortcut: (text: SharedText, plate: Plate)] = [:]
    private var drawings: [UInt64: Drawing] = [:]

    private static let capacity = 4_096
    /// A form has some hundred bytes of its own.
    private static let worthForm = 200

    private struct Drawing {
        let bytes: [UInt8]
        var form: ObjectNumber?
    }

    func plate(_ shortcut: PlateShortcut?) -> Plate? {
        shortcut.flatMap { shortcuts[$0]?.plate }
    }

    func plate(_ key: PlateKey) -> Plate? { plates[key] }

    mutating func keep(_ plate: Plate, _ key: PlateKey) {
        if plates.count >= Self.capacity {
            plates.removeAll(keepingCapacity: true)
            shortcuts.removeAll(keepingCapacity: true)
        }
        plates[key] = plate
    }

    /// Remembers that this text has this plate.
    mutating func keep(_ plate: Plate, _ shortcut: PlateShortcut?, for text: SharedText) {
        guard let shortcut else { return }
        if shortcuts.count >= Self.capacity {
            shortcuts.removeAll(keepingCapacity: true)
        }
        shortcuts[shortcut] = (text, plate)
    }

    /// How a drawing gets on the page: in place at first, from its second use on as a form.
    enum Use {
        case inPlace
        case worthForm
        case form(ObjectNumber)
    }

    mutating func use(_ drawing: PDFBytes) -> Use {
        if drawing.count < Self.worthForm { return .inPlace }
        let key = drawing.bytes.spread
        if let known = drawings[key], known.bytes.isSame(as: drawing.bytes) {
            return known.form.map { .form($0) } ?? .worthForm
        }
        if drawings.count >= 2 * Self.capacity {
            drawings.removeAll(keepingCapacity: true)
        }
        drawings[key] = Drawing(bytes: drawing.bytes)
        return .inPlace
    }

    mutating func keep(_ form: ObjectNumber, for drawing: PDFBytes) {
        drawings[drawing.bytes.spread]?.form = form
    }
}

extension [UInt8] {
    var spread: UInt64 { withUnsafeBytes { LetterPDF.spread($0, seed: 1) } }

    func isSame(as other: [UInt8]) -> Bool {
        withUnsafeBytes { one in other.withUnsafeBytes { areEqual(one, $0) } }
    }
}
