// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

/// Numbers and codes that stand in signed ledgers and registers.
struct CodeTests {
    @Test func `certainties, origins, grades and groups keep their numbers and codes`() {
        #expect(
            Certainty.allCases.map { "\($0.rawValue) \($0.code)" } == [
                "1 excluded", "2 cannotBeExcluded", "3 reported", "4 stolen", "5 published",
            ]
        )
        #expect(
            Origin.allCases.map { "\($0.rawValue) \($0.code)" } == [
                "1 givenByUs", "2 producedThere", "3 givenByThirdParty",
            ]
        )
        #expect(
            ProvenanceGrade.allCases.map { "\($0.rawValue) \($0.code)" } == [
                "1 captured", "2 kept", "3 reconstructed",
            ]
        )
        #expect(
            AffectedGroup.allCases.map { "\($0.rawValue) \($0.code)" } == [
                "1 first", "2 second", "3 notExcluded", "4 reconstructed",
            ]
        )
        #expect(
            PartyRole.allCases.map(\.rawValue) == [
                "processor", "ownController", "jointController", "disputed", "ourController",
            ]
        )
        #expect(
            LegalBasis.allCases.map(\.rawValue) == [
                "6-1-a", "6-1-b", "6-1-c", "6-1-d", "6-1-e", "6-1-f",
            ]
        )
    }

    @Test func `what a person's sealed halves hold keeps its codes`() {
        #expect(
            AddressStatus.allCases.map(\.rawValue) == [
                "", "shelter", "unknownAbroad", "noAddress", "underInvestigation",
            ]
        )
        #expect(Language.allCases.map(\.rawValue) == ["nl", "en"])
    }

    private static let categories = [
        "0 citizenNumber", "1 name", "2 birthDate", "3 sex", "4 address", "5 telephone", "6 email",
        "7 partnerName", "8 otherIdentifier", "9 sampleNumber", "10 orderNumber",
        "11 generalPractitioner", "12 careProvider", "13 careOrganisation", "14 testRequested",
        "15 testIndication", "16 sampleDate", "17 testResult", "18 screeningNumber",
        "19 gynaecologicalComplaints", "20 menstruation", "21 contraception", "22 hormoneUse",
        "23 clinicalFinding", "24 freeText", "25 earlierResult", "26 relatives", "27 insurance",
        "28 maritalStatus", "29 religion", "30 ethnicity", "31 nationality", "32 language",
        "33 birthPlace", "34 death", "35 employment", "36 financial", "37 visit", "38 allergy",
        "39 diagnosis", "40 medication", "41 procedure", "42 observation", "43 consent",
        "44 attachment", "45 collector", "46 multipleBirth", "47 account", "48 genetics",
        "63 unclassified",
    ]

    @Test func `categories keep their bits and codes`() throws {
        #expect(DataCategory.allCases.map { "\($0.rawValue) \($0.code)" } == Self.categories)
        for category in DataCategory.allCases {
            #expect(CategorySet(category).rawValue == 1 << UInt64(category.rawValue))
            #expect(DataCategory(code: category.code) == category)
        }
        #expect(CategorySet([.name, .address]).text == "address+name")
    }

    @Test func `a code that is none gives nothing`() {
        for code in ["", "Excluded", "excluded ", "cannotbeexcluded", "0", "first"] {
            #expect(Certainty(code: code) == nil)
            #expect(Origin(code: code) == nil)
            #expect(DataCategory(code: code) == nil)
        }
    }
}
