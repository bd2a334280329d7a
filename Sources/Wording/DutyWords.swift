// SPDX-License-Identifier: EUPL-1.2

public import Casework
internal import Custody
public import Incidents

// What is said of duties and their clocks beside the table of them.

extension DutyMomentDoubt {
    public var sentence: String {
        switch self {
        case .inTheFuture(let moment):
            "\(moment.code) has not happened yet: a moment is recorded when it has"
        case .impossible(let later, let earlier):
            "\(later.code) cannot come before \(earlier.code)"
        case .odd(let later, let earlier): "\(later.code) comes before \(earlier.code)"
        case .second(let moment):
            """
            \(moment.code) is there already and the first one counts: this is further information, and \
            no correction of the first
            """
        case .again(let moment):
            """
            \(moment.code) is there already, of nearly the same time: what is given now takes its place
            """
        }
    }
}

extension DutyHint {
    /// The name by which a document has it.
    public var code: String {
        switch self {
        case .roleNotRecorded: "roleNotRecorded"
        case .roleBeginsLater: "roleBeginsLater"
        case .awarenessNotDecided: "awarenessNotDecided"
        case .discoveryNotRecorded: "discoveryNotRecorded"
        case .agreementsOfOneDay: "agreementsOfOneDay"
        case .noAgreement: "noAgreement"
        case .noHoursAgreed: "noHoursAgreed"
        case .reasonsForDelayMissing: "reasonsForDelayMissing"
        case .withdrawalNotDecided: "withdrawalNotDecided"
        case .cyberActNotDecided: "cyberActNotDecided"
        case .cyberActDoesNotApply: "cyberActDoesNotApply"
        case .channelNotRecorded: "channelNotRecorded"
        case .peopleNotTold: "peopleNotTold"
        case .printedNotHandedOver: "printedNotHandedOver"
        }
    }

    public func sentence(party: String?) -> String {
        let party = party ?? "us"
        return switch self {
        case .roleNotRecorded: "No role of \(party) is recorded"
        case .roleBeginsLater(let role, let from):
            """
            The role \(role) of \(party) is recorded from \(Day(number: from).text), after the day that \
            decides, so it does not count here
            """
        case .awarenessNotDecided:
            """
            Nobody has decided yet when the controller became aware, so the 72 hours do not run; in \
            principle a controller is aware once its processor told it
            """
        case .discoveryNotRecorded:
            "Nobody recorded when \(party) found out, so nobody can say how late it told us: ask it"
        case .agreementsOfOneDay(let versions, let strictest):
            """
            Several agreements with \(party) began on one day (\(versions.joined(separator: ", "))): \
            \(strictest), the strictest, counts
            """
        case .noAgreement: "No agreement with \(party) had begun by the day that decides"
        case .noHoursAgreed(let version):
            "The agreement with \(party), \(version), names no hours within which a breach is told"
        case .peopleNotTold(let left):
            "\(left.grouped) people were not told, and nobody said why or how they were reached"
        case .printedNotHandedOver(let wave, let letters):
            "\(letters.grouped) letters of wave \(wave) are printed and not handed over"
        case .reasonsForDelayMissing:
            "The authority is told later than 72 hours: GDPR 33(1) asks for the reasons for the delay"
        case .withdrawalNotDecided:
            "The notification to the authority was withdrawn, and no decision says why none is due"
        case .cyberActNotDecided:
            "Nobody has decided whether the Cyberbeveiligingswet applies to \(party)"
        case .cyberActDoesNotApply(let decision):
            """
            The Cyberbeveiligingswet does not apply to \(party), as \(decision.by) decided: \
            \(decision.because)
            """
        case .channelNotRecorded(let sector):
            """
            Nobody recorded where notices of \(party) under the Cyberbeveiligingswet are filed \
            (sector: \(sector))
            """
        }
    }

