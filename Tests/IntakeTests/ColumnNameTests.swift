// SPDX-License-Identifier: EUPL-1.2

import Intake
import Testing

/// The names that files of others have in their first line.
struct ColumnNameTests {
    @Test func `the columns of the population and of a back-file keep their names`() {
        #expect(
            PopulationColumns.names == [
                "sourceId", "bsn", "initials", "givenNames", "prefix", "surname", "partnerPrefix",
                "partnerSurname", "nameUse", "birthDate", "street", "houseNumber", "houseLetter",
                "houseAddition", "postcode", "place", "country", "deceasedOn", "secrecy",
                "addressStatus", "language", "salutationPreference",
            ]
        )
        #expect(
            BackfileColumns.names == [
                "bsn", "surname", "initials", "birthDate", "postcode", "houseNumber", "categories",
                "disclosedOn", "sender",
            ]
        )
    }
}
