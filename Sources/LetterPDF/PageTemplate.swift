// SPDX-License-Identifier: EUPL-1.2

/// Everything that is the same in many letters, as one form XObject for each page (ISO 32000-1, 8.10), and
/// the places that each letter fills.
final class PageTemplate: Sendable {
    /// Of each page: they name the form of the page and the fonts.
    let resources: [ObjectNumber]
    /// Printed pages; a blank last side may follow.
    let printedPages: Int
    /// Begins and ends what stands on every page.
    let pageStart, pageEnd: [UInt8]
    /// Goes to the height of the reference; nil without one.
    let beforeReference: [UInt8]?
    let beforeSalutation: [UInt8]
    let code: CodePlace?

    struct CodePlace {
        let page: Int
        /// Goes to the first character of the code.
        let before: [UInt8]
    }

    /// `language` is that of the text if it is not that of the document.
    init(
        _ draft: PageTemplateDraft,
        resources: [ObjectNumber],
        language: String?,
        layout: PageLayout
    ) {
        self.resources = resources
        printedPages = draft.pages.count
        var start = PDFBytes()
        var end = PDFBytes()
        start.addLanguage(language)
        start.add("/P Do ")
        end.addLanguageEnd(language)
        pageStart = start.bytes
        pageEnd = end.bytes

        var text = PDFBytes()
        text.add("BT ")
        text.addFont(layout.body)
        text.add(layout.leading)
        text.add("TL ")
        if let height = draft.heights.reference {
            text.addPlace(x: layout.left, y: height)
            beforeReference = text.bytes
            text.removeAll()
        } else {
            beforeReference = nil
        }
        text.addPlace(x: layout.left, y: draft.heights.salutation)
        beforeSalutation = text.bytes
        code = draft.code
    }
}

extension PDFBytes {
    /// Says that what follows is in another language than the document.
    mutating func addLanguage(_ language: String?) {
        guard let language else { return }
        add("/Span<</Lang")
        addTextString(language.utf8)
        add(">>BDC ")
    }

    mutating func addLanguageEnd(_ language: String?) {
        if language != nil { add("EMC ") }
    }

    fileprivate mutating func addPlace(x: Double, y: Double) {
        add("1 0 0 1 ")
        add(x, y)
        add("Tm ")
    }
}
