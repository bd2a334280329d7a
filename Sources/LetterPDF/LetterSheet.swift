// SPDX-License-Identifier: EUPL-1.2

/// The contents of one letter, ready to be set: a text that it shares with others, and what differs
/// from person to person by nature, which is set for each letter.
///
/// Copies of a sheet share its text, and the template of that text is found without comparing a word.
/// Whoever makes many letters keeps a sheet for each text and fills in copies of it.
public struct LetterSheet: Sendable {
    /// One to six lines; the postcode line keeps its two spaces.
    public var addresseeLines: [String]
    /// Klantindex (KIX): one letter F, A, D or T for each bar; empty for none, as for addresses abroad.
    public var kixBars: String
    public var referenceLine: String
    public var salutation: String
    /// Letter code, in the groups in which it is read aloud; empty for none.
    public var codeGroups: [String]
    private(set) var shared: SharedText

    public init(
        _ text: LetterText,
        addresseeLines: [String] = [],
        kixBars: String = "",
        referenceLine: String = "",
        salutation: String = "",
        codeGroups: [String] = []
    ) {
        shared = SharedText(text)
        self.addresseeLines = addresseeLines
        self.kixBars = kixBars
        self.referenceLine = referenceLine
        self.salutation = salutation
        self.codeGroups = codeGroups
    }

    /// A change of it makes a text of this sheet alone.
    public var text: LetterText {
        get { shared.text }
        set { shared = SharedText(newValue) }
    }
}

/// A letter names a person: it shows nothing of itself in logs, errors and dumps.
extension LetterSheet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "LetterSheet(•••)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
