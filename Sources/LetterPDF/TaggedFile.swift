// SPDX-License-Identifier: EUPL-1.2

/// Writes a document that was set as one file: pages, their structure, and what the file says of itself.
struct TaggedFile {
    private let document: TaggedDocument
    private let font: LetterFont
    private let flow: PageFlow

    init(_ document: TaggedDocument, _ font: LetterFont, _ flow: PageFlow) {
        self.document = document
        self.font = font
        self.flow = flow
    }

    func bytes() throws -> [UInt8] {
        let output = Output()
        var file = try ObjectWriter { output.bytes.append(contentsOf: $0) }
        let regular = try font.regular.write(into: &file, bold: false)
        let bold = try font.bold.write(into: &file, bold: true)
        let fonts = try file.addObject { object in
            object.add("<</R ")
            object.add(regular)
            object.add("/B ")
            object.add(bold)
            object.add(">>")
        }
        let pages = flow.pages.map { _ in file.reserve() }
        let tree = file.reserve()
        for (place, page) in flow.pages.enumerated() {
            let content = try file.addStream(page.content)
            try file.setObject(pages[place]) { object in
                object.add("<</Type/Page/Parent ")
                object.add(tree)
                object.add("/Resources<</Font ")
                object.add(fonts)
                object.add(">>/Contents ")
                object.add(content)
                object.add("/StructParents ")
                object.add(place)
                object.add("/Tabs/S>>")
            }
        }
        try file.setObject(tree) { object in
            object.add("<</Type/Pages/MediaBox[0 0 ")
            object.add(PageLayout.pageWidth, PageLayout.pageHeight)
            object.add("]/Count ")
            object.add(pages.count)
            object.add("/Kids[")
            object.add(pages)
            object.add("]>>")
        }
        let structure = try addStructure(pages, to: &file)
        let metadata = try addMetadata(to: &file)
        let catalog = try file.addObject { object in
            object.add("<</Type/Catalog/Pages ")
            object.add(tree)
            object.add("/Lang")
            object.addTextString(document.language.utf8)
            object.add("/MarkInfo<</Marked true>>/StructTreeRoot ")
            object.add(structure)
            object.add("/Metadata ")
            object.add(metadata)
            object.add("/ViewerPreferences<</DisplayDocTitle true>>>>")
        }
        let information = try file.addObject { object in
            BatchDocument(
                title: document.title,
                language: document.language,
                creationDate: document.creationDate
            ).addInformation(to: &object)
        }
        try file.finish(root: catalog, information: information)
        return output.bytes
    }

    /// The elements, and for each page to which of them its pieces belong (ISO 32000-1, 14.7.4.4).
    private func addStructure(
        _ pages: [ObjectNumber],
        to file: inout ObjectWriter
    ) throws -> ObjectNumber {
        let root = file.reserve()
        let numbers = flow.elements.map { _ in file.reserve() }
        for (place, element) in flow.elements.enumerated() {
            try file.setObject(numbers[place]) { object in
                object.add("<</Type/StructElem/S/")
                object.add(Array(element.kind.name.utf8))
                object.add("/P ")
                object.add(element.parent.map { numbers[$0] } ?? root)
                object.add(element.kind.attributes)
                object.add("/K[")
                for kid in element.kids {
                    switch kid {
                    case .element(let element):
                        object.add(numbers[element])
                        object.add(" ")
                    case .content(let page, let mark):
                        object.add("<</Type/MCR/Pg ")
                        object.add(pages[page])
                        object.add("/MCID ")
                        object.add(mark)
                        object.add(">>")
                    }
                }
                object.add("]>>")
            }
        }
        let parents = try file.addObject { object in
            object.add("<</Nums[")
            for (place, page) in flow.pages.enumerated() {
                object.add(place)
                object.add("[")
                object.add(page.owners.map { numbers[$0] })
                object.add("]")
            }
            object.add("]>>")
        }
        try file.setObject(root) { object in
            object.add("<</Type/StructTreeRoot/K ")
            object.add(numbers[0])
            object.add("/ParentTree ")
            object.add(parents)
            object.add("/ParentTreeNextKey ")
            object.add(pages.count)
            object.add(">>")
        }
        return root
    }

    /// That it is PDF/UA-1, in its own words (ISO 14289-1, 5).
    private func addMetadata(to file: inout ObjectWriter) throws -> ObjectNumber {
        let title = document.title.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
        let text = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
            xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
            xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(title)</rdf:li></rdf:Alt></dc:title>\
            <dc:language><rdf:Bag><rdf:li>\(document.language)</rdf:li></rdf:Bag></dc:language>\
            <pdf:Producer>Spoor</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """
        var content = PDFBytes()
        content.add(Array(text.utf8))
        var entries = PDFBytes()
        entries.add("/Type/Metadata/Subtype/XML")
        return try file.addStream(content, entries: entries)
    }

    private final class Output {
        var bytes: [UInt8] = []
    }
}

extension PDFBytes {
    fileprivate mutating func add(_ objects: [ObjectNumber]) {
        for object in objects {
            add(object)
            add(" ")
        }
    }
}
