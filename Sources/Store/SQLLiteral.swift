// SPDX-License-Identifier: EUPL-1.2

import GRDB

// SQL with holes for values, in fetches too.

extension Row {
    static func fetchAll(_ db: Database, literal: SQL) throws -> [Row] {
        try SQLRequest<Row>(literal: literal).fetchAll(db)
    }

    static func fetchOne(_ db: Database, literal: SQL) throws -> Row? {
        try SQLRequest<Row>(literal: literal).fetchOne(db)
    }

    static func fetchCursor(_ db: Database, literal: SQL) throws -> RowCursor {
        try SQLRequest<Row>(literal: literal).fetchCursor(db)
    }
}

extension DatabaseValueConvertible {
    static func fetchOne(_ db: Database, literal: SQL) throws -> Self? {
        try SQLRequest<Self>(literal: literal).fetchOne(db)
    }
}

extension DatabaseValueConvertible where Self: StatementColumnConvertible {
    static func fetchCursor(
        _ db: Database,
        literal: SQL
    ) throws -> FastDatabaseValueCursor<Self> {
        try SQLRequest<Self>(literal: literal).fetchCursor(db)
    }
}
