// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Incidents
import NIOCore
import Printing
import Store
import Testing

@testable import Desk

/// The page that anybody may read, as a browser gets it.
@Suite struct PublicSiteTests {
    private func ask<Result: Sendable>(
        _ site: PublicSite,
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Result
    ) async throws -> Result {
        try await Application(responder: site).test(.router) { try await body($0) }
    }

    private func say(_ text: String, _ version: String, in house: DeskHouse) throws {
        let officer = try house.cases.officer
        try SayPublicly(
            incident: "case",
            said: WrittenMoment(at: officer.now - 500),
            place: "openbare pagina",
            text: text,
            version: version,
            because: StatedReason("het stond in de krant"),
            officer: officer
        ).run(in: house.cases.store)
    }

    private func publish(_ version: String, in house: DeskHouse) throws {
        _ = try PublishRegister(
            incident: "case",
            version: version,
            officer: house.cases.officer,
            second: .signedIn("Person of board")
        ).run(in: house.cases.store)
    }

    @Test func `before anything is said the page says so, and names nobody who is hacked`()
        async throws
    {
        let house = try DeskHouse()
        try publish("v1", in: house)
        let site = PublicSite(isSecure: false)
        #expect(try await house.desk.show(on: site))
        try await ask(site) { client in
            for (path, words) in [
                ("/", "Er is nu niets bekendgemaakt"), ("/nl", "Er is nu niets bekendgemaakt"),
                ("/en", "Nothing has been announced"),
            ] {
                let page = try await client.execute(uri: path, method: .get)
                #expect(page.status == .ok)
                let text = String(buffer: page.body)
                #expect(text.contains(words), "\(path)")
                #expect(!text.contains("Vlietzicht") && !text.contains("case"), "\(path)")
            }
        }
    }

    @Test func `it holds what was said, escaped, and of a newer version only that there is more`()
        async throws
    {
        let house = try DeskHouse()
        try publish("v1", in: house)
        try say("Het gaat om {people} <mensen>.", "v1", in: house)
        let site = PublicSite(isSecure: false)
        _ = try await house.desk.show(on: site)
        let first = try await ask(site) {
            String(buffer: try await $0.execute(uri: "/nl", method: .get).body)
        }
        #expect(first.contains("Het gaat om 3 &lt;mensen&gt;."))
        #expect(first.contains("Datalek bij Lab Vlietzicht"))
        #expect(!first.contains("meer bekend geworden"))
        try house.cases.list("list-1", of: ["VB-1", "VB-2"])
        try house.cases.freeze("list-1")
        try publish("list-1", in: house)
        #expect(try await !house.desk.show(on: site), "the figure that was said is the same")
        try say("Van {reported} mensen is het gemeld.", "list-1", in: house)
        try house.cases.list("list-2", of: ["VB-3"])
        try house.cases.freeze("list-2")
        try publish("list-2", in: house)
        #expect(try await house.desk.show(on: site))
        let later = try await ask(site) {
            String(buffer: try await $0.execute(uri: "/nl", method: .get).body)
        }
        #expect(later.contains("Van 2 mensen is het gemeld."))
        #expect(later.contains("Daarna is er meer bekend geworden."))
        #expect(!later.contains("Van 3 mensen"))
        #expect(later.contains("Wat wij eerder zeiden"))
    }

    @Test func `kinds of data about care are one line, so that no test is named to everybody`()
        async throws
    {
        let cases = try CaseStore()
        let people = (10..<20).map { "VB-\($0)" }
        try cases.add(people.map { CaseStore.person($0, "Velen") })
        try cases.disclose(people, [.name, .testResult, .menstruation], .givenByUs, on: 20_000)
        try cases.open("case", .init(.processorToldController, happenedAt: cases.now - 60_000))
        let house = try DeskHouse(played: cases)
        try publish("v1", in: house)
        try say("Het gaat om {people} mensen.", "v1", in: house)
        let site = PublicSite(isSecure: false)
        _ = try await house.desk.show(on: site)
        let text = try await ask(site) {
            String(buffer: try await $0.execute(uri: "/nl", method: .get).body)
        }
        #expect(text.contains("<li>naam</li>"))
        #expect(text.contains("<li>gegevens over zorg, en wie die gaf</li>"))
        #expect(!text.lowercased().contains("menstruatie") && !text.contains("uitslag"))
        #expect(text.contains("Gegevens over uw gezondheid: betaal niet"))
    }

