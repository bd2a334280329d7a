// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// Which of several names, addresses and numbers of a PID segment are hers, the surest first (HL7 2.5.1,
/// tables 0200 and 0190).
struct PatientRanking {
    let view: HL7View
    /// Of the message, in days since 1970-01-01.
    let day: Int?

    /// Legal names first, then those of no type, then display and all others; no pseudonym and no
    /// nickname. Only names with a surname, if there is one.
    func names(_ field: Range<Int>) -> [Range<Int>] {
        var candidates = Candidates<Range<Int>>()
        forEachRepetition(of: field) { name in
            guard view.isFilled(view.component(1, of: name)) else { return }
            let rank: Int
            switch text(view.component(7, of: name)) {
            case "S", "N": return
            case "L": rank = 0
            case "", "U": rank = 1
            case "D": rank = 2
            default: rank = 3
            }
            let isValid = isValid(name, range: 10, from: 12, to: 13)
            candidates.add(name, rank: rank, isValid: isValid)
        }
        let list = candidates.list
        return list.isEmpty ? [view.repetition(1, of: field)] : list
    }

    /// The home first; last where somebody works. Where she was born or delivered, what is known to be
    /// wrong and the country of origin are no addresses of hers.
    func addresses(_ field: Range<Int>) -> [Range<Int>] {
        var candidates = Candidates<Range<Int>>()
        forEachRepetition(of: field) { address in
            var rank: Int
            switch text(view.component(7, of: address)) {
            case "BDL", "N", "BR", "F", "BA", "BI": return
            case "H", "RH", "HV": rank = 0
            case "", "P", "L": rank = 1
            case "C": rank = 2
            case "M", "SH": rank = 3
            default: rank = 4
            }
            if !view.isFilled(view.component(5, of: address)) { rank += 10 }
            let isValid = isValid(address, range: 12, from: 13, to: 14)
            candidates.add(address, rank: rank, isValid: isValid)
        }
        return candidates.list
    }

    /// Those that pass the eleven test first, each once.
    func numbers(_ typed: [(repetition: Range<Int>, value: Range<Int>)]) -> [Range<Int>] {
        var candidates = Candidates<Range<Int>>()
        for (repetition, value) in typed {
            let isNumber = CitizenNumber(view.text(value)) != nil
            let isValid = isValid(repetition, range: nil, from: 7, to: 8)
            candidates.add(value, rank: isNumber ? 0 : 1, isValid: isValid)
        }
        var known: Set<String> = []
        return candidates.list.filter { known.insert(view.text($0)).inserted }
    }

    private func forEachRepetition(of field: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = field.lowerBound
        while let repetition = view.nextRepetition(from: &start, of: field) { body(repetition) }
    }

    private func text(_ range: Range<Int>) -> String { view.isNull(range) ? "" : view.text(range) }

    /// By the range of validity (DR: from, to) or the two days of their own.
    private func isValid(_ value: Range<Int>, range: Int?, from: Int, to: Int) -> Bool {
        func day(_ place: Range<Int>, isEnd: Bool) -> Int? {
            Validity.day(view.slice(place), isEnd: isEnd)
        }
        var validity = Validity(
            start: day(view.component(from, of: value), isEnd: false),
            end: day(view.component(to, of: value), isEnd: true)
        )
        if let range {
            let both = view.component(range, of: value)
            validity.start = validity.start ?? day(view.subcomponent(1, of: both), isEnd: false)
            validity.end = validity.end ?? day(view.subcomponent(2, of: both), isEnd: true)
        }
        return validity.holds(on: self.day)
    }
}
