// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Incidents
import Store

/// What stands between header and footer of a page.
struct Page: Sendable {
    /// In the tab of the browser: no person, no figure.
    var title: String
    /// Which of the main menu it belongs to.
    var menu: MenuItem? = nil
    /// The parts of an incident, beside the page.
    var rail: Rail? = nil
    /// Without menu, clock and rail: who is not signed in sees nothing of any incident.
    var isBare = false
    /// Has it buttons that copy an answer? Such a page alone may load a script, and this one only.
    var copies = false
    /// The clock that ends next; of pages that looked at the store.
    var clock: ClockStrip? = nil
    var body: HTML
}

enum MenuItem: String, CaseIterable, Sendable {
    case home = "/"
    case incidents = "/incidents"
    case contact = "/calls"
    case processors = "/processors"
    case store = "/store"

    func name(_ words: Words) -> String {
        switch self {
        case .home: words.text("Vandaag", "Today")
        case .incidents: words.text("Incidenten", "Incidents")
        case .contact: words.text("Klantcontact", "Contact centre")
        case .processors: words.text("Verwerkers", "Processors")
        case .store: words.text("Gegevens", "Data")
        }
    }
}

/// The parts of an incident, each with what is to be known of it in a word.
struct Rail: Sendable {
    struct Item: Sendable {
        var path: String
        var name: String
        var hint: String
    }

    var label: String
    var items: [Item]
    var current: String
}

/// The clock that ends next: what, whose, when.
struct ClockStrip: Sendable {
    var clock: ShowClocks.Clock?
    /// How many others run towards a moment.
    var others: Int
}

enum FormField {
    /// Binds a form to the session and the page, and makes it count once.
    static let token = "form"
}

extension Visit {
    /// A form that posts to `path`; `id` names it for labels. `takesFile`: one of its fields is a file.
    func form(
        _ path: String,
        class style: String? = nil,
        takesFile: Bool = false,
        _ fields: HTML
    ) -> HTML {
        let token = session?.formToken(for: path) ?? ""
        let style: HTML = style.map { " class=\"\($0)\"" } ?? ""
        return """
            <form method="post" action="\(path)"\(style)\
            \(" enctype=\"multipart/form-data\"", if: takesFile)>\
            <input type="hidden" name="form" value="\(token)">\(fields)</form>
            """
    }
}

/// Pieces that stand on many pages.
enum Piece {
    /// Of counts that are not those of now, because an import goes on: when they were.
    static func counted(_ at: Instant?, _ words: Words) -> HTML {
        guard let at else { return "" }
        return """
            <p class="hint">\(words(
                "Er loopt een import. Berichten, regels en mensen zijn geteld op \(words.fullMoment(at)).",
                "An import is running. Messages, rows and people were counted on \(words.fullMoment(at))."
            ))</p>
            """
    }

    /// A field of one line with its label, a hint, and what was wrong with it.
    static func field(
        _ name: String,
        _ label: String,
        hint: String = "",
        value: String = "",
        problem: String? = nil,
        attributes: HTML = ""
    ) -> HTML {
        let described = described(name, hint, problem)
        let value: HTML = value.isEmpty ? "" : " value=\"\(value)\""
        return """
            <div class="field"><label for="\(name)">\(label)</label>\(described.text)\
            <input id="\(name)" name="\(name)"\(value)\(described.attribute)\(attributes)></div>
            """
    }

    /// `id`: where several fields of one name stand on a page.
    static func area(
        _ name: String,
        _ label: String,
        hint: String = "",
        value: String = "",
        problem: String? = nil,
        id: String? = nil
    ) -> HTML {
        let id = id ?? name
        let described = described(id, hint, problem)
        return """
            <div class="field"><label for="\(id)">\(label)</label>\(described.text)\
            <textarea id="\(id)" name="\(name)" rows="3"\(described.attribute)>\(value)</textarea></div>
            """
    }

    static func select(
        _ name: String,
        _ label: String,
        hint: String = "",
        _ options: [(value: String, name: String)],
        chosen: String = "",
        problem: String? = nil
    ) -> HTML {
        let described = described(name, hint, problem)
        let options = options.map { option -> HTML in
            """
            <option value="\(option.value)"\(" selected", if: option.value == chosen)>\
            \(option.name)</option>
            """
        }
        return """
            <div class="field"><label for="\(name)">\(label)</label>\(described.text)\
            <select id="\(name)" name="\(name)"\(described.attribute)>\(options)</select></div>
            """
    }

    private static func described(_ name: String, _ hint: String, _ problem: String?) -> (
        text: HTML, attribute: HTML
    ) {
        var (text, names): (HTML, [String]) = ("", [])
        if !hint.isEmpty {
            text += "<span class=\"hint\" id=\"\(name)-h\">\(hint)</span>"
            names.append("\(name)-h")
        }
        if let problem {
            text += "<strong class=\"problem\" id=\"\(name)-p\">\(problem)</strong>"
            names.append("\(name)-p")
        }
        let invalid: HTML = problem == nil ? "" : " aria-invalid=\"true\""
        guard !names.isEmpty else { return (text, invalid) }
        return (
            text, " aria-describedby=\"\(names.joined(separator: " "))\"\(invalid)"
        )
    }

    /// A table whose rows stack on a narrow screen, each cell with the name of its column.
    struct Column {
        var name: String
        var isNumeric = false
        var isBar = false

        init(_ name: String, numeric: Bool = false, bar: Bool = false) {
            self.name = name
            isNumeric = numeric
            isBar = bar
        }
    }

    static func table(
        _ caption: String,
        _ columns: [Column],
        _ rows: [[HTML]],
        total: [HTML]? = nil,
        showsCaption: Bool = true
    ) -> HTML {
        func style(_ column: Column) -> HTML {
            column.isNumeric ? " class=\"n\"" : column.isBar ? " class=\"b\"" : ""
        }
        let head = columns.map { column -> HTML in
            "<th scope=\"col\"\(style(column))>\(column.name)</th>"
        }
        func row(_ cells: [HTML]) -> HTML {
            let cells = zip(columns, cells).enumerated().map { place, cell -> HTML in
                let (column, content) = cell
                return place == 0
                    ? "<th scope=\"row\">\(content)</th>"
                    : "<td data-l=\"\(column.name)\"\(style(column))>\(content)</td>"
            }
            return "<tr>\(cells)</tr>\n"
        }
        let foot: HTML = total.map { "<tfoot>\(row($0))</tfoot>" } ?? ""
        return """
            <table class="stack"><caption\(" class=\"vh\"", if: !showsCaption)>\(caption)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows.map(row))</tbody>\(foot)</table>
            """
    }

    /// A status in a word: never by its colour alone.
    enum Tone { case plain, bad, wait, ok }

    static func tag(_ words: String, _ tone: Tone = .plain) -> HTML {
        let style: HTML =
            switch tone {
            case .plain: ""
            case .bad: " bad"
            case .wait: " wait"
            case .ok: " ok"
            }
        return "<span class=\"tag\(style)\">\(words)</span>"
    }

    static func time(_ instant: Instant, _ words: Words) -> HTML {
        "<time datetime=\"\(words.machine(instant))\">\(words.moment(instant))</time>"
    }

    static func facts(_ rows: [(String, HTML)]) -> HTML {
        let rows = rows.map { name, value -> HTML in
            "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
        }
        return "<dl class=\"facts\">\(rows)</dl>"
    }
}
