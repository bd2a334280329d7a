// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// A figure of a version of the register. In a text its name stands in braces where the figure will be:
/// `{reported}`.
public enum VersionFigure: String, Codable, Sendable, CaseIterable {
    /// Everyone who is not excluded: *at most*.
    case people = "people"
    /// Who is reported, found in stolen files, or published: *at least*.
    case reported = "reported"
    /// Who was found in stolen files, or published.
    case found = "found"
    /// Who is only there because it cannot be excluded.
    case cannotBeExcluded = "cannotBeExcluded"
    case excluded = "excluded"
    /// On the lists of the processor: never people.
    case records = "records"
    /// Of them, those of which nobody can tell whose they are.
    case unresolved = "unresolved"

    public func value(in version: RegisterVersion) -> Int {
        switch self {
        case .people: version.people - version.people(.excluded)
        case .reported: version.reportedOrWorse
        case .found: version.people(.stolen) + version.people(.published)
        case .cannotBeExcluded: version.people(.cannotBeExcluded)
        case .excluded: version.people(.excluded)
        case .records: version.records
        case .unresolved: version.unresolved
        }
    }
}

/// A text in which no figure is typed: each comes from a version of the register, so that it is known where a
/// figure came from, and where the old one still stands.
public struct FigureText: Hashable, Sendable {
    public let template: String
    /// Those that stand in it, in their order, each once.
    public let figures: [VersionFigure]
    private let parts: [Part]

    private enum Part: Hashable {
        case words(String)
        case figure(VersionFigure)
    }

    /// Throws ``CaseworkError/figureUnknown(_:)`` for a name in braces that is none, and
    /// ``CaseworkError/figureTyped(_:)`` for a number of three digits and more that is no year and no telephone
    /// number.
    public init(_ template: String) throws(CaseworkError) {
        self.template = template
        var parts: [Part] = []
        var figures: [VersionFigure] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            parts.append(.words(String(rest[..<open])))
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(of: "}") else {
                throw .figureUnknown(String(inside.prefix(20)))
            }
            let name = String(inside[..<close])
            guard let figure = VersionFigure(rawValue: name) else { throw .figureUnknown(name) }
            parts.append(.figure(figure))
            if !figures.contains(figure) { figures.append(figure) }
            rest = inside[inside.index(after: close)...]
        }
        parts.append(.words(String(rest)))
        for case .words(let words) in parts {
            if let typed = Self.typed(in: words) { throw .figureTyped(typed) }
        }
        (self.parts, self.figures) = (parts, figures)
    }

    /// The first name in braces that stands for a figure; nil in words that have none.
    static func firstFigure(in text: String) -> String? {
        VersionFigure.allCases.first { text.contains("{\($0.rawValue)}") }?.rawValue
    }

    /// With the figures of a version, `number` writes one.
    public func filled(from version: RegisterVersion, number: (Int) -> String) -> String {
        parts.map {
            switch $0 {
            case .words(let words): words
            case .figure(let figure): number(figure.value(in: version))
            }
        }.joined()
    }

    /// Do two versions come to the same words?
    public func isSame(in first: RegisterVersion, and second: RegisterVersion) -> Bool {
        figures.allSatisfy { $0.value(in: first) == $0.value(in: second) }
    }

    /// The first number that somebody typed, with the signs that part its digits in threes; nil when there is
    /// none.
    static func typed(in text: String) -> String? {
        let signs = Array(text)
        var place = 0
        func isDigit(_ place: Int) -> Bool {
            place < signs.count && signs[place].isWholeNumber
        }
        while place < signs.count {
            guard isDigit(place) else {
                place += 1
                continue
            }
            let start = place
            while isDigit(place) { place += 1 }
            // 405.000: a sign and three digits more, as often as they come.
            while place < signs.count, ".,’' \u{A0}\u{202F}".contains(signs[place]),
                isDigit(place + 1), isDigit(place + 2), isDigit(place + 3), !isDigit(place + 4)
            {
                place += 4
            }
            let number = String(signs[start..<place])
            if isFigure(number) { return number }
        }
        return nil
    }

    /// Three digits or more, but no year and nothing that begins with a zero, as telephone numbers do.
    private static func isFigure(_ number: String) -> Bool {
        let digits = number.filter(\.isWholeNumber)
        guard digits.count >= 3, !digits.hasPrefix("0") else { return false }
        guard digits == number, let year = Int(digits) else { return true }
        return !(1900...2100).contains(year)
    }
}
