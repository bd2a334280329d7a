// SPDX-License-Identifier: EUPL-1.2

/// Sets blocks one after another over as many pages as they take, and builds their structure.
///
/// A heading stays with what follows it. A row of a table is broken only when a page is too short for it,
/// and the head of a table comes again on each page.
struct PageFlow {
    private var typesetter: Typesetter
    private let layout: PageLayout
    private(set) var elements = [StructElement(kind: .document, parent: nil)]
    private(set) var pages = [FlowPage()]
    /// The height of the top of what comes next.
    private var y: Double
    private var lastLevel = 0

    typealias Line = Typesetter.Line

    init(_ font: LetterFont) throws {
        var layout = PageLayout()
        (layout.leftMargin, layout.rightMargin, layout.bottomMargin) = (22, 22, 26)
        self.layout = layout
        typesetter = try Typesetter(font)
        y = layout.top
    }

    private static let body = TextStyle(face: .regular, size: 10.5)
    private static let strong = TextStyle(face: .bold, size: 10.5)
    private static let cell = TextStyle(face: .regular, size: 9.5)
    private static let cellHead = TextStyle(face: .bold, size: 9.5)
    private static let small = TextStyle(face: .regular, size: 8)

    private static func leading(_ style: TextStyle) -> Double { style.size * 1.35 }

    private var isAtTop: Bool { y == layout.top }

    mutating func add(_ block: TaggedDocument.Block) throws {
        switch block {
        case .heading(let level, let text): try addHeading(level, text)
        case .paragraph(let text): try addParagraph(text, Self.body)
        case .strong(let text): try addParagraph(text, Self.strong)
        case .list(let items): try addList(items)
        case .table(let table): try addTable(table)
        }
    }

    // MARK: - Text

    private mutating func addHeading(_ level: Int, _ text: String) throws {
        let level = min(max(level, 1), lastLevel + 1, 3)
        lastLevel = level
        let (kind, size, before): (StructElement.Kind, Double, Double) =
            switch level {
            case 1: (.heading1, 20, 0)
            case 2: (.heading2, 14, 18)
            default: (.heading3, 11.5, 12)
            }
        let style = TextStyle(face: .bold, size: size)
        let lines = try lines(text, style, width: layout.textWidth, .heading)
        let height = Double(lines.count) * Self.leading(style)
        if !isAtTop { y -= before }
        if y - height - 3 * Self.leading(Self.body) < layout.bottom { newPage() }
        let element = newElement(kind, in: 0)
        draw(lines[...], style, x: layout.left, of: element)
        y -= 5
    }

    private mutating func addParagraph(_ text: String, _ style: TextStyle) throws {
        let lines = try lines(text, style, width: layout.textWidth, .paragraph)
        flow(lines, style, x: layout.left, of: newElement(.paragraph, in: 0))
        y -= 6
    }

    private mutating func addList(_ items: [String]) throws {
        guard !items.isEmpty else { return }
        let list = newElement(.list, in: 0)
        let indent = 12.0
        let bullet = try lines("•", Self.body, width: indent, .bullet)
        for item in items {
            let lines = try lines(item, Self.body, width: layout.textWidth - indent, .bullet)
            let entry = newElement(.item, in: list)
            let (label, body) = (newElement(.label, in: entry), newElement(.body, in: entry))
            if room(Self.body) < min(2, lines.count) { newPage() }
            let top = y
            draw(bullet[...], Self.body, x: layout.left, of: label)
            y = top
            flow(lines, Self.body, x: layout.left + indent, of: body)
            y -= 2.5
        }
        y -= 4
    }

    /// Lines over as many pages as they take; neither the first nor the last stands alone.
    private mutating func flow(_ lines: [Line], _ style: TextStyle, x: Double, of element: Int) {
        var rest = lines[...]
        while !rest.isEmpty {
            var count = min(room(style), rest.count)
            if rest.count - count == 1, count > 2 { count -= 1 }
            if count < min(2, rest.count) {
                newPage()
                continue
            }
            draw(rest.prefix(count), style, x: x, of: element)
            rest = rest.dropFirst(count)
        }
    }

