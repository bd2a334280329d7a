// SPDX-License-Identifier: EUPL-1.2

/// Countries to which letters go: ISO 3166-1 alpha-2 codes with the name the post reads.
public enum Country {
    /// The Dutch name of the country, nil for a code that is not in the table.
    public static func name(of code: String) -> String? { names[code.uppercased()] }

    static let names: [String: String] = {
        var names: [String: String] = [:]
        for entry in table.split(separator: "\n") {
            names[String(entry.prefix(2))] = String(entry.dropFirst(3))
        }
        return names
    }()

    private static let table = """
        AD Andorra
        AE Verenigde Arabische Emiraten
        AF Afghanistan
        AG Antigua en Barbuda
        AL Albanië
        AM Armenië
        AO Angola
        AR Argentinië
        AT Oostenrijk
        AU Australië
        AW Aruba
        AZ Azerbeidzjan
        BA Bosnië en Herzegovina
        BB Barbados
        BD Bangladesh
        BE België
        BF Burkina Faso
        BG Bulgarije
        BH Bahrein
        BI Burundi
        BJ Benin
        BN Brunei
        BO Bolivia
        BQ Caribisch Nederland
        BR Brazilië
        BS Bahama's
        BT Bhutan
        BW Botswana
        BY Belarus
        BZ Belize
        CA Canada
        CD Democratische Republiek Congo
        CF Centraal-Afrikaanse Republiek
        CG Congo
        CH Zwitserland
        CI Ivoorkust
        CL Chili
        CM Kameroen
        CN China
        CO Colombia
        CR Costa Rica
        CU Cuba
        CV Kaapverdië
        CW Curaçao
        CY Cyprus
        CZ Tsjechië
        DE Duitsland
        DJ Djibouti
        DK Denemarken
        DM Dominica
        DO Dominicaanse Republiek
        DZ Algerije
        EC Ecuador
        EE Estland
        EG Egypte
        ER Eritrea
        ES Spanje
        ET Ethiopië
        FI Finland
        FJ Fiji
        FO Faeröer
        FR Frankrijk
        GA Gabon
        GB Verenigd Koninkrijk
        GD Grenada
        GE Georgië
        GF Frans-Guyana
        GG Guernsey
        GH Ghana
        GI Gibraltar
        GL Groenland
        GM Gambia
        GN Guinee
        GP Guadeloupe
        GQ Equatoriaal-Guinea
        GR Griekenland
        GT Guatemala
        GW Guinee-Bissau
        GY Guyana
        HK Hongkong
        HN Honduras
        HR Kroatië
        HT Haïti
        HU Hongarije
        ID Indonesië
        IE Ierland
        IL Israël
        IM Man
        IN India
        IQ Irak
        IR Iran
        IS IJsland
        IT Italië
        JE Jersey
        JM Jamaica
        JO Jordanië
        JP Japan
        KE Kenia
        KG Kirgizië
        KH Cambodja
        KM Comoren
        KN Saint Kitts en Nevis
        KR Zuid-Korea
        KW Koeweit
        KZ Kazachstan
        LA Laos
        LB Libanon
        LC Saint Lucia
        LI Liechtenstein
        LK Sri Lanka
        LR Liberia
        LS Lesotho
        LT Litouwen
        LU Luxemburg
        LV Letland
        LY Libië
        MA Marokko
        MC Monaco
        MD Moldavië
        ME Montenegro
        MG Madagaskar
        MK Noord-Macedonië
        ML Mali
        MM Myanmar
        MN Mongolië
        MO Macau
        MQ Martinique
        MR Mauritanië
        MT Malta
        MU Mauritius
        MV Maldiven
        MW Malawi
        MX Mexico
        MY Maleisië
        MZ Mozambique
        NA Namibië
        NE Niger
        NG Nigeria
        NI Nicaragua
        NL Nederland
        NO Noorwegen
        NP Nepal
        NZ Nieuw-Zeeland
        OM Oman
        PA Panama
        PE Peru
        PF Frans-Polynesië
        PG Papoea-Nieuw-Guinea
        PH Filipijnen
        PK Pakistan
        PL Polen
        PS Palestina
        PT Portugal
        PY Paraguay
        QA Qatar
        RE Réunion
        RO Roemenië
        RS Servië
        RU Rusland
        RW Rwanda
        SA Saoedi-Arabië
        SB Salomonseilanden
        SC Seychellen
        SD Sudan
        SE Zweden
        SG Singapore
        SI Slovenië
        SK Slowakije
        SL Sierra Leone
        SM San Marino
        SN Senegal
        SO Somalië
        SR Suriname
        SS Zuid-Sudan
        ST Sao Tomé en Principe
        SV El Salvador
        SX Sint Maarten
        SY Syrië
        SZ Eswatini
        TD Tsjaad
        TG Togo
        TH Thailand
        TJ Tadzjikistan
        TL Oost-Timor
        TM Turkmenistan
        TN Tunesië
        TO Tonga
        TR Turkije
        TT Trinidad en Tobago
        TW Taiwan
        TZ Tanzania
        UA Oekraïne
        UG Uganda
        US Verenigde Staten van Amerika
        UY Uruguay
        UZ Oezbekistan
        VA Vaticaanstad
        VC Saint Vincent en de Grenadines
        VE Venezuela
        VN Vietnam
        VU Vanuatu
        WS Samoa
        XK Kosovo
        YE Jemen
        ZA Zuid-Afrika
        ZM Zambia
        ZW Zimbabwe
        """
}
