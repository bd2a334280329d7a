// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store

/// Which notifications an incident has, the most urgent first: ours, then those of each party. Only those
/// that a law asks for at that moment, and those that were sent.
struct NoticeList {
    let items: [ListNotices.Item]
    let frame: IncidentPages.Frame
    let visit: Visit

    private var words: Words { visit.words }
    private var path: String {
        "/incidents/\(Form.encoded(frame.incident.reference))/notices"
    }

    var page: Page {
        let ours = items.filter { $0.party == nil }
        let due = ours.count { [.running, .overdue].contains($0.duty?.state) }
        let theirs = frame.incident.parties.map { party -> HTML in
            let own = items.filter { $0.party == party }
            guard !own.isEmpty else { return "" }
            return """
                <h2>\(words("Wat \(words.name(party)) zelf moet melden", "What \(words.name(party)) itself must notify"))</h2>
                \(list(own))
                """
        }
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Meldingen", "Notifications"),
            """
            <h1>\(heading(due))</h1>
            <p class="lede">\(words(
                "Elke melding heeft haar eigen vragen, haar eigen ontvanger en haar eigen termijn.",
                "Each notification has questions, a recipient and a period of its own."
            ))</p>
            \(list(ours))
            \(theirs)
            """
        )
    }

    private func heading(_ due: Int) -> String {
        guard due > 0 else {
            return words.text("Wij hoeven nu niets te melden", "We need to notify nothing now")
        }
        return words.text(
            "Wij moeten \(words.spelled(due)) \(due == 1 ? "melding" : "meldingen") doen",
            "We must make \(words.spelled(due)) \(due == 1 ? "notification" : "notifications")"
        )
    }

    private func list(_ items: [ListNotices.Item]) -> HTML {
        """
        <ol class="tasks">
        \(items.sorted { rank($0) < rank($1) }.map(task))</ol>
        """
    }

    /// What is overdue, then by its end; then what waits, then what was done.
    private func rank(_ item: ListNotices.Item) -> (Int, Int64) {
        let order: [DutyClock.State] = [.overdue, .running, .waiting, .notStarted, .met]
        let state = item.duty.flatMap { order.firstIndex(of: $0.state) } ?? order.count
        return (state, item.duty?.dueAt?.milliseconds ?? .max)
    }

    private func task(_ item: ListNotices.Item) -> HTML {
        let choice = NoticePages.Choice(item.notice, item.party.map(Party.ID.init(rawValue:)))
        let wording = item.duty.map { DutyWording($0, words) }
        let sent =
            item.sent == 0
            ? words.text("Nog niet gestuurd.", "Not sent yet.")
            : words.count(
                item.sent,
                ("keer gestuurd.", "keer gestuurd."),
                ("time sent.", "times sent.")
            )
        let source = wording.map { $0.source + ". " } ?? ""
        return HomePage.task(
            wording?.left ?? "<span class=\"hint\">\(words("geen termijn", "no clock"))</span>",
            path + choice.query(),
            item.notice == .dataBreach
                ? words.text("Melding aan de AP", "Notification to the supervisory authority")
                : item.notice.title(in: words.language),
            "\(source)\(to(item))\(sent)",
            wording?.state ?? ""
        )
    }

    private func to(_ item: ListNotices.Item) -> String {
        guard let names = item.duty?.recipientNames(in: words.language) else { return "" }
        let way = item.duty?.channel.map { words.text(", via \($0)", ", by \($0)") } ?? ""
        return words.text("Aan \(words.list(names))\(way). ", "To \(words.list(names))\(way). ")
    }
}
