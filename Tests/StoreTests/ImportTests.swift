// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Incidents
import Store
import Testing
import Vault

@Suite struct ImportTests {
    private let test: TestStore
    private let anna: PersonNumber
    private let bente: PersonNumber
    private let sample = DigestPair(high: 7, low: 7)
    private let otherSample = DigestPair(high: 8, low: 8)
    private let order = CategorySet([.name, .citizenNumber, .address])

    init() throws {
        test = try TestStore()
        let people = try test.add(
            .named("VB-1", "Voorbeeldstra"),
            .named("VB-2", "Proefkonijnenburg")
        )
        (anna, bente) = (people[0], people[1])
    }

    @Test func `a result joins its order whichever of the two comes first`() throws {
        var hashes: Set<String> = []
        for resultFirst in [true, false] {
            let test = try TestStore()
            let anna = try test.add(.named("VB-1", "Voorbeeldstra"))[0]
            let messages: [ReceivedDisclosure] = [
                .order("order", of: anna, order, samples: sample),
                .result("result", samples: sample),
            ]
            for message in resultFirst ? messages.reversed() : messages { try test.record(message) }
            let incident = try test.openIncident()
            let register = try test.store.computeRegister(of: incident).register
            let row = try #require(register.row(of: anna))
            #expect(row.categories(from: .givenByUs) == order)
            #expect(row.categories(from: .producedThere) == CategorySet([.testResult]))
            hashes.insert(try test.hash(incident))
        }
        #expect(hashes.count == 1, "equal to the byte, also on another store")
    }

    @Test
    func `a result with two sample numbers is one row, in whatever batches it and its orders come`()
        throws
    {
        let one = ReceivedDisclosure.order("one", of: anna, order, samples: sample)
        let two = ReceivedDisclosure.order("two", of: anna, order, samples: otherSample)
        let result = ReceivedDisclosure.result("result", samples: sample, otherSample)
        let orders: [[[ReceivedDisclosure]]] = [
            [[one, two, result]], [[result], [one, two]], [[result], [one], [two]],
            [[one], [result], [two]], [[one, two], [result]], [[one], [result, two]],
            [[two], [result], [one]], [[result, one], [two]],
        ]
        for batches in orders {
            let test = try TestStore()
            let anna = try test.add(.named("VB-1", "Voorbeeldstra"))[0]
            for batch in batches {
                try test.record(
                    all: batch.map { item in
                        var item = item
                        if case .person = item.subject { item.subject = .person(anna) }
                        return item
                    }
                )
            }
            let held = try test.store.evidence(about: anna, for: test.reason()).disclosed.map(
                \.disclosure
            )
            #expect(held.count == 3)
            let results = held.filter { $0.disclosedOn == 20_010 }
            #expect(results.count == 1)
            #expect(results.first?.keepUntil == 25_000, "also when it waited for its order")
        }
    }

    @Test func `the sums of the exposure equal a full count, after every batch and in any order`()
        throws
    {
        var random = SystemRandomNumberGenerator()
        try test.store.add(
            party: Party(id: Party.ID(rawValue: "other"), name: "Other"),
            role: .processor,
            from: 0,
            act: test.act()
        )
        for batch in 0..<8 {
            var items: [ReceivedDisclosure] = []
            for number in 0..<40 {
                let sample = DigestPair(high: 1, low: .random(in: 0..<30, using: &random))
                if Bool.random(using: &random) {
                    items.append(.result("result \(batch) \(number)", samples: sample))
                } else {
                    var item = ReceivedDisclosure.order(
                        "order \(batch) \(number)",
                        of: Bool.random(using: &random) ? anna : bente,
                        CategorySet(rawValue: .random(in: 1..<(1 << 40), using: &random)),
                        samples: sample
                    )
                    item.disclosedOn = .random(in: 10_000..<20_000, using: &random)
                    item.keepUntil = Bool.random(using: &random) ? item.disclosedOn + 500 : nil
                    if Bool.random(using: &random) { item.flow.party = Party.ID(rawValue: "other") }
                    items.append(item)
                }
            }
            try test.record(all: items)
            let kept = try test.store.exposures(today: 15_000)
            let counted = try test.store.recountedExposures(today: 15_000)
            #expect(kept == counted)
        }
        let kept = try test.store.exposures(today: 15_000)
        #expect(kept.contains { $0.pastTerm > 0 && $0.people == 2 })
    }

