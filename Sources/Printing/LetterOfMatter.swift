// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
import Foundation
public import Store

/// Makes the last letter to who called again, from what waits because of the call: to the address that is known, and
/// in the form that they asked for.
public struct LetterOfMatter: Sendable {
    public var matter: Int
    public var form: PrintAgain.Form
    public var fonts = LetterFonts.folder
    public var roles: Set<OfficerRole>
    public var officer: ActingOfficer

    public init(
        _ matter: Int,
        form: PrintAgain.Form = PrintAgain.Form(),
        for roles: Set<OfficerRole>,
        officer: ActingOfficer
    ) {
        self.matter = matter
        self.form = form
        self.roles = roles
        self.officer = officer
    }

    public struct Answer: Sendable, Masked {
        /// Of the letters of the wave that were made again, from 1.
        public var number: Int
        public var pages: Int
        public var pdf: [UInt8]

        public var mask: String { "letter \(number)" }
    }

    /// The outcomes of a call that ask for a letter.
    public static let outcomes: Set<ContactOutcome> = [.letterAgain, .otherForm, .answerByLetter]

    /// Throws ``CaseworkError/noMatter(_:)`` for what asks for no letter or is done,
    /// ``CaseworkError/nobodyFound(_:)``, ``CaseworkError/noLetterYet(_:)``, and what ``PrintAgain`` throws.
    public func run(in store: Store) throws -> Answer {
        let shown = try ShowMatter(matter, for: roles, officer: officer).run(in: store)
        guard roles.contains(.communication), Self.outcomes.contains(shown.matter.what),
            shown.matter.endedAt == nil
        else { throw CaseworkError.noMatter(matter) }
        guard let person = shown.person.flatMap({ PersonNumber(reference: $0) }) else {
            throw CaseworkError.nobodyFound(matter)
        }
        let numbers = try store.joinedPeople().all(person)
        let last = try store.incidents.map(\.body).flatMap { incident in
            try store.lettersWritten(in: incident).flatMap { written in
                numbers.filter(written.people.contains).map { (incident, written.wave, $0) }
            }
        }.max { $0.1.number < $1.1.number }
        guard let (incident, wave, reader) = last else { throw CaseworkError.noLetterYet(matter) }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("letter-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var request = PrintAgain(
            incident: incident.reference,
            wave: wave.name,
            person: reader,
            form: form,
            settings: nil,
            folder: folder,
            officer: officer,
            reason: try StatedReason("asked for in call \(shown.matter.call)")
        )
        request.fonts = fonts
        let answer = try request.run(in: store)
        return Answer(
            number: answer.number,
            pages: answer.pages,
            pdf: [UInt8](try Data(contentsOf: URL(fileURLWithPath: answer.file)))
        )
    }
}
