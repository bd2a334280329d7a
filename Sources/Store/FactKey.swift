// SPDX-License-Identifier: EUPL-1.2

/// By what facts are looked up: of hundreds of thousands, those few that are meant.
public enum FactKey: Hashable, Sendable {
    /// Its own number.
    case number(Int)
    /// Its own name.
    case reference(String)
    /// What it belongs to.
    case party(String)
    case incident(Int)
    case statement(Int)
    case wave(Int)
    case call(Int)
    /// Whom it is about, by the number of the person.
    case person(Int64)
    /// Days since 1970-01-01.
    case day(Int)
    /// Who did it, on a day.
    case officer(String, day: Int)
}

extension PartyFact {
    public var keys: [FactKey] { [.party(id)] }
}

extension RoleFact {
    public var keys: [FactKey] { [.party(party)] }
}

extension AgreementFact {
    public var keys: [FactKey] { [.party(party)] }
}

extension AgreementTermFact {
    public var keys: [FactKey] { [.party(party)] }
}

extension FlowFact {
    public var keys: [FactKey] { [.number(number), .party(party)] }
}

extension ImportFact {
    public var keys: [FactKey] { number.map { [.number($0)] } ?? [] }
}

extension ColumnsFact {
    public var keys: [FactKey] { [.reference(name)] }
}

extension ColumnsDropFact {
    public var keys: [FactKey] { [.reference(name)] }
}

extension ImportEndFact {
    public var keys: [FactKey] { [.number(number)] }
}

extension ImportUndoFact {
    public var keys: [FactKey] { [.number(number)] }
}

extension PartyCodeFact {
    public var keys: [FactKey] { [.party(party)] }
}

extension RowsWithdrawnFact {
    public var keys: [FactKey] { [] }
}

extension SaidFact {
    public var keys: [FactKey] { [.party(party)] }
}

extension MomentFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension IncidentFact {
    public var keys: [FactKey] {
        [.number(number), .reference(reference)] + concerned.map { .party($0) }
    }
}

extension StatementFact {
    public var keys: [FactKey] { [.number(number), .incident(incident)] }
}

extension PartyNameFact {
    public var keys: [FactKey] { [.party(party)] }
}

extension RejectSettlementFact {
    public var keys: [FactKey] { [] }
}

extension StatementRecordsFact {
    public var keys: [FactKey] { [.statement(statement)] }
}

extension WithdrawalFact {
    public var keys: [FactKey] { [.statement(statement)] }
}

extension RegisterFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension PublicationFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension WaveFact {
    public var keys: [FactKey] { [.number(number), .incident(incident)] }
}

extension WaveCancellationFact {
    public var keys: [FactKey] { [.wave(wave)] }
}

extension ClosureFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension ReopeningFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension ReprintFact {
    public var keys: [FactKey] { [.wave(wave)] }
}

extension LetterAgainFact {
    public var keys: [FactKey] { [.wave(wave)] }
}

extension BatchFact {
    public var keys: [FactKey] { [.wave(wave)] }
}

extension IntakeFact {
    public var keys: [FactKey] { [] }
}

extension FoundingFact {
    public var keys: [FactKey] { [] }
}
