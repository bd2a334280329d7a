// swift-tools-version: 6.2
// SPDX-License-Identifier: EUPL-1.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    // Mistakes made on purpose, one at a time, to see that they are found: docs/rigs.md. A program for
    // use holds none of them.
    .define("SPOOR_CONTROLS", .when(configuration: .debug)),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
/// The C interface of the same SQLite, for the paths by which millions of rows go.
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let algorithms: Target.Dependency = .product(name: "Algorithms", package: "swift-algorithms")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let configuration: Target.Dependency = .product(
    name: "Configuration",
    package: "swift-configuration"
)
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(
    name: "HummingbirdTesting",
    package: "hummingbird"
)
let asyncHTTPClient: Target.Dependency = .product(
    name: "AsyncHTTPClient",
    package: "async-http-client"
)
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioLocks: Target.Dependency = .product(
    name: "NIOConcurrencyHelpers",
    package: "swift-nio"
)
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)

/// One room of the house; `ARCHITECTURE.md` draws the same arrows and a test compares the two.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        swiftSettings: strict
    )
}

let package = Package(
    name: "spoor",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "spoor", targets: ["spoor"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-algorithms", exact: "1.2.1"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle",
            exact: "2.13.0"
        ),
    ],
    targets: [
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CHarfBuzz",
            pkgConfig: "harfbuzz-subset",
            providers: [.apt(["libharfbuzz-dev"])]
        ),
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"])]
        ),
        .systemLibrary(
            name: "CXML2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]
        ),
        .systemLibrary(name: "CProcess"),

        // Words, syntaxes, cryptography and the sharing out of work.
        room("Custody"),
        room("HL7", ["Custody"]),
        room("FHIR", ["Custody"]),
        room("CSV"),
        room("Spreadsheet", ["Custody", "CArchive", "CXML2"]),
        room("Ledger", ["Custody", crypto, "COpenSSL"]),
        room("Vault", ["Custody", crypto, "COpenSSL"]),
        room("Workers", [deque]),

        // Engines decide: no database, socket, file, clock or random source.
        room("Intake", ["Custody", "HL7", "FHIR"]),
        room("Linkage", ["Custody"]),
        room("Incidents", ["Custody", "CSV", algorithms]),
        room("Letters", ["Custody"]),
        room("Forecast"),

        // Memory: one way to the database; who people are; the ledger and what it commits to.
        room("Database", ["CSQLite", grdb, deque]),
        room(
            "Identities",
            ["Custody", "Vault", "Workers", "Database", "Linkage", "Letters", crypto]
        ),
        room(
            "Store",
            [
                "Custody", "Ledger", "Vault", "Workers", "Linkage", "Database", "Identities",
                "Incidents", "Letters", crypto, algorithms,
            ]
        ),
        // The verifier, which shares nothing with the writer; pages out of letters; the demo's people.
        room(
            "Verification",
            ["CSQLite", "COpenSSL", "Workers", crypto, grdb, algorithms]
        ),
        room("LetterPDF", ["CHarfBuzz", "CZlib"]),
        room("Exercise", [algorithms]),

        // Use cases: load, decide, record.
        room(
            "Casework",
            ["Custody", "Linkage", "Incidents", "Letters", "Forecast", "Identities", "Store"]
        ),
        room(
            "Ingestion",
            [
                "Custody", "HL7", "FHIR", "CSV", "Spreadsheet", "Vault", "Workers", "Intake",
                "Linkage", "Incidents", "Identities", "Store", "CZlib", system,
            ]
        ),
        room(
            "Printing",
            [
                "Custody", "Workers", "Incidents", "Letters", "LetterPDF", "Identities", "Store",
                "Casework", crypto, system,
            ]
        ),

        // What every door needs: settings, signals, files and keys of a machine; words.
        room(
            "Hosting",
            ["Vault", "Database", "Store", "Printing", "CProcess", logging, configuration, system]
        ),
        room(
            "Wording",
            [
                "Custody", "Spreadsheet", "Intake", "Linkage", "Incidents", "Letters", "Vault",
                "Database", "Accounts", "Admission", "Store", "Verification", "Casework",
                "Ingestion",
                "Printing", "Hosting",
                system,
            ]
        ),

        room("Terminal", ["Wording", "Hosting", system]),

        // The desk: who may sign in, here or at a provider, and its pages.
        room("OpenID", [crypto, jwtKit, asyncHTTPClient, nio, nioHTTP1]),
        room(
            "Admission",
            ["Custody", "Store", "Accounts", "Casework", "Hosting", crypto]
        ),
        room("Accounts", ["Custody", "Vault", "Database", "COpenSSL", crypto]),
        room(
            "Desk",
            [
                "Custody", "Linkage", "Incidents", "Letters", "Store", "Accounts", "OpenID",
                "Casework", "Ingestion", "Hosting",
                "Wording", "LetterPDF", "Printing", hummingbird, hummingbirdCore, hummingbirdTLS,
                nio, nioSSL, httpTypes,
                lifecycle, signals,
                logging, crypto,
            ]
        ),

        // Doors.
        .executableTarget(
            name: "spoor",
            dependencies: [
                "Custody", "CSV", "Intake", "Linkage", "Incidents", "Letters", "LetterPDF", "Store",
                "Verification", "Exercise", "Casework", "Ingestion", "Printing", "Hosting",
                "Wording", "Terminal", "Accounts", "Admission", "OpenID", "Desk", logging,
                arguments,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "cases",
            dependencies: [
                "Custody", "HL7", "FHIR", "CSV", "Ledger", "Letters", "Intake", "Forecast",
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "bench",
            dependencies: [
                "Custody", "HL7", "FHIR", "Vault", "Workers", "Intake", "Incidents", "Store",
                "Ingestion",
            ],
            swiftSettings: strict
        ),

        tests("Custody"),
        tests("HL7", ["Custody"]),
        tests("FHIR", ["Custody"]),
        tests("CSV"),
        // Writes workbooks for the tests of two rooms.
        .target(
            name: "TestWorkbooks",
            dependencies: ["CArchive"],
            path: "Tests/TestWorkbooks",
            swiftSettings: strict
        ),
        tests("Spreadsheet", ["TestWorkbooks"]),
        tests("Ledger", [crypto]),
        tests("Vault", [crypto]),
        tests("Intake", ["Custody", "HL7", "FHIR"]),
        tests("Linkage", ["Custody"]),
        tests("Incidents", ["Custody"]),
        .testTarget(
            name: "LettersTests",
            dependencies: ["Letters", "Custody"],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        tests("Forecast"),
        tests("LetterPDF"),
        tests(
            "Store",
            [
                "Custody", "Ledger", "Vault", "Database", "Identities", "Incidents", "Letters",
                "Verification",
                "CSQLite",
                crypto, grdb,
            ]
        ),
        tests("Exercise"),
        tests("Workers"),
        tests("Database"),
        tests("Identities", ["Custody", "Vault", "Database", "Store", "Verification", crypto]),
        tests(
            "Casework",
            [
                "Custody", "Incidents", "Letters", "Linkage", "Vault", "Database", "Identities",
                "Store", "Verification",
            ]
        ),
        tests(
            "Ingestion",
            [
                "Custody", "Vault", "Incidents", "Intake", "Linkage", "Identities", "Store",
                "Verification", "TestWorkbooks",
            ]
        ),
        tests(
            "Printing",
            [
                "Custody", "Vault", "Incidents", "Letters", "LetterPDF", "Identities", "Store",
                "Casework", grdb,
            ]
        ),
        tests("Hosting", ["Custody", "Vault", "Store", system, logging]),
        tests(
            "Wording",
            ["Custody", "Spreadsheet", "Store", "Casework", "Ingestion", "Hosting", system]
        ),
        tests("Accounts", ["Vault", "Custody"]),
        tests(
            "Admission",
            [
                "Custody", "Vault", "Database", "Incidents", "Letters", "Store", "Accounts",
                "Casework", "Hosting", "Wording",
            ]
        ),
        tests("OpenID", [crypto, jwtKit, hummingbird, nio, nioLocks]),
        tests(
            "Desk",
            [
                "Custody", "Vault", "Database", "Identities", "Incidents", "Letters", "Store",
                "Accounts", "OpenID", "Ingestion",
                "Casework", "LetterPDF", "Printing", hummingbird, hummingbirdTesting, httpTypes,
                nio, crypto, jwtKit,
            ]
        ),
        tests("spoor", ["Admission", "Casework", "Terminal"]),
        .testTarget(name: "HouseTests", swiftSettings: strict),
        .testTarget(name: "EndToEndTests", dependencies: ["spoor"], swiftSettings: strict),
    ]
)
