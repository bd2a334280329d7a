// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A folder of cases, `13-merkle`: its answers in JSON files, its inputs by name.
struct CaseFolder {
    let name: String
    private(set) var cases: [ThirdPartyCase] = []
    private(set) var files: [String: URL] = [:]
    private let directory: URL

    /// The number before the name tells the kind.
    var number: String { String(name.prefix { $0.isNumber }) }

    init(_ directory: URL) throws {
        name = directory.lastPathComponent
        self.directory = directory
        let manager = FileManager.default
        let paths = try manager.subpathsOfDirectory(atPath: directory.path).sorted()
        for path in paths {
            let url = directory.appendingPathComponent(path)
            files[url.lastPathComponent] = url
        }
        for path in paths where path.hasSuffix(".json") {
            // Some inputs are JSON themselves, and some of those are broken on purpose.
            let url = directory.appendingPathComponent(path)
            guard let data = try? Data(contentsOf: url),
                var preamble = (try? JSONDecoder().decode(JSON.self, from: data))?.object,
                let list = preamble.removeValue(forKey: "cases")?.array
            else { continue }
            for fields in list where fields.object != nil {
                cases.append(
                    ThirdPartyCase(
                        fields: fields,
                        file: path,
                        preamble: .object(preamble),
                        folder: self
                    )
                )
            }
        }
    }

    /// A file by its path in the folder: some names stand in several of its folders.
    func bytes(atPath path: String) -> [UInt8]? {
        (try? Data(contentsOf: directory.appendingPathComponent(path))).map { Array($0) }
    }

    func bytes(ofFile name: String) -> [UInt8]? {
        files[name].flatMap { try? Data(contentsOf: $0) }.map { Array($0) }
    }
}
