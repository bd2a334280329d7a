// SPDX-License-Identifier: EUPL-1.2

import Custody
import Intake
import Testing

/// Which resources are about whom, against the same rule written as slowly as it is said.
@Suite struct FHIRDivisionTests {
    /// Resources that point to people, to others, or to nobody who is there.
    private struct Web {
        var people: Int
        /// For each resource the people it says it is about, and the resources it is linked with.
        var subjects: [[Int]] = []
        var links: [[Int]] = []

        init(_ draw: (Int) -> Int) {
            people = 2 + draw(6)
            let count = 1 + draw(40)
            for _ in 0..<count {
                let isTold = draw(3) == 0
                subjects.append(isTold ? (0..<1 + draw(3)).map { _ in draw(people) } : [])
                links.append((0..<draw(3)).map { _ in draw(count) })
            }
        }

        var text: String {
            var resources = (0..<people).map {
                #"{"resourceType":"Patient","id":"p\#($0)","name":[{"family":"Proef\#($0)"}]}"#
            }
            for number in subjects.indices {
                let about = subjects[number].map { #"{"reference":"Patient/p\#($0)"}"# }
                let others = links[number].map { #"{"reference":"Basic/b\#($0)"}"# }
                let subject = about.joined(separator: ",")
                let parts = others.joined(separator: ",")
                resources.append(
                    #"{"resourceType":"Basic","id":"b\#(number)","subject":[\#(subject)],"#
                        + #""zz\#(number)":"x","partOf":[\#(parts)]}"#
                )
            }
            return #"{"resourceType":"Bundle","entry":["#
                + resources.map { "{\"resource\":\($0)}" }.joined(separator: ",") + "]}"
        }

        /// For each person the resources that are about them: what says nothing is about whom its
        /// neighbours are about, until nothing changes any more.
        var expected: [Set<Int>] {
            var owners = subjects.map(Set.init)
            let isTold = subjects.map { !$0.isEmpty }
            var hasChanged = true
            while hasChanged {
                hasChanged = false
                for number in links.indices {
                    for other in links[number] where other != number {
                        for (from, to) in [(number, other), (other, number)] where !isTold[to] {
                            let before = owners[to].count
                            owners[to].formUnion(owners[from])
                            if owners[to].count > before { hasChanged = true }
                        }
                    }
                }
            }
            return (0..<people).map { person in
                Set(owners.indices.filter { owners[$0].contains(person) })
            }
        }
    }

    @Test(arguments: 1..<5 as Range<UInt64>)
    func `a resource that says nothing is about whom its neighbours are about`(seed: UInt64) {
        var state = seed
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        var reading = FHIRReading(FHIRClassifier())
        var shared = 0
        for _ in 0..<250 {
            let web = Web(draw)
            let bytes = Array(web.text.utf8)
            guard case .people(let count) = bytes.withUnsafeBufferPointer({ reading.read($0) })
            else {
                Issue.record("nobody was read")
                return
            }
            let expected = web.expected
            var found = [Set<Int>](repeating: [], count: web.people)
            for number in 0..<count {
                let claims = IdentityClaims(reading[number].claims)
                guard let person = claims.surnames.first.flatMap({ Int($0.dropFirst(5)) }) else {
                    continue
                }
                for path in reading[number].unclassified.map({ reading.path($0) }) {
                    guard path.hasPrefix("Basic.zz"), let basic = Int(path.dropFirst(8)) else {
                        continue
                    }
                    found[person].insert(basic)
                }
            }
            #expect(found == expected, "\(web.text)")
            shared += expected.filter { $0.count > 1 }.count
        }
        #expect(shared > 100)
    }
}