    @Test func `a browser that has it gets no body, and nothing is kept of whoever asks`()
        async throws
    {
        let house = try DeskHouse()
        let site = PublicSite(isSecure: true)
        _ = try await house.desk.show(on: site)
        #expect(try await !house.desk.show(on: site), "nothing else was said")
        try await ask(site) { client in
            let page = try await client.execute(
                uri: "/nl",
                method: .get,
                headers: [.cookie: "spoor=1"]
            )
            let tag = try #require(page.headers[.eTag])
            #expect(page.headers[.cacheControl] == "public, max-age=60")
            #expect(page.headers[.setCookie] == nil)
            #expect(page.headers[.strictTransportSecurity] != nil)
            let text = String(buffer: page.body)
            for word in ["<script", "<form", "style=\"", "http://", "https://"] {
                #expect(!text.contains(word), "\(word)")
            }
            #expect(text.utf8.count < 60_000)
            for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                let again = try await client.execute(
                    uri: "/nl",
                    method: .get,
                    headers: [.ifNoneMatch: known]
                )
                #expect(again.status == .notModified, "\(known)")
                #expect(again.body.readableBytes == 0, "\(known)")
                #expect(again.headers[.eTag] == tag, "\(known)")
            }
            let other = try await client.execute(
                uri: "/nl",
                method: .get,
                headers: [.ifNoneMatch: "\"other\""]
            )
            #expect(other.status == .ok)
        }
    }

    @Test func `only reading is answered, and only of what is there`() async throws {
        let house = try DeskHouse()
        let site = PublicSite(isSecure: false)
        try await ask(site) { client in
            let early = try await client.execute(uri: "/nl", method: .get)
            #expect(early.status == .serviceUnavailable, "there is no page yet")
        }
        _ = try await house.desk.show(on: site)
        try await ask(site) { client in
            for method in [HTTPRequest.Method.post, .put, .delete, .options] {
                let answer = try await client.execute(uri: "/nl", method: method)
                #expect(answer.status == .methodNotAllowed, "\(method)")
                #expect(answer.headers[.allow] == "GET, HEAD", "\(method)")
            }
            for path in ["/incidents", "/nl/", "/../nl", "/sign-in", "/health/ready", "/metrics"] {
                let answer = try await client.execute(uri: path, method: .get)
                #expect(answer.status == .notFound, "\(path)")
            }
            #expect(try await client.execute(uri: StyleSheet.path, method: .get).status == .ok)
            #expect(try await client.execute(uri: "/nl?from=news", method: .get).status == .ok)
            let head = try await client.execute(uri: "/en", method: .head)
            #expect(head.status == .ok)
            #expect(head.body.readableBytes == 0)
        }
    }

    @Test func `a port that another program listens on is told from one that is free`() async throws
    {
        let taken = try await Application(
            responder: PublicSite(isSecure: false),
            configuration: .init(address: .hostname("127.0.0.1", port: 0))
        ).test(.live) { client in
            let port = try #require(client.port)
            // It has its port a moment before it listens on it.
            var isFree = true
            for _ in 0..<500 where isFree {
                isFree = DeskServer.isFree(port)
                if isFree { try await Task.sleep(for: .milliseconds(10)) }
            }
            #expect(!isFree)
            return port
        }
        #expect(DeskServer.isFree(taken))
    }
}
