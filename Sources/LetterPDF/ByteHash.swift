// SPDX-License-Identifier: EUPL-1.2

/// Eight bytes at a time, as plain `==` on arrays does not.
func areEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    if one.count != other.count { return false }
    var index = 0
    while index &+ 8 <= one.count {
        let first = one.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if first != other.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
        index &+= 8
    }
    while index < one.count {
        if one[index] != other[index] { return false }
        index &+= 1
    }
    return true
}

/// A quick hash of 64 bits; whoever uses it compares the bytes as well.
func byteHash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var sum = seed ^ 0x9E37_79B9_7F4A_7C15 &* UInt64(bytes.count &+ 1)
    var index = 0
    while index &+ 8 <= bytes.count {
        sum = mix(sum ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index &+= 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index &+= 1
    }
    return mix(sum ^ rest)
}

private func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
}
