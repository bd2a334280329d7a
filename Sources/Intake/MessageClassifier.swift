// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import HL7

/// What one message disclosed, and about whom it claims to be.
public struct ClassifiedMessage: Sendable {
    /// `OML^O21`.
    public var type: String
    /// MSH-10.
    public var controlID: String
    public var sendingApplication: String
    public var receivingApplication: String
    /// Results come from the processor; everything else goes to it.
    public var origin: Origin
    /// SPM-11 `Q`: a control of the laboratory, about nobody.
    public var isControl: Bool
    /// False for a result that carries only a sample number.
    public var identifiesPerson: Bool
    public var claims: IdentityClaims
    /// Sample numbers by which a result finds its order.
    public var samples: [String]
    public var categories: CategorySet
    /// Days since 1970-01-01 of MSH-7; nil when absent.
    public var day: Int?
    /// Filled fields that no row of the table maps.
    public var unclassified: [String]
}

/// One filled field, for `spoor inspect`.
public struct FilledField: Sendable, Hashable {
    /// `PID-11`, `OBX[CR_DOOR]-5`.
    public var path: String
    /// Empty for a structural field.
    public var categories: CategorySet
}

/// Reads out of a message whom it is about and which categories its filled fields carry.
public struct MessageClassifier: Sendable {
    private let map: FieldMap

    public init(_ map: FieldMap = .standard) {
        self.map = map
    }

    public func classify(_ message: HL7Message) -> ClassifiedMessage {
        var result = ClassifiedMessage(
            type: "",
            controlID: "",
            sendingApplication: "",
            receivingApplication: "",
            origin: .givenByUs,
            isControl: false,
            identifiesPerson: false,
            claims: IdentityClaims(),
            samples: [],
            categories: [],
            day: nil,
            unclassified: []
        )
        if let header = message.segments.first {
            readHeader(header, of: message, into: &result)
        }
        var mask = CategorySet([])
        forEachField(of: message) { segment, field, range, code, meaning in
            switch meaning {
            case .structural?: break
            case .categories(let set)?: mask.formUnion(set)
            case nil:
                mask.insert(.unclassified)
                let path = MessageClassifier.path(segment, field, code, message)
                if !result.unclassified.contains(path) { result.unclassified.append(path) }
            }
        }
        result.categories = mask
        if let patient = message.first(.PID) {
            result.claims = PatientReader(message: message, segment: patient).claims
            result.identifiesPerson = !result.claims.isSilent
        }
        result.samples = samples(of: message, isResult: result.origin == .producedThere)
        result.claims.sampleNumber = result.samples.first ?? ""
        if let specimen = message.first(.SPM) {
            let role = message.component(1, of: message.field(11, of: specimen))
            result.isControl = role.count == 1 && message.bytes[role.lowerBound] == 0x51
        }
        return result
    }

    /// Every filled field with its categories, in the order of the message.
    public func inspect(_ message: HL7Message) -> [FilledField] {
        var fields: [FilledField] = []
        forEachField(of: message) { segment, field, _, code, meaning in
            let categories: CategorySet =
                switch meaning {
                case .structural?: []
                case .categories(let set)?: set
                case nil: CategorySet(.unclassified)
                }
            let path = MessageClassifier.path(segment, field, code, message)
            if let last = fields.lastIndex(where: { $0.path == path }) {
                fields[last].categories.formUnion(categories)
            } else {
                fields.append(FilledField(path: path, categories: categories))
            }
        }
        return fields
    }

    private func forEachField(
        of message: HL7Message,
        _ body: (HL7Segment, Int, Range<Int>, [UInt8]?, FieldMap.Meaning?) -> Void
    ) {
        for segment in message.segments {
            let wildcard = map.wildcards[segment.name.code]
            if wildcard == .structural, segment.name == .MSH { continue }
            message.forEachField(of: segment) { field, range in
                guard message.isFilled(range) else { return }
                if segment.name == .OBX, field == 5 {
                    let code = Array(
                        message.bytes[message.component(1, of: message.field(3, of: segment))]
                    )
                    body(segment, field, range, code, map.observations[code] ?? observed(message))
                    return
                }
                guard let rule = map.rules[FieldMap.key(segment.name, field)] else {
                    body(segment, field, range, nil, wildcard)
                    return
                }
                if !rule.qualified.isEmpty {
                    classify(rule, range, of: message) { body(segment, field, range, nil, $0) }
                } else {
                    body(segment, field, range, nil, rule.meaning ?? wildcard)
                }
                for part in rule.parts
                where isFilled(part.component, part.subcomponent, range, message) {
                    body(segment, field, range, nil, part.meaning)
                }
            }
        }
    }