    /// What records it on the command line; nil when nothing does.
    public func command(party: String?, incident: String) -> String? {
        let party = party ?? AddParty.ourselves
        return switch self {
        case .roleNotRecorded: "spoor party role \(party) ROLE --from DAY"
        case .roleBeginsLater: "spoor party role \(party) ROLE --from DAY --because '…'"
        case .awarenessNotDecided:
            "spoor incident moment \(incident) controllerAware TIME --note 'who decided it, and why'"
        case .discoveryNotRecorded: "spoor incident moment \(incident) processorDiscovered TIME"
        case .noAgreement, .noHoursAgreed, .agreementsOfOneDay:
            "spoor party agreement \(party) --version V --from DAY --incident-hours N"
        case .peopleNotTold: "spoor incident decide \(incident) reasonNotReached --because '…'"
        case .printedNotHandedOver(let wave, _):
            "spoor letter handed-over \(incident) \(wave) TIME --to 'who carries them'"
        case .reasonsForDelayMissing:
            "spoor incident decide \(incident) reasonsForDelay --because '…'"
        case .withdrawalNotDecided: "spoor incident decide \(incident) noBreach --because '…'"
        case .cyberActNotDecided, .cyberActDoesNotApply:
            "spoor party cbw \(party) --applies --from DAY --because '…' (or --no-applies)"
        case .channelNotRecorded:
            "spoor party cbw \(party) --applies --from DAY --channel '…' --because '…'"
        }
    }

    public func line(party: String?, incident: String) -> String {
        let command = command(party: party, incident: incident)
        return sentence(party: party) + (command.map { ": " + $0 } ?? "")
    }
}

extension JudgeDuties.StruckOut {
    /// Why the duty does not run any more, and who did that.
    public var sentence: String {
        let what = role.map { "the role \($0)" } ?? "the agreement \(agreement ?? "")"
        let who = by.isEmpty ? "" : " by \(by)"
        let why = because.isEmpty ? "" : ": \(because)"
        return """
            struck out by \(what) from \(from.text), recorded \(recordedAt.local.text)\(who)\(why)
            """
    }
}

extension JudgeDuties.Duty {
    public var name: String { "\(law) \(article): \(englishTitle)" }

    /// Late, left, or nothing.
    public var leftOrLate: String {
        lateSeconds.map { "late by \(Self.words($0))" } ?? remainingSeconds.map(Self.words) ?? ""
    }

    public var elapsed: String { elapsedSeconds.map(Self.words) ?? "" }

    public static func words(_ seconds: Double) -> String {
        DutySpan(milliseconds: Int64((seconds * 1_000).rounded())).text(in: .english)
    }

    /// What the columns do not show: decisions, corrections, whom to tell.
    public var remarks: [String] {
        var remarks: [String] = []
        if let decision {
            let until = decision.until.map { " until \($0.local.text)" }
            remarks.append(
                """
                \(decision.decision.code) (\(decision.article))\(until ?? ""), decided \
                \(decision.decidedAt.local.text) by \(decision.by): \(decision.because)
                """
            )
        }
        if isTimeUnknown {
            remarks.append("a time is not known: the end that speaks against us is counted")
        }
        for change in changes { remarks.append(change.sentence) }
        if !supplementedAt.isEmpty {
            let times = supplementedAt.map(\.local.text).joined(separator: ", ")
            remarks.append("further information: \(times)")
        }
        if let told {
            remarks.append(told.sentence)
        }
        if let recipientNames {
            let place = channel.map { ", by way of \($0)" } ?? ""
            remarks.append("to \(recipientNames.joined(separator: " and "))\(place)")
        }
        return remarks
    }
}

extension ToldShare {
    /// `860 of 1,919 people were told (first 860 of 861, …); left: deceased 3, in no letter 12`.
    public var sentence: String {
        let shares = groups.map { "\($0.group) \($0.told.grouped) of \($0.people.grouped)" }
        let reasons = left.sorted { $0.key < $1.key }.map { reason, people in
            "\(reason == Self.noLetter ? "in no letter that was handed over" : reason) \(people.grouped)"
        }
        let rest = reasons.isEmpty ? "" : "; left: \(reasons.joined(separator: ", "))"
        let gone =
            outside == 0
            ? ""
            : """
            ; had a letter and not concerned any more: \(outside.grouped), corrected \
            \(retracted.grouped)
            """
        return """
            \(told.grouped) of \(people.grouped) people were told by letters handed over \
            (\(shares.joined(separator: ", ")))\(rest)\(gone)
            """
    }
}

extension JudgeDuties.Change {
    public var sentence: String {
        let was = was.local.text
        let now = isNow.map { "corrected to \($0.local.text)" }
        let why = because.isEmpty ? "no reason given" : because
        return """
            \(moment.code) was \(was), \(now ?? "taken back") on \
            \(changedAt.local.text) by \(by): \(why)
            """
    }
}