    @Test func `a register read by several workers holds every row, whatever batches they came in`()
        throws
    {
        let incident = try test.openIncident()
        var held: [PersonNumber: CategorySet] = [:]
        for (batch, size) in [1, 40, 2, 1, 7].enumerated() {
            var items: [ReceivedDisclosure] = []
            for number in 0..<size {
                let person = (batch + number).isMultiple(of: 3) ? anna : bente
                let categories = CategorySet(rawValue: 1 << UInt64((batch * 7 + number) % 40))
                held[person, default: CategorySet([])].formUnion(categories)
                items.append(.order("order \(batch) \(number)", of: person, categories))
            }
            try test.record(all: items)
            let register = try test.store.computeRegister(of: incident).register
            #expect(register.count == held.count)
            for (person, categories) in held {
                #expect(register.row(of: person)?.categories(from: .givenByUs) == categories)
            }
        }
    }

    @Test func `a back-file may name another sender on every row`() throws {
        var items: [ReceivedDisclosure] = []
        for number in 0..<70_000 {
            var item = ReceivedDisclosure.order("row \(number)", of: anna, order)
            item.flow.sender = "practice \(number)"
            items.append(item)
        }
        #expect(try test.record(all: items).disclosures == 70_000)
        #expect(try test.store.flows.count == 70_000)
        #expect(try Set(test.store.flows.values.map(\.sender)).count == 70_000)
    }

