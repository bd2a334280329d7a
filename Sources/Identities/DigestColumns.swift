// SPDX-License-Identifier: EUPL-1.2

public import Database
public import Vault

extension Statement {
    @inline(__always)
    public func bind(_ place: Int32, _ digest: DigestPair) {
        withUnsafeBytes(of: (digest.high.bigEndian, digest.low.bigEndian)) {
            bind(place, blob: $0)
        }
    }
}
