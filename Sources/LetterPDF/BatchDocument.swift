// SPDX-License-Identifier: EUPL-1.2

/// What a batch says of itself in its document information.
public struct BatchDocument: Sendable, Equatable {
    /// Shown as the name of the window. Names no person.
    public var title: String
    /// BCP 47 tag; a letter in another language is marked as such on its pages.
    public var language: String
    /// In the form of PDF, `D:20260911120000Z`; nothing is written if absent, as no clock is read.
    public var creationDate: String?

    public init(title: String, language: String = "nl", creationDate: String? = nil) {
        self.title = title
        self.language = language
        self.creationDate = creationDate
    }

    func addCatalog(pages: ObjectNumber, to object: inout PDFBytes) {
        object.add("<</Type/Catalog/Pages ")
        object.add(pages)
        object.add("/Lang")
        object.addTextString(language.utf8)
        object.add("/ViewerPreferences<</DisplayDocTitle true/Duplex/DuplexFlipLongEdge>>>>")
    }

    func addInformation(to object: inout PDFBytes) {
        object.add("<</Title")
        object.addTextString(title.utf8)
        object.add("/Producer(Spoor)")
        if let creationDate {
            object.add("/CreationDate")
            object.addTextString(creationDate.utf8)
        }
        object.add(">>")
    }
}

/// What a finished batch holds.
public struct BatchSummary: Sendable, Equatable {
    public let letters: Int
    public let pages: Int
    public let bytes: Int
}
