// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// What officers may call things: names stand in the ledger, in file names and in hashed bytes for
/// ever, and must not be taken for a number.
enum ChosenName {
    static func checkReference(_ name: String) throws {
        try check(name, .incident)
    }

    static func checkStatement(_ name: String) throws {
        try check(name, .statement)
    }

    static func checkColumns(_ name: String) throws {
        try check(name, .columns)
    }

    static func checkNews(_ title: String) throws {
        try check(title, .news)
    }

    /// `4` and `v4` always mean the fourth version.
    static func checkVersion(_ name: String) throws {
        try check(name, .registerVersion)
        let digits = name.first == "v" || name.first == "V" ? name.dropFirst() : name[...]
        guard digits.isEmpty || !digits.allSatisfy(\.isWholeNumber) else {
            throw StoreError.refused(.versionNamedByNumber(name))
        }
    }

    /// The name of a wave becomes that of its print files.
    static func checkWave(_ name: String) throws {
        try check(name, .wave)
        guard !name.contains(where: { "/\\".contains($0) }), name.first != ".",
            name.utf8.count <= 100
        else {
            throw StoreError.refused(.waveNameIsNoFileName)
        }
        guard !name.allSatisfy(\.isWholeNumber) else {
            throw StoreError.refused(.waveNamedByNumber)
        }
    }

    private static func check(_ name: String, _ what: StoreError.Named) throws {
        guard !name.trimmingCharacters(in: .whitespaces).isEmpty else {
            throw StoreError.refused(.emptyName(what))
        }
        let isClean = name.unicodeScalars.allSatisfy {
            switch $0.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        guard isClean else { throw StoreError.refused(.controlCharacter(in: what)) }
    }
}