    /// An observation whose code nobody mapped: in a result it is one; in an order nobody knows.
    private func observed(_ message: HL7Message) -> FieldMap.Meaning? {
        guard let header = message.segments.first else { return nil }
        let type = message.bytes[message.component(1, of: message.field(9, of: header))]
        return MessageClassifier.isResult(type) ? .categories(CategorySet(.testResult)) : nil
    }

    private func isFilled(
        _ component: Int,
        _ subcomponent: Int,
        _ range: Range<Int>,
        _ message: HL7Message
    ) -> Bool {
        let count = message.parts(of: range, by: message.delimiters.repetition)
        return (1...count).contains { number in
            let part = message.component(component, of: message.repetition(number, of: range))
            return message.isFilled(
                subcomponent == 0 ? part : message.subcomponent(subcomponent, of: part)
            )
        }
    }

    /// Each repetition by its own qualifier: a citizen number beside another identifier.
    private func classify(
        _ rule: FieldMap.Rule,
        _ range: Range<Int>,
        of message: HL7Message,
        _ body: (FieldMap.Meaning?) -> Void
    ) {
        for number in 1...message.parts(of: range, by: message.delimiters.repetition) {
            let repetition = message.repetition(number, of: range)
            guard message.isFilled(repetition) else { continue }
            let found = rule.qualified.first { qualifier in
                if qualifier.text == [UInt8(ascii: "@")] {
                    return message.bytes[repetition].contains(UInt8(ascii: "@"))
                }
                return MessageClassifier.has(qualifier.text, in: repetition, of: message)
            }
            body(found?.meaning ?? rule.meaning)
        }
    }

    /// Is one of the components 4 to 6, or a part of it, this text?
    static func has(_ text: [UInt8], in repetition: Range<Int>, of message: HL7Message) -> Bool {
        for component in 4...6 {
            let range = message.component(component, of: repetition)
            if range.isEmpty { continue }
            for part in 1...message.parts(of: range, by: message.delimiters.subcomponent)
            where message.bytes[message.subcomponent(part, of: range)].elementsEqual(text) {
                return true
            }
        }
        return false
    }

    private func readHeader(
        _ header: HL7Segment,
        of message: HL7Message,
        into result: inout ClassifiedMessage
    ) {
        let type = message.field(9, of: header)
        let code = message.component(1, of: type)
        result.type = message.text(code)
        let event = message.component(2, of: type)
        if !event.isEmpty { result.type += "^" + message.text(event) }
        result.controlID = message.text(message.field(10, of: header))
        result.sendingApplication = message.text(
            message.component(1, of: message.field(3, of: header))
        )
        result.receivingApplication = message.text(
            message.component(1, of: message.field(5, of: header))
        )
        result.origin =
            MessageClassifier.isResult(message.bytes[code]) ? .producedThere : .givenByUs
        let time = Array(message.bytes[message.component(1, of: message.field(7, of: header))])
        if let date = PartialDate(utf8: time), date.isFull { result.day = date.dayNumber }
    }

    private static func isResult(_ type: ArraySlice<UInt8>) -> Bool {
        ["ORU", "OUL", "OPU", "ORF"].contains { type.elementsEqual($0.utf8) }
    }

    /// The sample numbers that join a result to its order.
    ///
    /// A specimen segment has it (SPM-2, SAC-3); an order without one has it in ORC-4 when that is
    /// filled, else in ORC-2, else OBR-2. A placer number that is the sample number with a postfix
    /// (`S1-1`) is not used when the plain one stands there too.
    private func samples(of message: HL7Message, isResult: Bool) -> [String] {
        var found: [String] = []
        func add(_ range: Range<Int>) -> Bool {
            guard message.isFilled(range) else { return false }
            let text = message.text(range)
            if !found.contains(text) { found.append(text) }
            return true
        }
        for segment in message.segments {
            switch segment.name {
            case .SPM:
                let field = message.component(1, of: message.field(2, of: segment))
                _ = add(message.subcomponent(1, of: field))
            case .SAC: _ = add(message.component(1, of: message.field(3, of: segment)))
            default: continue
            }
        }
        if !found.isEmpty { return found }
        for segment in message.segments where segment.name == .ORC {
            if add(message.component(1, of: message.field(4, of: segment))) { continue }
            if add(message.component(1, of: message.field(2, of: segment))) { continue }
        }
        if !found.isEmpty { return found }
        for segment in message.segments where segment.name == .OBR {
            _ = add(message.component(1, of: message.field(2, of: segment)))
        }
        return found
    }

    private static func path(
        _ segment: HL7Segment,
        _ field: Int,
        _ code: [UInt8]?,
        _ message: HL7Message
    ) -> String {
        guard let code, !code.isEmpty, code.count <= 40 else { return "\(segment.name)-\(field)" }
        return "\(segment.name)[\(String(decoding: code, as: UTF8.self))]-\(field)"
    }
}
