// SPDX-License-Identifier: EUPL-1.2

/// Bytes of PDF syntax: numbers, names and strings appended to a buffer.
struct PDFBytes {
    var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }
    var count: Int { bytes.count }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func add(_ syntax: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: syntax.utf8Start,
                count: syntax.utf8CodeUnitCount
            )
        )
    }

    mutating func add(_ other: [UInt8]) { bytes.append(contentsOf: other) }

    mutating func add(_ number: Int) {
        if number < 0 {
            bytes.append(UInt8(ascii: "-"))
        }
        addDigits(number.magnitude)
    }

    /// To a hundredth, without needless zeros; ends with a space.
    mutating func add(_ number: Double) {
        let hundredths = Int((number * 100).rounded())
        if hundredths < 0 {
            bytes.append(UInt8(ascii: "-"))
        }
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        addDigits(whole)
        if rest > 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(48 + UInt8(rest / 10))
            if rest % 10 > 0 {
                bytes.append(48 + UInt8(rest % 10))
            }
        }
        bytes.append(UInt8(ascii: " "))
    }

    mutating func add(_ x: Double, _ y: Double) {
        add(x)
        add(y)
    }

    mutating func add(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        add(x, y)
        add(width, height)
    }

    /// A reference to an object, such as `12 0 R`.
    mutating func add(_ object: ObjectNumber) {
        addDigits(UInt(object.value))
        add(" 0 R")
    }

    /// A text string outside pages (title, language): UTF-16 in hexadecimal digits.
    mutating func addTextString(_ text: some Sequence<UInt8>) {
        add("<FEFF")
        for unit in String(decoding: Array(text), as: UTF8.self).utf16 {
            addHexadecimal(UInt32(unit), digits: 4)
        }
        add(">")
    }

    /// Words with a space between them; short if they are letters and digits only.
    mutating func addTextString(_ words: [String]) {
        let isPlain = words.allSatisfy {
            $0.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0 & 0xDF) }
        }
        if !isPlain {
            addTextString(words.joined(separator: " ").utf8)
            return
        }
        for (index, word) in words.enumerated() {
            add(index == 0 ? "(" : " ")
            bytes.append(contentsOf: word.utf8)
        }
        add(")")
    }

    mutating func addHexadecimal(_ value: UInt32, digits: Int) {
        for place in stride(from: (digits - 1) * 4, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: value >> UInt32(place)) & 15
            bytes.append(digit < 10 ? 48 + digit : 55 + digit)
        }
    }

    private mutating func addDigits(_ number: UInt) {
        // Eight digits at a time, the last one written being the first of the word.
        if number >= 100_000_000 { addDigits(number / 100_000_000) }
        let isWhole = number < 100_000_000
        var rest = number % 100_000_000
        var digits: UInt64 = 0
        var count = 0
        while isWhole ? rest > 0 || count == 0 : count < 8 {
            digits = digits << 8 | UInt64(48 + rest % 10)
            rest /= 10
            count += 1
        }
        withUnsafeBytes(of: digits.littleEndian) {
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[..<count]))
        }
    }
}

/// Number of an indirect object in the file.
struct ObjectNumber: Hashable {
    var value: Int
}
