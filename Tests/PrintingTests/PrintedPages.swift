// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// A print file as somebody reads it: the text of each letter.
///
/// `pdftotext` is another program than the one that wrote the file. Where it is not installed the test
/// fails and names the package: what nobody read is not proven.
struct PrintedPages {
    struct ProgramMissing: Error { var package: String }
    struct Unreadable: Error { var status: Int32 }

    let letters: [String]
    /// Of all letters together, blank sides too.
    let pages: Int

    init(_ file: URL, program: String = "/usr/bin/pdftotext") throws {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw ProgramMissing(package: "poppler-utils")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-enc", "UTF-8", "-raw", file.path, "-"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Unreadable(status: process.terminationStatus)
        }
        // A form feed ends each page; a letter begins where its number in the file has the page 1.
        var letters: [String] = []
        for page in String(decoding: data, as: UTF8.self).split(separator: "\u{C}") {
            let isFirst = page.split(separator: "\n").contains {
                $0.hasSuffix("-1") && Self.isMark($0)
            }
            if isFirst { letters.append("") }
            if !letters.isEmpty { letters[letters.count - 1] += page }
        }
        self.letters = letters
        pages = data.count { $0 == 0x0C }
    }

    /// The number of the letter and of its page at the foot of each page.
    static func isMark(_ line: some StringProtocol) -> Bool {
        let parts = line.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
    }

    /// What all readers of a text have alike: without the code, the house number and the place in the file.
    static func common(_ letter: String) -> String {
        letter.split(separator: "\n").filter { !isMark($0) }.map { line in
            line.replacing(/Proefstraat [0-9]+/, with: "Proefstraat 1").replacing(
                /[0-9A-Z]{4}([ -])[0-9A-Z]{4}\1[0-9A-Z]{4}\1[0-9A-Z]{4}/,
                with: "CODE"
            )
        }.joined(separator: "\n")
    }
}
