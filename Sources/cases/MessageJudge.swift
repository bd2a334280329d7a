// SPDX-License-Identifier: EUPL-1.2
import Custody
import HL7
import Intake

/// Values of HL7 v2 messages, which fields are personal, and messages out of one file.
struct MessageJudge: CaseJudge {
    let expectation = 0.99

    func verdict(on theCase: ThirdPartyCase) -> Verdict {
        if theCase["values"] != nil { return values(theCase) }
        if theCase["field"] != nil { return field(theCase) }
        return .outOfScope
    }

    private func values(_ theCase: ThirdPartyCase) -> Verdict {
        guard let bytes = theCase.folder.bytes(ofFile: theCase.id + ".hl7") else {
            return .differs("there is no file \(theCase.id).hl7")
        }
        let declared = theCase["delimiters"]?.object?.compactMapValues(\.string) ?? [:]
        if declared.values.contains(where: { $0.utf8.count > 1 }) {
            return .deviates(.delimiterOutsideASCII)
        }
        do throws(HL7ParseError) {
            let message = try HL7Message(bytes)
            return difference(message, theCase, declared).map { .differs($0) } ?? .agrees
        } catch {
            let names = theCase["segments"]?.strings ?? []
            if case .segmentName = error, names.contains(where: { HL7SegmentName($0) == nil }) {
                return .deviates(.segmentName)
            }
            return .differs("\(error)")
        }
    }

    private func difference(
        _ message: HL7Message,
        _ theCase: ThirdPartyCase,
        _ declared: [String: String]
    ) -> String? {
        let delimiters = message.delimiters
        let found = [
            "field": delimiters.field, "component": delimiters.component,
            "repetition": delimiters.repetition, "escape": delimiters.escape,
            "subcomponent": delimiters.subcomponent,
        ]
        for (name, sign) in declared where found[name] != sign.utf8.first ?? 0 {
            return "the \(name) delimiter is \(sign), found \(found[name] ?? 0)"
        }
        let names = message.segments.map(\.name.description)
        if let expected = theCase["segments"]?.strings, expected != names {
            return "segments \(expected), found \(names)"
        }
        let leaves = Leaves(message)
        let expected = theCase["values"]?.object?.compactMapValues(\.string) ?? [:]
        for place in Set(expected.keys).union(leaves.raw.keys).sorted()
        where expected[place] != leaves.raw[place] {
            return
                "\(place) expected \(expected[place] ?? "nothing"),"
                + " found \(leaves.raw[place] ?? "nothing")"
        }
        for (place, text) in theCase["unescaped"]?.object ?? [:] {
            let resolved = leaves.resolved[place]
            if resolved != text.string {
                return "\(place) unescaped is \(text.string ?? "?"), found \(resolved ?? "nothing")"
            }
        }
        return nil
    }

    /// Whatever others call personal must not pass for structural; not mapped means review.
    private func field(_ theCase: ThirdPartyCase) -> Verdict {
        let path = (theCase["field"]?.string ?? "").split(separator: "-")
        guard path.count == 2, path[0].count == 3, let number = Int(path[1]) else {
            return .outOfScope
        }
        let isPersonal = FieldMap.standard.isPersonal(segment: String(path[0]), field: number)
        switch theCase.group {
        case "must-be-personal":
            return isPersonal == true ? .agrees : .differs("\(path[0])-\(number) is not mapped so")
        case "datatype-person", "datatype-professional":
            return isPersonal != false ? .agrees : .differs("\(path[0])-\(number) is structural")
        default: return .outOfScope
        }
    }

    func further(in folder: CaseFolder) -> [(id: String, verdict: Verdict)] {
        folder.files.keys.sorted().filter { $0.hasSuffix(".txt") }.map { name in
            (name, framing(folder.bytes(ofFile: name) ?? []))
        }
    }

    /// As many messages as lines that begin with MSH, in pieces of any size.
    private func framing(_ bytes: [UInt8]) -> Verdict {
        let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
        let headers = lines.filter { $0.starts(with: Array("MSH".utf8)) }.map { Array($0) }
        for size in [1, 7, 4096] {
            var framing = MessageFraming()
            var found: [[UInt8]] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                framing.feed(Array(bytes[start..<min(start + size, bytes.count)])) {
                    found.append(Array($0.bytes.prefix { $0 != 0x0A && $0 != 0x0D }))
                }
            }
            framing.finish { found.append(Array($0.bytes.prefix { $0 != 0x0A && $0 != 0x0D })) }
            guard found == headers else {
                return .differs("\(headers.count) messages, found \(found.count) by \(size) bytes")
            }
        }
        return .agrees
    }
}

/// Every leaf of a message that is not empty: `PID[1]-3[2].4.1`.
private struct Leaves {
    private(set) var raw: [String: String] = [:]
    private(set) var resolved: [String: String] = [:]

    init(_ message: HL7Message) {
        var occurrences: [HL7SegmentName: Int] = [:]
        for segment in message.segments {
            let occurrence = occurrences[segment.name, default: 0] + 1
            occurrences[segment.name] = occurrence
            message.forEachLeaf(of: segment) { leaf, range in
                if segment.name == .MSH && leaf.field <= 2 { return }
                let place =
                    "\(segment.name)[\(occurrence)]-\(leaf.field)[\(leaf.repetition)]"
                    + ".\(leaf.component).\(leaf.subcomponent)"
                raw[place] = String(decoding: message.bytes[range], as: UTF8.self)
                resolved[place] = message.text(range)
            }
        }
    }
}
