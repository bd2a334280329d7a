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

    public var code: String { rawValue }
}

/// Moments as they were recorded, in milliseconds since 1970-01-01 UTC.
public typealias DutyMoments = [DutyMoment: Int64]
