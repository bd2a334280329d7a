// SPDX-License-Identifier: EUPL-1.2

import Foundation
import LetterPDF

/// The fonts letters are set in: Noto Sans, from where Debian's `fonts-noto-core` puts it.
enum LetterFonts {
    static func load() throws -> LetterFont {
        let folder =
            Settings.inForce?[.fonts] ?? "/usr/share/fonts/truetype/noto"
        let faces = try ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"].map { name in
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                throw Complaint(
                    .configuration,
                    "the font \(name) is not in \(folder)",
                    help: "apt-get install fonts-noto-core, or point SPOOR_FONTS to its folder"
                )
            }
            return [UInt8](bytes)
        }
        return try LetterFont(regular: faces[0], bold: faces[1])
    }
}
