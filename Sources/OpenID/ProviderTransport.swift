// SPDX-License-Identifier: EUPL-1.2

internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// What is asked of a provider.
public struct ProviderRequest: Sendable {
    public var address: String
    /// A form that is posted; nil looks.
    public var form: String?
    /// The value of `Authorization`.
    public var authorization: String?
}

/// How a provider is reached. Throws when it does not answer with status 200 in time.
public protocol ProviderTransport: Sendable {
    func answer(to request: ProviderRequest) async throws -> [UInt8]
}

/// Over the network: ten seconds, 256 KiB, and no other address than the one that was asked.
public struct NetworkTransport: ProviderTransport {
    public init() {}

    struct Refused: Error {}

    static let longest = 256 * 1024

    public func answer(to request: ProviderRequest) async throws -> [UInt8] {
        var asked = HTTPClientRequest(url: request.address)
        asked.headers.add(name: "Accept", value: "application/json")
        asked.headers.add(name: "User-Agent", value: "spoor")
        if let form = request.form {
            asked.method = .POST
            asked.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            asked.body = .bytes(ByteBuffer(string: form))
        }
        if let authorization = request.authorization {
            asked.headers.add(name: "Authorization", value: authorization)
        }
        var configuration = HTTPClient.Configuration.singletonConfiguration
        // A secret follows no redirect.
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        // Who waits here wants to know it now.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(10))
        let client = HTTPClient(
            eventLoopGroup: HTTPClient.defaultEventLoopGroup,
            configuration: configuration
        )
        do {
            let response = try await client.execute(asked, timeout: .seconds(10))
            guard response.status == .ok else { throw Refused() }
            let body = try await response.body.collect(upTo: Self.longest)
            try await client.shutdown()
            return Array(body.readableBytesView)
        } catch {
            try? await client.shutdown()
            throw error
        }
    }
}
