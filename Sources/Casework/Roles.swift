// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Who may see or do what, named by what it is: the same at the desk and on the command line.
public enum Roles {
    /// Who sees the incidents: everyone around the crisis but agents and administrators.
    public static let room: Set<OfficerRole> = [
        .privacyOfficer, .securityOfficer, .dataManager, .communication, .teamLead, .auditor,
        .board,
    ]
    public static let opening: Set<OfficerRole> = [.privacyOfficer, .securityOfficer]
    public static let moments: Set<OfficerRole> = [.privacyOfficer, .securityOfficer]
    public static let decisions: Set<OfficerRole> = [.privacyOfficer, .board]
    /// Who records that a processor is suspended, and what follows from it.
    public static let suspending: Set<OfficerRole> = [.privacyOfficer, .securityOfficer]
    public static let proposingResumption: Set<OfficerRole> = [
        .privacyOfficer, .securityOfficer, .board,
    ]
    /// Who decides that it is resumed, with whoever proposed it.
    public static let resuming: Set<OfficerRole> = [.board]
    public static let notices: Set<OfficerRole> = [.privacyOfficer]
    /// Who asks for help outside, and reports to the police.
    public static let outside: Set<OfficerRole> = [.privacyOfficer, .securityOfficer, .board]
    /// Who records what came at the contact centre, and who answers.
    public static let contacts: Set<OfficerRole> = [.teamLead]
    public static let freezing: Set<OfficerRole> = [.privacyOfficer, .dataManager]
    public static let publishing: Set<OfficerRole> = [.privacyOfficer, .board]
    /// Who speaks outside, and answers questions.
    public static let speaking: Set<OfficerRole> = [.communication, .privacyOfficer, .board]
    /// Who writes the words of letters and plans a wave.
    public static let planning: Set<OfficerRole> = [.communication, .privacyOfficer]
    /// Who agrees to the texts of a wave, each with another one.
    public static let approving: Set<OfficerRole> = [.communication, .privacyOfficer, .board]
    public static let data: Set<OfficerRole> = [
        .privacyOfficer, .securityOfficer, .dataManager, .auditor,
    ]
    /// Who takes in a list of a processor.
    public static let lists: Set<OfficerRole> = [.dataManager, .privacyOfficer]
    public static let accessLog: Set<OfficerRole> = [.privacyOfficer, .auditor]
    public static let accounts: Set<OfficerRole> = [.administrator]
    public static let calls: Set<OfficerRole> = [.agent, .teamLead]
    /// Who does what must be done because of calls.
    public static let matters: Set<OfficerRole> = [
        .agent, .teamLead, .dataManager, .communication, .privacyOfficer,
    ]
    /// Who gives somebody a copy of their data.
    public static let accessRequests: Set<OfficerRole> = [.privacyOfficer]
    /// Who sends one letter again.
    public static let lettersAgain: Set<OfficerRole> = [.communication]
    public static let callFigures: Set<OfficerRole> = [
        .teamLead, .privacyOfficer, .communication, .board, .auditor,
    ]
    public static let erasing: Set<OfficerRole> = [.privacyOfficer]

    // What only the command line has.

    /// Who takes in the population and messages, takes them back, and stops such work.
    public static let importing: Set<OfficerRole> = [.dataManager]
    /// Who records what a party is to us, and what was agreed.
    public static let parties: Set<OfficerRole> = [.privacyOfficer, .dataManager]
    /// Who looks at one person of the register, corrects or joins people.
    public static let people: Set<OfficerRole> = [.privacyOfficer, .dataManager]
    /// Who writes people of the register to a file.
    public static let peopleToFile: Set<OfficerRole> = [.privacyOfficer, .dataManager]
    /// Who holds letters back and lets them go.
    public static let holding: Set<OfficerRole> = [.privacyOfficer, .communication]
    /// Who closes an incident.
    public static let closing: Set<OfficerRole> = [.privacyOfficer]
    /// Who proves to somebody what the ledger holds.
    public static let proving: Set<OfficerRole> = [.privacyOfficer, .auditor]
}
