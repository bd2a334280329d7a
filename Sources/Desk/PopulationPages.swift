// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Ingestion
import Store
import Wording

/// A population (personenbestand), from the file to the register of people: what its columns mean, a trial that
/// records nothing, and then it is taken in. What `spoor import columns` and `spoor import population` do
/// (decision 0074).
enum PopulationPages {
    static let path = "/population"

    static let routes: [Route] = [
        Route(
            name: "population",
            path: path,
            access: .roles(Roles.importing),
            purpose: "population",
            // A file without a header begins with a person, and its first line may be shown.
            isPersonal: true,
            action: .look { visit in .page(try await page(visit, visit.query["file"])) }
        ),
        Route(
            name: "population.file",
            path: path,
            access: .roles(Roles.importing),
            purpose: "population",
            isPersonal: true,
            takesFile: PopulationWork.largest,
            action: .act(take)
        ),
        Route(
            name: "population.read",
            path: path + "/read",
            access: .roles(Roles.importing),
            purpose: "population",
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
        let (files, account) = (visit.desk.files, visit.session?.account ?? "")
        let (clocks, people) = try await visit.look { store in
            (try ShowClocks(now: words.now).run(in: store), try store.peopleCount())
        }
        let body: HTML
        if let mark, let work = files.population(mark, account: account),
            let file = files.file(mark)
        {
            let proposal =
                work.isTakenIn
                ? nil
                : try? await visit.desk.reader.looking {
                    try PopulationProposal.read(
                        file,
                        encoding: work.encoding.isEmpty ? nil : work.encoding,
                        sheet: work.sheet,
                        in: $0
                    )
                }
            body =
                PopulationForm(
                    visit: visit,
                    mark: mark,
                    work: work,
                    progress: visit.desk.jobs.progress(of: mark),
                    proposal: proposal,
                    people: people,
                    problems: problems + (form == nil ? [work.problem].compactMap(\.self) : []),
                    form: form
                ).html
        } else {
            let waiting = files.populations.filter { $0.work.account == account }
            body = begin(visit, isGone: mark != nil, waiting, problems)
        }
        return Page(
            title: words.text("Mensen inlezen", "Take in people"),
            menu: .store,
            clock: ClockStrip(clocks),
            body: """
                <p class="crumb"><a href="/store">\(words("Gegevens", "Data"))</a> / <a href="/imports">imports</a> / \(words("mensen", "people"))</p>
                \(body)
                """
        )
    }

    private static func begin(
        _ visit: Visit,
        isGone: Bool,
        _ waiting: [(mark: String, work: PopulationWork)],
        _ problems: [FormProblem]
    ) -> HTML {
        let words = visit.words
        let most = PopulationWork.largest / 1024 / 1024
        let left = waiting.enumerated().map { place, item -> HTML in
            let (number, standing) = (
                words.number(place + 1), JobWording.standing(item.work, nil, words)
            )
            return """
                <li><a href="\(path)?file=\(item.mark)">\(words(
                    "Bestand \(number)", "File \(number)"
                ))</a>: \(standing)</li>
                """
        }
        return """
            <h1>\(words("Lees een bestand met mensen in", "Take in a file of people"))</h1>
            <p class="lede">\(words(
                "Eerst ziet u wat de kolommen betekenen. Daarna telt een proef wie nieuw is, wie verandert en wie ontbreekt. Een proef legt niets vast. Pas dan leest u het bestand in.",
                "First you see what the columns mean. Then a trial counts who is new, who changes and who is missing. A trial records nothing. Only then do you take the file in."
            ))</p>
            \(HTML.when(isGone, """
                <p class="note">\(words(
                    "Dit bestand is er niet meer: het is weggehaald, of er ging een dag voorbij. Wat al is ingelezen, blijft. Kies het bestand zo nodig opnieuw: niemand komt er twee keer in.",
                    "This file is not there any more: it was removed, or a day has passed. What was taken in stays. Choose the file again if you need it: nobody comes in twice."
                ))</p>
                """))
            \(visit.form(
                path, takesFile: true,
                """
                \(Piece.field(
                    "file", words.text("Het bestand", "The file"),
                    hint: words.text(
                        "CSV of Excel (xlsx), hoogstens \(most) MB. De eerste regel noemt de kolommen.",
                        "CSV or Excel (xlsx), \(most) MB at most. The first line names the columns."
                    ), problem: problems.first.map { words.text($0.dutch, $0.english) },
                    attributes: " type=\"file\" required accept=\".csv,.txt,.tsv,.gz,.xlsx\""
                ))
                <div class="acts"><button>\(words("Lees de kolommen", "Read the columns"))</button></div>
                """
            ))
            \(HTML.when(!left.isEmpty, """
                <h2>\(words("Bestanden die u stuurde", "Files that you sent"))</h2><ul>\(left)</ul>
                """))
            <p class="hint">\(words(
                "Het bestand ligt versleuteld op deze server. Het wordt vernietigd zodra het is ingelezen, als u ermee stopt, of na een dag. De naam van het bestand wordt niet bewaard.",
                "The file lies sealed on this server. It is destroyed once it is taken in, when you give it up, or after a day. The name of the file is not kept."
            ))</p>
            <h2>\(words("Wat alleen op de opdrachtregel kan", "What only the command line does"))</h2>
            <ul>
            <li>\(words("Vroegere namen en adressen inlezen:", "Take in former names and addresses:")) <code class="copy">spoor import population --former</code></li>
            <li>\(words("Mensen terughalen van wie rijen verloren zijn:", "Bring back people of whom rows are lost:")) <code class="copy">spoor import population --again</code></li>
            <li>\(words("Een import terugnemen:", "Take an import back:")) <code class="copy">spoor import undo</code></li>
            </ul>
            """
    }

    // MARK: - The file

    @Sendable private static func take(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (files, mark) = (visit.desk.files, form["file"])
        guard let file = files.file(mark), let account = visit.session?.account else {
            throw DeskRefusal.formUnreadable
        }
        do {
            let proposal = try await visit.desk.reader.looking {
                try PopulationProposal.read(file, in: $0)
            }
            var work = PopulationWork(account: account)
            (work.columns, work.keptAs) = (proposal.columns, proposal.keptAs)
            try files.keep(work, of: mark)
            return .seeOther("\(path)?file=\(mark)")
        } catch {
            files.remove(mark)
            guard let problem = ListProblem.of(error, file.path) else { throw error }
            return .page(try await page(visit, nil, [problem]))
        }
    }

    // MARK: - Trial, import, giving up

    @Sendable private static func read(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (files, jobs, mark) = (visit.desk.files, visit.desk.jobs, form["file"])
        let here = "\(path)?file=\(ReceivedFiles.isMark(mark) ? mark : "")"
        guard let account = visit.session?.account, let file = files.file(mark),
            var work = files.population(mark, account: account)
        else { return .seeOther(here) }
        let officer = visit.account?.person ?? ""
        // While it is worked on nothing of it changes: another window may have begun.
        guard !work.isBusy else { return .seeOther(here) }
        do {
            switch form["do"] {
            case "drop":
                files.remove(mark)
                return .seeOther(path)
            case "again" where !work.isTakenIn:
                try PopulationForm.takeReading(form, into: &work)
                let (encoding, sheet) = (work.encoding, work.sheet)
                let proposal = try await visit.desk.reader.looking {
                    try PopulationProposal.read(
                        file,
                        encoding: encoding.isEmpty ? nil : encoding,
                        sheet: sheet,
                        in: $0
                    )
                }
                (work.columns, work.keptAs) = (proposal.columns, proposal.keptAs)
                (work.trial, work.problem) = (nil, nil)
                try files.keep(work, of: mark)
                return .seeOther(here)
            case "try" where !work.isTakenIn:
                try PopulationForm.take(form, into: &work)
                (work.trial, work.problem) = (nil, nil)
                work.trials += 1
                work.job = .init(kind: .trial, asked: visit.words.now, by: officer)
            case "add":
                // What is taken in is what was tried, as the page showed it: another window may have tried since.
                guard work.trial != nil, form["trial"] == String(work.trials) else {
                    return .seeOther(here)
                }
                work.problem = nil
                work.job = .init(kind: .taking, asked: visit.words.now, by: officer)
            default: throw DeskRefusal.formUnreadable
            }
            try files.keep(work, of: mark)
            jobs.wake()
            try await jobs.wait(for: mark)
            return .seeOther(here)
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, mark, problems, form))
        } catch {
            guard let problem = ListProblem.of(error, file.path) else { throw error }
            return .page(try await page(visit, mark, [problem], form))
        }
    }
}

