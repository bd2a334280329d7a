// SPDX-License-Identifier: EUPL-1.2

/// Numbers of nine digits that start with a 9 and pass the eleven test, each given out once.
struct CitizenNumberSupply {
    private var position: Int

    init(seed: UInt64) {
        position = Int(seed % 10_000_000)
    }

    mutating func next() -> UInt32 {
        while true {
            // The factor has no divisor in common with ten million, so no number comes twice.
            let head = 90_000_000 + position * 6_180_339 % 10_000_000
            position += 1
            if let number = CitizenNumberSupply.completed(head) { return number }
        }
    }

    /// Eight digits and the ninth that makes them pass, if there is one.
    static func completed(_ head: Int) -> UInt32? {
        var rest = head
        var sum = 0
        for weight in 2...9 {
            sum += rest % 10 * weight
            rest /= 10
        }
        let check = sum % 11
        return check == 10 ? nil : UInt32(head * 10 + check)
    }

    static func passes(_ number: UInt32) -> Bool {
        completed(Int(number / 10)) == number
    }

    /// The number with one digit mistyped: it never passes.
    static func mistyped(_ number: UInt32) -> UInt32 {
        number % 10 == 9 ? number - 1 : number + 1
    }
}
