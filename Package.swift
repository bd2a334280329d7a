// swift-tools-version: 6.2
// SPDX-License-Identifier: EUPL-1.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
/// The C interface of the same SQLite, for the paths by which millions of rows go.
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
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
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    ],
    targets: [
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

        // Words, syntaxes and cryptography: no other room.
        room("Custody"),
        room("HL7"),
        room("FHIR"),
        room("CSV"),
        room("Ledger", [crypto]),
        room("Vault", [crypto, "COpenSSL"]),

        // Engines decide: no database, socket, file, clock or random source.
        room("Intake", ["Custody", "HL7", "FHIR"]),
        room("Linkage", ["Custody"]),
        room("Incidents", ["Custody"]),
        room("Letters", ["Custody"]),

        // Pages out of letters; the one Store; the verifier that shares nothing with it.
        room("LetterPDF", ["CHarfBuzz", "CZlib"]),
        room(
            "Store",
            [
                "Custody", "Ledger", "Vault", "Incidents", "Letters", crypto, grdb,
                sqlite,
            ]
        ),
        room("Verification", [crypto, grdb, sqlite]),
        room("Exercise"),

        // Doors.
        .executableTarget(
            name: "spoor",
            dependencies: [
                "Custody", "HL7", "FHIR", "CSV", "Vault", "Intake", "Linkage", "Incidents",
                "Letters",
                "LetterPDF", "Store", "Verification", "Exercise", "CZlib", crypto, grdb, arguments,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "cases",
            dependencies: ["Custody", "HL7", "FHIR", "CSV", "Ledger", "Letters", "Intake"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "bench",
            dependencies: ["Custody", "HL7", "FHIR", "Vault", "Intake", "Incidents", "Store"],
            swiftSettings: strict
        ),

        tests("Custody"),
        tests("HL7"),
        tests("FHIR"),
        tests("CSV"),
        tests("Ledger", [crypto]),
        tests("Vault", [crypto]),
        tests("Intake", ["Custody", "HL7", "FHIR"]),
        tests("Linkage", ["Custody"]),
        tests("Incidents", ["Custody"]),
        tests("Letters", ["Custody"]),
        tests("LetterPDF"),
        tests(
            "Store",
            ["Custody", "Ledger", "Vault", "Incidents", "Letters", "Verification", crypto, grdb]
        ),
        tests("Exercise"),
        .testTarget(name: "HouseTests", swiftSettings: strict),
        .testTarget(name: "EndToEndTests", dependencies: ["spoor"], swiftSettings: strict),
    ]
)
