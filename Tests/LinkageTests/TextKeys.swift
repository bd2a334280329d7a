// SPDX-License-Identifier: EUPL-1.2

@testable import Linkage

/// The rules of linkage asked with texts, as tests write them.
extension IdentityKeys {
    static func initial(_ text: String) -> UInt32? { text.withBytes { initial($0) } }
    static func postcode(_ text: String) -> UInt64 { text.withBytes { postcode($0) } }
    static func birthDate(_ text: String) -> UInt32 { text.withBytes { birthDate($0) } }
    static func citizenNumber(_ text: String) -> UInt32 { text.withBytes { citizenNumber($0) } }

    static func address(_ postcode: String, _ houseNumber: String) -> UInt64 {
        postcode.withBytes { postcode in houseNumber.withBytes { address(postcode, $0) } }
    }
}

extension SurnameFold {
    static func forEachReading(of name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        name.withBytes { forEachReading(of: $0, body) }
    }
}

extension String {
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var text = self
        return text.withUTF8(body)
    }
}
