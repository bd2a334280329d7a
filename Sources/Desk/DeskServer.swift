// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
import Glibc
import HTTPTypes
import Hosting
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Store
import UnixSignals

/// The sockets of a desk: HTTP, or HTTPS when it has a certificate, and health on a listener of its own.
public struct DeskServer: Sendable {
    public var host: String
    public var port: Int
    /// For health and metrics, loopback; nil for none.
    public var healthPort: Int?
    /// For what anybody may read, at the same address and with the same certificate; nil for none.
    public var publicPort: Int?
    /// Files of a certificate and its key, PEM.
    public var certificate: (chain: String, key: String)?

    public init(
        host: String,
        port: Int,
        healthPort: Int? = nil,
        publicPort: Int? = nil,
        certificate: (chain: String, key: String)? = nil
    ) {
        self.host = host
        self.port = port
        self.healthPort = healthPort
        self.publicPort = publicPort
        self.certificate = certificate
    }

    /// Serves until a signal comes, then lets visits end. `listening` is told the port once visits are
    /// taken in: the system's choice for port 0. `shown` is told that of the public page.
    public func run(
        _ desk: Desk,
        logger: Logger,
        shown: @escaping @Sendable (Int) async -> Void = { _ in },
        listening: @escaping @Sendable (Int) async -> Void
    ) async throws {
        let server = try builder()
        let application = Application(
            responder: Self.responder(of: desk),
            server: server,
            configuration: .init(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(Self.connections, logger: logger)
            ),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(
                service: application,
                successTerminationBehavior: .gracefullyShutdownGroup,
                failureTerminationBehavior: .cancelGroup
            ), .init(service: WaitingForms(desk: desk)), .init(service: CountsAhead(desk: desk)),
        ]
        if let healthPort {
            let health = Application(
                responder: HealthResponder(desk: desk),
                configuration: .init(address: .hostname("127.0.0.1", port: healthPort)),
                logger: logger
            )
            services.append(.init(service: health))
        }
        if let publicPort {
            let site = PublicSite(isSecure: desk.setting.isSecure)
            let reading = Application(
                responder: site,
                server: try builder(),
                configuration: .init(
                    address: .hostname(host, port: publicPort),
                    availableConnectionsDelegate: .maximum(Self.readers, logger: logger)
                ),
                onServerRunning: { channel in await shown(channel.localAddress?.port ?? 0) },
                logger: logger
            )
            services += [
                .init(service: ShowsOutside(desk: desk, site: site)), .init(service: reading),
            ]
        }
        let group = ServiceGroup(
            configuration: .init(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        do {
            try await group.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            // The system does not say which; ours are free again.
            let ports = [port, publicPort, healthPort].compactMap(\.self)
            throw DeskError.portTaken(ports.first { !Self.isFree($0) } ?? port)
        }
        await desk.jobs.end()
        await desk.writer.end()
        desk.accounts.close()
    }

    /// Could this machine listen on that port now?
    static func isFree(_ port: Int) -> Bool {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return true }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private func builder() throws -> HTTPServerBuilder {
        guard let certificate else { return .http1(configuration: Self.limits) }
        return try .tls(
            .http1(configuration: Self.limits),
            tlsConfiguration: Self.tls(certificate)
        )
    }

    /// A browser sends some hundred bytes of headers; a connection on which nothing comes ends.
    private static let limits = HTTP1Channel.Configuration(
        idleTimeout: .seconds(60),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 * 1024,
            maxHeaderListSize: 32 * 1024,
            maxHeaderFieldCount: 100
        )
    )
    private static let connections = 512
    /// Of those who read the public page: a peak in the news.
    private static let readers = 4096

    /// Throws ``DeskError/certificateUnreadable(path:)``.
    private static func tls(_ certificate: (chain: String, key: String)) throws -> TLSConfiguration
    {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate.chain)
            let key = try NIOSSLPrivateKey(file: certificate.key, format: .pem)
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(key)
            )
            tls.minimumTLSVersion = .tlsv12
            return tls
        } catch {
            throw DeskError.certificateUnreadable(path: certificate.chain)
        }
    }

    /// What answers visits: every route of the table, and a page for whatever goes wrong.
    static func responder(of desk: Desk) -> some HTTPResponder<BasicRequestContext> {
        let router = Router(
            context: BasicRequestContext.self,
            options: [.autoGenerateHeadEndpoints]
        )
        for route in desk.table.routes {
            router.on(
                RouterPath(route.path),
                method: route.isAct ? .post : .get
            ) { request, context in
                await Answering(desk: desk, request: request).respond(
                    route,
                    parameters: context.parameters.reduce(into: [:]) {
                        $0[String($1.key)] = String($1.value)
                    }
                )
            }
        }
        return Fallback(desk: desk, router: router.buildResponder())
    }
}

