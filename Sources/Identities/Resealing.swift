// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Vault
import Workers

extension LocalIdentities {
    /// People of a store of format 1, sealed anew under their numbers, from the one behind `last` on;
    /// nil when there are no more. Only behind a line of the access log.
    ///
    /// Who has a version has been sealed anew before. Who does not open is left as they are.
    public func resealed(
        format1After last: Int64,
        atMost count: Int,
        population: Int,
        _ reason: AccessReason
    ) throws -> (people: SealedPeople, last: Int64)? {
        let numbers = try database.read { db in
            try db.all(
                """
                SELECT number FROM person WHERE number > $1 AND NOT EXISTS (
                    SELECT 1 FROM person_version WHERE person = number)
                ORDER BY number LIMIT $2
                """,
                last,
                count
            ) { $0.integer(0) }
        }
        guard let end = numbers.last else { return nil }
        var sealed = SealedPeople()
        let shares = try WorkerPool.shares(of: numbers.count, atLeast: 64) { range in
            try self.resealed(numbers[range])
        }
        for share in shares { sealed.append(share) }
        sealed.population = population
        sealed.reason = reason
        return (sealed, end)
    }

    private func resealed(_ numbers: ArraySlice<Int64>) throws -> SealedPeople {
        var sealed = SealedPeople()
        var random = RandomBytes()
        try database.read { db in
            let rows = try db.prepareAnew(
                """
                SELECT epoch, log_key, person_dossier.wrapped_key, person_dossier.sealed,
                    person_mail.wrapped_key, person_mail.sealed
                FROM person
                JOIN person_dossier ON person_dossier.number = person.number
                JOIN person_mail ON person_mail.number = person.number
                WHERE person.number = $1
                """
            )
            for number in numbers {
                rows.bind(1, number)
                defer { rows.reset() }
                guard try rows.step(), let person = self.person(number, rows) else { continue }
                sealing.seal(
                    person,
                    sealing.halves(of: person),
                    PersonNumber(UInt64(bitPattern: number)),
                    isChange: true,
                    keepingLogKey: rows.bytes(1),
                    &random,
                    into: &sealed
                )
            }
        }
        return sealed
    }

    private func person(_ number: Int64, _ rows: Statement) -> Person? {
        func half(_ purpose: KeyPurpose, _ column: Int32) -> [UInt8]? {
            try? sealing.keys.open(
                rows.blob(column + 1),
                purpose,
                of: UInt64(bitPattern: number),
                epoch: rows.int(0),
                wrapped: rows.blob(column)
            )
        }
        guard let dossier = half(.dossier, 2), let mail = half(.mail, 4) else { return nil }
        return Identity.person(dossier: dossier, mail: mail)
    }
}
