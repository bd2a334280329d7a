// SPDX-License-Identifier: EUPL-1.2

import Custody
public import FHIR
import HL7

/// Reads one FHIR resource or bundle after the other in memory that is used again: whom it is about,
/// and which categories its filled elements carry. One for each thread.
///
/// ```swift
/// var reading = FHIRReading(classifier)
/// guard case .people(let count) = reading.read(bytes) else { … }
/// for number in 0..<count { reading[number] }
/// ```
public struct FHIRReading: ~Copyable {
    public enum Outcome: Sendable, Equatable {
        case noJSON(JSONProblem)
        /// JSON, but no object with a `resourceType`.
        case noResource
        /// So many people; nobody when it holds only what is about no person, such as an
        /// organisation. Those who claim to be the same are one.
        case people(Int)
        /// It says so much about several people at once that reading it for each would take more than
        /// so many bytes: nobody is read out of it.
        case tooMuchInCommon(limit: Int)
    }

    /// What the reading of one person uses again.
    struct Memory {
        var paths = FHIRPathTexts()
        var samples = FHIRSamples()
    }

    private let lookup: FHIRFieldLookup
    private let correspondents: Correspondents
    /// What all texts are written in, when somebody said it.
    private let said: HL7CharacterSet?
    private var json: JSONReader
    private var resources: [FHIRResource] = []
    private var shapes = FHIRShapes()
    private var division = FHIRPeople()
    private var memory = Memory()
    /// Those of the text read last stand in front.
    private var people: [PatientReading] = []
    /// The resource that says what each of them is in, nil when none does.
    private var mains: [Int?] = []
    private var directory = PatientDirectory()

    /// More people than nearly every text has are not kept for the next.
    private static let kept = 1024

    public init(_ classifier: FHIRClassifier) {
        lookup = classifier.lookup
        correspondents = classifier.correspondents
        said = classifier.characterSet
        json = JSONReader(lookup.vocabulary)
    }

    /// A person of the text read last.
    public subscript(number: Int) -> PatientReading {
        _read { yield people[number] }
    }

    /// The path of an unclassified element by its number, until the next text is read; never a value.
    public func path(_ number: Int) -> String { memory.paths.text(number) }

    /// `Patient/7`, when the text read last is that Patient; `Encounter/3` when it is that Encounter.
    public private(set) var ownReference: String?

    /// What the text read last says however it is indented, to tell it from others; `bytes` are its own,
    /// as they stand: what is read in another character set is the same content.
    public func content(of bytes: [UInt8]) -> [UInt8] { FHIRContent.normalised(bytes) ?? bytes }

    /// Takes the place of what was read before.
    public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
        guard let text = said?.utf8(bytes) else { return readUTF8(bytes) }
        return text.withUnsafeBufferPointer { readUTF8($0) }
    }

    private mutating func readUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
        do throws(JSONProblem) {
            return read(try json.read(bytes))
        } catch {
            return .noJSON(error)
        }
    }

    /// Every filled element of the text read last, with the categories that it counts as there, in the
    /// order of the document; the elements of a path that comes again are one.
    public mutating func fields(of bytes: UnsafeBufferPointer<UInt8>) -> [FilledField] {
        guard let text = said?.utf8(bytes) else { return fields(ofUTF8: bytes) }
        return text.withUnsafeBufferPointer { fields(ofUTF8: $0) }
    }

    private mutating func fields(ofUTF8 bytes: UnsafeBufferPointer<UInt8>) -> [FilledField] {
        guard let document = try? json.read(bytes) else { return [] }
        return resources.withUnsafeBufferPointer { resources in
            var fields = FHIRFilledFields(document, lookup.view, count: resources.count)
            let reader = FHIRGroup(document, lookup.view, resources, [], MessageHeading())
            for group in division.groups {
                let members = division.resources(of: group)
                guard reader.saysSomething(of: group, members) else { continue }
                fields.count(members, areResults: reader.isResult(members))
            }
            return fields.list(of: resources)
        }
    }

    /// The same as `read`, with texts for everything.
    mutating func texts(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(JSONProblem) -> [ClassifiedMessage]? {
        let document = try json.read(bytes)
        guard case .people(let count) = read(document) else { return nil }
        return (0..<count).map { number in
            var header = ClassifiedMessage()
            if let main = mains[number].map({ resources[$0] }) {
                header.type =
                    main.type != 0
                    ? document.vocabulary.name(main.type)
                    : FHIRPath.safe(document.text(main.typePlace))
                header.controlID = main.id.map(document.text) ?? ""
            }
            return header.filled(by: people[number]) { path($0) }
        }
    }

    private mutating func read(_ document: JSONDocument) -> Outcome {
        let view = lookup.view
        ownReference = nil
        memory.paths.forgetMany()
        directory.removeAll()
        mains.removeAll(keepingCapacity: true)
        if people.count > FHIRReading.kept { people.removeAll() }
        resources = FHIRResources(document, lookup.names, memory: resources).list
        if resources.isEmpty { return .noResource }
        let isEncounter = resources[0].type != 0 && resources[0].type == lookup.names.encounterType
        if resources[0].isPerson || isEncounter, let id = resources[0].id {
            ownReference = "\(document.text(resources[0].typePlace))/\(document.text(id))"
        }
        var walk = FHIRWalk(document, view)
        for number in resources.indices {
            let first = walk.unclassified.count
            resources[number].findings = walk.findings(in: resources[number], &shapes)
            resources[number].unclassified = first..<walk.unclassified.count
        }
        let isDivided = resources.withUnsafeBufferPointer { resources in
            let heading = correspondents.heading(document, resources, lookup.names)
            var reader = FHIRGroup(document, view, resources, walk.unclassified, heading)
            guard division.divide(FHIRPeople.Scope(document, lookup.names, resources)) else {
                return false
            }
            for group in division.groups {
                let members = division.resources(of: group)
                if mains.count == people.count { people.append(PatientReading()) }
                guard reader.read(group, members, &memory, into: &people[mains.count]) else {
                    continue
                }
                settle(main: reader.mainResource(of: members))
            }
            if !mains.isEmpty {
                people[0].otherPeople = OtherPeople(document, resources, lookup.names)
            }
            return true
        }
        return isDivided
            ? .people(mains.count) : .tooMuchInCommon(limit: FHIRPeople.mostInCommon)
    }

    /// Keeps the person read last as one more, or as one that is there.
    private mutating func settle(main: Int?) {
        let last = mains.count
        guard last > 0, people[last].identifiesPerson,
            let same = directory.place(of: people[last], among: people, last)
        else { return mains.append(main) }
        directory.add(people[last], to: &people[same], at: same)
    }
}

/// The paths of elements that no row maps, a number for each.
struct FHIRPathTexts {
    private var texts: [String] = []
    private var numbers: [String: Int] = [:]
    /// By the number of a path: for which person it was noted last.
    private var stamps: [Int] = []
    private var person = 0

    func text(_ number: Int) -> String { texts[number] }

    mutating func number(of text: String) -> Int {
        if let known = numbers[text] { return known }
        numbers[text] = texts.count
        texts.append(text)
        stamps.append(0)
        return texts.count - 1
    }

    mutating func beginPerson() { person += 1 }

    /// Appends a path to those of the person, unless it is there.
    mutating func note(_ path: Int, _ list: inout [Int]) {
        guard stamps[path] != person else { return }
        stamps[path] = person
        list.append(path)
    }

    /// Between two texts: paths are made of what somebody sent, and are not gathered without end.
    mutating func forgetMany() {
        if texts.count > 4096 { self = FHIRPathTexts() }
    }
}
