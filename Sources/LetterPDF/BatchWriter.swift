// SPDX-License-Identifier: EUPL-1.2

/// Writes a batch of letters as one print-ready PDF, letter after letter, to a sink of bytes.
///
/// The same letters in the same order give the same bytes. Memory holds plates, words and the
/// offsets of objects, no letters. Every letter has an even number of pages, so that each begins on
/// a sheet of its own in two-sided printing. A letter that is refused leaves no trace in the file,
/// and others may follow it; after an error of the sink the file is lost.
public struct BatchWriter: ~Copyable {
    private let layout: PageLayout
    private let document: BatchDocument
    private var file: ObjectWriter
    private var typesetter: Typesetter
    private var imprint = Imprint()
    private var plates = PlateCache()
    private var key: [UInt8] = []
    private var content = PDFBytes()
    private var tree: PageTree
    private let fonts: ObjectNumber
    private let sequenceSigns: [[UInt8]]
    public private(set) var letterCount = 0

    private static let sequence = TextStyle(face: .regular, size: 5.5)

    /// The sink gets every byte once, in order, some tens of kilobytes at a time.
    public init(
        _ document: BatchDocument,
        font: LetterFont,
        layout: PageLayout = PageLayout(),
        sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard layout.isUsable else { throw LetterPDFError.unusableLayout }
        var typesetter = try Typesetter(font)
        let signs = try "0123456789-".map { sign in
            var code = PDFBytes()
            try typesetter.appendWord(String(sign), Self.sequence, in: .footer, to: &code)
            return code.bytes
        }
        var file = try ObjectWriter(sink: sink)
        let regular = try font.regular.write(into: &file, bold: false)
        let bold = try font.bold.write(into: &file, bold: true)
        let fonts = try file.addObject { object in
            object.add("<</R ")
            object.add(regular)
            object.add("/B ")
            object.add(bold)
            object.add(">>")
        }
        let root = file.reserve()
        tree = PageTree(root: root)
        self.fonts = fonts
        sequenceSigns = signs
        self.layout = layout
        self.document = document
        self.typesetter = typesetter
        self.file = file
    }

    /// Adds a letter and returns its number of pages, always even.
    ///
    /// Throws ``LetterPDFError`` if it cannot be printed as it is, or what the sink throws.
    @discardableResult
    public mutating func add(_ sheet: LetterSheet) throws -> Int {
        try imprint.set(sheet, layout, &typesetter)
        let plate = try plate(for: sheet)
        letterCount += 1
        for (page, form) in plate.forms.enumerated() {
            content.removeAll()
            begin(sheet.language)
            content.add("/P Do ")
            if page == 0 {
                imprint.appendFirstPage(plate, layout, to: &content)
            }
            if let place = plate.code, place.page == page {
                imprint.appendCode(at: place, to: &content)
            }
            if page < plate.printedPages {
                appendSequence(page: page + 1)
            }
            end(sheet.language)
            try addPage(form)
        }
        return plate.forms.count
    }

    /// Tries a letter without writing it: throws what ``add(_:)`` would refuse it for.
    public mutating func check(_ sheet: LetterSheet) throws {
        try imprint.set(sheet, layout, &typesetter)
        setKey(sheet)
        if plates.plate(key) == nil {
            _ = try PlateDraft(
                of: sheet,
                salutationLines: imprint.salutationLines,
                layout: layout,
                with: &typesetter
            )
        }
    }

    /// Ends the file and says what it holds.
    public consuming func finish() throws -> BatchSummary {
        try tree.finish(in: &file)
        let root = tree.root
        let document = document
        let catalog = try file.addObject { document.addCatalog(pages: root, to: &$0) }
        let information = try file.addObject { document.addInformation(to: &$0) }
        try file.finish(root: catalog, information: information)
        return BatchSummary(letters: letterCount, pages: tree.pageCount, bytes: file.length)
    }

    private mutating func setKey(_ sheet: LetterSheet) {
        key.removeAll(keepingCapacity: true)
        sheet.appendPlateKey(salutationLines: imprint.salutationLines, to: &key)
    }

    private mutating func plate(for sheet: LetterSheet) throws -> Plate {
        setKey(sheet)
        if let plate = plates.plate(key) { return plate }
        let draft = try PlateDraft(
            of: sheet,
            salutationLines: imprint.salutationLines,
            layout: layout,
            with: &typesetter
        )
        var forms: [ObjectNumber] = []
        for (page, frame) in draft.frames.enumerated() {
            content.removeAll()
            begin(sheet.language)
            content.add(frame.bytes)
            var drawn: [ObjectNumber] = []
            for placed in page < draft.pages.count ? draft.pages[page] : [] {
                let drawing = draft.blocks[placed.block].draw(placed.rows)
                content.addOrigin(x: layout.left, y: placed.top)
                if let form = try form(of: drawing) {
                    content.add("/X")
                    content.add(form.value)
                    content.add(" Do ")
                    drawn.append(form)
                } else {
                    content.add(drawing.bytes)
                }
                content.add("Q ")
            }
            end(sheet.language)
            forms.append(try addForm(content, drawing: drawn))
        }
        let plate = Plate(
            key: key,
            forms: forms,
            printedPages: draft.pages.count,
            reference: draft.heights.reference,
            salutation: draft.heights.salutation,
            code: draft.code
        )
        plates.keep(plate)
        return plate
    }

    private mutating func form(of drawing: PDFBytes) throws -> ObjectNumber? {
        switch plates.use(drawing) {
        case .inPlace: return nil
        case .form(let form): return form
        case .worthForm:
            let form = try addForm(drawing, drawing: [])
            plates.keep(form, for: drawing)
            return form
        }
    }

    private mutating func addForm(
        _ content: PDFBytes,
        drawing forms: [ObjectNumber]
    ) throws -> ObjectNumber {
        var entries = PDFBytes()
        entries.add("/Type/XObject/Subtype/Form/BBox[-600 -850 1200 1700]/Resources<</Font ")
        entries.add(fonts)
        if !forms.isEmpty {
            entries.add("/XObject<<")
            for form in Set(forms).sorted(by: { $0.value < $1.value }) {
                entries.add("/X")
                entries.add(form.value)
                entries.add(" ")
                entries.add(form)
            }
            entries.add(">>")
        }
        entries.add(">>")
        return try file.addStream(content, entries: entries)
    }

    private mutating func addPage(_ form: ObjectNumber) throws {
        let stream = try file.addShortStream(content)
        let fonts = fonts
        try tree.add(to: &file) { page in
            page.add("/Resources<</Font ")
            page.add(fonts)
            page.add("/XObject<</P ")
            page.add(form)
            page.add(">>>>/Contents ")
            page.add(stream)
        }
    }

    /// Number of the letter in the batch and of its page, for whoever fills the envelopes.
    private mutating func appendSequence(page: Int) {
        content.add("/Artifact BMC BT ")
        content.addFont(Self.sequence)
        content.add(PageLayout.points(8), PageLayout.points(8))
        content.add("Td[(")
        for sign in "\(letterCount)-\(page)".utf8 {
            content.add(sequenceSigns[sign == UInt8(ascii: "-") ? 10 : Int(sign) - 48])
        }
        content.add(")]TJ ET EMC ")
    }

    private mutating func begin(_ language: String) {
        if language != document.language {
            content.add("/Span<</Lang")
            content.addTextString(language.utf8)
            content.add(">>BDC ")
        }
    }

    private mutating func end(_ language: String) {
        if language != document.language {
            content.add("EMC ")
        }
    }
}
