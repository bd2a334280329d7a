// SPDX-License-Identifier: EUPL-1.2

import Hummingbird
import NIOCore
import Testing

@testable import OpenID

@Suite struct NetworkTransportTests {
    /// Serves on a port of this machine while `body` runs.
    private func serving(_ body: @Sendable @escaping (String) async throws -> Void) async throws {
        let router = Router()
        router.get("/right") { _, _ in #"{"a":1}"# }
        router.post("/echo") { request, _ in
            let form = try await request.body.collect(upTo: 1000)
            return "\(request.headers[.authorization] ?? "")|\(String(buffer: form))"
        }
        router.get("/elsewhere") { _, _ in Response.redirect(to: "/right") }
        router.get("/longest") { _, _ in
            String(repeating: "x", count: NetworkTransport.longest)
        }
        router.get("/longer") { _, _ in
            String(repeating: "x", count: NetworkTransport.longest + 1)
        }
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await port in ports {
                try await body("http://127.0.0.1:\(port)")
                break
            }
            group.cancelAll()
        }
    }

    @Test func `an answer is taken whole or not at all, and no redirect is followed`() async throws
    {
        try await serving { address in
            let transport = NetworkTransport()
            func ask(_ path: String) async throws -> [UInt8] {
                try await transport.answer(to: ProviderRequest(address: address + path))
            }
            #expect(try await ask("/right") == Array(#"{"a":1}"#.utf8))
            #expect(try await ask("/longest").count == NetworkTransport.longest)
            for path in ["/elsewhere", "/longer", "/nowhere"] {
                await #expect(throws: (any Error).self, "\(path)") { try await ask(path) }
            }
            let posted = try await transport.answer(
                to: ProviderRequest(
                    address: address + "/echo",
                    form: "a=1",
                    authorization: "Basic x"
                )
            )
            #expect(String(decoding: posted, as: UTF8.self) == "Basic x|a=1")
        }
    }

    @Test func `a provider that nobody runs is an error, not a wait`() async throws {
        let begun = ContinuousClock.now
        await #expect(throws: (any Error).self) {
            try await NetworkTransport().answer(to: ProviderRequest(address: "http://127.0.0.1:1/"))
        }
        #expect(ContinuousClock.now - begun < .seconds(4))
    }
}
