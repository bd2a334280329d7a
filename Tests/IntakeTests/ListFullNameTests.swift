// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Intake

/// Names in one column: every initial comes out of them, and the surname with it.
@Suite struct ListFullNameTests {
    private static let letters = (0..<26).map { String(UnicodeScalar(UInt8(65 + $0))) }
    /// All letters, and all pairs.
    private static let initials =
        letters.map { [$0] } + letters.flatMap { first in letters.map { [first, $0] } }

    /// How often the first initial and the surname come out of `form`, of 702.
    private func found(_ written: ([String]) -> String, _ form: (String) -> String) -> Int {
        Self.initials.count { letters in
            let name = ListFullName(form(written(letters)))
            return name.initials.hasPrefix(letters[0])
                && name.surnames.contains { ["vries", "de vries"].contains($0.lowercased()) }
        }
    }

    @Test(
        arguments: [
            { "\($0) de Vries" }, { "\($0) Vries" }, { "de Vries, \($0)" }, { "Vries, \($0) de" },
            { "Vries, de, \($0)" }, { "de Vries \($0)" }, { "Vries \($0) de" }, { "Vries^\($0)" },
            { "mw. \($0) de Vries" }, { "Dr. \($0) de Vries" }, { "prof. dr. ir. \($0) Vries" },
            { "de Vries, mw. \($0)" }, { "de Vries, Mr. \($0)" }, { "mevr. de Vries, \($0)" },
        ] as [@Sendable (String) -> String]
    )
    func `every initial and every pair survives`(form: @Sendable (String) -> String) {
        for written in [
            { $0.map { $0 + "." }.joined() }, { $0.joined(separator: ".") + "." },
            { $0.map { $0 + "." }.joined(separator: " ") }, { $0.joined() },
            { $0.joined(separator: " ") },
        ] as [([String]) -> String] {
            let count = found(written, form)
            #expect(count == 702, "\(form(written(["D", "E"])))")
        }
    }

    @Test(
        arguments: [
            { "\($0) DE VRIES" }, { "DE VRIES, \($0)" }, { "VRIES, \($0) DE" },
            { "DE VRIES \($0)" },
        ]
            as [@Sendable (String) -> String]
    )
    func `in capitals too, with their full stops`(form: @Sendable (String) -> String) {
        #expect(found({ $0.map { $0 + "." }.joined() }, form) == 702, "\(form("D.E."))")
    }

    @Test func `in capitals a short last word is a surname or initials: both are read`() {
        let name = ListFullName("BAKKER AA")
        #expect(name.surnames == ["AA"] && name.initials == "BAKKER")
        #expect(name.other?.surnames == ["BAKKER"] && name.other?.initials == "AA")
        for text in ["Bakker Aa", "AA BAKKER", "A. BOS", "ANNA BAKKER", "ANNA DE"] {
            #expect(ListFullName(text).other == nil, "\(text)")
        }
    }

    @Test(arguments: [
        ("DE VRIES JP", "JP", ["DE VRIES"]), ("'t Hof, T.", "T.", ["'t Hof"]),
        ("'T HOF", "", ["'T HOF"]), ("de Vries", "", ["de Vries"]), ("DE VRIES", "", ["DE VRIES"]),
        ("T. 't Hof", "T.", ["'t Hof"]), ("v.d. Vries, V.D.", "V.D.", ["v.d. Vries"]),
        ("mw. de Vries", "", ["de Vries"]), ("MW. DE VRIES", "", ["DE VRIES"]),
        ("MR J. DE VRIES", "J.", ["DE VRIES"]), ("Vries, de", "", ["Vries"]),
        ("A. Vries geb. Proef", "A.", ["Vries", "Proef"]),
        ("de Vries e/v Proef, A.", "A.", ["de Vries", "Proef"]),
        ("Jan Peter Vries", "Jan", ["Peter Vries", "Vries"]), ("Vries", "", ["Vries"]),
        ("De heer J. de Vries", "J.", ["de Vries"]), ("DE HEER D. PROEF", "D.", ["PROEF"]),
        ("de Heer, J.", "J.", ["de Heer"]), ("VRIES, DE J P", "J P", ["VRIES"]),
        ("HOF, VAN 'T I", "I", ["HOF"]), ("BERG, VAN DEN P", "P", ["BERG"]),
        ("Proef - de Vries, D.", "D.", ["Proef - de Vries"]), ("", "", []), (",", "", []),
    ])
    func `what is no initial is none`(text: String, initials: String, surnames: [String]) {
        let name = ListFullName(text)
        #expect(name.initials == initials)
        #expect(name.surnames == surnames)
    }
}
