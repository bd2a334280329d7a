// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Foundation
import Store

/// A moment given on the command line: ISO 8601 with an offset, or local Dutch time without.
struct GivenTime: ExpressibleByArgument {
    /// Milliseconds since 1970, UTC.
    let milliseconds: Int64

    init?(argument: String) {
        guard let found = GivenTime.parse(argument) else { return nil }
        milliseconds = found
    }

    static func parse(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        func number(_ start: Int, _ count: Int) -> Int? {
            guard start + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[start..<start + count] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            PartialDate(year: year, month: month, day: day)?.isFull == true
        else { return nil }
        var hour = 0
        var minute = 0
        var second = 0
        var rest = 10
        if bytes.count > 10 {
            guard bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20, let h = number(11, 2),
                let m = number(14, 2), h < 24, m < 60
            else { return nil }
            (hour, minute, rest) = (h, m, 16)
            if bytes.count > 16, bytes[16] == UInt8(ascii: ":") {
                guard let s = number(17, 2), s < 61 else { return nil }
                (second, rest) = (s, 19)
                if bytes.count > 19, bytes[19] == UInt8(ascii: ".") {
                    rest = 20
                    while rest < bytes.count, (0x30...0x39).contains(bytes[rest]) { rest += 1 }
                }
            }
        }
        let days = Timestamp.days(year: year, month: month, day: day)
        let asUTC = (Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)) * 1000
        let zone = String(decoding: bytes[rest...], as: UTF8.self)
        if zone == "Z" { return asUTC }
        if zone.isEmpty { return asUTC - DutchTime.offset(local: asUTC) }
        guard zone.utf8.count == 6, let h = number(rest + 1, 2), let m = number(rest + 4, 2),
            zone.first == "+" || zone.first == "-", h <= 14, m < 60
        else { return nil }
        let offset = Int64(h * 60 + m) * 60_000
        return zone.first == "+" ? asUTC - offset : asUTC + offset
    }
}

/// Europe/Amsterdam by the rule of Directive 2000/84/EC: summer time from the last Sunday of March
/// to the last Sunday of October, 01:00 UTC.
enum DutchTime {
    private static let hour: Int64 = 3_600_000

    /// Milliseconds to add to a UTC time.
    static func offset(utc: Int64) -> Int64 {
        let (year, _, _) = Timestamp.civil(days: Int((Double(utc) / 86_400_000).rounded(.down)))
        return utc >= change(year, 3) && utc < change(year, 10) ? 2 * hour : hour
    }

    static func offset(local: Int64) -> Int64 {
        offset(utc: local - 2 * hour) == 2 * hour ? 2 * hour : hour
    }

    private static func change(_ year: Int, _ month: Int) -> Int64 {
        let lastDay = Timestamp.days(year: year, month: month, day: 31)
        let sunday = lastDay - (lastDay + 4) % 7
        return Int64(sunday) * 86_400_000 + hour
    }

    /// `2025-08-06 14:20` for people.
    static func text(_ utc: Int64) -> String {
        let local = Timestamp.text(utc + offset(utc: utc))
        return local.prefix(10) + " " + local.dropFirst(11).prefix(5)
    }

    /// `2025-08-06T14:20:00+02:00` for machines.
    static func machineText(_ utc: Int64) -> String {
        let offset = offset(utc: utc)
        return Timestamp.text(utc + offset).prefix(19) + (offset == 2 * hour ? "+02:00" : "+01:00")
    }

    /// The local calendar day, in days since 1970.
    static func day(_ utc: Int64) -> Int {
        Int((Double(utc + offset(utc: utc)) / 86_400_000).rounded(.down))
    }

    /// `2025-08-06` of a day.
    static func dayText(_ day: Int) -> String {
        String(Timestamp.text(Int64(day) * 86_400_000).prefix(10))
    }
}
