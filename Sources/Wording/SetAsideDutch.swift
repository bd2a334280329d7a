// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Ingestion
import Intake
import Letters
import Linkage

extension SetAsideReason {
    /// ``words`` in Dutch, for rows of tables; nil of what only a message can be set aside for.
    public var dutch: String? {
        switch self {
        case .unterminatedQuote:
            "een veld tussen aanhalingstekens is niet gesloten voor het einde van het bestand"
        case .quoteTooLong(let lines, let bytes):
            "een veld tussen aanhalingstekens loopt over meer dan \(lines) regels of \(bytes / 1024) KiB: het is niet gesloten"
        case .danglingEscape: "het bestand eindigt met een teken dat het volgende teken beschermt"
        case .textBehindQuote: "er staat tekst achter een sluitend aanhalingsteken"
        case .fieldTooLong(let limit): "een veld is langer dan \(Self.dutch(limit)) bytes"
        case .rowTooLong(let limit): "de rij is langer dan \(Self.dutch(limit)) bytes"
        case .tooManyFields(let limit): "de rij heeft meer dan \(Self.dutch(limit)) velden"
        case .fieldsUnexpected(let found, let expected):
            "\(found) velden, waar er \(expected) worden verwacht"
        case .nulByte: "er staat een NUL-byte in"
        case .rowNotUTF8(nil): "geen UTF-8"
        case .rowNotUTF8(let looksLike?):
            "geen UTF-8; het lijkt op \(looksLike): kies die codering"
        case .notANumber: "een veld dat een getal moet zijn, is het niet"
        case .fieldsUnlikeHeader(let found, let expected):
            "\(found) velden, waar de eerste regel er \(expected) heeft"
        case .controlCharacter(let column): "kolom '\(column)': er staat een stuurteken in"
        case .column(let column, let fault): "kolom '\(column)': \(fault.dutch)"
        case .moreFieldsThanHeader: "meer velden dan de eerste regel heeft"
        case .headerAgain: "nog een keer de namen van de kolommen, geen record"
        case .totalsRow: "totalen of het einde van een lijst, geen record"
        case .noRecordInIt: "niets erin zegt iets over iemand"
        case .sourceIDTwice: "dezelfde sourceId staat op een eerdere rij"
        case .contradiction(.citizenNumberHeld):
            "het BSN is van iemand met een andere sourceId"
        case .contradiction(.differsByZeros):
            "de sourceId is die van iemand die bekend is, op nullen aan het begin na"
        case .contradiction(.somebodyElse):
            "de sourceId is van iemand met een andere geboortedatum en een andere naam of een ander BSN"
        default: nil
        }
    }

    private static func dutch(_ number: Int) -> String {
        number.grouped.replacing(",", with: ".")
    }
}

extension RowFault {
    fileprivate var dutch: String {
        switch self {
        case .empty: "leeg"
        case .controlCharacter: "er staat een stuurteken in"
        case .noCitizenNumber: "geen BSN (acht of negen cijfers die de elfproef doorstaan)"
        case .noDate: "geen datum (jjjj-mm-dd)"
        case .impossibleDate: "geen mogelijke datum (na vandaag, of voor 1850)"
        case .noPostcode: "geen Nederlandse postcode"
        case .noHouseNumber: "geen huisnummer"
        case .noCountry: "geen bekend land"
        case .spreadsheetError: "er staat een fout van een rekenblad (#N/B en dergelijke)"
        case .endBeforeStart: "het ligt voor het begin"
        case .tooManyRows: "meer dan \(Person.mostFormer) rijen van één mens"
        case .unknownValue: "geen van de waarden die deze kolom kan hebben"
        }
    }
}

extension FieldMark {
    /// ``words`` and ``consequence`` in Dutch.
    public var dutch: String { "kolom '\(field.rawValue)': \(fault.dutch); \(dutchConsequence)" }

    private var dutchConsequence: String {
        if HoldReason.holds(self) { return "deze mensen krijgen geen brief" }
        return switch field {
        case .citizenNumber: "bekend zonder BSN"
        case .deceasedOn: "geldt als overleden"
        case .secrecy: "het adres geldt als geheim"
        case .language: "krijgt brieven in het Nederlands"
        case .nameUse: "aangesproken met de eigen naam"
        default: "bekend zonder dit gegeven"
        }
    }
}

extension FileRemark {
    /// ``words`` in Dutch, for tables; nil of what is said of folders and messages alone.
    public var dutch: String? {
        switch self {
        case .gzipCutOff:
            "is afgebroken in de gzip-gegevens: wat heel is, is gelezen, de rest ontbreekt; vraag het bestand opnieuw"
        case .gzipDamaged:
            "is beschadigd in de gzip-gegevens: wat voor de schade staat, is gelezen; vraag het bestand opnieuw"
        case .workbookDamaged(let row):
            "is beschadigd na rij \(row): wat ervoor staat, is gelezen, de rest ontbreekt; vraag het bestand opnieuw"
        case .bytesBehindGzip:
            "heeft achter het einde van de gzip-gegevens bytes die geen gzip zijn: die zijn niet gelezen"
        case .utf16: "is UTF-16 en is zo gelezen"
        case .separatorLine: "begint met een regel 'sep=', die geen kolommen noemt"
        case .titleLines(1): "heeft een titelregel voor de namen van de kolommen"
        case .titleLines(let count): "heeft \(count) titelregels voor de namen van de kolommen"
        case .otherSheets(1): "heeft nog een blad met rijen, dat niet is gelezen"
        case .otherSheets(let count): "heeft nog \(count) bladen met rijen, die niet zijn gelezen"
        case .formulasWithoutValue(let count):
            "heeft \(count) formules die niemand heeft uitgerekend, gelezen als leeg: open het in een rekenprogramma en bewaar het"
        case .mergedOverRows(let count):
            "heeft \(count) samengevoegde cellen over meer rijen, waarvan alleen de eerste rij de waarde heeft: hef de samenvoeging op en vul de rijen"
        case .hiddenRows(let count):
            "heeft \(count) rijen die het blad verbergt, gelezen als de andere"
        case .formulaCells: "heeft cellen als =\"0123\": de tekst erin is gelezen"
        default: nil
        }
    }
}