/// Makes a page of what no route answers.
private struct Fallback<Inner: HTTPResponder<BasicRequestContext>>: HTTPResponder {
    let desk: Desk
    let router: Inner

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        if let refusal = refusal(request) { return await refused(request, refusal) }
        let response = try await router.respond(to: request, context: context)
        // Every page of ours has a type; what the router answers by itself has none.
        guard response.headers[.contentType] == nil else { return response }
        return await refused(request, .notFound)
    }

    private func refusal(_ request: Request) -> DeskRefusal? {
        guard DeskServer.isOurs(request.head.authority, isSecure: desk.setting.isSecure) else {
            return .anotherHost
        }
        guard [.get, .head, .post].contains(request.method) else { return .methodNotAllowed }
        // One page has one address: tokens of forms are made for it.
        let path = request.uri.path
        return path.contains("//") || path.hasSuffix("/") && path != "/" ? .notFound : nil
    }

    private func refused(_ request: Request, _ refusal: DeskRefusal) async -> Response {
        let response = await Answering(desk: desk, request: request).respond(to: refusal)
        return request.method == .head ? response.createHeadResponse() : response
    }
}

extension DeskServer {
    /// Is that a name of this machine? Asked where the way is not encrypted, which is on this machine
    /// alone: else a page of another site could have its name point here and read ours (DNS rebinding).
    static func isOurs(_ authority: String?, isSecure: Bool) -> Bool {
        guard !isSecure, let authority else { return true }
        let host =
            authority.hasPrefix("[")
            ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return ["localhost", "127.0.0.1", "[::1]"].contains(host.lowercased())
    }
}

/// Does what waits while another process writes, as soon as that ends.
private struct WaitingForms: Service {
    let desk: Desk

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(2))
                _ = try? await desk.finishForms()
            }
        }
    }
}

/// Counts what pages need as soon as the ledger grows, before somebody waits for it.
private struct CountsAhead: Service {
    let desk: Desk

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var counted = -1
            while true {
                if let entries = try? await desk.reader.looking({ try $0.entryCount }),
                    entries != counted
                {
                    try? await desk.counting.countAhead(now: desk.now)
                    counted = entries
                }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}

/// Makes the public page anew as soon as something else was said outside.
private struct ShowsOutside: Service {
    let desk: Desk
    let site: PublicSite

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var seen = -1
            while true {
                if let entries = try? await desk.reader.looking({ try $0.entryCount }),
                    entries != seen, (try? await desk.show(on: site)) != nil
                {
                    seen = entries
                }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}

/// `/health/live` and `/health/ready`, for whoever watches over the program.
private struct HealthResponder: HTTPResponder {
    typealias Context = BasicRequestContext
    let desk: Desk

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        switch request.uri.path {
        case "/health/live": return Self.answer(.ok, "alive\n")
        case "/health/ready":
            let entries = try? await desk.reader.looking { try $0.entryCount }
            return entries == nil
                ? Self.answer(.serviceUnavailable, "the store does not answer\n")
                : Self.answer(.ok, "ready\n")
        case "/metrics":
            let entries = (try? await desk.reader.looking { try $0.entryCount }) ?? 0
            return Self.answer(
                .ok,
                await desk.measures.openMetrics(entries: entries),
                type: "application/openmetrics-text; version=1.0.0; charset=utf-8"
            )
        default: return Self.answer(.notFound, "not there\n")
        }
    }

    private static func answer(
        _ status: HTTPResponse.Status,
        _ text: String,
        type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}
