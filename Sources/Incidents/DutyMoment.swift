// SPDX-License-Identifier: EUPL-1.2

/// A moment that starts or fulfils a duty. Recorded by people; never derived in silence from
/// another (EDPB Guidelines 9/2022).
public enum DutyMoment: String, CaseIterable, Sendable, Hashable, Codable {
    case processorDiscovered = "processorDiscovered"
    case processorToldController = "processorToldController"
    /// A suspicion: the short investigation that may precede awareness starts.
    case controllerFirstSuspicion = "controllerFirstSuspicion"
    /// Reasonable certainty that personal data are compromised, as somebody decided with a reason.
    case controllerAware = "controllerAware"
    /// First notification to the supervisory authority.
    case authorityNotified = "authorityNotified"
    /// Last of the phased notifications: nothing more is to come.
    case authorityNotificationCompleted = "authorityNotificationCompleted"
    /// Everyone who had to be informed has been.
    case personsInformed = "personsInformed"
    /// A significant incident in the sense of NIS2 became known: another trigger than the GDPR's.
    case significantIncidentKnown = "significantIncidentKnown"
    case earlyWarningSent = "earlyWarningSent"
    case incidentNotificationSent = "incidentNotificationSent"
    case incidentFinalReportSent = "incidentFinalReportSent"
    /// Further information to the supervisory authority, once or often (GDPR Art. 33(4)).
    case authoritySupplemented = "authoritySupplemented"
    /// The notification to the supervisory authority was taken back.
    case authorityNotificationWithdrawn = "authorityNotificationWithdrawn"
    /// In place of telling everybody (GDPR Art. 34(3)(c)).
    case publicCommunicationMade = "publicCommunicationMade"
    /// The response team or the authority asked for an interim report (Cbw Art. 28).
    case interimReportRequested = "interimReportRequested"
    case interimReportSent = "interimReportSent"
    /// In place of the final report, because the incident still ran (Cbw Art. 29).
    case progressReportSent = "progressReportSent"
    case incidentHandled = "incidentHandled"
    /// The recipients of the service were told, with what they can do (Cbw Art. 30).
    case serviceRecipientsTold = "serviceRecipientsTold"
    /// Somebody who need not has notified (Cbw Art. 33).
    case voluntaryNoticeSent = "voluntaryNoticeSent"
    /// We process on behalf of somebody, and found the breach (GDPR Art. 33(2)).
    case discoveredByUs = "discoveredByUs"
    /// As their processor we told the controller.
    case controllerTold = "controllerTold"

    public var code: String { rawValue }
}

/// What is known of the moments of an incident, in milliseconds since 1970-01-01 UTC.
public struct DutyMoments: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// Between which two it was: the same when its time is known.
    public struct Span: Hashable, Sendable {
        public var earliest: Int64
        public var latest: Int64

        public init(earliest: Int64, latest: Int64) {
            self.earliest = earliest
            self.latest = latest
        }

        public var isExact: Bool { earliest == latest }
    }

    private var spans: [DutyMoment: Span] = [:]

    public init() {}

    public init(dictionaryLiteral elements: (DutyMoment, Int64)...) {
        for (moment, time) in elements { self[moment] = time }
    }

    public func span(of moment: DutyMoment) -> Span? { spans[moment] }

    public mutating func set(_ moment: DutyMoment, to span: Span?) { spans[moment] = span }

    /// The latest that it can have been; what is set is exact.
    public subscript(moment: DutyMoment) -> Int64? {
        get { spans[moment]?.latest }
        set { spans[moment] = newValue.map { Span(earliest: $0, latest: $0) } }
    }

    /// With those of another, which count where both have one; of those of which the first counts, that.
    func merging(_ other: DutyMoments) -> DutyMoments {
        var merged = self
        for (moment, span) in other.spans {
            if moment.isFirstThatCounts, let first = spans[moment], first.latest <= span.latest {
                continue
            }
            merged.spans[moment] = span
        }
        return merged
    }
}
