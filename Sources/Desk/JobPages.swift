// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Ingestion
import Store

/// Long work (werk): what runs, waits or ended, who asked for it and how far it is; and stopping what can be stopped.
enum JobPages {
    static let path = "/jobs"

    static let routes: [Route] = [
        Route(
            name: "jobs",
            path: path,
            access: .roles(Roles.data),
            purpose: "data",
            action: .look(page)
        ),
        Route(
            name: "jobs.stop",
            path: path + "/stop",
            access: .roles(Roles.importing),
            purpose: "population",
            action: .act(stop)
        ),
    ]

    /// Acts that may take long, by the names of their routes.
    private static func form(_ name: String, _ words: Words) -> String? {
        switch name {
        case "list.file", "list.read":
            words.text("lijst van een verwerker", "list of a processor")
        case "scope.publish": words.text("versie publiceren", "publishing a version")
        case "wave.plan": words.text("golf brieven plannen", "planning a wave of letters")
        case "wave.approve": words.text("golf brieven goedkeuren", "approving a wave of letters")
        default: nil
        }
    }

    /// How many imports that ended stand on the page.
    private static let most = 10

    private struct Line {
        var what: HTML
        var by: String
        var since: Int64
        var reached: HTML
        var standing: HTML
        var act: HTML = ""
    }

    // MARK: - The page

    @Sendable private static func page(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let (found, clocks) = try await visit.look { store in
            (try WatchImports().run(in: store), try ShowClocks(now: words.now).run(in: store))
        }
        let populations = visit.desk.files.populations
        let running = try lines(populations.filter(\.work.isBusy), found, visit)
        let ended = populations.filter { $0.work.job?.end != nil }.map { item in
            line(item.mark, item.work, visit)
        }
        let imports = found.imports.suffix(most).reversed().filter { item in
            !ended.isEmpty
                ? !populations.contains { $0.work.job?.recorded?.number == item.number } : true
        }
        let last = ended + imports.map { line($0, found, words) }
        return .page(
            Page(
                title: words.text("Werk", "Work"),
                menu: .store,
                clock: ClockStrip(clocks),
                body: """
                    <p class="crumb"><a href="/store">\(words("Gegevens", "Data"))</a> / \(words("werk", "work"))</p>
                    <h1>\(heading(running.count, words))</h1>
                    \(confirmation(visit, populations))
                    \(running.isEmpty ? words.paragraph(
                        "Er loopt niets dat lang duurt.", "Nothing that takes long is running."
                        ) : table(words.text("Loopt of wacht", "Running or waiting"), running, words))
                    <p><a href="\(path)">\(words("Ververs de stand", "Renew the standing"))</a></p>
                    \(HTML.when(!last.isEmpty, """
                        <h2>\(words("Wat klaar is, of gestopt", "What ended, or was stopped"))</h2>
                        \(table(words.text("Klaar of gestopt", "Ended or stopped"), last, words))
                        """))
                    <p><a href="/imports">\(words("Alles wat is ingelezen", "All that was taken in"))</a></p>
                    \(Piece.counted(found.countedAt.map(Instant.init(milliseconds:)), words))
                    """
            )
        )
    }

    private static func heading(_ count: Int, _ words: Words) -> String {
        count == 0
            ? words.text("Er loopt nu geen lang werk", "No long work is running now")
            : words.count(
                count,
                ("werk loopt of wacht", "werken lopen of wachten"),
                ("job is running or waits", "jobs are running or wait")
            )
    }

    private static func table(_ caption: String, _ lines: [Line], _ words: Words) -> HTML {
        Piece.table(
            caption,
            [
                .init(words.text("Wat", "What")), .init(words.text("Door", "By")),
                .init(words.text("Sinds", "Since")), .init(words.text("Hoe ver", "How far")),
                .init(words.text("Stand", "Standing")),
            ],
            lines.map { line in
                [
                    line.what, "\(line.by)", Piece.time(Instant(milliseconds: line.since), words),
                    line.reached, "\(line.standing)\(line.act)",
                ]
            },
            showsCaption: false
        )
    }

    // MARK: - What runs

