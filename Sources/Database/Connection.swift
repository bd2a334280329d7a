// SPDX-License-Identifier: EUPL-1.2

import CSQLite
import GRDB

/// A connection within one reading or writing: statements are prepared, bound and stepped, and that
/// is the one way to the database.
///
/// SQL is what PostgreSQL 15 runs too: parameters are `$1`, `$2`, …, each in the order of its first
/// use. Lives no longer than the block it was handed to.
public struct Connection {
    let database: GRDB.Database

    init(_ database: GRDB.Database) { self.database = database }

    /// A statement to bind and step many times; kept prepared for the next who asks for the same.
    ///
    /// One that stands open under the same text is not handed out twice: nested uses of one text need
    /// ``prepareAnew(_:)``.
    public func prepare(_ sql: String) throws -> Statement {
        try DatabaseFailure.translating {
            Statement(try database.cachedStatement(sql: sql), database)
        }
    }

    /// A statement of its own, for one that is used while another of the same text is being read.
    public func prepareAnew(_ sql: String) throws -> Statement {
        try DatabaseFailure.translating {
            Statement(try database.makeStatement(sql: sql), database)
        }
    }

    /// Runs one statement that writes; returns how many rows it changed.
    @discardableResult
    public func run(_ sql: String, _ values: (any Bindable)?...) throws -> Int {
        let statement = try prepare(sql)
        statement.bind(values)
        return try statement.run()
    }

    /// Runs statements without parameters, as a migration or a setting has them.
    public func execute(_ sql: String) throws {
        try DatabaseFailure.translating { try database.execute(sql: sql) }
    }

    /// Is there such a table?
    public func hasTable(_ name: String) throws -> Bool {
        try DatabaseFailure.translating { try database.tableExists(name) }
    }

    /// What `read` makes of the first row; nil when there is none.
    public func first<Result>(
        _ sql: String,
        _ values: (any Bindable)?...,
        read: (Statement) throws -> Result
    ) throws -> Result? {
        let statement = try prepare(sql)
        statement.bind(values)
        defer { statement.reset() }
        return try statement.step() ? try read(statement) : nil
    }

    /// The first column of the first row as a number; nil when there is no row, or NULL stands there.
    public func integer(_ sql: String, _ values: (any Bindable)?...) throws -> Int? {
        let statement = try prepare(sql)
        statement.bind(values)
        defer { statement.reset() }
        return try statement.step() ? statement.optional(0) : nil
    }

    /// What `read` makes of each row.
    public func all<Result>(
        _ sql: String,
        _ values: (any Bindable)?...,
        read: (Statement) throws -> Result
    ) throws -> [Result] {
        let statement = try prepare(sql)
        statement.bind(values)
        defer { statement.reset() }
        var results: [Result] = []
        while try statement.step() { results.append(try read(statement)) }
        return results
    }

    /// Calls `body` for each row, as long as it does not throw.
    public func forEach(
        _ sql: String,
        _ values: (any Bindable)?...,
        body: (Statement) throws -> Void
    ) throws {
        let statement = try prepare(sql)
        statement.bind(values)
        defer { statement.reset() }
        while try statement.step() { try body(statement) }
    }
}

/// A value that a parameter of a statement can have; nil is NULL.
public protocol Bindable {
    func bind(to statement: Statement, at place: Int32)
}

extension Int: Bindable {
    public func bind(to statement: Statement, at place: Int32) { statement.bind(place, self) }
}

extension Int64: Bindable {
    public func bind(to statement: Statement, at place: Int32) { statement.bind(place, self) }
}

extension String: Bindable {
    public func bind(to statement: Statement, at place: Int32) { statement.bind(place, self) }
}

extension [UInt8]: Bindable {
    public func bind(to statement: Statement, at place: Int32) { statement.bind(place, blob: self) }
}
