// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Store
import Testing

/// What somebody says in a call reaches the next letter: it waits until the data manager settled it; and one letter
/// is sent again as the caller asks.
@Suite struct CallHoldTests {
    private func makeCase() throws -> PrintedCase {
        let test = try PrintedCase((1...3).map { HeldAtThePlanTests.reader($0) })
        try test.disclose(["VB-1", "VB-2", "VB-3"], [.name, .address])
        try test.open()
        try test.freeze("first")
        return test
    }

    /// What waits of a call about somebody, or about nobody.
    private func call(
        _ test: PrintedCase,
        _ person: String?,
        _ outcome: ContactOutcome
    ) throws -> Int {
        let (store, officer) = (test.store, try test.officer)
        let call = try OpenCall(.telephone, officer: officer).run(in: store).number
        if let person {
            let number = try test.number(person)
            try store.recordCall(act: Act(by: officer.name, at: officer.now)) { _ in
                let fact = CallPersonFact(
                    call: call,
                    person: Int64(number.value),
                    proof: CallerProof.none.rawValue,
                    by: officer.name
                )
                return ([fact], ())
            }
        }
        _ = try EndCall(call, outcome: outcome, officer: officer).run(in: store)
        return try store.nextCallMatterNumber() - 1
    }

    private func end(_ test: PrintedCase, _ matter: Int, isDone: Bool) throws {
        _ = try EndMatter(
            matter,
            isDone: isDone,
            for: [.dataManager],
            officer: test.officer
        ).run(in: test.store)
    }

    private func heldLate(_ test: PrintedCase, _ wave: String) throws -> [String: Int] {
        try #require(
            try ListWaves(incident: "case").run(in: test.store).first { $0.name == wave }
        ).heldLate
    }

    @Test
    func `who died or lives elsewhere according to a call has no letter until that is settled`()
        throws
    {
        let test = try makeCase()
        #expect(try test.plan("one").toPrint == 3)
        let dead = try call(test, "VB-1", .deceased)
        let moved = try call(test, "VB-2", .address)
        _ = try call(test, "VB-3", .complaint)
        _ = try call(test, nil, .deceased)
        let printed = try test.print("one")
        #expect(printed.answer.letters == 1 && printed.answer.heldLate == 2)
        #expect(try heldLate(test, "one") == ["saidDeceased": 1, "saidElsewhere": 1])
        // The data manager says that it is not so, or has put it right: the next letter goes.
        try end(test, dead, isDone: false)
        _ = try test.plan("two")
        #expect(try test.print("two").answer.letters == 2)
        #expect(try heldLate(test, "two") == ["saidElsewhere": 1])
        try end(test, moved, isDone: true)
        _ = try test.plan("three")
        #expect(try test.print("three").answer.letters == 3)
    }

    @Test func `a letter is made again from what waits, in the form that was asked for`() throws {
        let test = try makeCase()
        _ = try test.plan("one")
        let early = try call(test, "VB-1", .letterAgain)
        let communication: Set<OfficerRole> = [.communication]
        func again(
            _ matter: Int,
            _ form: PrintAgain.Form = .init(),
            _ roles: Set<OfficerRole>? = nil
        ) throws -> LetterOfMatter.Answer {
            try LetterOfMatter(
                matter,
                form: form,
                for: roles ?? communication,
                officer: test.officer
            ).run(in: test.store)
        }
        #expect(throws: CaseworkError.noLetterYet(early)) { try again(early) }
        try KeepLetterSettings(
            incident: "case",
            settings: PrintedCase.settings(),
            officer: test.officer
        ).run(in: test.store)
        _ = try test.print("one")
        let made = try again(early, .init(language: .english, bodySize: 18))
        #expect(made.number == 1 && made.pdf.starts(with: "%PDF".utf8))
        #expect("\(made)" == "letter 1")
        let wave = try #require(try test.store.wavesByNumber().values.first)
        let kept = try #require(try test.store.lettersAgain(of: wave).first)
        #expect(try kept.person == test.number("VB-1"))
        #expect(kept.language == .english && kept.bodySize == 18)
        let other = try call(test, "VB-2", .otherForm)
        for roles in [Set<OfficerRole>([.agent]), [.teamLead], [.dataManager]] {
            #expect(throws: CaseworkError.noMatter(other)) { try again(other, .init(), roles) }
        }
        let nobody = try call(test, nil, .letterAgain)
        #expect(throws: CaseworkError.nobodyFound(nobody)) { try again(nobody) }
        let address = try call(test, "VB-2", .address)
        #expect(throws: CaseworkError.noMatter(address)) {
            try again(address, .init(), [.communication, .dataManager])
        }
        // As long as their address is in doubt nothing goes there.
        #expect(throws: PrintingError.heldNow(try test.number("VB-2"), .saidElsewhere)) {
            try again(other)
        }
        try end(test, address, isDone: true)
        #expect(try again(other).number == 2)
    }
}
