// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// What the columns of a table mean, as somebody settled it: a file, or its text.
public enum GivenMapping: Sendable, Equatable, ExpressibleByStringLiteral {
    case file(String)
    case text(String)

    public init(stringLiteral path: String) { self = .file(path) }

    /// How it is called in sentences.
    var name: String {
        switch self {
        case .file(let path): path
        case .text: "what the columns mean"
        }
    }

    func text() throws -> String {
        switch self {
        case .text(let text): return text
        case .file(let path):
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw IngestionError.mappingNotReadable(file: path)
            }
            return text
        }
    }
}
