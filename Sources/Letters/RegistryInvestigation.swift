// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// An inquiry by the municipality into whether a registered address is right (aanduiding in
/// onderzoek, element 83.10).
public struct RegistryInvestigation: Hashable, Sendable {
    /// Six digits: category, group, element; zeros stand for all of them. `089999` says that the
    /// person was found not to live at the address.
    public var code: String
    /// Datum ingang onderzoek.
    public var since: PartialDate?

    public init(code: String, since: PartialDate? = nil) {
        self.code = code
        self.since = since
    }

    /// Vastgesteld verblijft niet op adres: a letter must not go there.
    public var foundNotToLiveThere: Bool { code == "089999" }

    /// Is the given line of the address (1 to 3) in doubt?
    public func concerns(line: Int) -> Bool {
        guard code.hasPrefix("08") else { return false }
        let rest = code.dropFirst(2)
        if rest == "0000" || rest == "9999" { return true }
        if rest.hasSuffix("00") {
            // A whole group: municipality, address, location, address abroad.
            return
                (line == 2
                ? ["0900", "1100", "1300"] : line == 1 ? ["1100", "1200", "1300"] : ["1300"])
                .contains(rest)
        }
        let elements =
            switch line {
            case 1: ["1110", "1115", "1120", "1130", "1140", "1150", "1210", "1330"]
            case 2: ["0910", "1160", "1170", "1340"]
            default: ["1350"]
            }
        return elements.contains(String(rest))
    }
}
