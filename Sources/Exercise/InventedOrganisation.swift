// SPDX-License-Identifier: EUPL-1.2

/// The organisation of the demo, which nobody is.
public enum InventedOrganisation {
    /// Its words in letters, as JSON (`docs/formats.md`).
    public static let letterSettings = """
        {
          "organisation": "Bevolkingsonderzoek Waterland",
          "senderLines": ["Bevolkingsonderzoek Waterland", "Postbus 1234", "1000 AA Nergenshuizen", "0800-0000"],
          "returnLine": "Retouradres: Postbus 1234, 1000 AA Nergenshuizen",
          "signatureLines": ["Bevolkingsonderzoek Waterland", "de directie"],
          "processor": "Laboratorium Vlietzicht",
          "discoveredDate": "2025-07-06",
          "toldDate": "2025-08-06",
          "reference": "WL-2025-01",
          "telephone": "0800-0000",
          "telephoneAbroad": "+31 20 000 00 00",
          "website": "bevolkingsonderzoekwaterland.example",
          "privacyOfficer": "fg@bevolkingsonderzoekwaterland.example",
          "words": {
            "nl": {
              "purpose": "het bevolkingsonderzoek",
              "theProcessor": "het laboratorium",
              "careData": "gegevens over uw deelname, uw gezondheid of uw huisarts",
              "thirdParty": "een groep huisartsen",
              "measures": ["Sinds 7 augustus 2025 sturen wij niets meer naar het laboratorium.", "Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.", "Een bedrijf voor computeronderzoek zoekt voor ons uit wat er is gebeurd."],
              "openingHours": "maandag tot en met vrijdag van 8.00 tot 20.00 uur",
              "publishedPlace": "op een website van criminelen"
            },
            "en": {
              "purpose": "the screening programme",
              "theProcessor": "the laboratory",
              "careData": "data about your participation, your health or your general practitioner",
              "thirdParty": "a group of general practitioners",
              "measures": ["Since 7 August 2025 we have sent nothing to the laboratory.", "We have reported the break-in to the Dutch Data Protection Authority.", "A company for computer forensics is investigating for us what happened."],
              "openingHours": "Monday to Friday, 8:00 to 20:00",
              "publishedPlace": "on a website run by criminals",
              "returnLine": "Return address: Postbus 1234, 1000 AA Nergenshuizen, Netherlands",
              "signatureLines": ["Bevolkingsonderzoek Waterland", "The management"]
            }
          }
        }

        """
}
