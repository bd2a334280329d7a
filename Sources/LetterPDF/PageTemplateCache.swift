// SPDX-License-Identifier: EUPL-1.2

/// Page templates by what they depend on, and drawings that are worth a form because they came before.
///
/// Bounded: when full it is emptied, and what returns is written again. Which letters share the memory
/// of their text decides how soon a template is found, never which, so that it changes no byte.
struct PageTemplateCache {
    private var templates: [PageTemplateKey: PageTemplate] = [:]
    /// Holds on to the texts: memory that is used again must not be taken for them.
    private var shortcuts: [PageTemplateShortcut: (text: SharedText, template: PageTemplate)] = [:]
    private var drawings: [UInt64: Drawing] = [:]

    private static let capacity = 4_096
    /// A form has some hundred bytes of its own.
    private static let worthForm = 200

    private struct Drawing {
        let bytes: [UInt8]
        var form: ObjectNumber?
    }

    func template(_ shortcut: PageTemplateShortcut?) -> PageTemplate? {
        shortcut.flatMap { shortcuts[$0]?.template }
    }

    func template(_ key: PageTemplateKey) -> PageTemplate? { templates[key] }

    mutating func keep(_ template: PageTemplate, _ key: PageTemplateKey) {
        if templates.count >= Self.capacity {
            templates.removeAll(keepingCapacity: true)
            shortcuts.removeAll(keepingCapacity: true)
        }
        templates[key] = template
    }

    /// Remembers that this text has this template.
    mutating func keep(
        _ template: PageTemplate,
        _ shortcut: PageTemplateShortcut?,
        for text: SharedText
    ) {
        guard let shortcut else { return }
        if shortcuts.count >= Self.capacity {
            shortcuts.removeAll(keepingCapacity: true)
        }
        shortcuts[shortcut] = (text, template)
    }

    /// How a drawing gets on the page: in place at first, from its second use on as a form.
    enum Use {
        case inPlace
        case worthForm
        case form(ObjectNumber)
    }

    mutating func use(_ drawing: PDFBytes) -> Use {
        if drawing.count < Self.worthForm { return .inPlace }
        let key = drawing.bytes.byteHash
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
        drawings[drawing.bytes.byteHash]?.form = form
    }
}

extension [UInt8] {
    var byteHash: UInt64 { withUnsafeBytes { LetterPDF.byteHash($0, seed: 1) } }

    func isSame(as other: [UInt8]) -> Bool {
        withUnsafeBytes { one in other.withUnsafeBytes { areEqual(one, $0) } }
    }
}
