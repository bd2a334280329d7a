// SPDX-License-Identifier: EUPL-1.2

/// Plates by what they depend on, and drawings that are worth a form because they came before.
///
/// Bounded: when full it is emptied, and what returns is written again.
struct PlateCache {
    private var plates: [UInt64: Plate] = [:]
    private var drawings: [UInt64: Drawing] = [:]

    private static let capacity = 4_096
    /// A form has some hundred bytes of its own.
    private static let worthForm = 200

    private struct Drawing {
        let bytes: [UInt8]
        var form: ObjectNumber?
    }

    func plate(_ key: [UInt8]) -> Plate? {
        guard let plate = plates[key.spread], plate.key.isSame(as: key) else { return nil }
        return plate
    }

    mutating func keep(_ plate: Plate) {
        if plates.count >= Self.capacity {
            plates.removeAll(keepingCapacity: true)
        }
        plates[plate.key.spread] = plate
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
    fileprivate var spread: UInt64 { withUnsafeBytes { LetterPDF.spread($0, seed: 1) } }

    fileprivate func isSame(as other: [UInt8]) -> Bool {
        withUnsafeBytes { one in other.withUnsafeBytes { areEqual(one, $0) } }
    }
}
