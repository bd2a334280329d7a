// SPDX-License-Identifier: EUPL-1.2

import Intake
import Testing

/// What the columns of an export are taken for.
@Suite struct PopulationMappingTests {
    private func lines(_ header: String...) -> [String] {
        PopulationMapping.propose(header: header).text.split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    @Test func `whether somebody is dead or in hiding is never passed over without a question`() {
        #expect(
            lines(
                "Overl.dat.",
                "Geh.",
                "Geheimhouding J/N",
                "Tussenv.",
                "BSN (9 cijfers)",
                "Geb. datum (dd-mm-jjjj)"
            ) == [
                "Overl.dat. = ?deceasedOn", "Geh. = ?secrecy", "Geheimhouding J/N = ?secrecy",
                "Tussenv. = ?prefix", "BSN (9 cijfers) = ?bsn",
                "Geb. datum (dd-mm-jjjj) = ?birthDate",
            ]
        )
    }

    @Test func `a name that is known needs no question, and what is like nothing is not read`() {
        #expect(
            lines("Geboortedatum", "Geboorteplaats", "Overlijdensdatum", "Overl.plaats", "Gehuwd")
                == [
                    "Geboortedatum = birthDate", "Geboorteplaats = -",
                    "Overlijdensdatum = deceasedOn", "Overl.plaats = -", "Gehuwd = -",
                ]
        )
    }
}
