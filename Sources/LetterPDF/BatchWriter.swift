// SPDX-License-Identifier: EUPL-1.2

/// Writes a batch of letters as one print-ready PDF, letter after letter, to a sink of bytes.
///
/// The same letters in the same order give the same bytes. Memory holds templates, words and the
/// offsets of objects, no letters. Every letter has an even number of pages, so that each begins on
/// a sheet of its own in two-sided printing. A letter that is refused leaves no trace in the file,
/// and others may follow it; after an error of the sink the file is lost.
public struct BatchWriter: ~Copyable {
    private let layout: PageLayout
    private let document: BatchDocument
    private let shaping: ShapingCache
    private var file: ObjectWriter
    private var variable: VariableText
    private var templates = PageTemplateCache()
    private var content = PDFBytes()
    private var tree: PageTree
    private let fonts: ObjectNumber
    private var sequence: SequenceMark
    public private(set) var letterCount = 0

    /// The sink gets every byte once, in order, some tens of kilobytes at a time.
    public init(
        _ document: BatchDocument,
        shaping: ShapingCache,
        layout: PageLayout = PageLayout(),
        sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard layout.isUsable else { throw LetterPDFError.unusableLayout }
        let sequence = try SequenceMark(&shaping.typesetter)
        var file = try ObjectWriter(sink: sink)
        let regular = try shaping.font.regular.write(into: &file, bold: false)
        let bold = try shaping.font.bold.write(into: &file, bold: true)
        let fonts = try file.addObject { object in
            object.add("<</R ")
            object.add(regular)
            object.add("/B ")
            object.add(bold)
            object.add(">>")
        }
        let root = file.reserve()
        tree = PageTree(root: root)
        variable = VariableText(layout: layout)
        self.fonts = fonts
        self.sequence = sequence
        self.layout = layout
        self.document = document
        self.shaping = shaping
        self.file = file
    }

    /// For a single batch: with a type case of its own.
    public init(
        _ document: BatchDocument,
        font: LetterFont,
        layout: PageLayout = PageLayout(),
        sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try self.init(document, shaping: ShapingCache(font), layout: layout, sink: sink)
    }

    /// Adds a letter and returns its number of pages, always even.
    ///
    /// Throws ``LetterPDFError`` if it cannot be printed as it is, or what the sink throws.
    @discardableResult
    public mutating func add(_ sheet: LetterSheet) throws -> Int {
        try variable.set(sheet, &shaping.typesetter)
        let template = try template(for: sheet)
        letterCount += 1
        sequence.set(letterCount)
        for page in template.resources.indices {
            content.removeAll()
            content.add(template.pageStart)
            if page == 0 {
                variable.appendFirstPage(template, to: &content)
            }
            if let place = template.code, place.page == page {
                variable.appendCode(at: place, to: &content)
            }
            if page < template.printedPages {
                sequence.append(page: page + 1, to: &content)
            }
            content.add(template.pageEnd)
            try addPage(template.resources[page])
        }
        return template.resources.count
    }

    /// Tries a letter without writing it: throws what ``add(_:)`` would refuse it for.
    public mutating func check(_ sheet: LetterSheet) throws {
        try variable.set(sheet, &shaping.typesetter)
        let lines = variable.salutationLines
        if templates.template(PageTemplateKey(sheet, salutationLines: lines)) == nil {
            _ = try draft(of: sheet)
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

    private func draft(of sheet: LetterSheet) throws -> PageTemplateDraft {
        try PageTemplateDraft(
            of: sheet,
            salutationLines: variable.salutationLines,
            layout: layout,
            with: &shaping.typesetter
        )
    }

    private mutating func template(for sheet: LetterSheet) throws -> PageTemplate {
        let lines = variable.salutationLines
        let shortcut = PageTemplateShortcut(sheet, salutationLines: lines)
        if let template = templates.template(shortcut) { return template }
        let key = PageTemplateKey(sheet, salutationLines: lines)
        let template = try templates.template(key) ?? newTemplate(key, for: sheet)
        templates.keep(template, shortcut, for: sheet.shared)
        return template
    }

    private mutating func newTemplate(_ key: PageTemplateKey, for sheet: LetterSheet) throws
        -> PageTemplate
    {
        let draft = try draft(of: sheet)
        let given = sheet.text.language
        let language = given == document.language ? nil : given
        var resources: [ObjectNumber] = []
        for (page, frame) in draft.frames.enumerated() {
            content.removeAll()
            content.addLanguage(language)
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
            content.addLanguageEnd(language)
            resources.append(try addResources(of: addForm(content, drawing: drawn)))
        }
        let template = PageTemplate(draft, resources: resources, language: language, layout: layout)
        templates.keep(template, key)
        return template
    }

    private mutating func form(of drawing: PDFBytes) throws -> ObjectNumber? {
        switch templates.use(drawing) {
        case .inPlace: return nil
        case .form(let form): return form
        case .worthForm:
            let form = try addForm(drawing, drawing: [])
            templates.keep(form, for: drawing)
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

    /// One for all pages with the same form, so that a page of a letter says little more than where its
    /// contents are.
    private mutating func addResources(of form: ObjectNumber) throws -> ObjectNumber {
        let fonts = fonts
        return try file.addObject { object in
            object.add("<</Font ")
            object.add(fonts)
            object.add("/XObject<</P ")
            object.add(form)
            object.add(">>>>")
        }
    }

    private mutating func addPage(_ resources: ObjectNumber) throws {
        let stream = try file.addShortStream(content)
        try tree.add(to: &file) { page in
            page.add("/Resources ")
            page.add(resources)
            page.add("/Contents ")
            page.add(stream)
        }
    }
}
