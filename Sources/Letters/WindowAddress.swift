// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// The lines behind the window of an envelope, and the sorting code under them.
///
/// Nothing is ever dropped: a letter that reached the neighbours because its addition was dropped is a
/// data breach of its own. A long street is written as street signs shorten it (`StreetWords`), if
/// that makes it fit on a line; a longer line, and a long name, goes on over the next line. What
/// cannot be printed whole is refused.
public struct WindowAddress: Hashable, Sendable, Masked {
    public enum Failure: Error, Equatable {
        case nameMissing
        case streetMissing
        case houseNumberMissing
        /// Not 1 to 99999: an addition may be hidden in it.
        case houseNumberUnreadable
        case houseLetterUnreadable
        case postcodeMissing
        case postcodeUnreadable
        case placeMissing
        /// A description such as a mooring, which the post cannot deliver to.
        case locationOnly
        case linesAbroadMissing
        case countryMissing
        case tooManyLines(Int)
    }

    public let lines: [String]
    /// None for an address abroad, nor for an addition that the code has no bars for: the post reads the
    /// lines then.
    public let sortingCode: KIX?

    /// About as many characters as fit on a line of the window.
    public static let width = 38
    /// How many lines the post reads and the window shows.
    static let mostLines = 6

    public init(
        addressee: String,
        address: PostalAddress,
        width: Int = WindowAddress.width
    ) throws(Failure) {
        guard !addressee.isEmpty else { throw .nameMissing }
        switch address {
        case .street(let street):
            let (line, place) = try WindowAddress.lines(of: street, width)
            lines = [addressee, line, place]
            sortingCode = try? KIX(
                postcode: street.postcode,
                houseNumber: street.houseNumber,
                letter: street.houseLetter,
                addition: street.houseAddition
            )
        case .location: throw .locationOnly
        case .abroad(let given, let country):
            let known = given.filter { !$0.isUnknown }
            guard !known.isEmpty else { throw .linesAbroadMissing }
            guard !country.isUnknown else { throw .countryMissing }
            lines = [addressee] + known + [country.uppercased()]
            sortingCode = nil
        }
        guard lines.count <= WindowAddress.mostLines else { throw .tooManyLines(lines.count) }
    }

    /// Street and number, and postcode and place.
    private static func lines(
        of address: StreetAddress,
        _ width: Int
    ) throws(Failure) -> (line: String, place: String) {
        guard !address.street.isUnknown else { throw .streetMissing }
        guard !address.houseNumber.isUnknown else { throw .houseNumberMissing }
        guard address.houseNumber.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(address.houseNumber), (1...99_999).contains(number)
        else { throw .houseNumberUnreadable }
        guard address.houseLetter.count <= 1, address.houseLetter.allSatisfy(\.isLetter) else {
            throw .houseLetterUnreadable
        }
        guard !address.postcode.isUnknown else { throw .postcodeMissing }
        guard let postcode = Postcode(address.postcode) else { throw .postcodeUnreadable }
        guard !address.place.isUnknown else { throw .placeMissing }
        return (
            WindowAddress.line(of: address, width),
            postcode.printed.joined(by: "  ", to: address.place.uppercased())
        )
    }

    /// Street and number. Where the line may be divided, number, letter and addition stay together, and
    /// with the last word of the street if that is short.
    private static func line(of address: StreetAddress, _ width: Int) -> String {
        let number = address.printedNumber
        let line = address.joined(address.street, number)
        // No line has more characters than bytes.
        guard line.utf8.count > width - 8 else { return line }
        let room = width - (line.count - address.street.count)
        let street = line.count > width ? StreetWords.fitting(address.street, in: room) : nil
        let whole = number.replacing(" ", with: "\u{A0}")
        let joined = address.joined(street ?? address.street, whole)
        let last = joined.split(separator: " ").suffix(2)
        guard last.count == 2, last.reduce(1, { $0 + $1.count }) <= width - 14 else {
            return joined
        }
        return joined.dropLast(whole.count + 1) + "\u{A0}" + whole
    }
}