    /// How many lines still fit.
    private func room(_ style: TextStyle) -> Int {
        max(0, Int((y - layout.bottom) / Self.leading(style)))
    }

    /// Below each other from the top of what comes next, which moves under them.
    private mutating func draw(
        _ lines: ArraySlice<Line>,
        _ style: TextStyle,
        x: Double,
        of element: Int,
        endingAt right: Double? = nil
    ) {
        begin(element)
        for line in lines {
            y -= Self.leading(style)
            let start = right.map { $0 - line.width } ?? x
            show(line, style, x: start, y: y + Self.leading(style) - style.size)
        }
        end()
    }

    private mutating func show(_ line: Line, _ style: TextStyle, x: Double, y: Double) {
        pages[pages.count - 1].content.add("BT")
        pages[pages.count - 1].content.add(style.face == .bold ? "/B " : "/R ")
        pages[pages.count - 1].content.add(style.size)
        pages[pages.count - 1].content.add("Tf ")
        pages[pages.count - 1].content.add(x, y)
        pages[pages.count - 1].content.add("Td ")
        pages[pages.count - 1].content.add(line.code)
        pages[pages.count - 1].content.add("ET ")
    }

    // MARK: - Tables

    private mutating func addTable(_ table: TaggedDocument.Table) throws {
        guard !table.columns.isEmpty else { return }
        let element = newElement(.table, in: 0)
        let columns = try TableColumns(
            table,
            left: layout.left,
            width: layout.textWidth,
            Self.cell,
            Self.cellHead,
            &typesetter
        )
        let head = try columns.lines(
            table.columns.map(\.name),
            Self.cellHead,
            &typesetter
        )
        let headHeight = columns.height(head, Self.leading(Self.cellHead))
        y -= 4
        if !table.caption.isEmpty {
            let caption = try lines(table.caption, Self.cellHead, width: layout.textWidth, .table)
            let height = Double(caption.count) * Self.leading(Self.cellHead)
            if y - height - headHeight - 40 < layout.bottom { newPage() }
            draw(caption[...], Self.cellHead, x: layout.left, of: newElement(.caption, in: element))
            y -= 3
        } else if y - headHeight - 30 < layout.bottom {
            newPage()
        }
        let headRow = newElement(.row, in: element)
        drawRow(head, columns, Self.cellHead) { flow, _ in
            flow.newElement(.columnHeading, in: headRow)
        }
        for row in table.rows {
            try addRow(row, of: element, columns, again: head, headHeight)
        }
        y -= 8
    }

    private mutating func addRow(
        _ cells: [String],
        of table: Int,
        _ columns: TableColumns,
        again head: [[Line]],
        _ headHeight: Double
    ) throws {
        let lines = try columns.lines(cells, Self.cell, &typesetter)
        let row = newElement(.row, in: table)
        let kinds = lines.indices.map { $0 == 0 ? StructElement.Kind.rowHeading : .cell }
        let owners = kinds.map { newElement($0, in: row) }
        let leading = Self.leading(Self.cell)
        let most = lines.map(\.count).max() ?? 0
        let fullPage = Int((layout.top - layout.bottom - headHeight - 8) / leading)
        var (done, isFresh) = (0, false)
        repeat {
            var room = Int((y - layout.bottom - 6) / leading)
            // A head that fills a page leaves a line for each row all the same.
            if isFresh { room = max(room, 1) }
            if !isFresh, room < min(most - done, most <= fullPage ? most : 3) {
                newPage()
                repeatHead(head, columns)
                isFresh = true
                continue
            }
            let part = lines.map { $0.dropFirst(done).prefix(room) }
            drawRow(part.map(Array.init), columns, Self.cell) { _, place in owners[place] }
            done += room
            isFresh = false
        } while done < most
    }

