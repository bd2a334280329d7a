// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// The lines behind the window of an envelope, and the sorting code under them.
///
/// Nothing is ever shortened: a letter that reached the neighbours because its addition was
/// dropped is a data breach of its own. What cannot be printed whole is refused.
public struct WindowAddress: Hashable, Sendable, Masked {
    public enum Failure: Error, Equatable {
        case nameMissing
        case streetMissing
        case houseNumberMissing
        /// Not 1 to 99999: an addition may be hidden in it.
        case houseNumberUnreadable
        case houseLetterUnreadable
        /// The letter or addition cannot be seen in what would be printed.
        case houseAdditionLost
        case postcodeMissing
        case postcodeUnreadable
        case placeMissing
        /// A description such as a mooring, which the post cannot deliver to.
        case locationOnly
        case linesAbroadMissing
        case countryMissing
        case lineTooLong(line: Int, characters: Int)
        case tooManyLines(Int)
        case sortingCode(KIX.Failure)
    }

    public let lines: [String]
    /// None for an address abroad.
    public let sortingCode: KIX?

    /// The most characters that fit on a line of the window.
    public static let width = 38

    public init(
        addressee: String,
        address: PostalAddress,
        width: Int = WindowAddress.width
    ) throws(Failure) {
        guard !addressee.isEmpty else { throw .nameMissing }
        switch address {
        case .street(let street):
            let (line, place) = try WindowAddress.lines(of: street)
            lines = [addressee, line, place]
            sortingCode = try WindowAddress.sortingCode(of: street)
        case .location: throw .locationOnly
        case .abroad(let given, let country):
            let known = given.filter { !$0.isUnknown }
            guard !known.isEmpty else { throw .linesAbroadMissing }
            guard !country.isUnknown else { throw .countryMissing }
            lines = [addressee] + known + [country.uppercased()]
            sortingCode = nil
        }
        guard lines.count <= 6 else { throw .tooManyLines(lines.count) }
        // No line has more characters than bytes.
        if let long = lines.firstIndex(where: { $0.utf8.count > width && $0.count > width }) {
            throw .lineTooLong(line: long + 1, characters: lines[long].count)
        }
    }

    /// Street and number, and postcode and place.
    private static func lines(
        of address: StreetAddress
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
        let line = address.line
        guard line.hasSuffix(address.houseLetter + address.houseAddition) else {
            throw .houseAdditionLost
        }
        return (line, postcode.printed.joined(by: "  ", to: address.place.uppercased()))
    }

    private static func sortingCode(of address: StreetAddress) throws(Failure) -> KIX {
        do throws(KIX.Failure) {
            return try KIX(
                postcode: address.postcode,
                houseNumber: address.houseNumber,
                letter: address.houseLetter,
                addition: address.houseAddition
            )
        } catch {
            throw .sortingCode(error)
        }
    }
}
