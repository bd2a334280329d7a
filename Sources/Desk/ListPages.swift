// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Ingestion
import Linkage
import Store
import Wording

/// A list of a processor, from the file to the incident: what its columns mean, a trial that stores nothing,
/// and then it is added. What `spoor statement map` and `spoor statement add` do.
enum ListPages {
    static let routes: [Route] = [
        Route(
            name: "list",
            path: "/incidents/{incident}/list",
            access: .roles(Roles.lists),
            purpose: "lists",
            // A file without a header begins with a person, and its first line may be shown.
            isPersonal: true,
            action: .look { visit in .page(try await page(visit, visit.query["file"])) }
        ),
        Route(
            name: "list.file",
            path: "/incidents/{incident}/list",
            access: .roles(Roles.lists),
            purpose: "lists",
            isPersonal: true,
            takesFile: ListWork.largest,
            action: .act(take)
        ),
        Route(
            name: "list.read",
            path: "/incidents/{incident}/list/read",
            access: .roles(Roles.lists),
            purpose: "lists",
            isPersonal: true,
            action: .act(read)
        ),
    ]

    // MARK: - The page

    private static func page(
        _ visit: Visit,
        _ mark: String?,
        _ problems: [FormProblem] = [],
        _ form: Form? = nil
    ) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let incident = frame.incident.reference
        let account = visit.session?.account ?? ""
        let files = visit.desk.files
        let path = "/incidents/\(Form.encoded(incident))/list"
        let body: HTML
        if let mark, let work = files.list(mark, incident: incident, account: account),
            let file = files.file(mark)
        {
            let sheets = try? ListColumns.propose(
                file.path,
                sealed: file,
                encoding: work.encodingSaid,
                sheet: work.sheet
            )
            let fields = ListForm(visit, path, mark, work, problems, form)
            body = fields.html(sheet: sheets?.sheet, others: sheets?.otherSheets ?? [])
        } else {
            let isGone = mark != nil
            let waiting = files.lists(incident: incident, account: account)
            body = begin(visit, path, frame.incident.isClosed, isGone, waiting, problems)
        }
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Een lijst toevoegen", "Add a list"),
            body
        )
    }

    private static func begin(
        _ visit: Visit,
        _ path: String,
        _ isClosed: Bool,
        _ isGone: Bool,
        _ waiting: [String],
        _ problems: [FormProblem]
    ) -> HTML {
        let words = visit.words
        let problem = problems.first.map { words.text($0.dutch, $0.english) }
        let most = ListWork.largest / 1024 / 1024
        let left = waiting.enumerated().map { place, mark -> HTML in
            """
            <li><a href="\(path)?file=\(mark)">\(words(
                "Ga verder met lijst \(words.number(place + 1))", "Go on with list \(words.number(place + 1))"
            ))</a></li>
            """
        }
        let choose = visit.form(
            path,
            takesFile: true,
            """
            \(Piece.field(
                "file", words.text("Het bestand", "The file"),
                hint: words.text(
                    "CSV of Excel (xlsx), hoogstens \(most) MB. De eerste regel noemt de kolommen.",
                    "CSV or Excel (xlsx), \(most) MB at most. The first line names the columns."
                ), problem: problem,
                attributes: " type=\"file\" required accept=\".csv,.txt,.tsv,.xlsx\""
            ))
            <div class="acts"><button>\(words("Lees de kolommen", "Read the columns"))</button></div>
            """
        )
        return """
            <h1>\(words("Voeg een lijst van de verwerker toe", "Add a list of the processor"))</h1>
            <p class="lede">\(words(
                "Eerst ziet u wat de kolommen betekenen. Daarna volgt een proef, die niets vastlegt. Pas dan voegt u de lijst toe.",
                "First you see what the columns mean. Then comes a trial, which records nothing. Only then do you add the list."
            ))</p>
            \(HTML.when(isGone, """
                <p class="note">\(words(
                    "Dit bestand is er niet meer: de lijst is toegevoegd of weggehaald, of er ging een dag voorbij. Kies het bestand zo nodig opnieuw.",
                    "This file is not there any more: the list was added or removed, or a day has passed. Choose the file again if you need it."
                ))</p>
                """))
            \(isClosed ? words.paragraph(
                "Het incident is afgesloten. Heropen het eerst: spoor incident reopen.",
                "The incident is closed. Open it again first: spoor incident reopen."
                ) : choose)
            \(HTML.when(!left.isEmpty, """
                <h2>\(words("Nog niet toegevoegd", "Not added yet"))</h2><ul>\(left)</ul>
                """))
            <p class="hint">\(words(
                "Alleen deze server leest het bestand. Het wordt verwijderd zodra de lijst is toegevoegd, als u ermee stopt, of na een dag. De naam van het bestand wordt niet bewaard.",
                "Only this server reads the file. It is removed once the list is added, when you give it up, or after a day. The name of the file is not kept."
            ))</p>
            """
    }

    // MARK: - The file

    @Sendable private static func take(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let (files, mark) = (visit.desk.files, form["file"])
        guard let file = files.file(mark), let account = visit.session?.account else {
            throw DeskRefusal.formUnreadable
        }
        do {
            let frame = try await IncidentPages.frame(visit)
            guard !frame.incident.isClosed else {
                throw StoreError.refused(.incidentClosed(reference: incident))
            }
            let proposed = try ListColumns.propose(file.path, sealed: file)
            var work = ListWork(incident: incident, account: account)
            work.columns = proposed.columns
            try files.keep(work, of: mark)
            return .seeOther("\(visit.path)?file=\(mark)")
        } catch {
            files.remove(mark)
            guard let problem = ListProblem.of(error, files.path(mark)) else { throw error }
            return .page(try await page(visit, nil, [problem]))
        }
    }

    // MARK: - Trial, addition, giving up

    @Sendable private static func read(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let (files, mark) = (visit.desk.files, form["file"])
        let base = "/incidents/\(Form.encoded(incident))/list"
        let here = "\(base)?file=\(ReceivedFiles.isMark(mark) ? mark : "")"
        guard let account = visit.session?.account,
            let file = files.file(mark),
            var work = files.list(mark, incident: incident, account: account)
        else { return .seeOther(here) }
        do {
            switch form["do"] {
            case "drop":
                files.remove(mark)
                return .seeOther(base)
            case "sheet":
                let sheet = form.has("sheet") ? form["sheet"] : nil
                work.encoding = try ReadingFields.encoding(form)
                let proposed = try ListColumns.propose(
                    file.path,
                    sealed: file,
                    encoding: work.encodingSaid,
                    sheet: sheet
                )
                (work.sheet, work.columns, work.trial) = (sheet, proposed.columns, nil)
                try files.keep(work, of: mark)
                return .seeOther(here)
            case "try":
                try ListForm.take(form, into: &work)
                work.trial = nil
                try files.keep(work, of: mark)
                let (request, context) = try request(work, file, visit, dryRun: true)
                let answer = try await visit.desk.reader.looking {
                    try request.run(in: $0, context)
                }
                work.trial = ListWork.Trial(answer)
                work.trials += 1
                try files.keep(work, of: mark)
                return .seeOther(here)
            case "add":
                // What is added is what was tried, as the page showed it: another window may have tried since.
                guard work.trial != nil, form["trial"] == String(work.trials) else {
                    return .seeOther(here)
                }
                let (request, context) = try request(work, file, visit, dryRun: false)
                _ = try await visit.desk.writer.act { try request.run(in: $0, context) }
                files.remove(mark)
                return .seeOther("/incidents/\(Form.encoded(incident))/evidence")
            default: throw DeskRefusal.formUnreadable
            }
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, mark, problems, form))
        } catch {
            guard let problem = ListProblem.of(error, files.path(mark)) else { throw error }
            return .page(try await page(visit, mark, [problem], form))
        }
    }

    private static func request(
        _ work: ListWork,
        _ file: SealedFile,
        _ visit: Visit,
        dryRun: Bool
    ) throws -> (ListImport, IngestionContext) {
        guard let mapping = ListColumns.text(of: work.columns),
            let certainty = Certainty(code: work.certainty)
        else { throw DeskRefusal.formUnreadable }
        let happened = try FormTime.read(ListForm.field("happened", work.happened), "happened")
        let request = ListImport(
            file.path,
            sealed: file,
            encoding: work.encodingSaid,
            sheet: work.sheet,
            mapping: .text(mapping),
            incident: work.incident,
            name: work.name,
            source: work.source,
            happenedAt: happened.earliest,
            notAfter: happened.precision == .exact ? nil : happened.latest,
            certainty: certainty
        )
        let context = IngestionContext(
            officer: visit.account?.person ?? "",
            now: visit.words.now,
            dryRun: dryRun,
            words: { $0.words }
        )
        return (request, context)
    }
}

