// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Finds the day on which resources were sent, as near as they tell it.
struct FHIRDates {
    private let document: JSONDocument
    private let names: FHIRNames

    init(_ document: JSONDocument, _ names: FHIRNames) {
        self.document = document
        self.names = names
    }

    /// The time stamp of the bundle; else when the main resource was written or issued; else that of
    /// the others; else when they were last changed.
    func day(of resources: [FHIRResource], main: FHIRResource?) -> Int? {
        if let stamp = document.member(names.timestamp, of: 0), let day = day(stamp) { return day }
        if let main, let day = day(of: main) { return day }
        for resource in resources {
            if let day = day(of: resource) { return day }
        }
        for resource in resources {
            if let meta = document.member(names.meta, of: resource.place),
                let changed = document.member(names.lastUpdated, of: meta), let day = day(changed)
            {
                return day
            }
        }
        return nil
    }

    private func day(of resource: FHIRResource) -> Int? {
        let members = [
            names.authoredOn, names.issued, names.effectiveDateTime, names.recorded, names.date,
            names.created, names.occurrenceDateTime, names.receivedTime,
        ]
        for name in members {
            if let place = document.member(name, of: resource.place), let day = day(place) {
                return day
            }
        }
        return nil
    }

    /// Days since 1970-01-01 of `yyyy-mm-dd…`.
    private func day(_ place: Int) -> Int? {
        guard document[place].kind == .string else { return nil }
        let text = document.raw(place)
        guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else {
            return nil
        }
        func number(_ range: Range<Int>) -> Int? {
            var number = 0
            for byte in text[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                number = number * 10 + Int(byte - 0x30)
            }
            return number
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
            return nil
        }
        let date = PartialDate(year: year, month: month, day: day)
        return date.flatMap { $0.isFull ? $0.dayNumber : nil }
    }
}
