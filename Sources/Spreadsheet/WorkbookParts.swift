// SPDX-License-Identifier: EUPL-1.2

/// The relations of a part to others (ECMA-376 part 2, section 6.5): where each is, and what.
final class RelationsTaker: XMLTaker {
    private(set) var relations: [(id: String, type: String, target: String)] = []
    private let most: Int

    init(most: Int) { self.most = most }

    func begin(_ name: XMLName, _ attributes: XMLAttributes) throws {
        guard name == "Relationship", let id = attributes.text("Id"),
            let type = attributes.text("Type"), let target = attributes.text("Target")
        else { return }
        relations.append((id, String(type.split(separator: "/").last ?? ""), target))
        guard relations.count <= most else { throw WorkbookProblem.tooManyParts }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: XMLName) {}

    /// The part that a target names, from the part whose relations these are.
    static func part(_ target: String, from own: String) -> String {
        guard !target.hasPrefix("/") else { return WorkbookArchive.key(target) }
        var folders = own.split(separator: "/").dropLast().map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case "..": _ = folders.popLast()
            case ".": break
            default: folders.append(String(step))
            }
        }
        return WorkbookArchive.key(folders.joined(separator: "/"))
    }

    /// Where the relations of a part stand.
    static func part(of own: String) -> String {
        let steps = own.split(separator: "/")
        let folder = steps.dropLast().map { $0 + "/" }.joined()
        return folder + "_rels/" + (steps.last ?? "") + ".rels"
    }
}

/// The sheets of a workbook in their order, and from which year it counts days.
final class SheetsTaker: XMLTaker {
    private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
    private(set) var countsFrom1904 = false
    private(set) var isWorkbook = false
    private let most: Int
    private var depth = 0

    init(most: Int) { self.most = most }

    func begin(_ name: XMLName, _ attributes: XMLAttributes) throws {
        if depth == 0 { isWorkbook = name == "workbook" }
        depth += 1
        if name == "workbookPr" { countsFrom1904 = attributes.isTrue("date1904") }
        guard name == "sheet", let title = attributes.text("name"),
            let relation = attributes.text("id")
        else { return }
        let state = attributes.text("state") ?? "visible"
        sheets.append((title, relation, state != "visible"))
        guard sheets.count <= most else { throw WorkbookProblem.tooManyParts }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: XMLName) { depth -= 1 }
}

/// The format of each style that a cell can have.
final class StylesTaker: XMLTaker {
    private(set) var formats: [CellFormat] = []
    private var own: [Int: CellFormat] = [:]
    private var isInCells = false
    private let most: Int

    init(most: Int) { self.most = most }

    func begin(_ name: XMLName, _ attributes: XMLAttributes) throws {
        if name == "numFmt", let number = attributes.number("numFmtId"),
            let code = attributes.text("formatCode")
        {
            own[number] = CellFormat(code: code)
        } else if name == "cellXfs" {
            isInCells = true
        } else if isInCells, name == "xf" {
            let number = attributes.number("numFmtId") ?? 0
            formats.append(own[number] ?? CellFormat(number: number))
        }
        guard formats.count + own.count <= most else { throw WorkbookProblem.tooManyParts }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: XMLName) { if name == "cellXfs" { isInCells = false } }
}

/// The texts that cells share, each once: in one piece of memory, and no more of it than is allowed.
final class SharedTexts: XMLTaker {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    private let most: Int
    private var isInText = false
    /// How something is pronounced stands beside it, and is no text of the cell.
    private var phonetic = 0

    init(most: Int) { self.most = min(most, Int(UInt32.max)) }

    var count: Int { ends.count }

    subscript(place: Int) -> ArraySlice<UInt8> {
        bytes[(place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])]
    }

    func begin(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "rPh" { phonetic += 1 }
        if name == "t" { isInText = phonetic == 0 }
    }

    func text(_ text: UnsafeBufferPointer<UInt8>) {
        // One more is enough to know that it is too long.
        if isInText, bytes.count <= most { bytes += text }
    }

    func end(_ name: XMLName) throws {
        if name == "t" { isInText = false }
        if name == "rPh" { phonetic -= 1 }
        guard bytes.count + 4 * ends.count <= most else { throw WorkbookProblem.tooManyTexts }
        if name == "si" { ends.append(UInt32(bytes.count)) }
    }
}

enum CellText {
    /// A text as it is stored, with signs that XML cannot hold as `_x000D_` (ECMA-376 part 1,
    /// section 22.9.2.19).
    static func text(_ stored: some Collection<UInt8>) -> String {
        let text = String(decoding: stored, as: UTF8.self)
        guard text.contains("_x") else { return text }
        var plain = ""
        var rest = Substring(text)
        while let sign = rest.first {
            let code = rest.dropFirst(2).prefix(4)
            if rest.hasPrefix("_x"), code.utf8.count == 4, rest.dropFirst(6).first == "_",
                let value = UInt32(code, radix: 16), let scalar = Unicode.Scalar(value)
            {
                plain.unicodeScalars.append(scalar)
                rest = rest.dropFirst(7)
            } else {
                plain.append(sign)
                rest = rest.dropFirst()
            }
        }
        return plain
    }
}