extension ListWork.Trial {
    fileprivate init(_ answer: ListAnswer) {
        self.init(
            records: answer.records,
            linked: answer.linked,
            people: answer.people,
            unresolvedBecause: answer.unresolvedBecause,
            setAside: answer.setAside,
            guessedRows: answer.guessedRows,
            remarks: answer.files.keys.sorted { "\($0)" < "\($1)" }
        )
    }
}

/// What somebody can put right, of what is wrong with a list.
enum ListProblem {
    /// Nil of what nobody can put right in the form. `path`: of the file, which is not shown.
    static func of(_ error: any Error, _ path: String) -> FormProblem? {
        func problem(_ field: String, _ dutch: String, _ english: String) -> FormProblem {
            FormProblem(field: field, dutch: dutch, english: english)
        }
        switch error {
        case StoreError.alreadyThere(.list(let name)):
            return problem(
                "file",
                "Deze lijst is al toegevoegd, als '\(name)'. U hoeft niets te doen.",
                "This list was added already, as '\(name)'. There is nothing to do."
            )
        case StoreError.alreadyThere(.statement):
            return problem(
                "name",
                "Zo heet al een lijst van dit incident: kies een andere naam.",
                "A list of this incident is called so already: choose another name."
            )
        case StoreError.refused(.incidentClosed):
            return problem(
                "file",
                "Het incident is afgesloten. Heropen het eerst: spoor incident reopen.",
                "The incident is closed. Open it again first: spoor incident reopen."
            )
        case StoreError.refused(.notSaidYet):
            return problem(
                "happened",
                "Dat moment moet nog komen: vul in wanneer de lijst kwam.",
                "That moment has not come yet: fill in when the list came."
            )
        case IngestionError.columnsUnsettled:
            return problem(
                "columns",
                "Zeg eerst van elke kolom met een vraagteken wat hij betekent.",
                "Say first what each column with a question mark means."
            )
        case IngestionError.headerIsRecord(_, let line):
            return problem(
                "file",
                "Regel \(line): de eerste regel lijkt een record, niet de namen van kolommen. Zet er een regel boven die de kolommen noemt.",
                "Line \(line): the first line looks like a record, not like column names. Put a line before it that names the columns."
            )
        case IngestionError.noRows, IngestionError.empty, IngestionError.noRecords(_, []):
            return problem(
                "file",
                "In dit bestand staan geen rijen onder de namen van de kolommen. Vraag het bestand opnieuw.",
                "The file has no rows below the names of its columns. Ask for the file again."
            )
        case IngestionError.noRecords:
            return problem(
                "file",
                "Geen enkele rij was te lezen. Kijk of de kolommen kloppen, of vraag het bestand opnieuw.",
                "Not one row could be read. See whether the columns are right, or ask for the file again."
            )
        case IngestionError.holds(_, .encryptedOffice):
            return problem(
                "file",
                "Dit bestand opent alleen met een wachtwoord. Bewaar het zonder wachtwoord en kies het opnieuw.",
                "This file opens with a password only. Save it without one and choose it again."
            )
        case IngestionError.holds:
            return problem(
                "file",
                "Dit is geen CSV en geen Excel-bestand (xlsx). Bewaar de lijst als CSV of xlsx en kies haar opnieuw.",
                "This is neither CSV nor an Excel file (xlsx). Save the list as CSV or xlsx and choose it again."
            )
        case is IngestionError, is StoreError:
            guard let told = ToldFailure(about: error) else { return nil }
            let sentence = told.sentence.replacing(path, with: "the list")
            let text = told.help.isEmpty ? "\(sentence)." : "\(sentence). \(told.help)."
            return problem("file", text, text)
        default: return nil
        }
    }
}
