// SPDX-License-Identifier: EUPL-1.2

/// A node of the structure of a tagged PDF (ISO 32000-1, 14.7.2): what a piece of text is, and what stands
/// in it.
struct StructElement {
    enum Kind: String {
        case document = "Document"
        case heading1 = "H1"
        case heading2 = "H2"
        case heading3 = "H3"
        case paragraph = "P"
        case list = "L"
        case item = "LI"
        case label = "Lbl"
        case body = "LBody"
        case table = "Table"
        case caption = "Caption"
        case row = "TR"
        case columnHeading = "TH"
        /// The same kind, of a row.
        case rowHeading = "TH "
        case cell = "TD"

        var name: String { self == .rowHeading ? "TH" : rawValue }

        /// As the standards ask of lists and of headings of tables.
        var attributes: StaticString {
            switch self {
            case .list: "/A<</O/List/ListNumbering/Disc>>"
            case .columnHeading: "/A<</O/Table/Scope/Column>>"
            case .rowHeading: "/A<</O/Table/Scope/Row>>"
            default: ""
            }
        }
    }

    enum Kid {
        case element(Int)
        /// The marked content of that number on that page, both from 0.
        case content(page: Int, mark: Int)
    }

    let kind: Kind
    /// Nil of the document itself.
    let parent: Int?
    var kids: [Kid] = []
}

/// A page as it was set: what it shows, and to which element each piece of it belongs.
struct FlowPage {
    var content = PDFBytes()
    /// By the number of the marked content.
    var owners: [Int] = []
}