/// What somebody can put right, of what is wrong with a population.
enum PopulationProblem {
    /// `path`: of the file, which is not shown.
    static func of(_ error: any Error, _ path: String) -> FormProblem {
        func problem(_ field: String, _ dutch: String, _ english: String) -> FormProblem {
            FormProblem(field: field, dutch: dutch, english: english)
        }
        switch error {
        case IngestionError.dateOrderUnclear(_, let column, let dayFirst, let monthFirst):
            return problem(
                "dates",
                "Kolom '\(column)' zegt niet hoe datums zijn geschreven: \(dayFirst) rijen lezen alleen met de dag vooraan, \(monthFirst) alleen met de maand vooraan. Kies het hier.",
                "Column '\(column)' does not tell how dates are written: \(dayFirst) rows read with the day first only, \(monthFirst) with the month first only. Choose it here."
            )
        case IngestionError.columnsWouldWipe(_, let columns):
            let names = columns.joined(separator: ", ")
            return problem(
                "absentIsEmpty",
                "In dit bestand ontbreekt: \(names). Als u het zo inleest, wordt dit van iedereen leeg. Vraag een bestand met deze kolommen, of zeg hier dat dit zo moet.",
                "The file lacks: \(names). Taken in like this, it becomes empty for everybody. Ask for a file with these columns, or say here that it must be so."
            )
        case IngestionError.sourceIDsChanged(_, let people, let compared):
            return problem(
                "file",
                "Van \(compared) mensen die te vergelijken zijn, kent het register er \(people) onder een ander nummer of als iemand anders. De nummers in het bronsysteem zijn veranderd. Niets is vastgelegd: vraag een bestand met de nummers van vroeger.",
                "Of \(compared) people who can be compared, the register knows \(people) under another number or as somebody else. The numbers of the source system have changed. Nothing was recorded: ask for a file with the numbers of before."
            )
        case IngestionError.populationUnsettled:
            return problem(
                "columns",
                "Zeg eerst van elke kolom met een vraagteken wat hij betekent.",
                "Say first what each column with a question mark means."
            )
        case IngestionError.columnsMissing(_, let columns, _):
            let names = columns.joined(separator: ", ")
            return problem(
                "columns",
                "Geen kolom betekent: \(names). Zonder kan niemand worden ingelezen.",
                "No column means: \(names). Without it nobody can be taken in."
            )
        case IngestionError.sealBroken:
            return problem(
                "file",
                "Het bestand is op deze server beschadigd. Wat is ingelezen, blijft. Stop hiermee, en stuur het bestand opnieuw.",
                "The file was damaged on this server. What was taken in stays. Give it up, and send the file again."
            )
        default:
            return ListProblem.of(error, path)
                ?? problem(
                    "file",
                    "Het ging mis op deze server. Wat is ingelezen, blijft, en telt één keer. Probeer het opnieuw; vraag anders wie de server beheert om in het logboek te kijken.",
                    "It went wrong on this server. What was taken in stays, and counts once. Try again; else ask whoever runs the server to look in its log."
                )
        }
    }
}
