// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import Hosting

@Suite struct SecretFileTests {
    private func file(_ bytes: [UInt8], mode: Int) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/secret-\(UUID().uuidString)"
        _ = FileManager.default.createFile(
            atPath: path,
            contents: Data(bytes),
            attributes: [.posixPermissions: mode]
        )
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    @Test func `a secret is read from a file that only its owner may read, and from no other`()
        throws
    {
        let good = try file(Array("a secret\n".utf8), mode: 0o600)
        #expect(try SecretFile(path: good).read() == "a secret\n")
        for mode in [0o640, 0o604, 0o660] {
            let open = try file(Array("a secret".utf8), mode: mode)
            #expect(throws: HostingError.secretFileOpenToOthers(open)) {
                try SecretFile(path: open).read()
            }
        }
        for bytes in [[], [0xff, 0xfe], [UInt8](repeating: 0x61, count: 4097)] {
            let wrong = try file(bytes, mode: 0o600)
            #expect(throws: HostingError.secretFileDoesNotRead(wrong)) {
                try SecretFile(path: wrong).read()
            }
        }
        #expect(throws: HostingError.secretFileDoesNotRead("/nowhere")) {
            try SecretFile(path: "/nowhere").read()
        }
        #expect(throws: HostingError.secretFileDoesNotRead("/tmp")) {
            try SecretFile(path: "/tmp").read()
        }
    }
}
