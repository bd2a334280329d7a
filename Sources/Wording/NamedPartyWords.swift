// SPDX-License-Identifier: EUPL-1.2

import Custody
public import Ingestion

extension RetryNamedParty.Answer {
    /// What became of messages that had named another party; none when there were none.
    public var lines: [String] {
        var lines: [String] = []
        if takenIn > 0 {
            lines.append("\(takenIn.counted("message")) that named another party were taken in now")
        }
        if stillSetAside > 0 {
            lines.append(
                "\(stillSetAside.counted("message")) still name another party, or need the files they came with"
            )
        }
        for (number, count) in toImportAgain.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "\(count.counted("message")) of import \(number) can only be tried with its files: take that "
                    + "import back, then import its files again"
            )
        }
        return lines
    }
}
