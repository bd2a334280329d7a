// SPDX-License-Identifier: EUPL-1.2

/// The figures that the program has to arrive at, and the sizes of the input.
public struct ExerciseFigures: Sendable, Hashable {
    public struct Groups: Sendable, Hashable {
        public var first: Int
        public var second: Int
        public var notExcluded: Int
        public var reconstructed: Int
    }

    /// People in the programme.
    public var people: Int
    /// With those who were never disclosed.
    public var population: Int
    public var groups: Groups
    /// Records of the first list and of the second.
    public var firstListRecords: Int
    public var secondListRecords: Int
    /// Records that lead to nobody, after the first list.
    public var unresolvedAfterFirst: Int
    /// The same after both lists.
    public var unresolved: Int
    /// Second records of people of the second list.
    public var doubles: Int
    /// Records of the second list about people of the first.
    public var overlap: Int
    /// HL7 messages of every kind.
    public var messages: Int
    /// What lies in wait, and how often: by kind of message, of list record and of relation.
    public var planted: [String: Int]

    public var records: Int { firstListRecords + secondListRecords }

    var json: String {
        let planted = planted.sorted { $0.key < $1.key }
            .map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
        return """
            {"people":\(people),"population":\(population),"records":\(records),\
            "unresolvedAfterFirst":\(unresolvedAfterFirst),"unresolved":\(unresolved),\
            "groups":{"first":\(groups.first),"second":\(groups.second),\
            "notExcluded":\(groups.notExcluded),"reconstructed":\(groups.reconstructed)},\
            "listRecords":{"list-1":\(firstListRecords),"list-2":\(secondListRecords)},\
            "doubles":\(doubles),"overlap":\(overlap),"messages":\(messages),\
            "planted":{\(planted)}}

            """
    }
}
