// SPDX-License-Identifier: EUPL-1.2

/// How the fields of a file are told apart.
///
/// All signs are single bytes: a delimiter outside ASCII has not been seen in practice.
public struct CSVDialect: Equatable, Sendable {
    /// What quote signs mean.
    public enum Quoting: Equatable, Sendable {
        /// A field that begins with the quote sign runs to the next single one.
        case recognised
        /// The quote sign is a letter like any other.
        case none
        /// As `recognised`, and every filled field without quotes must be a number.
        case unquotedIsNumber
    }

    public var delimiter: UInt8
    /// Nil: fields are never quoted.
    public var quote: UInt8?
    /// Whether a doubled quote sign within quotes stands for one.
    public var doubleQuote: Bool
    /// Takes the meaning from the byte that follows it.
    public var escape: UInt8?
    /// Whether spaces after a delimiter are left out.
    public var skipInitialSpace: Bool
    public var quoting: Quoting
    /// Whether text after a closing quote, a quote that never closes, and NUL make a row a problem.
    ///
    /// A lenient reader makes the best of them, which can pull lines together unseen.
    public var strict: Bool
    /// Whether an empty line is a row without fields; otherwise it is passed over.
    public var keepsBlankLines: Bool

    /// RFC 4180 unless told otherwise.
    public init(
        delimiter: UInt8 = UInt8(ascii: ","),
        quote: UInt8? = UInt8(ascii: "\""),
        doubleQuote: Bool = true,
        escape: UInt8? = nil,
        skipInitialSpace: Bool = false,
        quoting: Quoting = .recognised,
        strict: Bool = true,
        keepsBlankLines: Bool = false
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.doubleQuote = doubleQuote
        self.escape = escape
        self.skipInitialSpace = skipInitialSpace
        self.quoting = quoting
        self.strict = strict
        self.keepsBlankLines = keepsBlankLines
    }

    /// Comma and double quote: RFC 4180.
    public static let comma = CSVDialect()
    /// What Dutch spreadsheets write, where the comma is the decimal sign.
    public static let semicolon = CSVDialect(delimiter: UInt8(ascii: ";"))
}