    /// The cells of a row beside each other, and a thin line under them.
    private mutating func drawRow(
        _ cells: [[Line]],
        _ columns: TableColumns,
        _ style: TextStyle,
        _ owner: (inout PageFlow, Int) -> Int
    ) {
        let top = y - 2.5
        var lowest = top
        for (place, lines) in cells.enumerated() {
            let element = owner(&self, place)
            guard !lines.isEmpty, !lines.allSatisfy({ $0.width == 0 }) else { continue }
            y = top
            draw(
                lines[...],
                style,
                x: columns.lefts[place],
                of: element,
                endingAt: columns.isNumeric[place] ? columns.rights[place] : nil
            )
            lowest = min(lowest, y)
        }
        y = lowest - 2.5
        rule()
    }

    /// For the eye: who listens has heard the head of the table.
    private mutating func repeatHead(_ head: [[Line]], _ columns: TableColumns) {
        pages[pages.count - 1].content.add("/Artifact<</Type/Pagination>>BDC ")
        let top = y - 2.5
        var lowest = top
        for (place, lines) in head.enumerated() {
            y = top
            for line in lines {
                y -= Self.leading(Self.cellHead)
                let x =
                    columns.isNumeric[place]
                    ? columns.rights[place] - line.width : columns.lefts[place]
                show(
                    line,
                    Self.cellHead,
                    x: x,
                    y: y + Self.leading(Self.cellHead) - Self.cellHead.size
                )
            }
            lowest = min(lowest, y)
        }
        end()
        y = lowest - 2.5
        rule()
    }

    private mutating func rule() {
        pages[pages.count - 1].content.add("/Artifact BMC 0.6 G 0.5 w ")
        pages[pages.count - 1].content.add(layout.left, y)
        pages[pages.count - 1].content.add("m ")
        pages[pages.count - 1].content.add(layout.left + layout.textWidth, y)
        pages[pages.count - 1].content.add("l S EMC ")
    }

    // MARK: - Structure

    @discardableResult
    private mutating func newElement(_ kind: StructElement.Kind, in parent: Int) -> Int {
        elements.append(StructElement(kind: kind, parent: parent))
        elements[parent].kids.append(.element(elements.count - 1))
        return elements.count - 1
    }

    /// What is shown from here belongs to that element.
    private mutating func begin(_ element: Int) {
        let page = pages.count - 1
        let mark = pages[page].owners.count
        pages[page].owners.append(element)
        elements[element].kids.append(.content(page: page, mark: mark))
        pages[page].content.add("/")
        pages[page].content.add(Array(elements[element].kind.name.utf8))
        pages[page].content.add("<</MCID ")
        pages[page].content.add(mark)
        pages[page].content.add(">>BDC ")
    }

    private mutating func end() { pages[pages.count - 1].content.add("EMC ") }

    private mutating func newPage() {
        pages.append(FlowPage())
        y = layout.top
    }

    private mutating func lines(
        _ text: String,
        _ style: TextStyle,
        width: Double,
        _ part: LetterPart
    ) throws -> [Line] {
        try typesetter.lines(ShownText.of(text), style, width: width, in: part)
    }

    /// The pages with their footers, now that it is known how many there are.
    consuming func finish(footer: String) throws -> PageFlow {
        let total = pages.count
        for page in pages.indices {
            let text = footer.replacing("{page}", with: "\(page + 1)")
                .replacing("{pages}", with: "\(total)")
            let lines = try lines(text, Self.small, width: layout.textWidth, .footer)
            let content = pages[page].content
            // Below the last line of the text, upwards from the edge.
            pages.append(FlowPage())
            let height = layout.bottom - 12
            for (place, line) in lines.enumerated() {
                show(
                    line,
                    Self.small,
                    x: layout.left,
                    y: height - Double(place + 1) * Self.leading(Self.small)
                )
            }
            let shown = pages.removeLast().content
            pages[page].content = content
            pages[page].content.add("/Artifact<</Type/Pagination/Subtype/Footer>>BDC ")
            pages[page].content.add(shown.bytes)
            pages[page].content.add("EMC ")
        }
        return self
    }
}
