// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
public import Foundation
import Incidents
import LetterPDF
import Letters
public import Store

/// Makes the last letter to one person again: in another language, larger, or with another salutation of
/// the approved forms. It has the code and the date of the letter that it repeats, which stays known.
public struct PrintAgain: Sendable {
    /// How the letter is to differ; nil is as it was.
    public struct Form: Sendable, Equatable {
        public var language: Language?
        /// In points.
        public var bodySize: Double?
        /// One of the approved forms (`ChosenSalutation`).
        public var salutation: String?

        public init(language: Language? = nil, bodySize: Double? = nil, salutation: String? = nil) {
            self.language = language
            self.bodySize = bodySize
            self.salutation = salutation
        }
    }

    public var incident: String
    public var wave: String
    public var person: PersonNumber
    public var form: Form
    /// Nil for those that were approved or kept.
    public var settings: LetterSettings?
    public var folder: URL
    public var fonts = LetterFonts.folder
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        incident: String,
        wave: String,
        person: PersonNumber,
        form: Form = Form(),
        settings: LetterSettings?,
        folder: URL,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.wave = wave
        self.person = person
        self.form = form
        self.settings = settings
        self.folder = folder
        self.officer = officer
        self.reason = reason
    }

    public struct Answer: Sendable, Equatable, Codable {
        public var file: String
        /// Of the letters of the wave that were made again, from 1.
        public var number: Int
        public var pages: Int
    }

    /// Points in which a letter can be read; 18 is large print.
    public static let bodySizes = 10.5...24.0

    public func run(in store: Store) throws -> Answer {
        if let size = form.bodySize, !Self.bodySizes.contains(size) {
            throw PrintingError.bodySizeRefused
        }
        let found = try store.incident(incident)
        let wave = try store.wave(wave, of: found)
        let (letter, day) = try printed(wave, found, store)
        let run = try PrintRun(
            store: store,
            incident: found,
            wave: wave,
            settings: LetterSettings.of(wave, in: found, given: settings, store),
            day: day,
            bodySize: form.bodySize ?? PrintRun.usualBodySize,
            fonts: fonts,
            isAgain: true
        )
        let held = try run.truths.heldSincePlan(
            in: store,
            on: run.letterDate,
            for: access(found)
        )
        if let lane = held[person] {
            throw PrintingError.heldNow(person, lane)
        }
        let sheet = try sheet(of: letter, in: run, found, store)
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let number = try store.lettersAgain(of: wave).count + 1
        let name = "\(wave.name)-again-\(number).pdf"
        guard !FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
        else {
            throw PrintingError.printFileDiffers(file: folder.appendingPathComponent(name).path)
        }
        let pdf = try PrintFile(name, in: folder)
        var writer = try BatchWriter(
            BatchDocument(title: "\(found.reference) \(wave.name) again \(number)", language: "nl"),
            shaping: ShapingCache(run.font),
            layout: run.layout,
            sink: { try pdf.write($0) }
        )
        let pages: Int
        do { pages = try writer.add(sheet) } catch let error as LetterPDFError {
            throw PrintingError.sheet(person, error)
        }
        _ = try writer.finish()
        try store.record(
            letterAgain: LetterAgain(
                number: number,
                person: person,
                language: form.language,
                bodySize: form.bodySize,
                salutation: form.salutation
            ),
            of: wave,
            letterDate: day,
            pdfSHA256: pdf.close(),
            because: reason.text,
            act: Act(
                by: officer.name,
                at: officer.now,
                counterparty: found.concerned.joined(separator: " ")
            )
        )
        try store.publishTiles()
        return Answer(
            file: folder.appendingPathComponent(name).path,
            number: number,
            pages: pages
        )
    }

    /// The letter as it was printed, and its date. Only the last one that somebody had may be made
    /// again: an older one may say what is not so any more.
    private func printed(
        _ wave: WaveFact,
        _ incident: IncidentFact,
        _ store: Store
    ) throws -> (PlannedLetter, day: Int) {
        let written = try store.lettersWritten(in: incident).filter {
            $0.people.contains(person)
        }
        guard let mine = written.first(where: { $0.wave.number == wave.number }) else {
            throw PrintingError.noLetterToRepeat(person, wave: wave.name)
        }
        if let later = written.first(where: { $0.wave.number > wave.number }) {
            throw PrintingError.laterLetter(person, wave: later.wave.name)
        }
        let batch = try store.letters(to: person).first { $0.wave == wave.number }?.batch ?? 0
        guard
            let letter = try store.letters(of: wave, batch: batch).first(where: {
                $0.person == person
            })
        else { throw PrintingError.noLetterToRepeat(person, wave: wave.name) }
        return (letter, mine.letterDate)
    }

    private func access(_ incident: IncidentFact) throws -> AccessReason {
        try AccessReason(
            user: officer.name,
            purpose: "letters",
            caseReference: incident.reference,
            reason: reason.text,
            at: officer.now
        )
    }

    private func sheet(
        of letter: PlannedLetter,
        in run: PrintRun,
        _ incident: IncidentFact,
        _ store: Store
    ) throws -> LetterSheet {
        var known = try store.open(person, for: access(incident))
        known.language = form.language ?? known.language
        if let wish = form.salutation {
            guard ChosenSalutation.form(wish, of: RegisteredName(known)) != nil else {
                throw PrintingError.salutationNotApproved
            }
            known.salutationPreference = wish
        }
        switch run.holds.judged(known, person, byGivenNames: letter.byGivenNames) {
        case .failure(let lane): throw PrintingError.heldNow(person, lane)
        case .success(let addressing, let form):
            do {
                guard
                    let truth = run.truths.truth(
                        of: letter,
                        in: known.language,
                        toParents: form.toParents
                    )
                else { throw PrintingError.cannotBeWrittenTo(person) }
                var sheet = LetterSheets.sheet(try run.composer.body(of: truth))
                sheet.fill(addressing, codeGroups: run.codes.code(for: person).groups)
                return sheet
            } catch let error as LetterFailure { throw PrintingError.letter(person, error) }
        }
    }
}
