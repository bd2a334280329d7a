// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Hosting
import Store
import SystemPackage
import Testing

@testable import Wording

/// Errors in words, the same at every door.
@Suite struct ToldFailureTests {
    @Test(arguments: [
        (Errno.tooManyOpenFiles, ToldFailure.Kind.inputOutput, "open more files"),
        (.tooManyOpenFilesInSystem, .inputOutput, "whole system"), (.ioError, .inputOutput, "disk"),
        (.noSpace, .inputOutput, "full"), (.permissionDenied, .notAllowed, "allow"),
    ])
    func `each refusal of the system is told as what it is`(
        error: Errno,
        kind: ToldFailure.Kind,
        part: String
    ) throws {
        let told = [
            ToldFailure(about: error),
            ToldFailure(
                about: POSIXError(try #require(POSIXErrorCode(rawValue: error.rawValue)))
            ),
        ]
        for failure in told {
            #expect(failure?.kind == kind)
            #expect(failure?.sentence.contains(part) == true)
            #expect(failure?.sentence.contains("damaged") == false)
        }
    }

    @Test func `too many open files within Foundation's error is told too`() {
        let error = CocoaError(
            .fileReadUnknown,
            userInfo: [NSUnderlyingErrorKey: POSIXError(.EMFILE)]
        )
        #expect(ToldFailure(about: error)?.sentence.contains("open more files") == true)
    }

    /// What is not said of a command line, out of the sources: literals but for those of `command`.
    private static func saidEverywhere(in source: String) -> String {
        source.replacing(/(?s)command:\s*(?:"""\n.*?"""|"(?:[^"\\\n]|\\.)*")/, with: "")
            .replacing(/(?s)public func command\(.*?\n    }\n/, with: "")
            .replacing(
                /(?s)static let (?:nameOfficer|verifyLedger)\s*=\s*"[^\n]*/,
                with: ""
            )
    }

    private static func commands(in source: String) -> [String] {
        saidEverywhere(in: source).matches(of: /'spoor |SPOOR_[A-Z]|[" ]--[a-z]/)
            .map { String($0.output) }
    }

    /// A desk has no flags: it shows the sentence and the help, and leaves the command out.
    @Test func `only the part for a command line names commands and flags`() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Wording")
        let files = try FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        #expect(files.count > 8)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(Self.commands(in: text) == [], "\(file.lastPathComponent)")
        }
        #expect(Self.commands(in: #"help: "add --reason", command: "with --by""#) == [" --r"])
    }

    @Test func `people who are lost are named by reference, the first five of them`() throws {
        let lost = (1...7).map { LostPerson(PersonNumber(UInt64($0)), .missing) }
        let one = try #require(ToldFailure(about: IdentitiesError.lost([lost[0]])))
        #expect(
            one.sentence
                == "rows of people are lost: \(lost[0].person.reference) (a row is missing)"
        )
        #expect(one.help.contains("import them again"))
        #expect(one.command.contains("--leave-out-lost"))
        #expect(one.kind == .integrity)
        let many = try #require(ToldFailure(about: IdentitiesError.lost(lost)))
        #expect(many.sentence.hasSuffix("and 2 others"))
        #expect(!many.sentence.contains(lost[5].person.reference))
    }
}
