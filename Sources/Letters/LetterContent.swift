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
        var lines = body.senderLines + ["", body.returnLine] + addressing.lines
        if let sortingCode = addressing.sortingCode { lines.append(sortingCode.text) }
        lines += ["", body.dateLine, body.referenceLine, body.subject, "", addressing.salutation]
        for block in blocks {
            lines.append("")
            switch block {
            case .heading(let text): lines.append(text.uppercased())
            case .paragraph(let text): lines.append(text)
            case .bullets(let texts): lines += texts.map { "- " + $0 }
            case .table(let rows): lines += rows.map { $0.joined(separator: ": ") }
            }
        }
        lines += ["", body.closing] + body.signatureLines
        if let syntheticMark = body.syntheticMark { lines += ["", syntheticMark] }
        return lines.joined(separator: "\n") + "\n"
    }
}