    private static func lines(
        _ busy: [(mark: String, work: PopulationWork)],
        _ found: WatchImports.Answer,
        _ visit: Visit
    ) throws -> [Line] {
        let words = visit.words
        var lines = busy.map { line($0.mark, $0.work, visit) }
        for posted in try visit.desk.accounts.unfinished() {
            guard let name = visit.desk.table.name(ofActAt: posted.path),
                let what = form(name, words)
            else { continue }
            let isAtWork = visit.desk.isAtWork(on: posted.nonce)
            lines.append(
                Line(
                    what: "\(words.capital(what))",
                    by: posted.account,
                    since: posted.receivedAt,
                    reached: "–",
                    standing: isAtWork
                        ? Piece.tag(words.text("Loopt", "Running"), .wait)
                        : Piece.tag(words.text("Wacht", "Waits"), .wait)
                )
            )
        }
        if visit.desk.counting.isCounting {
            lines.append(
                Line(
                    what: "\(words("Tellen voor de pagina's", "Counting for the pages"))",
                    by: "–",
                    since: words.now,
                    reached: "–",
                    standing: Piece.tag(words.text("Loopt", "Running"), .wait)
                )
            )
        }
        let isOurs = visit.desk.jobs.isTakingIn
        if found.isWriting, !isOurs {
            let last = found.imports.last { !$0.isFinished }
            let read = words.count(found.linesBegun, ("regel", "regels"), ("line", "lines"))
            lines.append(
                Line(
                    what: last.map {
                        "<a href=\"/imports/\(plain: $0.number)\">\(words.capital(ImportWording.kind($0.kind, words)))</a>"
                    } ?? "\(words("Een ander programma schrijft", "Another program writes"))",
                    by: last?.by ?? "–",
                    since: last?.begun ?? words.now,
                    reached: found.filesBegun > 0 ? "\(read)" : "–",
                    standing: Piece.tag(words.text("Loopt", "Running"), .wait)
                )
            )
        }
        return lines
    }

    private static func line(_ mark: String, _ work: PopulationWork, _ visit: Visit) -> Line {
        let words = visit.words
        guard let job = work.job else {
            return Line(what: "", by: "", since: 0, reached: "", standing: "")
        }
        let progress = visit.desk.jobs.progress(of: mark)
        let what = words.capital(JobWording.kind(job.kind, words))
        let isMine = work.account == visit.session?.account
        let reached: String
        if job.end == nil {
            reached = progress.map { JobWording.reached($0, words) } ?? "–"
        } else {
            reached = job.recorded.map { JobWording.recorded($0, words) } ?? "–"
        }
        let mayStop =
            job.end == nil && !job.isStopping && Roles.importing.isSubset(of: visit.roles)
        return Line(
            what: isMine
                ? "<a href=\"\(PopulationPages.path)?file=\(mark)\">\(what)</a>" : "\(what)",
            by: job.by,
            since: job.asked,
            reached: "\(reached)",
            standing: JobWording.standing(work, progress, words),
            act: HTML.when(
                mayStop,
                " <a href=\"\(path)?stop=\(mark)\">\(words("stop", "stop"))</a>"
            )
        )
    }

    private static func line(
        _ item: ListImports.Item,
        _ found: WatchImports.Answer,
        _ words: Words
    ) -> Line {
        Line(
            what:
                "<a href=\"/imports/\(plain: item.number)\">\(words.capital(ImportWording.kind(item.kind, words)))</a>",
            by: item.by,
            since: item.begun,
            reached: "\(ImportPages.brought(item, words))",
            standing: ImportWording.standing(item, isWriting: found.isWriting, words)
        )
    }

    // MARK: - Stopping

    /// Asks once more.
    private static func confirmation(
        _ visit: Visit,
        _ populations: [(mark: String, work: PopulationWork)]
    ) -> HTML {
        let words = visit.words
        guard let mark = visit.query["stop"], Roles.importing.isSubset(of: visit.roles),
            let work = populations.first(where: { $0.mark == mark })?.work, work.isBusy,
            let job = work.job
        else { return "" }
        return """
            <h2>\(words("Wilt u dit werk stoppen?", "Do you want to stop this work?"))</h2>
            <p>\(words.capital(JobWording.kind(job.kind, words))), \(job.by).</p>
            <p>\(job.kind == .taking ? words.text(
                "Wat is ingelezen, blijft. U kunt later verder: ieder mens telt één keer.",
                "What was taken in stays. You can go on later: everybody counts once."
            ) : words.text(
                "De proef heeft niets vastgelegd.", "The trial has recorded nothing."
            ))</p>
            \(visit.form(path + "/stop", """
                <input type="hidden" name="file" value="\(mark)">
                <div class="acts"><button>\(words("Stop dit werk", "Stop this work"))</button></div>
                """))
            """
    }

    @Sendable private static func stop(_ visit: Visit, _ form: Form) async throws -> Reply {
        let mark = form["file"]
        guard ReceivedFiles.isMark(mark) else { return .seeOther(path) }
        try visit.desk.jobs.stop(mark)
        try await visit.desk.jobs.wait(for: mark)
        return .seeOther(path)
    }
}
