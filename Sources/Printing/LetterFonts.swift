// SPDX-License-Identifier: EUPL-1.2

import Foundation
public import LetterPDF

/// The fonts letters are set in: Noto Sans, from where Debian's `fonts-noto-core` puts it.
public enum LetterFonts {
    public static let folder = "/usr/share/fonts/truetype/noto"

    public static func load(folder: String = folder) throws -> LetterFont {
        let faces = try ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"].map { name in
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                throw PrintingError.fontMissing(name: name, folder: folder)
            }
            return [UInt8](bytes)
        }
        return try LetterFont(regular: faces[0], bold: faces[1])
    }
}
