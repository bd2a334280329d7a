// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Which of several names, addresses and identifiers of a Patient are hers, the surest first (FHIR R4
/// `HumanName`, `Address` and `Identifier`: `use` and `period`).
struct FHIRRanking {
    private let document: JSONDocument
    private unowned(unsafe) let names: FHIRNames
    /// Of the text, in days since 1970-01-01.
    private let day: Int?

    init(_ document: JSONDocument, _ names: FHIRNames, day: Int?) {
        self.document = document
        self.names = names
        self.day = day
    }

    /// Official names first, then those of no use, then the usual ones; no pseudonym and no nickname.
    /// Only names with a surname, if there is one.
    func names(_ place: Int?) -> [Int] {
        guard let place else { return [] }
        var (full, partial) = (Candidates<Int>(), Candidates<Int>())
        document.forEachElement(of: place) { name in
            let use = use(of: name)
            if use != 0, use == names.anonymous || use == names.nickname { return }
            let rank = rank(use, [names.official, 0, names.usual, names.temp])
            let isValid = isValid(name, use)
            let hasSurname = [names.family, names.familyBeside].contains {
                document.member($0, of: name).map(document.isFilled) ?? false
            }
            if hasSurname {
                full.add(name, rank: rank, isValid: isValid)
            } else {
                partial.add(name, rank: rank, isValid: isValid)
            }
        }
        return full.list.isEmpty ? partial.list : full.list
    }

    /// The home first; last where somebody works or only gets mail.
    func addresses(_ place: Int?) -> [Int] {
        guard let place else { return [] }
        var candidates = Candidates<Int>()
        document.forEachElement(of: place) { address in
            guard document[address].kind == .object else { return }
            let use = use(of: address)
            var rank = rank(use, [names.home, 0, names.temp])
            if let type = document.member(names.type, of: address),
                document.number(type) == names.postal
            {
                rank += 4
            }
            if document.member(names.postalCode, of: address) == nil { rank += 10 }
            candidates.add(address, rank: rank, isValid: isValid(address, use))
        }
        return candidates.list
    }

    /// Those that pass the eleven test first, then official ones; each once.
    func numbers(_ typed: [(identifier: Int, value: Int)]) -> [Int] {
        var candidates = Candidates<Int>()
        for (identifier, value) in typed {
            let use = use(of: identifier)
            let isNumber = CitizenNumber(document.text(value)) != nil
            let rank = rank(use, [names.official, 0, names.usual]) + (isNumber ? 0 : 10)
            candidates.add(value, rank: rank, isValid: isValid(identifier, use))
        }
        var known: Set<String> = []
        return candidates.list.filter { known.insert(document.text($0)).inserted }
    }

    /// The number of its use, 0 for none, the largest for one that is not asked for.
    private func use(of element: Int) -> UInt16 {
        guard let use = document.member(names.use, of: element) else { return 0 }
        let number = document.number(use)
        return number == 0 ? .max : number
    }

    private func rank(_ use: UInt16, _ order: [UInt16]) -> Int {
        order.firstIndex(of: use) ?? order.count
    }

    private func isValid(_ element: Int, _ use: UInt16) -> Bool {
        guard use == 0 || use != names.old else { return false }
        guard let period = document.member(names.period, of: element) else { return true }
        func day(_ name: UInt16, isEnd: Bool) -> Int? {
            document.member(name, of: period).flatMap {
                Validity.day(document.raw($0), isEnd: isEnd)
            }
        }
        return Validity(start: day(names.start, isEnd: false), end: day(names.end, isEnd: true))
            .holds(on: self.day)
    }
}
