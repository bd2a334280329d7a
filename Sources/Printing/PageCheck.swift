// SPDX-License-Identifier: EUPL-1.2

public import LetterPDF
public import Letters
import Synchronization

/// Tries the window and the first line of a letter with the fonts that it will be printed in.
///
/// A plan that asks it holds whoever a page cannot show, so that no print file stops for one name.
public struct PageCheck: AddressingCheck {
    private let setting: Setting

    /// `fonts` is the folder of the fonts. Throws ``PrintingError/fontMissing(name:folder:)``.
    public init(fonts: String = LetterFonts.folder, layout: PageLayout = PageLayout()) throws {
        try self.init(LetterFonts.load(folder: fonts), layout: layout)
    }

    init(_ font: LetterFont, layout: PageLayout) throws {
        setting = Setting(try SheetCheck(font, layout: layout))
    }

    public func lane(of addressing: LetterAddressing) -> HoldReason? {
        PageCheck.surelyFits(addressing) ? nil : setting.lane(of: addressing)
    }

    /// The lane of a letter for which the page writer refused it; nil where it is not the reader's
    /// name or address that it refused.
    public static func lane(of error: LetterPDFError) -> HoldReason? {
        switch error {
        case .missingGlyph(in: .addressee), .missingGlyph(in: .salutation): .signNotPrintable
        case .tooWide(.addressee), .tooWide(.salutation), .tooTall(.addressee), .invalidBars:
            .addressIncomplete
        default: nil
        }
    }

    /// Few lines of few letters of the oldest alphabet of printers: every font has them, and the widest
    /// of them fit. So it is with nearly everybody, which is why it is asked first.
    private static func surelyFits(_ addressing: LetterAddressing) -> Bool {
        addressing.lines.count <= 4 && isPlain(addressing.salutation, upTo: 60)
            && addressing.lines.allSatisfy { isPlain($0, upTo: 22) }
    }

    private static func isPlain(_ text: String, upTo longest: Int) -> Bool {
        text.utf8.count <= longest && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// One for all threads that plan: the words that it has set are kept.
    private final class Setting: Sendable {
        private let sheets: Mutex<SheetCheck>

        init(_ check: sending SheetCheck) { sheets = Mutex(check) }

        func lane(of addressing: LetterAddressing) -> HoldReason? {
            sheets.withLock { check in
                var sheet = LetterSheet(LetterText())
                sheet.fill(addressing, codeGroups: [])
                do {
                    try check.check(sheet)
                    return nil
                } catch {
                    let refusal = error as? LetterPDFError
                    return refusal.flatMap(PageCheck.lane) ?? .addressIncomplete
                }
            }
        }
    }
}
