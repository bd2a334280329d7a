// SPDX-License-Identifier: EUPL-1.2

public import Ingestion

extension ImportAnswer {
    /// What an import had to take from elsewhere than the messages, and how to say it instead.
    public var remarks: [String] {
        var remarks: [String] = []
        if let count = counts[.daysUnknown] {
            remarks.append(
                Self.remark(
                    """
                    Of \(count.counted("message or row", "messages or rows")) nothing says the day of disclosure: it \
                    stands in the ledger as unknown.
                    """,
                    command: "If you know it, say it with --day."
                )
            )
        }
        if let count = counts[.directionsByKind] {
            remarks.append(
                Self.remark(
                    """
                    Of \(count.counted("message")) neither sender nor receiver is known, so their \
                    kind decided: results came to us, everything else went out.
                    """,
                    command: """
                        Where that is not so, say it: --direction given or received, or --ours NAME \
                        and --theirs NAME.
                        """
                )
            )
        }
        if let count = counts[.directionsOtherwise] {
            remarks.append(
                """
                \(count.grouped) messages say by their sender and receiver that they went the other \
                way than was said for the import; they were recorded as they say.
                """
            )
        }
        if let count = setAside[.namesOtherParty] {
            remarks.append(
                Self.remark(
                    """
                    \(count.counted("message")) name another recorded party as receiver or sender than \
                    that of this import. They were set aside, and count for nobody.
                    """,
                    command: """
                        Import them with --to that party. If the name is of the party of this import, say \
                        so (spoor party code PARTY NAME --because …): then they are taken in.
                        """
                )
            )
        }
        if let count = counts[.partiesUnknown] {
            remarks.append(
                Self.remark(
                    """
                    \(count.counted("message")) name a receiver, or a sender where they came to us, that is no \
                    recorded party. They were recorded for the party of this import.
                    """,
                    command:
                        "If the name is a party's, say so: spoor party code PARTY NAME --because …"
                )
            )
        }
        for (number, count) in readOtherwise.sorted(by: { $0.key < $1.key }) {
            remarks.append(
                Self.remark(
                    """
                    Of import \(number), for which another character set was said or none, \
                    \(count.counted("message")) came again. What was read then stays: nothing of it \
                    was read anew.
                    """,
                    command: """
                        If this one is right: 'spoor import undo \(number) --because …', then import \
                        these files again.
                        """
                )
            )
        }
        if let count = setAside[.notUTF8] {
            remarks.append(
                Self.remark(
                    "Set aside, because JSON must be UTF-8: \(count.counted("resource")).",
                    command: """
                        If you know the character set, import the file again and say it: --encoding \
                        windows-1252.
                        """
                )
            )
        }
        return remarks
    }

    private static func remark(_ sentence: String, command: String) -> String {
        "\(sentence) \(command)"
    }
}