    @Test func `what linkage gets of an opened person are the claims of the person`() throws {
        var married = Person.named("VB-3", "Voorbeeld")
        married.partnerSurname = "Proef"
        married.givenNames = "Özlem Anna"
        married.initials = ""
        married.birthDate = PartialDate("1961-02-03")
        married.citizenNumber = CitizenNumber("999990019")
        married.postcode = "1234AB"
        married.houseNumber = "12"
        let people = try test.add(married, Person(sourceID: SourceID("VB-4")))
        @Sendable func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
            String(decoding: bytes, as: UTF8.self)
        }
        var looked = 0
        try test.store.open(people, for: test.reason(), withMail: false) { opened in
            let claims = try opened.person.claims
            try opened.withIdentifiers { texts in
                #expect(text(texts.citizenNumber) == claims.citizenNumber)
                #expect(text(texts.initials) == claims.initials)
                #expect(text(texts.surname) == claims.surnames.first ?? "")
                #expect(text(texts.partnerSurname) == claims.surnames.dropFirst().first ?? "")
                #expect(text(texts.birthDate) == claims.birthDate)
                #expect(text(texts.postcode) == claims.postcode)
                #expect(text(texts.houseNumber) == claims.houseNumber)
            }
        } collect: {
            looked += $0.count
        }
        #expect(looked == 2)
    }

    @Test func `a result without an order waits and is in no register`() throws {
        let outcome = try test.record(.result("result", samples: sample))
        #expect(outcome.waiting == 1)
        #expect(try test.store.openEnds().waitingResults == 1)
        #expect(try test.store.computeRegister(of: try test.openIncident()).register.count == 0)
    }

    @Test func `the same content twice counts once`() throws {
        try test.record(.order("order", of: anna, order))
        let again = try test.record(.order("order", of: anna, order))
        #expect(again.duplicates == 1)
        #expect(again.disclosures == 0)
        #expect(try test.store.exposures(today: 20_100).first?.disclosures == 1)
    }

    @Test func `a person taken in again keeps their number; only a change is written`() throws {
        #expect(try test.add(.named("VB-1", "Voorbeeldstra")) == [anna])
        #expect(try test.add(.named("VB-1", "Anders")) == [anna])
        #expect(try test.store.open(anna, for: test.reason()).surname == "Anders")
        #expect(try test.store.peopleCount() == 2)
    }

    @Test func `somebody unknown is kept unresolved, and found when the population grows`() throws {
        let claims = IdentityClaims(citizenNumber: "111222333", surnames: ["Laatkomer"])
        let sealed = try test.store.seal(claims)
        let outcome = try test.record(
            ReceivedDisclosure(
                digest: DigestPair(high: 3, low: 3),
                subject: .unresolved(reason: 5, claims: sealed),
                flow: .toLab(.givenByUs),
                categories: order,
                disclosedOn: 20_000,
                keepUntil: nil,
                samples: []
            )
        )
        #expect(outcome.unresolved == 1)
        #expect(try test.store.openEnds().unresolved == 1)
        let late = try test.add(.named("VB-3", "Laatkomer"))[0]
        var seen: [String] = []
        let settled = try test.store.resolveAgain(for: test.reason(), act: test.act()) { claims in
            seen += claims.claims.surnames
            return late
        }
        #expect(settled == 1)
        #expect(seen == ["Laatkomer"])
        #expect(try test.store.openEnds().unresolved == 0)
        #expect(
            try test.store.computeRegister(of: try test.openIncident()).register.row(of: late)
                != nil
        )
    }

    @Test func `messages before the population give the same register as after it`() throws {
        var hashes: Set<String> = []
        for isBefore in [true, false] {
            let test = try TestStore()
            let digest = test.store.sampleDigest(party: .lab)
            let samples = ["SAMPLE22", "SAMPLE11"].map { digest.pair(of: Array($0.utf8)) }
            var item = ReceivedDisclosure.order("order", of: anna, order)
            item.samples = samples
            item.keepUntil = 24_000
            if isBefore {
                let claims = IdentityClaims(surnames: ["Laatkomer"], sampleNumber: "SAMPLE22")
                item.subject = .unresolved(reason: 5, claims: try test.store.seal(claims))
            } else {
                item.subject = .person(try test.add(.named("VB-3", "Laatkomer"))[0])
            }
            // By the second number of the order, as SPM-2 may have it.
            try test.record(
                item,
                .result("result", samples: samples[1]),
                .result("result by both", samples: samples[0], samples[1])
            )
            if isBefore {
                #expect(try test.store.openEnds() == (waitingResults: 2, unresolved: 1))
                let late = try test.add(.named("VB-3", "Laatkomer"))[0]
                let settled = try test.store.resolveAgain(
                    for: test.reason(),
                    act: test.act()
                ) { _ in late }
                #expect(settled == 1)
            }
            try test.record(.result("later", samples: samples[0]))
            #expect(try test.store.openEnds() == (waitingResults: 0, unresolved: 0))
            let late = try test.number("VB-3")
            let held = try test.store.evidence(about: late, for: test.reason()).disclosed
                .map(\.disclosure)
            #expect(held.compactMap(\.keepUntil).sorted() == [24_000, 25_000, 25_000, 25_000])
            hashes.insert(try test.hash(try test.openIncident()))
        }
        #expect(hashes.count == 1, "equal to the byte, also on another store")
    }

    @Test func `the line for unresolved messages says of how many the claims were opened`() throws {
        for number in 0..<3 {
            var item = ReceivedDisclosure.order("\(number)", of: anna, order)
            item.subject = .unresolved(
                reason: 5,
                claims: try test.store.seal(IdentityClaims(surnames: ["\(number)"]))
            )
            try test.record(item)
        }
        for people in [3, 2] {
            _ = try test.store.resolveAgain(for: test.reason(), act: test.act()) {
                $0.claims.surnames == ["1"] ? anna : nil
            }
            let line = try #require(try accessLog().split(separator: "\n").last)
            #expect(line.contains("unresolved disclosures"))
            #expect(line.contains("\"people\":\(people),"))
        }
    }

    @Test func `whatever stands in a text, everybody opens`() throws {
        var odd = Person.named("VB-\u{1F}3", "Streep\u{1F}je\u{0}\u{1E}")
        odd.street = "\u{1F}"
        odd.salutationPreference = String(repeating: "x\u{1F}", count: 200)
        try test.add(odd)
        var opened: [Person] = []
        try test.store.open(nil, for: test.reason(), withMail: true) {
            try $0.person
        } collect: {
            opened += $0
        }
        #expect(opened.count == 3)
        #expect(opened.contains(odd))
        let found = try test.store.find(
            IdentityClaims(),
            sourceID: odd.sourceID,
            for: test.reason()
        )
        #expect(found.count == 1)
        let claims = IdentityClaims(surnames: ["a\u{1F}b", ""], initials: "\u{1F}")
        var item = ReceivedDisclosure.order("odd", of: anna, order)
        item.subject = .unresolved(reason: 5, claims: try test.store.seal(claims))
        try test.record(item)
        var seen: [IdentityClaims] = []
        _ = try test.store.resolveAgain(for: test.reason(), act: test.act()) {
            seen.append($0.claims)
            return nil
        }
        #expect(seen == [claims])
    }

    @Test func `what was set aside comes back whole, and only opened with a line in the log`()
        throws
    {
        let content = Array("PID|1||Voorbeeldstra".utf8)
        _ = try test.store.record(
            rejected: [
                Rejected(source: "orders.hl7", line: 12, reason: "cut off", content: content)
            ],
            act: test.act()
        )
        var given: [[UInt8]] = []
        let before = try accessLines()
        try test.store.rejects(for: test.reason()) { given.append($0.content) }
        #expect(given == [content])
        #expect(try accessLines() == before + 1)
    }

    @Test func `finding somebody needs everything that was claimed to fit`() throws {
        try test.add(.named("VB-9", "Voorbeeldstra", bsn: "111222333"))
        let found = try test.store.find(
            IdentityClaims(citizenNumber: "111222333", surnames: ["voorbeeldstra"]),
            sourceID: nil,
            for: test.reason()
        )
        #expect(found == [try test.number("VB-9")])
        let other = try test.store.find(
            IdentityClaims(citizenNumber: "111222333", surnames: ["Anders"]),
            sourceID: nil,
            for: test.reason()
        )
        #expect(other.isEmpty)
        #expect(
            try test.store.find(IdentityClaims(), sourceID: SourceID("VB-1"), for: test.reason())
                == [anna]
        )
    }

    private func accessLog() throws -> String {
        try String(
            contentsOf: test.folder.appendingPathComponent("access.log"),
            encoding: .utf8
        )
    }

    private func accessLines() throws -> Int {
        try accessLog().split(separator: "\n").count
    }

    @Test func `no look at a person without a line in the access log before it`() throws {
        let before = try accessLines()
        _ = try test.store.open(anna, for: test.reason("person-answer"))
        #expect(try accessLines() == before + 1)
        let folder = test.folder
        try test.store.open([anna, bente], for: test.reason(), withMail: true) { _ in
            // While somebody is looked at, the line is there.
            try String(
                contentsOf: folder.appendingPathComponent("access.log"),
                encoding: .utf8
            ).split(separator: "\n").count
        } collect: { lines in
            #expect(lines.allSatisfy { $0 == before + 2 }, "in bulk one line")
        }
        #expect(try accessLines() == before + 2, "in bulk one line, bound to the manifest")
        let log = try accessLog()
        #expect(log.contains(anna.reference))
        #expect(log.contains("manifest sha256:"))
        #expect(!log.contains("Voorbeeldstra"))
    }

    @Test func `a look that cannot be written down shows nobody`() throws {
        let log = test.folder.appendingPathComponent("access.log")
        _ = test.act()
        let reason = try test.reason()
        // Behind a line that is not this store's, nothing is written.
        try (try Data(contentsOf: log) + Data("{}\n".utf8)).write(to: log)
        let before = try Data(contentsOf: log)
        let refusal = IdentitiesError.accessLog(
            .foreignLine(UInt64(before.count { $0 == UInt8(ascii: "\n") }))
        )
        var seen = 0
        #expect(throws: refusal) { try test.store.open(anna, for: reason) }
        #expect(throws: refusal) {
            try test.store.open(nil, for: reason, withMail: false) { _ in
            } collect: {
                seen += $0.count
            }
        }
        #expect(throws: refusal) {
            try test.store.resolveAgain(for: reason, act: test.act()) { _ in
                seen += 1
                return nil
            }
        }
        #expect(throws: refusal) { try test.store.rejects(for: reason) { _ in seen += 1 } }
        #expect(seen == 0)
        #expect(try Data(contentsOf: log) == before)
    }

    @Test func `nothing in the folder shows a name, a number or a sourceId`() throws {
        try test.add(.named("VB-777777", "Zonderlingenberg", bsn: "111222333"))
        try test.record(.order("order", of: anna, order, samples: sample))
        let needles = [
            "Zonderlingenberg", "111222333", "VB-777777", "Proefstraat",
            Data("Zonderlingenberg".utf8).base64EncodedString().dropLast(4).description,
        ]
        let files = FileManager.default.enumerator(atPath: test.folder.path)
        while let name = files?.nextObject() as? String {
            let bytes = (try? Data(contentsOf: test.folder.appendingPathComponent(name))) ?? Data()
            for needle in needles {
                #expect(bytes.range(of: Data(needle.utf8)) == nil, "\(needle) in \(name)")
            }
        }
    }

    @Test func `a second writer is told who holds the store; a reader is let in`() throws {
        #expect {
            try Store(at: test.folder, root: test.root, mode: .writing)
        } throws: {
            if case StoreError.writerBusy = $0 { true } else { false }
        }
        let reader = try Store(at: test.folder, root: test.root, mode: .reading)
        #expect(try reader.peopleCount() == 2)
    }

    @Test func `another key does not open the store`() throws {
        let other = try #require(RootKey(bytes: [UInt8](repeating: 9, count: 32)))
        #expect(
            throws: StoreError.wrongKey(expected: test.root.fingerprint, given: other.fingerprint)
        ) {
            try Store(at: test.folder, root: other, mode: .reading)
        }
    }
}
