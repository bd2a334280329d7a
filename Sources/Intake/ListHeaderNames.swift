// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// The names that laboratories and hospitals give to their columns, Dutch and English.
enum ListHeaderNames {
    /// The role behind a header, and whether the word can as well mean something else.
    static func role(of header: String) -> (role: ListRole, isVague: Bool)? {
        let folded = fold(header)
        if let role = exact[folded] { return (role, false) }
        if let role = vague[folded] { return (role, true) }
        for word in [
            "patient", "patint", "client", "clint", "deelnemer", "deelneemster", "persoon", "pat",
        ]
        where folded.hasPrefix(word) && folded.count > word.count {
            let rest = String(folded.dropFirst(word.count))
            if let role = exact[rest] { return (role, false) }
            if let role = vague[rest] { return (role, true) }
        }
        return nil
    }

    /// Letters a to z and digits in lower case; nothing else.
    static func fold(_ header: String) -> String {
        String(
            decoding: header.lowercased().utf8.filter {
                0x61...0x7A ~= $0 || 0x30...0x39 ~= $0
            },
            as: UTF8.self
        )
    }

    private static let exact = table([
        (
            .citizenNumber,
            "bsn bsnnummer bsnnr burgerservicenr burgerservicenummer sofinummer sofinr"
        ),
        (.citizenNumber, "citizenservicenumber citizennumber patientbsn"),
        (.surname, "achternaam geslachtsnaam familienaam geboortenaam meisjesnaam surname"),
        (.surname, "lastname familyname eigennaam eigenachternaam anaam achternm maidenname"),
        (.partnerSurname, "partnernaam naampartner achternaampartner geslachtsnaampartner"),
        (.partnerSurname, "partnersurname partnerachternaam"),
        (
            .surnamePrefix,
            "voorvoegsel voorvoegsels tussenvoegsel tussenvoegsels tv vv tussenv prefix"
        ),
        (.fullName, "volledigenaam naamvolledig fullname naamvoluit patientnaam patientname"),
        (.initials, "voorletters voorletter initialen initials initial voorl vl vltrs vrl"),
        (.givenNames, "voornaam voornamen roepnaam firstname firstnames givenname givennames"),
        (.birthDate, "geboortedatum gebdatum gebdat gebdtm geborenop datumgeboorte birthdate"),
        (.birthDate, "dateofbirth dob gd geboortedat geboren gbdatum geboortedd"),
        (.postcode, "postcode pc postc zip zipcode postalcode postkode pcode"),
        (.houseNumber, "huisnummer huisnr hnr hsnr housenumber houseno housenr huisno"),
        (.houseAddition, "huisletter toevoeging huisnummertoevoeging huisnrtoevoeging hnrtoev"),
        (.houseAddition, "huisnrtoev toev houseaddition housenumberaddition huistoevoeging"),
        (.street, "straat straatnaam street streetname"),
        (.streetWithNumber, "straatenhuisnummer straathuisnummer straathuisnr straatennummer"),
        (.streetWithNumber, "adresregel adresregel1 addressline1 straatnr streetaddress"),
        (.place, "woonplaats plaats plaatsnaam wpl wnplts city town place residence stad"),
        (.postcodeWithPlace, "postcodeplaats postcodewoonplaats postcodeenplaats pcplaats"),
        (.postcodeWithPlace, "postcodeenwoonplaats pcwoonplaats"),
        (.sampleNumber, "monsternr monsternummer monsterid samplenumber sampleid sampleno"),
        (.sampleNumber, "samplenr monster specimenid specimennumber buisnummer buisnr barcode"),
        (.category(.sex), "geslacht sex gender gesl mv"),
        (.category(.telephone), "tel telefoon telefoonnr telefoonnummer telnr phone telephone"),
        (.category(.telephone), "phonenumber mobiel mobielnr mobielnummer mobile gsm tel1 tel2"),
        (.category(.telephone), "telefoonmobiel telefoonvast telefoonthuis telefoonprive"),
        (.category(.email), "email emailadres emailaddress mail mailadres epost"),
        (.category(.otherIdentifier), "patientnummer patientnr patientid patnr patid zisnr"),
        (.category(.otherIdentifier), "zisnummer clientnummer clientnr clientid dossiernr"),
        (.category(.otherIdentifier), "dossiernummer mrn epdnummer epdnr"),
        (.category(.orderNumber), "ordernr ordernummer orderid aanvraagnr aanvraagnummer"),
        (.category(.orderNumber), "labordernr orderno requestid aanvraagid labnummer labnr"),
        (.category(.generalPractitioner), "huisarts huisartsnaam naamhuisarts gp ha gpname"),
        (.category(.generalPractitioner), "huisartsagb agbhuisarts huisartspraktijk"),
        (.category(.careProvider), "aanvrager aanvragendarts behandelaar arts specialist"),
        (.category(.careProvider), "zorgverlener doctor physician agb agbcode verwijzer"),
        (.category(.careOrganisation), "instelling zorginstelling ziekenhuis hospital afdeling"),
        (.category(.careOrganisation), "praktijk kliniek organisatie clinic opdrachtgever"),
        (.category(.testRequested), "onderzoek bepaling test soortonderzoek testcode testnaam"),
        (.category(.testRequested), "bepalingen aangevraagdonderzoek testname analyse"),
        (.category(.testIndication), "indicatie aanleiding redenonderzoek indication reden"),
        (.category(.sampleDate), "datumafname afnamedatum afnamedat afdatum sampledate"),
        (.category(.sampleDate), "collectiondate datummonster datumstrijk afnamedatumtijd"),
        (.category(.testResult), "uitslag testuitslag uitslagcode uitslagtekst resultaat result"),
        (
            .category(.testResult),
            "testresult results resultaten uitslagen hpvuitslag pap papklasse"
        ),
        (.category(.testResult), "labuitslag hpv kopac conclusie waarde"),
        (.category(.earlierResult), "vorigeuitslag eerdereuitslag previousresult"),
        (.category(.insurance), "verzekeraar zorgverzekeraar polisnummer polisnr uzovi insurance"),
        (.category(.insurance), "verzekeringsnummer verzekerdenummer uzovicode"),
        (.category(.financial), "iban bankrekening rekeningnummer banknr bankrekeningnummer"),
        (.category(.maritalStatus), "burgerlijkestaat burgstaat maritalstatus"),
        (.category(.nationality), "nationaliteit nationality"),
        (.category(.language), "taal language voorkeurstaal"),
        (.category(.birthPlace), "geboorteplaats birthplace gebplaats"),
        (.category(.death), "overleden overlijdensdatum datumoverlijden deceased"),
        (.category(.diagnosis), "diagnose diagnosis diagnosecode icd10 dbc"),
        (.category(.medication), "medicatie medicijnen medication"),
        (.category(.freeText), "opmerking opmerkingen toelichting notitie notities remarks"),
        (.category(.freeText), "comment comments vrijetekst bijzonderheden memo notes"),
        (.category(.contraception), "anticonceptie contraception"),
        (.category(.menstruation), "menstruatie laatstemenstruatie menstruation"),
        (.category(.gynaecologicalComplaints), "klachten complaints"),
        (
            .category(.screeningNumber),
            "deelnamenummer deelnemersnummer deelnemernr screeningnummer"
        ),
        (.category(.relatives), "contactpersoon relatie noodcontact contactperson"),
        (.ignore, "rij rijnr rijnummer regel regelnr regelnummer volgnr volgnummer rownumber"),
        (.ignore, "rownr row"),
        (.category(.address), "land country landcode gemeente provincie"),
    ])

    /// Words that mean one thing here and another there: proposed, and asked about.
    private static let vague = table([
        (.fullName, "naam name"),
        (.streetWithNumber, "adres address adres1"),
        (.category(.sampleDate), "datum date"),
        (.sampleNumber, "nummer nr number code"),
        (.category(.otherIdentifier), "id kenmerk identificatie referentie reference"),
        (.houseNumber, "huis"),
    ])

    private static func table(_ rows: [(ListRole, String)]) -> [String: ListRole] {
        var table: [String: ListRole] = [:]
        for (role, words) in rows {
            for word in words.split(separator: " ") { table[String(word)] = role }
        }
        return table
    }
}
