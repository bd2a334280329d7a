// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// One letter, whole: nothing is added to it.
///
/// It holds a name, an address and a secret code, and masks itself.
public struct LetterContent: Hashable, Sendable, Masked {
    public var body: LetterBody
    public var addressing: LetterAddressing
    /// Those of the body and the rows in which the letter code stands.
    public var blocks: [LetterBlock]
    /// As printed, in groups of four.
    public var letterCode: String

    /// The letter as plain text: for proofs, large print, reading aloud, and tests.
    public var plainText: String {
        var lines = body.opening + addressing.lines
        if let sortingCode = addressing.sortingCode { lines.append(sortingCode.text) }
        lines += ["", body.dateLine, body.referenceLine, body.subject, "", addressing.salutation]
        return (lines + LetterBody.lines(of: blocks) + body.ending).joined(separator: "\n") + "\n"
    }
}

extension LetterBody {
    /// What all readers of a truth are told, as plain text.
    var plainText: String {
        let lines = opening + [dateLine, referenceLine, subject]
        return (lines + LetterBody.lines(of: blocks) + ending).joined(separator: "\n") + "\n"
    }

    /// All that readers of a truth are told but the date: what somebody reads and agrees to.
    public var wording: String {
        var undated = self
        undated.dateLine = ""
        return [language.rawValue, undated.plainText, codeLabel, pageFooter].joined(separator: "\n")
    }

    fileprivate var opening: [String] { senderLines + ["", returnLine] }

    fileprivate var ending: [String] {
        ["", closing] + signatureLines + (syntheticMark.map { ["", $0] } ?? [])
    }

    fileprivate static func lines(of blocks: [LetterBlock]) -> [String] {
        blocks.flatMap { block in
            switch block {
            case .heading(let text): ["", text.uppercased()]
            case .paragraph(let text): ["", text]
            case .bullets(let texts): [""] + texts.map { "- " + $0 }
            case .table(let rows): [""] + rows.map { $0.joined(separator: ": ") }
            }
        }
    }
}
