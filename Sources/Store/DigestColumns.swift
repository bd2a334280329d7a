// SPDX-License-Identifier: EUPL-1.2

import Database
import Vault

extension Statement {
    @inline(__always)
    func bind(_ place: Int32, _ digest: DigestPair) {
        withUnsafeBytes(of: (digest.high.bigEndian, digest.low.bigEndian)) {
            bind(place, blob: $0)
        }
    }
}
