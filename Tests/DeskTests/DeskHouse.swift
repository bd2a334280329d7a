// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Incidents
import Letters
import NIOCore
import OpenID
import Printing
import Store
import Testing
import Vault

@testable import Desk

/// A desk over a real store with one incident, and somebody of each role. A test visits it by one task at
/// a time.
struct DeskHouse: @unchecked Sendable {
    let cases: CaseStore
    let desk: Desk

    /// `isPractice`: whoever comes chooses who they are, which is how tests sign in.
    ///
    /// `now`: milliseconds since 1970-01-01 UTC, else the day of ``CaseStore``. `played`: a store in which
    /// the incident happened already.
    init(
        isPractice: Bool = true,
        incident: Bool = true,
        now: Int64? = nil,
        played: CaseStore? = nil,
        provider: Provider? = nil
    ) throws {
        cases = try played ?? now.map { try CaseStore(now: $0) } ?? CaseStore()
        if incident, played == nil {
            try cases.open("case", .init(.processorToldController, happenedAt: cases.now - 60_000))
        }
        for role in OfficerRole.allCases {
            _ = try SetAccount(
                name: Self.name(role),
                person: "Person of \(role.code)",
                roles: [role],
                because: StatedReason("a test"),
                officer: cases.officer
            ).run(in: cases.store)
        }
        let store = cases.store
        desk = try Desk(
            reader: store,
            accounts: AccountFile(at: cases.folder, root: cases.root, origin: store.origin),
            setting: .init(isPractice: isPractice, now: cases.now + 3_600_000, provider: provider),
            open: { store }
        )
    }

    /// Plans a wave called `first`, with words for its letters; returns the short name of a text of it.
    func planWave() throws -> String {
        let store = cases.store
        var settings = try MakeLetterSettings(incident: "case").run(in: store).settings
        for word in LetterWord.all {
            let text = word.read(settings)
            word.write(&settings, text.replacing(/<[^>]*>/, with: "0800"))
        }
        try KeepLetterSettings(incident: "case", settings: settings, officer: cases.officer)
            .run(in: store)
        _ = try cases.plan("first", .everyone)
        let preview = try WavePreview(
            PreviewWave(
                .planned(incident: "case", wave: "first"),
                pages: AnyPage(),
                officer: cases.officer,
                reason: cases.reason
            ),
            letterDay: Day(number: 20_306)
        ).run(in: store)
        return try #require(preview.texts.first).shortName
    }

    /// Takes in messages to the laboratory: import 1, of which a line was set aside.
    ///
    /// `finishes`: it comes to its end. `kind`: `hl7v2`, `fhir`, `backfile`.
    func takeIn(kind: String = "hl7v2", finishes: Bool = true) throws {
        var batch = DisclosureBatch()
        let flow = Flow(
            party: CaseStore.lab,
            agreement: "v1",
            purpose: "screening",
            basis: .publicTask,
            origin: .givenByUs,
            channel: kind,
            grade: .kept,
            sender: ""
        )
        batch.append(
            digest: DigestPair(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)),
            subject: .person(try cases.number("VB-1")),
            flow: batch.number(of: flow),
            categories: CategorySet([.name]),
            disclosedOn: 18_000,
            keepUntil: nil,
            samples: []
        )
        let source = ImportSource(kind: kind, party: CaseStore.lab, content: [7, 7, 7])
        let rejected = [
            Rejected(source: "f", line: 3, reason: "it is cut off", content: [1, 2, 3])
        ]
        let act = Act(by: "Data Person", at: cases.now, counterparty: CaseStore.lab.rawValue)
        _ = try cases.store.record(batch, rejected: rejected, of: source, act: act)
        if finishes { try cases.store.finish(source, act: act) }
    }

    static func name(_ role: OfficerRole) -> String { role.code.lowercased() }

    func visit<Result: Sendable>(_ body: @escaping @Sendable (Visitor) async throws -> Result)
        async throws -> Result
    {
        let application = Application(responder: DeskServer.responder(of: desk))
        return try await application.test(.router) { client in
            try await body(Visitor(client: client, desk: desk))
        }
    }
}

/// A browser without a window: it keeps cookies, and takes tokens out of forms.
final class Visitor: @unchecked Sendable {
    private let client: any TestClientProtocol
    private let desk: Desk
    var cookies: [String: String] = [:]

    init(client: any TestClientProtocol, desk: Desk) {
        self.client = client
        self.desk = desk
    }

    struct Answer {
        var status: HTTPResponse.Status
        var headers: HTTPFields
        var text: String

        var location: String? { headers[.location] }
    }

    private func answer(_ response: TestResponse) -> Answer {
        for field in response.headers[values: .setCookie] {
            let pair = field.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
            cookies[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
        }
        return Answer(
            status: response.status,
            headers: response.headers,
            text: String(buffer: response.body)
        )
    }

    private func headers(_ more: HTTPFields) -> HTTPFields {
        var headers = more
        let pairs = cookies.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }
        if !pairs.isEmpty { headers[.cookie] = pairs.sorted().joined(separator: "; ") }
        return headers
    }

    func get(_ path: String, _ more: HTTPFields = [:]) async throws -> Answer {
        try await ask(.get, path, more)
    }

    func ask(_ method: HTTPRequest.Method, _ path: String, _ more: HTTPFields = [:]) async throws
        -> Answer
    {
        answer(
            try await client.executeRequest(
                uri: path,
                method: method,
                headers: headers(more),
                body: nil
            )
        )
    }

    func post(_ path: String, _ fields: [String: String], _ more: HTTPFields = [:]) async throws
        -> Answer
    {
        var headers = self.headers(more)
        if headers[.contentType] == nil {
            headers[.contentType] = "application/x-www-form-urlencoded"
        }
        let body = fields.map { "\(Form.encoded($0.key))=\(Form.encoded($0.value))" }
            .joined(separator: "&")
        return answer(
            try await client.executeRequest(
                uri: path,
                method: .post,
                headers: headers,
                body: ByteBuffer(string: body)
            )
        )
    }

    func signIn(_ role: OfficerRole, language: Language = .dutch) async throws {
        cookies = [:]
        let answer = try await post(
            "/sign-in/practice",
            ["name": DeskHouse.name(role)],
            [.acceptLanguage: language.rawValue]
        )
        #expect(answer.status == .seeOther)
    }

    /// The session that the cookie opens.
    func session() throws -> Session {
        try #require(
            try desk.accounts.session(cookies["spoor"] ?? "", now: desk.clockNow)
        )
    }

    /// Posts a form as its page would, with a token of this session.
    func submit(_ path: String, _ fields: [String: String]) async throws -> Answer {
        var fields = fields
        fields["form"] = try session().formToken(for: path)
        return try await post(path, fields)
    }

    /// Posts a file as its page would; `token` nil is one of this session.
    func send(_ path: String, _ content: String, token: String? = nil) async throws -> Answer {
        try await send(path, Array(content.utf8), token: token)
    }

    func send(_ path: String, _ content: [UInt8], token: String? = nil) async throws -> Answer {
        let token = try token ?? session().formToken(for: path)
        let body =
            "--edge\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n\(token)\r\n"
            + "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"A. Somebody.csv\"\r\n"
            + "Content-Type: text/csv\r\n\r\n"
        var headers = self.headers([:])
        headers[.contentType] = "multipart/form-data; boundary=edge"
        return answer(
            try await client.executeRequest(
                uri: path,
                method: .post,
                headers: headers,
                body: ByteBuffer(bytes: Array(body.utf8) + content + Array("\r\n--edge--\r\n".utf8))
            )
        )
    }
}
