// SPDX-License-Identifier: EUPL-1.2

import Foundation
import LetterPDF

/// Invented letters for these tests.
extension LetterSheet {
    static let anna = LetterSheet(
        LetterText(
            senderLines: ["Stichting Zonnedael", "Postbus 12", "9999 XA  VERZONNEN"],
            returnLine: "Retouradres: Postbus 12, 9999 XA Verzonnen",
            dateLine: "Verzonnen, 1 september 2031",
            subject: "Uw gegevens bij het laboratorium",
            blocks: [
                .heading("Wat is er gebeurd?"),
                .paragraph("Onbekenden hebben gegevens meegenomen. Wij vinden dat heel vervelend."),
                .table(
                    header: ["Soort", "Hoe kwam het daar?", "Hoe zeker?"],
                    rows: [
                        ["Naam en adres", "Door ons gegeven", "Gemeld"],
                        ["Onderzoek", "Daar gemaakt", "Niet uit te sluiten"],
                    ]
                ),
                .bullets(["Wees alert op telefoontjes.", "Geef nooit codes door."]),
            ],
            closingLines: ["Met vriendelijke groet,", "", "B. de Bedachte"],
            codeLabel: "Uw briefcode",
            mark: "SYNTHETISCH"
        ),
        addresseeLines: ["A. Łukasiewicz-Nguyễn", "Zeezichtlaan 14 B", "9999 XB  VERZONNEN"],
        kixBars: "FATDDFATFTFT",
        referenceLine: "Kenmerk: ZD-1",
        salutation: "Geachte A. Łukasiewicz-Nguyễn,",
        codeGroups: ["7KQ2M", "XW4TH", "9ZB3C"]
    )

    func with(_ change: (inout LetterSheet) -> Void) -> LetterSheet {
        var sheet = self
        change(&sheet)
        return sheet
    }
}

/// Some thousand people who do not exist.
func crowd(_ count: Int) -> [LetterSheet] {
    (0..<count).map { number in
        LetterSheet.anna.with { sheet in
            let name = ["'t Hooft", "IJsbrand", "Ștefan-Öz", "van Éénoog"][number % 4]
            sheet.addresseeLines[0] = "\(name) \(number)"
            sheet.salutation = "Geachte \(name) \(number),"
            sheet.referenceLine = "Kenmerk: ZD-\(number)"
            sheet.codeGroups = ["\(10_000 + number)", "XW4TH", "9ZB3C"]
            sheet.kixBars = String(repeating: ["FATD", "DATF", "TTFF"][number % 3], count: 9)
        }
    }
}

/// The fonts of the package fonts-noto-core; read once.
enum Fonts {
    static let regular = bytes("Regular")
    static let bold = bytes("Bold")
    static let noto = Result { try LetterFont(regular: regular, bold: bold) }

    private static func bytes(_ weight: String) -> [UInt8] {
        let path = "/usr/share/fonts/truetype/noto/NotoSans-\(weight).ttf"
        return FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
    }
}

/// Collects what a writer sends.
final class Collected {
    var bytes: [UInt8] = []
}

func pdf(
    _ sheets: [LetterSheet],
    layout: PageLayout = PageLayout(),
    language: String = "nl",
    shaping: ShapingCache? = nil
) throws -> (bytes: [UInt8], summary: BatchSummary) {
    let collected = Collected()
    var writer = try BatchWriter(
        BatchDocument(title: "Brieven, partij 1", language: language),
        shaping: shaping ?? ShapingCache(Fonts.noto.get()),
        layout: layout
    ) { collected.bytes.append(contentsOf: $0) }
    for sheet in sheets {
        try writer.add(sheet)
    }
    let summary = try writer.finish()
    return (collected.bytes, summary)
}

/// A check that was left out proves nothing: `make setup` installs qpdf and poppler-utils.
struct MissingProgram: Error {
    var name: String
}

/// A program of qpdf or poppler-utils on a file.
func run(
    _ program: String,
    _ options: [String],
    on bytes: [UInt8],
    from programs: String = "/usr/bin"
) throws -> (status: Int32, output: String) {
    guard FileManager.default.isExecutableFile(atPath: "\(programs)/\(program)") else {
        throw MissingProgram(name: program)
    }
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("letters-\(UUID().uuidString).pdf")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "\(programs)/\(program)")
    process.arguments = options.map { $0 == "FILE" ? file.path : $0 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
