// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Store
import Testing

@testable import Desk

@Suite struct RoleTests {
    /// A path with something in place of its names.
    private func path(
        _ route: Route,
        call: Int = 1,
        matter: Int = 1,
        text: String = "0000000000000000"
    ) -> String {
        route.path.replacing("{incident}", with: "case").replacing("{party}", with: "lab")
            .replacing("{account}", with: "agent").replacing("{call}", with: "\(call)")
            .replacing("{matter}", with: "\(matter)").replacing("{wave}", with: "first")
            .replacing("{text}", with: text).replacing("{import}", with: "1")
    }

    @Test func `each role may see and do what the table says, and nothing else`() async throws {
        let house = try DeskHouse()
        let text = try house.planWave()
        try house.takeIn()
        try await house.visit { visitor in
            for role in OfficerRole.allCases {
                // A call is there for its own agent alone, and what follows from one for its role.
                let officer = try ActingOfficer("Person of \(role.code)", now: house.desk.now)
                let store = house.cases.store
                let call = try OpenCall(.telephone, officer: officer).run(in: store).number
                let ended = try OpenCall(.telephone, officer: officer).run(in: store).number
                let outcome = ContactOutcome.allCases.first { $0.waitsFor == role } ?? .complaint
                _ = try EndCall(
                    ended,
                    outcome: outcome,
                    callBackAt: outcome == .callBack ? WrittenMoment("1-1-2031 10.00") : nil,
                    officer: officer
                ).run(in: store)
                let matter = try store.waitingCallMatters().last?.body.number ?? 0
                try await visitor.signIn(role)
                for route in house.desk.table.routes where route.name != "sign-out" {
                    let answer =
                        route.isAct && route.needsSession
                        ? try await visitor.submit(
                            path(route, call: call, matter: matter, text: text),
                            [:]
                        )
                        : route.isAct
                            ? try await visitor.post(
                                path(route, call: call, matter: matter, text: text),
                                [:]
                            )
                            : try await visitor.get(
                                path(route, call: call, matter: matter, text: text)
                            )
                    let isRefused = answer.status == .forbidden
                    #expect(
                        isRefused == !route.allows([role]),
                        "\(role) at \(route.name): \(answer.status)"
                    )
                    #expect(answer.status.code != 500, "\(role) at \(route.name)")
                    guard !isRefused, !route.isAct else { continue }
                    #expect(answer.status == .ok, "\(role) at \(route.name): \(answer.status)")
                }
            }
        }
    }

    @Test func `without a session no page of the table opens, and no act is done`() async throws {
        let house = try DeskHouse()
        let before = try house.cases.store.entryCount
        try await house.visit { visitor in
            for route in house.desk.table.routes where route.needsSession {
                let answer =
                    route.isAct
                    ? try await visitor.post(path(route), [:]) : try await visitor.get(path(route))
                #expect(answer.status == (route.isAct ? .unauthorized : .seeOther), "\(route.name)")
                #expect(!answer.text.contains("case"), "\(route.name)")
            }
        }
        #expect(try house.cases.store.entryCount == before)
    }

    /// Written out, so that a change of the table is seen in a review.
    @Test func `an agent and an administrator see no incident, and only some may decide`() throws {
        let table = RouteTable()
        for role in [OfficerRole.agent, .administrator] {
            let seen = table.routes.filter { $0.allows([role]) }.map(\.path)
            #expect(!seen.contains { $0.hasPrefix("/incidents") }, "\(role)")
        }
        func may(_ name: String) -> Set<OfficerRole> {
            Set(
                OfficerRole.allCases.filter { role in
                    table.routes.contains { $0.name == name && $0.allows([role]) }
                }
            )
        }
        #expect(may("incident.open") == [.privacyOfficer, .securityOfficer])
        #expect(may("scope.publish") == [.privacyOfficer, .board])
        #expect(may("decision.record") == [.privacyOfficer, .board])
        #expect(may("wave.approve") == [.communication, .privacyOfficer, .board])
        #expect(may("wave.plan") == [.communication, .privacyOfficer])
        #expect(may("continuity.suspend") == [.privacyOfficer, .securityOfficer])
        #expect(may("continuity.propose") == [.privacyOfficer, .securityOfficer, .board])
        #expect(may("continuity.resume") == [.board])
        #expect(may("account.set") == [.administrator])
        #expect(Set(table.routes.map { "\($0.isAct) \($0.path)" }).count == table.routes.count)
        #expect(Set(table.routes.map(\.name)).count == table.routes.count)
    }
}
