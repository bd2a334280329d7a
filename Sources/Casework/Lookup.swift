// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
public import Store

// What officers name, as the store has it; a name that nothing has is refused by what it is.
extension Store {
    func party(named id: Party.ID) throws -> Party {
        guard let found = try parties.first(where: { $0.id == id }) else {
            throw CaseworkError.noParty(id.rawValue, known: try parties.map(\.id.rawValue))
        }
        return found
    }

    func incident(named reference: String) throws -> IncidentFact {
        guard let found = try incidents.last(where: { $0.body.reference == reference }) else {
            throw CaseworkError.noIncident(reference)
        }
        return found.body
    }

    /// By number (`2`, `v2`) or name; the last one for nil.
    func version(named name: String?, of incident: IncidentFact) throws
        -> RegisterFact
    {
        let versions = try registers(of: incident).map(\.body)
        let found =
            if let name {
                versions.first { "\($0.version)" == name || "v\($0.version)" == name }
                    ?? versions.first { $0.name == name }
            } else {
                try lastRegister(of: incident)
            }
        guard let found else { throw CaseworkError.noVersion(name) }
        return found
    }

    /// By name or number.
    func wave(named name: String, of incident: IncidentFact) throws -> WaveFact {
        let found = try waves(of: incident).first {
            $0.body.name == name || "\($0.body.number)" == name
        }
        guard let found else { throw CaseworkError.noWave(name) }
        return found.body
    }

    func statement(named name: String, of incident: IncidentFact) throws
        -> StatementFact
    {
        try recorded(name, of: incident).body
    }

    /// The same with its place in the ledger.
    func recorded(_ name: String, of incident: IncidentFact) throws -> Recorded<StatementFact> {
        guard let found = try statements(of: incident).first(where: { $0.body.name == name }) else {
            throw CaseworkError.noStatement(name)
        }
        return found
    }

    /// The names of an incident's statements, by their numbers.
    func statementNames(of incident: IncidentFact) throws -> [Int: String] {
        try statements(of: incident).reduce(into: [:]) { $0[$1.body.number] = $1.body.name }
    }

    /// Records, and then brings up to date what others may read of the ledger.
    public func publishing<Result>(_ record: () throws -> Result) throws -> Result {
        let result = try record()
        try publishTiles()
        return result
    }
}

extension IncidentFact {
    /// The parties that the incident concerns; the first one told us.
    var concernedParties: [Party.ID] { concerned.map(Party.ID.init(rawValue:)) }
}
